"""A workshop as the bytes that calendars read: iCalendar (RFC 5545, 5546, 7986), for one attendee.

It takes one attendee because everybody in the file is shown to everybody who gets it.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar, Event, vCalAddress, vText

import walltime
from workshops import zones
from workshops.model import MAYBE, NO, NONE, TIME, YES, Invitation, Workshop

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
    """What an invite says in words: made by mails.py, in the recipient's language."""

    description: str
    url: str  # the personal link, or its placeholder


def calendar(workshop: Workshop, invitation: Invitation, entry: Entry, method: str) -> str:
    """The file for one person, with the sequence and the stamp of the invitation. METHOD must be said again by whatever carries it."""
    event = _event(workshop, invitation, entry, method)
    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    zone = zones.vtimezone(workshop.zone, workshop.starts.year - 1, workshop.ends.year + 1) if workshop.zone != "UTC" else None
    if zone:
        made.add_component(zone)
    _add_times(event, workshop, utc=zone is None)
    made.add_component(event)
    return str(made.to_ical().decode())


def own(workshop: Workshop, email: str) -> bool:
    """Whether that address is the organiser's. Nobody gets a request from herself: calendars show it as already hers."""
    return workshop.organizer_email.casefold() == email.casefold()


def partstat(invitation: Invitation) -> str:
    """The answer as calendars write it; asked anew when the time has changed since."""
    return PARTSTAT[NONE if invitation.changed_since == TIME else invitation.answer]


def _event(workshop: Workshop, invitation: Invitation, entry: Entry, method: str) -> Event:
    event = Event()
    event.add("uid", workshop.uid)
    event.add("dtstamp", invitation.stamp)
    event.add("sequence", invitation.sequence)
    event.add("created", workshop.created_at)
    event.add("last-modified", workshop.changed_at)
    event.add("summary", Text(clean(workshop.title).replace("\n", " ")))
    event.add("description", Text(clean(entry.description)))
    event.add("location", Text(clean(workshop.where).replace("\n", " ")))
    event.add("organizer", vCalAddress.new(workshop.organizer_email, cn=common_name(workshop.organizer) or None))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("url", entry.url)
    if workshop.link:
        event.add("conference", workshop.link, parameters=_meeting(workshop))
    if method != PUBLISH and not own(workshop, invitation.email):
        event.add("attendee", _attendee(invitation))
    return event


def _meeting(workshop: Workshop) -> dict[str, Any]:
    return {"VALUE": "URI", "FEATURE": ["VIDEO", "AUDIO"], "LABEL": common_name(workshop.title) or "Online"}


def _attendee(invitation: Invitation) -> vCalAddress:
    name = common_name(invitation.name) or None
    return vCalAddress.new(invitation.email, cn=name, cutype="INDIVIDUAL", role="REQ-PARTICIPANT", partstat=partstat(invitation), rsvp=True)


def _add_times(event: Event, workshop: Workshop, utc: bool) -> None:
    zone = walltime.zone(workshop.zone)
    for name, wall, instant in (("dtstart", workshop.starts, workshop.starts_at), ("dtend", workshop.ends, workshop.ends_at)):
        event.add(name, instant if utc else wall.replace(tzinfo=zone))


def clean(text: str) -> str:
    """Text without the characters that break a line or that no calendar shows."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def common_name(text: str) -> str:
    """A name as a parameter: letters, digits, space and .'-() only, since calendars differ about the rest."""
    kept = (c if unicodedata.category(c)[0] in "LMN" or c in ".'-()" else " " for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(kept).split())
