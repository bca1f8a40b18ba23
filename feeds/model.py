"""Whose calendar an address opens, what stands in a calendar, and how long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mail.model import Link
from people.model import Person
from workshops.model import Tally, Workshop

OWN, PLAN = "feed", "plan"
KINDS = (OWN, PLAN)

CANCELLED_STAYS = timedelta(days=30)  # after it was cancelled: some programs only take out what they have seen cancelled
PAST_STAYS = timedelta(days=90)


@dataclass(frozen=True)
class Address:
    """The secret address of one calendar."""

    person: Person
    kind: str  # OWN or PLAN

    @property
    def link(self) -> Link:
        return Link(self.kind, self.person.id, self.person.feed_version if self.kind == OWN else self.person.plan_version)

    @property
    def living(self) -> bool:
        return self.person.active and (self.kind == OWN or self.person.ambassador)


@dataclass(frozen=True)
class Meeting:
    """A workshop in a calendar. `changed_at` moves with everything that the entry says."""

    workshop: Workshop
    sequence: int
    changed_at: datetime
    url: str
    open: bool = True  # still to be held, and to be answered
    partstat: str = ""  # the person's answer as calendars write it; empty in the plan
    tally: Tally | None = None  # in the plan


@dataclass(frozen=True)
class Day:
    """What is due on a day. `changed_at` is None where it is not known: then programs take the entry as new each time."""

    uid: str
    template: str  # its words, and what they need
    about: object
    day: date
    stamp: datetime
    sequence: int = 0
    changed_at: datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Feed:
    """Everything that a calendar says, before it is put into words."""

    kind: str
    language: str
    company: str
    meetings: tuple[Meeting, ...]
    days: tuple[Day, ...]


def stays(workshop: Workshop, now: datetime) -> bool:
    """Whether a workshop still stands in calendars."""
    return now < (workshop.changed_at + CANCELLED_STAYS if workshop.cancelled else workshop.ends_at + PAST_STAYS)


def due(day: date, now: datetime) -> bool:
    """Whether a day still stands in calendars."""
    return now.date() < day + PAST_STAYS
