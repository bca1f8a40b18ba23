"""recurring-ical-events: what falls on which day."""

from collections.abc import Iterator

import reading
import recurring_ical_events
from icalendar import Calendar


def read(text: str) -> Iterator[reading.Event]:
    for event in recurring_ical_events.of(Calendar.from_ical(text.encode())).between((2026, 1, 1), (2029, 1, 1)):
        yield reading.seen(event["UID"], event["DTSTART"].dt, event["DTEND"].dt, event["SUMMARY"], event["STATUS"], attendees=[str(one) for one in [event.get("ATTENDEE")] if one], organizer=str(event["ORGANIZER"]))


reading.say(read)
