"""Who runs the rollout."""

from datetime import datetime

from sqlite_utils import Database

import storage
from mail import actions as mail_actions
from people import mails, model, store
from people.model import Company, Person


def name_ambassador(db: Database, email: str, name: str = "") -> Person:
    """Make somebody an ambassador: the person who has the address, or else a new one of that name.

    Raises Refused, at `email` or, for a new person without one, at `name`.
    """
    email = model.address(email)
    with storage.write(db):
        person = store.find_by_email(db, email)
        if person is None:
            return store.get(db, store.insert(db, model.name(name), email, ambassador=True))
        model.may_become_ambassador(person)
        store.set_ambassador(db, person.id, True)
        return person


def remove_ambassador(db: Database, number: int) -> Person:
    """The person stays, but can sign in no more, at once. Raises Refused for the last ambassador."""
    with storage.write(db):
        person = store.get(db, number)
        if person.ambassador:
            model.may_stop_being_ambassador(len(store.ambassadors(db)))
            store.set_ambassador(db, number, False)
        store.delete_sessions_of(db, number)
        store.delete_links_of(db, number)
        return person


def send_test(db: Database, person_id: int, company: Company, now: datetime) -> None:
    """Queue a mail to somebody that shows whether mails arrive."""
    with storage.write(db):
        mail_actions.queue(db, [mails.test(store.get(db, person_id), company, now)], now)
