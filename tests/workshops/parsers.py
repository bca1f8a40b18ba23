"""Two independent readers of iCalendar, so that no test relies on the library that writes it."""

from datetime import UTC, datetime

import vobject
from ical.calendar_stream import IcsCalendarStream

Instants = tuple[datetime, datetime]


def instants(text: str) -> list[Instants]:
    """Start and end as each reader understands them, in UTC. Raises whatever a reader raises."""
    return [_by_vobject(text), _by_ical(text)]


def event(text: str):
    """The one event, as vobject reads it."""
    calendar = vobject.readOne(text)
    [found] = calendar.vevent_list
    return found


def properties(text: str) -> list[tuple[str, str]]:
    """Every property of the event: its name, and its value with the escapes undone, in alphabetical order."""
    return sorted((child.name, str(child.value)) for child in event(text).getChildren() if not child.name.startswith("DT"))


def _by_vobject(text: str) -> Instants:
    found = event(text)
    return found.dtstart.value.astimezone(UTC), found.dtend.value.astimezone(UTC)


def _by_ical(text: str) -> Instants:
    [found] = IcsCalendarStream.calendar_from_ics(text).events
    return found.dtstart.astimezone(UTC), found.dtend.astimezone(UTC)


def all_instants(text: str) -> list[dict[str, Instants]]:
    """Start and end of every event, by its UID, as each reader understands them, in UTC."""
    events = vobject.readOne(text).vevent_list
    by_vobject = {event.uid.value: (event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)) for event in events}
    by_ical = {event.uid: (event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC)) for event in IcsCalendarStream.calendar_from_ics(text).events}
    return [by_vobject, by_ical]
