"""Writing down what came of a workshop, and keeping its record."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import Refused
from outcomes import model, store
from outcomes.model import Draft
from people import store as people_store
from workshops import store as workshops_store


def add(db: Database, workshop_id: int, draft: Draft, now: datetime) -> int:
    """Write an outcome down. Returns its number."""
    with storage.write(db):
        _check_workshop(db, workshop_id, now)
        _check(db, draft)
        return store.insert(db, workshop_id, draft, now)


def change(db: Database, number: int, draft: Draft, now: datetime) -> None:
    """Change the text, and an action's owner and day; the kind stays."""
    with storage.write(db):
        if store.get(db, number).kind != draft.kind:
            raise Refused("The kind stays as it is. Remove this one and write it down anew.")
        _check(db, draft)
        store.update(db, number, draft, now)


def remove(db: Database, number: int) -> None:
    with storage.write(db):
        store.get(db, number)
        store.delete(db, number)


def set_done(db: Database, number: int, done: bool, now: datetime) -> None:
    """Mark an action as done, or as open again. When it was done first stays noted."""
    with storage.write(db):
        outcome = store.get(db, number)
        if outcome.kind != model.ACTION:
            raise Refused("Only an action can be done.")
        if outcome.open == done:
            store.set_done(db, number, now if done else None)


def keep_record(db: Database, workshop_id: int, summary: str, now: datetime) -> None:
    """Keep a workshop's record, or change its summary."""
    with storage.write(db):
        _check_workshop(db, workshop_id, now)
        store.save_record(db, workshop_id, summary, now)


def about_person(db: Database, person_id: int) -> list[dict[str, Any]]:
    """The actions that a person owns, as plain values."""
    return [
        {"workshop": one.workshop_title, "kind": one.kind, "text": one.text, "due": one.due and one.due.isoformat(), "done_at": one.done_at and storage.text(one.done_at)}
        for one in store.of_person(db, person_id)
    ]


def forget_person(db: Database, person_id: int) -> int:
    """Take a person off the actions owned; the actions stay. Returns how many there were."""
    with storage.write(db):
        return store.forget_owner(db, person_id)


def _check_workshop(db: Database, workshop_id: int, now: datetime) -> None:
    workshop = workshops_store.get(db, workshop_id)
    if workshop.cancelled:
        raise Refused("The workshop was cancelled, so nothing came of it.")
    if not workshop.begun(now):
        raise Refused("What came of it can be written down once the workshop has begun.")


def _check(db: Database, draft: Draft) -> None:
    model.check(draft)
    if draft.owner_id is not None:
        people_store.get(db, draft.owner_id)
