"""Which forms have come by a round's open link, and which papers were typed: a mark of each, so that each counts once.

A mark is a hash of the form's own key, which is chance. It stands in no order, has no time, and goes at closing.
"""

import hashlib

from sqlite_utils import Database

BY_LINK, ON_PAPER = "link", "paper"


def claim_form(db: Database, wave_id: int, kind: str, key: str) -> bool:
    """Count a form of that key: true once."""
    return bool(db.execute("insert into link_answer(wave_id, form) values (?, ?) on conflict do nothing", [wave_id, _mark(kind, key)]).rowcount)


def has_form(db: Database, wave_id: int, kind: str, key: str) -> bool:
    return any(db.query("select 1 from link_answer where wave_id = ? and form = ?", [wave_id, _mark(kind, key)]))


def forget_form(db: Database, wave_id: int, kind: str, key: str) -> bool:
    return bool(db.execute("delete from link_answer where wave_id = ? and form = ?", [wave_id, _mark(kind, key)]).rowcount)


def forget_forms(db: Database, wave_id: int) -> None:
    db.execute("delete from link_answer where wave_id = ?", [wave_id])


def _mark(kind: str, key: str) -> bytes:
    return kind.encode() + hashlib.sha256(key.encode()).digest()
