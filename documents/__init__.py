"""Documents: what is handed out.

A workshop's *record* says what it was, who came and what came of it. The *journal* of a period tells of its workshops,
its outcomes and the results of the survey rounds that were closed in it. Each is a page that prints well and a
Markdown file. Both are read from what others keep; nothing is kept here.
"""
