"""What becomes of an answer that a calendar sent by mail: RFC 5546, and what the programs make of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workshops.model.invitations import MAIL, NONE, YES, Invitation
from workshops.model.plans import DETAILS, TIME, Workshop
from workshops.model.replies import BEFORE, CLOSED, COUNTED, DELEGATED, FULL, OLDER, PROPOSED, SAME, STRANGER, UNINVITED, Reply

REPLY, COUNTER = "REPLY", "COUNTER"

_TAKEN = (COUNTED, BEFORE, FULL, DELEGATED)  # what a later answer must be newer than


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a calendar says about one workshop. Addresses are in small letters; a time without a zone is naive and means the workshop's clocks."""

    method: str  # REPLY or COUNTER
    uid: str
    attendee: str
    answer: str = ""  # YES, MAYBE or NO, which it is when they send somebody else; empty: none as yet
    sequence: int = 0
    stamp: datetime | None = None
    comment: str = ""
    date: datetime | None = None  # of a series, the one that it is about
    starts: datetime | None = None
    ends: datetime | None = None
    delegated: bool = False
    delegate: str = ""
    stands_for: str = ""


def judge(workshop: Workshop, one: Invitation | None, said: Said, sender: str, earlier: Sequence[Reply], taken: int, now: datetime) -> str:
    """The outcome of an answer from `sender` for an invitation (None: not on the list), after what came earlier for it, with that many seats taken by others."""
    if any(_same(said, sender, reply) for reply in earlier):
        return SAME
    if workshop.cancelled or workshop.past(now) or (one and not one.reachable):
        return CLOSED
    if one is None:
        return UNINVITED
    if _older(one, said, earlier, now):
        return OLDER
    if sender.casefold() != said.attendee:
        return STRANGER
    if said.method == COUNTER:
        return PROPOSED
    if said.delegated:
        return DELEGATED
    if said.sequence < one.time_sequence:
        return BEFORE
    return FULL if said.answer == YES and workshop.seats is not None and taken >= workshop.seats else COUNTED


def kept(one: Invitation, said: Said, outcome: str) -> str:
    """The answer that an outcome makes the invitation's; empty when it stays as it was.

    An answer to an old time is worth what it would have been before the change, but takes no seat from those who answer the new one.
    """
    if outcome in (COUNTED, DELEGATED):
        return said.answer
    old = outcome == BEFORE and (one.answer == NONE or one.changed_since == TIME)
    return said.answer if old and (said.answer != YES or one.answer == YES) else ""


def changed_since(one: Invitation, sequence: int | None) -> str:
    """What has changed since the invite of that sequence was sent: TIME, DETAILS or nothing."""
    if (sequence or 0) < one.time_sequence:
        return TIME
    return DETAILS if sequence is not None and sequence < one.sequence else ""


def standing(one: Invitation, replies: Sequence[Reply]) -> Reply | None:
    """Of what came back for an invitation, the newest first, that which its answer stands on; None when that was an earlier invite."""
    newest = next((reply for reply in replies if reply.was), None)
    return newest if newest and one.answer == (newest.answer or NONE) else None


def _same(said: Said, sender: str, reply: Reply) -> bool:
    new = (said.method, said.attendee, sender.casefold(), said.answer, said.sequence, said.stamp, said.delegate)
    return new == (reply.method, reply.attendee, reply.sender.casefold(), reply.answer, reply.sequence, reply.stamp, reply.delegate)


def _older(one: Invitation, said: Said, earlier: Sequence[Reply], now: datetime) -> bool:
    """Whether a newer answer was taken: by mail, by sequence and then time; by link or by hand, by time."""
    elsewhere = one.answered_at is not None and one.answered_by != MAIL and said.stamp is not None and said.stamp < one.answered_at
    order = _order(one, said.sequence, said.stamp, now)
    return elsewhere or any(order < _order(one, reply.sequence, reply.stamp, reply.at) for reply in earlier if reply.via == MAIL and reply.outcome in _TAKEN)


def _order(one: Invitation, sequence: int | None, stamp: datetime | None, at: datetime) -> tuple[int, datetime]:
    """No calendar answers what was not sent yet, nor before now: a clock that is ahead would make all later answers old."""
    return min(sequence or 0, one.sequence), min(stamp or at, at)
