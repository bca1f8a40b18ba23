"""Planning a workshop, changing it and cancelling it."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config
from people.model import Person
from workshops import mails, model, store
from workshops.actions.inviting import invite
from workshops.actions.sending import send
from workshops.model import Invitation, Plan


def plan(db: Database, config: Config, organizer: Person, wanted: Plan, person_ids: Iterable[int], now: datetime, ticket: str = "") -> int:
    """Plan a workshop and invite people. Returns its number. Mails come from the organiser where there is no sender.

    `ticket` is the form's own: the same one a second time, by a double click, plans nothing more.
    """
    uid = f"{_uuid(ticket)}@{config.hostname}"
    with storage.write(db):
        if found := store.find_by_uid(db, uid):
            return found.id
        model.check_new(wanted, now)
        number = store.insert(db, wanted, uid, organizer.id, organizer.name, config.sender or organizer.email, now)
        invite(db, number, person_ids, now)
    return number


def change(db: Database, number: int, wanted: Plan, now: datetime) -> int:
    """Change a workshop and tell those who are invited, if it concerns them. Returns how many mails were queued."""
    with storage.write(db):
        before = store.get(db, number)
        model.check_change(before, wanted, store.seats_taken(db, number), now)
        what = model.change(before, wanted)
        store.update(db, number, wanted, now)
        if what == model.TIME:
            store.settle_proposals(db, number, now)
        after = store.get(db, number)
        if not what or after.past(now):
            return 0
        model.check_open(after, now)
        if what != model.TEXT:
            store.note_change(db, number, what)
        return send(db, reach(db, number, what), lambda one, company: mails.changed(after, one, company, before), now, step=what != model.TEXT)


def cancel(db: Database, number: int, now: datetime) -> int:
    """Cancel a workshop and take it out of everybody's calendar. Returns how many mails were queued."""
    with storage.write(db):
        workshop = store.get(db, number)
        model.check_open(workshop, now)
        store.cancel(db, number, now)
        gone = store.get(db, number)
        return send(db, reach(db, number), lambda one, company: mails.cancelled(gone, one, company), now, step=1)


def reach(db: Database, number: int, what: str = "") -> list[Invitation]:
    """Those whom a mail about a change of that kind goes to: invited, and still with the company. Who said no hears of new words about the purpose no more,
    but of a new time or place: the entry may still stand in the calendar, and a new time may suit.
    """
    return [one for one in store.invitations(db, number) if one.reachable and not (what == model.TEXT and one.answer == model.NO)]


def _uuid(ticket: str) -> uuid.UUID:
    try:
        return uuid.UUID(ticket)
    except ValueError:
        return uuid.uuid4()
