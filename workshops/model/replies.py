"""What comes back about a workshop, and what becomes of it."""

from dataclasses import dataclass
from datetime import datetime

# What became of something that came back; what is said of each is in templates/workshops/parts.html, and of those that need a decision in waiting.html too.
COUNTED = "counted"  # it is the answer now
SAME = "same"  # it came before
OLDER = "older"  # a newer one counts
BEFORE = "before"  # it answers a time that was changed since
FULL = "full"  # a yes when no seat was left
CLOSED = "closed"  # the workshop was over or cancelled, or the person off the list
UNINVITED = "uninvited"  # somebody who is not on the list wants to come
STRANGER = "stranger"  # the mail came from another address than the one that it answers for
PROPOSED = "proposed"  # another time
DELEGATED = "delegated"  # somebody else shall come instead
NEED_DECISION = (FULL, UNINVITED, STRANGER, PROPOSED, DELEGATED)
OUTCOMES = (COUNTED, SAME, OLDER, BEFORE, CLOSED, *NEED_DECISION)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """Something that came back about a workshop, and what became of it. `sequence` is that of the invite which it answers, `stamp` when a calendar wrote it."""

    id: int = 0
    workshop_id: int
    invitation_id: int | None  # None: nobody who is invited
    at: datetime
    via: str  # LINK, MAIL or HAND
    sender: str = ""  # the address that the mail came from
    attendee: str = ""  # the address that it answers for
    method: str = ""  # REPLY or COUNTER, by mail
    answer: str = ""
    sequence: int | None = None
    stamp: datetime | None = None
    comment: str = ""
    proposed_starts: datetime | None = None  # both ends or neither
    proposed_ends: datetime | None = None
    delegate: str = ""  # the address of whom they send instead
    stands_for: str = ""  # the address of whose place they take
    outcome: str
    was: str = ""  # the answer before, where this one counts
    settled_at: datetime | None = None  # when an ambassador had decided

    @property
    def needs_decision(self) -> bool:
        """Whether an ambassador has something to decide about it, or had."""
        return self.outcome in NEED_DECISION

    @property
    def newcomer(self) -> str:
        """The address of somebody who is not on the list: sent instead, or wanting to come; empty when it is about nobody new."""
        return self.delegate or (self.attendee or self.sender if self.outcome == UNINVITED else "")
