"""A workshop as the bytes that calendars read: iCalendar (RFC 5545, 5546, 7986), for one attendee or, in a feed, for none.

It takes one attendee because everybody in the file is shown to everybody who gets it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

import walltime
from workshops import zones
from workshops.model import MAYBE, NO, NONE, TIME, YES, Invitation, Plan, Workshop

PRODID = "-//Ombord//Workshops//EN"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"

PARTSTAT = {NONE: "NEEDS-ACTION", YES: "ACCEPTED", MAYBE: "TENTATIVE", NO: "DECLINED"}

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Text(vText):
    """Text that keeps its backslashes: the library takes one before an N for a line break, as in C:\\New."""

    def to_ical(self) -> bytes:
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


@dataclass(frozen=True)
class Entry:
    """What an entry says in words, in the reader's language."""

    description: str
    url: str  # the personal link, or its placeholder
    title: str = ""  # the workshop's own, when empty


def calendar(workshop: Workshop, invitation: Invitation, entry: Entry, method: str) -> str:
    """The file for one person, with the sequence and the stamp of the invitation. METHOD must be said again by whatever carries it."""
    made = event(workshop, entry, invitation.sequence)
    made.add("dtstamp", invitation.stamp)
    made.add("last-modified", workshop.changed_at)
    made.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if method != PUBLISH and not own(workshop, invitation.email):
        made.add("attendee", _attendee(invitation))
    file, [zone] = frame(method), definitions([workshop]).values()
    for component in (zone, at(made, workshop, defined=zone is not None)):
        if component is not None:
            file.add_component(component)
    return str(file.to_ical().decode())


def frame(method: str) -> Calendar:
    """A file without events."""
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    return made


def event(workshop: Workshop, entry: Entry, sequence: int) -> Event:
    """A workshop without its times, attendee, stamps and status."""
    made = Event()
    made.add("uid", workshop.uid)
    made.add("sequence", sequence)
    made.add("created", workshop.created_at)
    made.add("summary", Text(line(entry.title or workshop.title)))
    made.add("description", Text(clean(entry.description)))
    made.add("location", Text(line(workshop.where)))
    if workshop.organizer_email:
        made.add("organizer", vCalAddress.new(workshop.organizer_email, cn=common_name(workshop.organizer) or None))
    made.add("transp", "OPAQUE")
    made.add("url", entry.url)
    if workshop.link:
        made.add("conference", workshop.link, parameters=_meeting(workshop))
    return made


def definitions(plans: Iterable[Plan]) -> dict[str, Timezone | None]:
    """The definition of every zone that plans are in; None where it cannot be defined for all of them, or none of them needs it."""
    years: dict[str, set[int]] = {}
    for plan in plans:
        years.setdefault(plan.zone, set()).update(() if _doubled(plan) else (plan.starts.year, plan.ends.year))
    return {zone: zones.vtimezone(zone, min(of) - 1, max(of) + 1) if of and zone != "UTC" else None for zone, of in sorted(years.items())}


def at(event: Event, plan: Plan, defined: bool) -> Event:
    """An event at a plan's times: in its zone where that is defined in the file and its clocks leave no doubt, else in UTC."""
    zone, local = walltime.zone(plan.zone), defined and not _doubled(plan)
    for name, wall, instant in (("dtstart", plan.starts, plan.starts_at), ("dtend", plan.ends, plan.ends_at)):
        event.add(name, wall.replace(tzinfo=zone) if local else instant)
    return event


def _doubled(plan: Plan) -> bool:
    """Whether it begins or ends in the hour that clocks show twice: which of the two is meant, calendars do not agree about."""
    return walltime.doubled(plan.starts, plan.zone) or walltime.doubled(plan.ends, plan.zone)


def own(workshop: Workshop, email: str) -> bool:
    """Whether that address is the organiser's. Nobody gets a request from herself: calendars show it as already hers."""
    return workshop.organizer_email.casefold() == email.casefold()


def partstat(invitation: Invitation) -> str:
    """The answer as calendars write it; asked anew when the time has changed since."""
    return PARTSTAT[NONE if invitation.changed_since == TIME else invitation.answer]


def _meeting(workshop: Workshop) -> dict[str, Any]:
    return {"VALUE": "URI", "FEATURE": ["VIDEO", "AUDIO"], "LABEL": common_name(workshop.title) or "Online"}


def _attendee(invitation: Invitation) -> vCalAddress:
    name = common_name(invitation.name) or None
    return vCalAddress.new(invitation.email, cn=name, cutype="INDIVIDUAL", role="REQ-PARTICIPANT", partstat=partstat(invitation), rsvp=True)


def clean(text: str) -> str:
    """Text without the characters that break a line or that no calendar shows."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Clean text on one line."""
    return clean(text).replace("\n", " ")


def common_name(text: str) -> str:
    """A name as a parameter: letters, digits, space and .'-() only, since calendars differ about the rest."""
    kept = (c if unicodedata.category(c)[0] in "LMN" or c in ".'-()" else " " for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())
