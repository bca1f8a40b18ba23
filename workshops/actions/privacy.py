"""What is kept about one person, and erasing it."""

from typing import Any

from sqlite_utils import Database

import storage
from workshops import store


def about_person(db: Database, person_id: int) -> list[dict[str, Any]]:
    """Every invitation of a person as plain values, and every workshop that the person organised."""
    invited = [_invitation(db, one.id) for one in store.invitations_of(db, person_id)]
    organised = [{"workshop": w.title, "starts": w.starts.isoformat(), "zone": w.zone, "role": "organiser"} for w in store.organized_by(db, person_id)]
    return invited + organised


def forget_person(db: Database, person_id: int) -> int:
    """Erase a person's invitations, answers and attendance, and the person's name as organiser. Returns how many invitations there were.

    A workshop loses its organiser's address where that was the person's own, and can then no longer be changed by mail.
    """
    with storage.write(db):
        store.forget_organizer(db, person_id)
        return store.delete_invitations_of(db, person_id)


def _invitation(db: Database, number: int) -> dict[str, Any]:
    one = store.get_invitation(db, number)
    workshop = store.get(db, one.workshop_id)
    return {
        "workshop": workshop.title, "starts": workshop.starts.isoformat(), "zone": workshop.zone, "role": "participant",
        "invited": one.invited, "answer": one.answer, "answered_at": one.answered_at and storage.text(one.answered_at),
        "removed_at": one.removed_at and storage.text(one.removed_at), "attended": one.attended,
    }
