"""Workshops."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from workshops.model import Plan, Workshop

_PLAN = ("title", "purpose", "place", "link", "starts", "ends", "zone", "seats", "need", "need_from")


def get(db: Database, number: int) -> Workshop:
    for row in db.query("select * from workshop where id = ?", [number]):
        return _workshop(row)
    raise NotFound("workshop")


def find_by_uid(db: Database, uid: str) -> Workshop | None:
    for row in db.query("select * from workshop where uid = ?", [uid]):
        return _workshop(row)
    return None


def workshops(db: Database) -> list[Workshop]:
    """All, the earliest first. Instants are derived from wall times, so what is past is not the database's to say."""
    return sorted((_workshop(row) for row in db.query("select * from workshop")), key=lambda w: (w.starts_at, w.id))


def coming(db: Database, now: datetime) -> list[Workshop]:
    """Those still to be held or being held, the next first."""
    return [w for w in workshops(db) if not w.cancelled and not w.past(now)]


def past(db: Database, now: datetime) -> list[Workshop]:
    """Those that have been held, the latest first."""
    return [w for w in reversed(workshops(db)) if not w.cancelled and w.past(now)]


def cancelled(db: Database) -> list[Workshop]:
    """Those that were cancelled, the latest first."""
    return [w for w in reversed(workshops(db)) if w.cancelled]


def between(db: Database, start: datetime, end: datetime) -> list[Workshop]:
    """Those, cancelled ones too, that start from one instant until before another, the earliest first."""
    return [w for w in workshops(db) if start <= w.starts_at < end]


def organized_by(db: Database, person_id: int) -> list[Workshop]:
    return [_workshop(row) for row in db.query("select * from workshop where organizer_id = ? order by id", [person_id])]


def insert(db: Database, plan: Plan, uid: str, organizer_id: int, organizer_name: str, organizer_email: str, now: datetime) -> int:
    row = _values(plan) | {"uid": uid, "organizer_id": organizer_id, "organizer_name": organizer_name, "organizer_email": organizer_email, "created_at": storage.text(now), "changed_at": storage.text(now)}
    columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(db.execute(f"insert into workshop({columns}) values ({places})", row).lastrowid or 0)


def update(db: Database, number: int, plan: Plan, now: datetime) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in _PLAN)
    db.execute(f"update workshop set {sets}, changed_at = :now where id = :id", _values(plan) | {"now": storage.text(now), "id": number})


def cancel(db: Database, number: int, now: datetime) -> None:
    db.execute("update workshop set state = 'cancelled', changed_at = ? where id = ?", [storage.text(now), number])


def forget_organizer(db: Database, person_id: int) -> None:
    """Erase a person as organiser: the name, and the address where it was that person's own."""
    db.execute("update workshop set organizer_email = '' where organizer_email = (select email from person where id = ?) collate nocase", [person_id])
    db.execute("update workshop set organizer_name = '' where organizer_id = ?", [person_id])


def _values(plan: Plan) -> dict[str, Any]:
    values = {name: getattr(plan, name) for name in _PLAN}
    return values | {name: values[name].isoformat(timespec="minutes") for name in ("starts", "ends")}


def _workshop(row: dict[str, Any]) -> Workshop:
    walls = {name: datetime.fromisoformat(row[name]) for name in ("starts", "ends")}
    instants = {name: storage.instant(row[name]) for name in ("created_at", "changed_at")}
    return Workshop(**(row | walls | instants))
