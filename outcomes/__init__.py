"""Outcomes: what came of a workshop.

An *outcome* is a decision, an action, a best practice or an open question. An *action* has one owner and one
due date, and is open until it is done. A workshop's *record* is kept once the ambassador has said so; it holds
a short summary, and with the attendance and the outcomes it is what is handed out.
"""
