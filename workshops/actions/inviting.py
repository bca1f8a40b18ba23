"""Inviting people, taking them off the list, and sending an invitation again."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from people import store as people_store
from people.model import Person
from workshops import mails, model, store
from workshops.actions.sending import send
from workshops.model import Invitation


def chosen(db: Database, group_ids: Iterable[int], person_ids: Iterable[int]) -> list[Person]:
    """The active people of the groups and those named, by name, each once."""
    groups, wanted = list(group_ids), set(person_ids)
    members = {person.id for person in people_store.in_groups(db, groups)} if groups else set()
    return [person for person in people_store.people(db) if person.id in wanted | members]


def invite(db: Database, number: int, person_ids: Iterable[int], now: datetime) -> int:
    """Invite people and mail each; those who are invited already hear nothing. Returns how many were new."""
    with storage.write(db):
        workshop = store.get(db, number)
        fresh = [one for person in chosen(db, (), person_ids) if (one := _opened(db, number, person.id))]
        if not fresh:
            return 0
        model.check_open(workshop, now)
        return send(db, fresh, lambda one, company: mails.invited(workshop, one, company), now, step=1)


def remove(db: Database, invitation_id: int, now: datetime) -> int:
    """Take a person off the list, who is told while the workshop is still to come. Returns how many mails were queued."""
    with storage.write(db):
        invitation = store.get_invitation(db, invitation_id)
        workshop = store.get(db, invitation.workshop_id)
        if invitation.removed:
            return 0
        if workshop.past(now):
            raise Refused("The workshop has been held. Note there who came instead.")
        model.check_open(workshop, now)
        store.remove_invitation(db, invitation_id, now)
        told = [invitation] if invitation.reachable else []
        return send(db, told, lambda one, company: mails.removed(workshop, one, company), now, step=1)


def send_again(db: Database, invitation_id: int, now: datetime) -> None:
    """Send an invitation once more, as it stands: the same sequence, a new stamp. A mended address gets a new link."""
    with storage.write(db):
        invitation = store.get_invitation(db, invitation_id)
        workshop = store.get(db, invitation.workshop_id)
        model.check_open(workshop, now)
        if not invitation.reachable:
            raise Refused("%(name)s is not invited any more, so there is nothing to send.", name=invitation.name)
        send(db, [invitation], lambda one, company: mails.invited(workshop, one, company), now)


def _opened(db: Database, workshop_id: int, person_id: int) -> Invitation | None:
    """The invitation to be sent, made or opened anew; None when that person is invited already."""
    found = store.find_invitation(db, workshop_id, person_id)
    if found and found.invited:
        return None
    if found:
        store.reopen_invitation(db, found.id)
    number = found.id if found else store.insert_invitation(db, workshop_id, person_id)
    return store.get_invitation(db, number)
