"""What the roster holds about one person, and erasing it."""

from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

import storage
from people import model, store


def about_person(db: Database, person_id: int) -> dict[str, Any]:
    """A person's own row, groups and sessions, as plain values."""
    person = store.get(db, person_id)
    dimensions = {one.id: one.name for one in store.dimensions(db)}
    return {
        "name": person.name, "email": person.email, "language": person.language, "ambassador": person.ambassador,
        "archived_at": person.archived_at and storage.text(person.archived_at),
        "groups": {dimensions[number]: group.name for number, group in store.groups_of(db, person_id).items()},
        "sessions": store.sessions_of(db, person_id),
    }


def forget_person(db: Database, person_id: int, now: datetime) -> None:
    """Erase a person from the roster, with groups, sessions and links. Raises Refused for an ambassador.

    Uploads that were never confirmed go too, whoever made them: they may name the person.
    """
    with storage.write(db):
        model.may_erase(store.get(db, person_id))
        store.delete_old_drafts(db, now + timedelta(seconds=1))
        store.delete(db, person_id)
