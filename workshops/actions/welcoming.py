"""Inviting whoever wants to come or is sent instead, and deciding anew."""

from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from people import store as people_store
from people.model import Person
from workshops import store
from workshops.actions.inviting import invite


def welcome(db: Database, reply_id: int, now: datetime) -> Person:
    """Invite the person on the roster who has the newcomer's address; it is settled by that. Their seat is theirs once they answer their own invitation."""
    with storage.write(db):
        reply = store.reply(db, reply_id)
        person = people_store.find_by_email(db, reply.newcomer) if reply.newcomer else None
        if person is None or not person.active:
            raise Refused("Nobody on the list of people has that address. Add the person first.")
        invite(db, reply.workshop_id, [person.id], now)
        store.settle(db, reply_id, now)
    return person


def reconsider(db: Database, reply_id: int) -> None:
    """Let what was settled wait for a decision once more."""
    with storage.write(db):
        store.unsettle(db, store.reply(db, reply_id).id)
