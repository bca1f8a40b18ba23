"""Taking what calendars answer by mail: each answer is judged, kept with its outcome, and changes at most that person's own seat."""

from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

import storage
import walltime
from mail import actions as mail_actions
from mail.model import CROWDED, NOT_A_REPLY, REPLY, UNKNOWN, UNREADABLE, Letter
from workshops import mails, model, replies, store
from workshops.actions.sending import send
from workshops.model import FULL, MAIL, NO, UNINVITED, Invitation, Reply, Said, Workshop

MOST_NEWCOMERS = 100  # who are not invited and wait at one workshop: whoever knows its UID can make up any number


def take(db: Database, letter: Letter, now: datetime) -> str:
    """Take the answers in a mail. Returns one of the codes of mail.model, or nothing when it holds no calendar."""
    try:
        found = replies.read(letter.content, letter.sender)
    except replies.Unreadable as why:
        return why.code
    with storage.write(db):
        codes = {_taken(db, said, letter, now) for said in found}
    return next((code for code in (REPLY, CROWDED, UNKNOWN, UNREADABLE, NOT_A_REPLY) if code in codes), "")


def _taken(db: Database, said: Said, letter: Letter, now: datetime) -> str:
    workshop, sender = store.find_by_uid(db, said.uid), letter.sender
    if workshop is None:
        return UNKNOWN
    mail_actions.note_about(db, letter, f"workshop:{workshop.id}")
    if said.date and _instant(said.date, workshop) != workshop.starts_at:
        return UNREADABLE  # one date of a series that ours is not
    one = store.invitation_to(db, workshop.id, said.attendee)
    if one is None and store.newcomers(db, workshop.id) >= MOST_NEWCOMERS:
        return CROWDED
    earlier = store.replies_for(db, workshop.id, said.attendee, one.id if one else None)
    taken = store.seats_taken(db, workshop.id, but=one.id if one else 0)
    _keep(db, workshop, one, said, sender, earlier, model.judge(workshop, one, said, sender, earlier, taken, now), now)
    return REPLY


def _keep(db: Database, workshop: Workshop, one: Invitation | None, said: Said, sender: str, earlier: list[Reply], outcome: str, now: datetime) -> None:
    answer = model.kept(one, said, outcome) if one else ""
    store.insert_reply(db, _reply(workshop, one, said, sender, outcome, now, was=one.answer if one and answer else ""))
    if one and answer:
        store.save_answer(db, one.id, answer, MAIL, now, model.changed_since(one, said.sequence))
    if one and outcome == FULL and not any(reply.outcome == FULL and reply.sequence == said.sequence for reply in earlier):
        _tell_full(db, workshop, one, now)


def _tell_full(db: Database, workshop: Workshop, one: Invitation, now: datetime) -> None:
    """Once an invite, since a calendar that accepts by itself would answer this mail too. It restates in the calendar the answer that counts."""
    if workshop.organizer_email:
        send(db, [one], lambda stamped, company: mails.full(workshop, stamped, company), now)


def _reply(workshop: Workshop, one: Invitation | None, said: Said, sender: str, outcome: str, now: datetime, was: str) -> Reply:
    starts, ends = _proposed(said, workshop)
    return Reply(
        workshop_id=workshop.id, invitation_id=one.id if one else None, at=now, via=MAIL, sender=sender, attendee=said.attendee, method=said.method, answer=said.answer,
        sequence=said.sequence, stamp=said.stamp, comment=said.comment, proposed_starts=starts, proposed_ends=ends, delegate=said.delegate, stands_for=said.stands_for,
        outcome=outcome, was=was, settled_at=now if outcome == UNINVITED and said.answer == NO else None,  # nobody who stays away needs a decision
    )


def _proposed(said: Said, workshop: Workshop) -> tuple[datetime | None, datetime | None]:
    """Both ends or none: as long as planned where no end that comes after the start is given."""
    if said.starts is None:
        return None, None
    starts = _instant(said.starts, workshop)
    ends = _instant(said.ends, workshop) if said.ends else starts
    return starts, ends if ends > starts else starts + timedelta(minutes=workshop.minutes)


def _instant(moment: datetime, workshop: Workshop) -> datetime:
    """A time without a zone is meant by the workshop's clocks."""
    return moment if moment.tzinfo else moment.replace(tzinfo=walltime.zone(workshop.zone)).astimezone(UTC)
