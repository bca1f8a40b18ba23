"""Noting who came."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

import storage
from people import store as people_store
from workshops import model, store


def note_attendance(db: Database, number: int, person_ids: Iterable[int], now: datetime) -> int:
    """Those people came, invited or not, and the others on the list did not. Returns how many came."""
    came = set(person_ids)
    with storage.write(db):
        model.check_attendance(store.get(db, number), now)
        for person_id in came:
            _listed(db, number, person_id)
        store.note_attendance(db, number, came)
    return len(came)


def _listed(db: Database, workshop_id: int, person_id: int) -> None:
    """Put somebody who just came on the list; nothing is sent."""
    found = store.find_invitation(db, workshop_id, person_id)
    if found is None:
        store.insert_invitation(db, workshop_id, people_store.get(db, person_id).id)
    elif found.removed:
        store.reopen_invitation(db, found.id)
