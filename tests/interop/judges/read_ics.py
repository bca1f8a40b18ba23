"""ics.py, a parser that is much used in scripts."""

from collections.abc import Iterator

import ics
import reading


def read(text: str) -> Iterator[reading.Event]:
    for event in ics.Calendar(text).events:
        yield reading.seen(event.uid, event.begin, event.end, event.name, event.status, attendees=[f"mailto:{one.email}" for one in event.attendees], organizer=f"mailto:{event.organizer.email}")


reading.say(read)
