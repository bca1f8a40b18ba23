"""What is kept about one person, and erasing it."""

from typing import Any

from sqlite_utils import Database

import storage
from workshops import store
from workshops.model import Reply


def about_person(db: Database, person_id: int) -> list[dict[str, Any]]:
    """Every invitation of a person as plain values, every answer that came from the person, and every workshop that the person organised."""
    replies = store.replies_from(db, person_id)
    theirs = {one.id for one in store.invitations_of(db, person_id)}
    invited = [_invitation(db, number) | {"came_back": [_reply(db, one) for one in replies if one.invitation_id == number]} for number in sorted(theirs)]
    beside = [_reply(db, one) | {"role": "answered uninvited or for somebody else"} for one in replies if one.invitation_id not in theirs]
    organised = [{"workshop": w.title, "starts": w.starts.isoformat(), "zone": w.zone, "role": "organiser"} for w in store.organized_by(db, person_id)]
    return invited + beside + organised


def forget_person(db: Database, person_id: int) -> int:
    """Erase a person's invitations, answers, what was written with them, and attendance, and the person's name as organiser. Returns how many invitations there were.

    A workshop loses its organiser's address where that was the person's own, and can then no longer be changed by mail.
    """
    with storage.write(db):
        store.forget_organizer(db, person_id)
        store.forget_replies(db, person_id)
        return store.delete_invitations_of(db, person_id)


def _invitation(db: Database, number: int) -> dict[str, Any]:
    one = store.get_invitation(db, number)
    workshop = store.get(db, one.workshop_id)
    return {
        "workshop": workshop.title, "starts": workshop.starts.isoformat(), "zone": workshop.zone, "role": "participant",
        "invited": one.invited, "answer": one.answer, "answered_at": one.answered_at and storage.text(one.answered_at),
        "removed_at": one.removed_at and storage.text(one.removed_at), "attended": one.attended,
    }


def _reply(db: Database, one: Reply) -> dict[str, Any]:
    told = {"via": one.via, "sender": one.sender, "attendee": one.attendee, "answer": one.answer, "comment": one.comment, "delegate": one.delegate, "stands_for": one.stands_for, "outcome": one.outcome}
    proposed = {"proposed_starts": one.proposed_starts and storage.text(one.proposed_starts), "proposed_ends": one.proposed_ends and storage.text(one.proposed_ends)}
    return {"workshop": store.get(db, one.workshop_id).title, "at": storage.text(one.at)} | told | proposed
