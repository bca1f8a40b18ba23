"""One person's part in a workshop, and the rules of answering."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from errors import N_, Refused
from workshops.model.plans import Workshop

NONE, YES, MAYBE, NO = "none", "yes", "maybe", "no"
ANSWERS = (YES, MAYBE, NO)

LINK, MAIL, HAND = "link", "mail", "hand"  # where an answer came from: the invitation's page, the calendar, an ambassador


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One person's part in one workshop. `stamp` is the DTSTAMP of what was last sent; None: nothing ever was."""

    id: int
    workshop_id: int
    person_id: int
    name: str
    email: str
    language: str | None = None
    archived: bool = False
    sequence: int = 0
    stamp: datetime | None = None
    sent_to: str = ""
    link_version: int = 0
    answer: str = NONE
    answered_at: datetime | None = None
    answered_by: str = ""  # LINK, MAIL or HAND
    changed_since: str = ""  # DETAILS or TIME, when that changed after the answer
    time_sequence: int = 0  # the sequence from which on the time is what it is now
    removed_at: datetime | None = None
    attended: bool | None = None

    @property
    def removed(self) -> bool:
        return self.removed_at is not None

    @property
    def invited(self) -> bool:
        return self.stamp is not None and not self.removed

    @property
    def reachable(self) -> bool:
        return self.invited and not self.archived


@dataclass(frozen=True)
class Tally:
    """How many are invited to a workshop, what they answered, and how many came."""

    invited: int = 0
    yes: int = 0
    maybe: int = 0
    no: int = 0
    unanswered: int = 0
    came: int = 0


def check_answer(workshop: Workshop, invitation: Invitation, answer: str, taken: int, now: datetime) -> None:
    """The rules for answering, with that many seats taken by others."""
    if answer not in ANSWERS:
        raise Refused("Choose one of the three answers.", field="answer")
    if reason := closed(workshop, invitation, now):
        raise Refused(reason, organizer=workshop.organizer)
    if answer == YES and workshop.seats is not None and taken >= workshop.seats:
        raise Refused("No seat is left, so your answer was not changed. Write to %(organizer)s if you would like to come all the same.", organizer=workshop.organizer)


def closed(workshop: Workshop, invitation: Invitation, now: datetime) -> str:
    """Why an invitation can no longer be answered, in English with %(organizer)s in it; empty when it can."""
    if workshop.cancelled:
        return N_("This workshop has been cancelled. Ask %(organizer)s if you would like to know more.")
    if invitation.archived or not invitation.invited:
        return N_("You are not invited to this workshop any more. If that is a mistake, write to %(organizer)s.")
    if workshop.past(now):
        return N_("This workshop has been held. Ask %(organizer)s what came of it.")
    return ""


def check_attendance(workshop: Workshop, now: datetime) -> None:
    if workshop.cancelled:
        raise Refused("The workshop was cancelled, so nobody came.")
    if not workshop.begun(now):
        raise Refused("Who came can be noted once the workshop has begun.")


def next_stamp(previous: datetime | None, now: datetime) -> datetime:
    """The DTSTAMP of the next mail: now, and later than the one before even within a second, or calendars ignore it."""
    now = now.replace(microsecond=0)
    return now if previous is None else max(now, previous + timedelta(seconds=1))
