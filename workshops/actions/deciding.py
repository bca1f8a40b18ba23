"""What an ambassador decides about answers: what counts for whom, what is settled, what is taken back, and what was said on the phone."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from workshops import model, store
from workshops.model import ANSWERS, COUNTED, HAND, NONE, YES, Invitation, Reply


def count_for(db: Database, reply_id: int, invitation_id: int, now: datetime) -> None:
    """Let an answer count for an invited person: one that was forwarded, came from another address, or came too late for a seat. It is settled by that.

    Raises Refused when it has been decided, says neither yes, maybe nor no, or no seat is left.
    """
    with storage.write(db):
        reply, one = store.reply(db, reply_id), store.get_invitation(db, invitation_id)
        if reply.settled_at:
            raise Refused("This has been decided already.")
        if not reply.answer or reply.workshop_id != one.workshop_id:
            raise Refused("There is no answer in it that could count.")
        _set(db, one, reply.answer, now, model.changed_since(one, reply.sequence))
        store.settle(db, reply_id, now)


def settle(db: Database, reply_id: int, now: datetime) -> None:
    """An ambassador has decided, and nothing more is to be done. A second click changes nothing."""
    with storage.write(db):
        store.settle(db, store.reply(db, reply_id).id, now)


def undo(db: Database, reply_id: int, now: datetime) -> None:
    """Take back the newest answer that counted: the one before counts again. Raises Refused for any other, and when its seat is gone."""
    with storage.write(db):
        reply = store.reply(db, reply_id)
        one = store.get_invitation(db, reply.invitation_id) if reply.invitation_id else None
        replies = store.replies_of(db, one.id) if one else []
        if one is None or model.standing(one, replies) != reply:
            raise Refused("Only the latest answer that counts can be taken back.")
        before = next((given for given in replies if given.was and given != reply and given.answer == reply.was), None)
        _set(db, one, reply.was, now, model.changed_since(one, before.sequence if before else one.sequence))
        store.settle(db, reply_id, now)


def answer_by_hand(db: Database, invitation_id: int, answer: str, now: datetime) -> None:
    """Note what an invited person said by phone or in the corridor. Raises Refused, at the field, when no seat is left."""
    if answer not in ANSWERS:
        raise Refused("Choose one of the three answers.", field="answer")
    with storage.write(db):
        _set(db, store.get_invitation(db, invitation_id), answer, now)


def _set(db: Database, one: Invitation, answer: str, now: datetime, changed_since: str = "") -> None:
    workshop = store.get(db, one.workshop_id)
    model.check_open(workshop, now)
    if not one.reachable:
        raise Refused("%(name)s is not invited any more, so no answer can count.", name=one.name)
    if answer == YES and workshop.seats is not None and store.seats_taken(db, workshop.id, but=one.id) >= workshop.seats:
        raise Refused("No seat is left. Give the workshop more seats first, or wait until one is free.", field="answer")
    store.save_answer(db, one.id, answer, HAND, now, changed_since)
    said = Reply(workshop_id=workshop.id, invitation_id=one.id, at=now, via=HAND, attendee=one.email, outcome=COUNTED, sequence=one.sequence, was=one.answer)
    store.insert_reply(db, replace(said, answer="" if answer == NONE else answer))
