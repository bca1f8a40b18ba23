"""All SQL of outcomes and records."""

from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from outcomes.model import Draft, Outcome, Record
from workshops import store as workshops_store
from workshops.model import Workshop

_SELECT = """
    select o.*, workshop.title as workshop_title, coalesce(person.name, '') as owner, person.archived_at is not null as owner_archived
    from outcome o join workshop on workshop.id = o.workshop_id left join person on person.id = o.owner_id"""


def get(db: Database, number: int) -> Outcome:
    for row in db.query(f"{_SELECT} where o.id = ?", [number]):
        return _outcome(row)
    raise NotFound("outcome")


def of_workshop(db: Database, workshop_id: int) -> list[Outcome]:
    """Everything that came of a workshop, in the order in which it was written down."""
    return [_outcome(row) for row in db.query(f"{_SELECT} where o.workshop_id = ? order by o.id", [workshop_id])]


def of_person(db: Database, person_id: int) -> list[Outcome]:
    """The actions that a person owns."""
    return [_outcome(row) for row in db.query(f"{_SELECT} where o.owner_id = ? order by o.id", [person_id])]


def open_actions(db: Database) -> list[Outcome]:
    """Actions that are not done, the most urgent first."""
    return [_outcome(row) for row in db.query(f"{_SELECT} where o.kind = 'action' and o.done_at is null order by o.due, o.id")]


def overdue(db: Database, today: date) -> list[Outcome]:
    """Open actions whose day has passed, the oldest first."""
    return [one for one in open_actions(db) if one.overdue(today)]


def between(db: Database, start: datetime, end: datetime) -> list[Outcome]:
    """What was written down from one instant until before another."""
    return [_outcome(row) for row in db.query(f"{_SELECT} where o.created_at >= ? and o.created_at < ? order by o.created_at, o.id", [storage.text(start), storage.text(end)])]


def record_of(db: Database, workshop_id: int) -> Record | None:
    """A workshop's record, once it is kept."""
    for row in db.query("select * from record where workshop_id = ?", [workshop_id]):
        return Record(row["workshop_id"], row["summary"], storage.instant(row["kept_at"]))
    return None


def without_record(db: Database, now: datetime) -> list[Workshop]:
    """Workshops that have been held and whose record is not kept yet, the latest first."""
    kept = {row["workshop_id"] for row in db.query("select workshop_id from record")}
    return [workshop for workshop in workshops_store.past(db, now) if workshop.id not in kept]


def insert(db: Database, workshop_id: int, draft: Draft, now: datetime) -> int:
    values = [workshop_id, draft.kind, draft.text, draft.owner_id, _day(draft.due), storage.text(now)]
    return int(db.execute("insert into outcome(workshop_id, kind, text, owner_id, due, created_at, changed_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?6)", values).lastrowid or 0)


def update(db: Database, number: int, draft: Draft, now: datetime) -> None:
    values = [draft.text, draft.owner_id, _day(draft.due), storage.text(now), number]
    db.execute("update outcome set text = ?1, owner_id = ?2, due = ?3, moves = moves + (due is not ?3), changed_at = ?4 where id = ?5", values)


def set_done(db: Database, number: int, done_at: datetime | None) -> None:
    db.execute("update outcome set done_at = ? where id = ?", [storage.text(done_at) if done_at else None, number])


def delete(db: Database, number: int) -> None:
    db.execute("delete from outcome where id = ?", [number])


def save_record(db: Database, workshop_id: int, summary: str, now: datetime) -> None:
    db.execute(
        "insert into record(workshop_id, summary, kept_at) values (?, ?, ?) on conflict(workshop_id) do update set summary = excluded.summary, kept_at = excluded.kept_at",
        [workshop_id, summary, storage.text(now)],
    )


def forget_owner(db: Database, person_id: int) -> int:
    return int(db.execute("update outcome set owner_id = null where owner_id = ?", [person_id]).rowcount)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _outcome(row: dict[str, Any]) -> Outcome:
    read = {
        "due": date.fromisoformat(row["due"]) if row["due"] else None,
        "done_at": storage.maybe_instant(row["done_at"]),
        "created_at": storage.instant(row["created_at"]),
        "changed_at": storage.instant(row["changed_at"]),
        "owner_archived": bool(row["owner_archived"]),
    }
    return Outcome(**(row | read))
