"""Surveys, questionnaires, waves, invitations and answers.

Numbers that links or mails speak of are never given twice (autoincrement): an old link must not open something new.

Answers without names are in `sealed` until their wave closes, then only as counts in `wave.release` and as loose
comments; of confidential waves also, locked, in `kept_answer`. None of these tables has a rowid, whose order would tell
who came when; ids are random.
"""

from surveys.migrations import m001_surveys, m003_reaching, m006_results, m007_counts, m008_words, m009_by_name
from surveys.migrations.history import migrations

__all__ = ["m001_surveys", "m003_reaching", "m006_results", "m007_counts", "m008_words", "m009_by_name", "migrations"]
