"""vobject, the parser of Radicale and pretix."""

from collections.abc import Iterator

import reading
import vobject


def read(text: str) -> Iterator[reading.Event]:
    for event in vobject.readOne(text).vevent_list:
        attendees = [one.value for one in event.contents.get("attendee", [])]
        yield reading.seen(event.uid.value, event.dtstart.value, event.dtend.value, event.summary.value, event.status.value, attendees=attendees, organizer=event.organizer.value)


reading.say(read)
