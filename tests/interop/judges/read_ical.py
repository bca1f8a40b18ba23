"""ical, the strict parser of Home Assistant."""

from collections.abc import Iterator

import reading
from ical.calendar_stream import IcsCalendarStream


def read(text: str) -> Iterator[reading.Event]:
    for event in IcsCalendarStream.calendar_from_ics(text).events:
        attendees = [str(one.uri) for one in event.attendees]
        yield reading.seen(event.uid, event.dtstart, event.dtend, event.summary, event.status.value if event.status else "", attendees=attendees, organizer=str(event.organizer.uri))


reading.say(read)
