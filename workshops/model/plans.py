"""What the ambassador plans, and the rules of planning and changing it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import walltime
from errors import Refused

PLANNED, CANCELLED = "planned", "cancelled"

TIME, DETAILS, TEXT = "time", "details", "text"  # what a change touches, the gravest first

LONGEST = timedelta(days=3)

LOCAL = re.compile(r"(/[a-z0-9-]+)+", re.ASCII)  # a page of Ombord: no other host, no query, nothing to run


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the ambassador fills in. Start and end are wall times of the zone, naive, to the minute."""

    title: str
    starts: datetime
    ends: datetime
    zone: str
    purpose: str = ""
    place: str = ""
    link: str = ""  # http or https
    seats: int | None = None  # None: as many as like
    need: str = ""  # what shows that it is needed; only CRM ambassadors see it
    need_from: str = ""  # the page of Ombord that shows it: /waves/3/results

    @property
    def starts_at(self) -> datetime:
        return self.starts.replace(tzinfo=walltime.zone(self.zone)).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return self.ends.replace(tzinfo=walltime.zone(self.zone)).astimezone(UTC)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def where(self) -> str:
        """The place and the link in one short line."""
        return ", ".join(part for part in (self.place, self.link) if part)


@dataclass(frozen=True, kw_only=True)
class Workshop(Plan):
    id: int
    uid: str
    organizer_id: int | None
    organizer_name: str  # empty once that person has been erased, as the address may be
    organizer_email: str
    created_at: datetime
    changed_at: datetime
    state: str = PLANNED

    @property
    def cancelled(self) -> bool:
        return self.state == CANCELLED

    @property
    def organizer(self) -> str:
        return self.organizer_name or self.organizer_email

    def past(self, now: datetime) -> bool:
        return self.ends_at <= now

    def begun(self, now: datetime) -> bool:
        return self.starts_at <= now


def check(plan: Plan) -> None:
    """Raises Refused, at the field, when a plan cannot be carried out by anybody."""
    for field, wall in (("starts", plan.starts), ("ends", plan.ends)):
        if not 2000 <= wall.year <= 2100:
            raise Refused("The year must be between 2000 and 2100.", field=field)
    starts_at = walltime.instant(plan.starts, plan.zone, "starts")
    ends_at = walltime.instant(plan.ends, plan.zone, "ends")
    if ends_at <= starts_at:
        raise Refused("The end must be after the start.", field="ends")
    if ends_at - starts_at > LONGEST:
        raise Refused("A workshop lasts at most three days. Plan several instead.", field="ends")
    if plan.seats is not None and plan.seats < 1:
        raise Refused("There must be at least one seat. Leave it empty for no limit.", field="seats")
    if plan.link:
        _check_link(plan.link)
    if not plan.place and not plan.link:
        raise Refused("Say where it is: a place, an online link, or both.", field="place")
    check_need_from(plan.need_from)


def check_need_from(path: str) -> None:
    """Raises Refused for anything but a page of Ombord, or nothing."""
    if path and not LOCAL.fullmatch(path):
        raise Refused("What a workshop is needed for can only lead to a page of Ombord.", field="need")


def _check_link(link: str) -> None:
    wrong = Refused("The online link must begin with https:// or http:// and have no spaces.", field="link")
    try:
        parts = urlsplit(link)
        host = parts.hostname
        _port = parts.port
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not host or not link.isprintable() or any(c in " \"<>\\^`{|}" for c in link):
        raise wrong


def check_new(plan: Plan, now: datetime) -> None:
    """The rules for a workshop that is planned now."""
    check(plan)
    if plan.starts_at <= now:
        raise Refused("This time has passed. Choose one that is still to come.", field="starts")


def check_change(workshop: Workshop, plan: Plan, taken: int, now: datetime) -> None:
    """The rules for changing a workshop of which that many seats are taken."""
    check(plan)
    if workshop.cancelled:
        raise Refused("The workshop has been cancelled and cannot be changed. Plan a new one.")
    if change(workshop, plan) == TIME and workshop.past(now):
        raise Refused("The workshop has been held, so its time stays as it was.", field="starts")
    if change(workshop, plan) == TIME and plan.ends_at <= now:
        raise Refused("This time has passed. Choose one that is still to come.", field="starts")
    if plan.seats is not None and plan.seats < taken:
        raise Refused("%(taken)s seats are taken already; there cannot be fewer.", field="seats", taken=taken)


def change(before: Plan, after: Plan) -> str:
    """What people must be told of: TIME, DETAILS or TEXT, the gravest only; empty when nothing."""
    if (before.starts, before.ends, before.zone) != (after.starts, after.ends, after.zone):
        return TIME
    if (before.title, before.place, before.link) != (after.title, after.place, after.link):
        return DETAILS
    return TEXT if before.purpose != after.purpose else ""


def check_open(workshop: Workshop, now: datetime) -> None:
    """Raises Refused unless people can still be invited, written to or cancelled."""
    if workshop.cancelled:
        raise Refused("The workshop has been cancelled.")
    if workshop.past(now):
        raise Refused("The workshop has been held.")
    if not workshop.organizer_email:
        raise Refused("Whoever planned this workshop has been erased, so no mail about it can be sent. Plan it anew.")
