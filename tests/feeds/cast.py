"""Feeds for the tests, read by three programs' parsers that agree or fail."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import icalendar
import vobject
from ical.calendar_stream import IcsCalendarStream
from sqlite_utils import Database

from config import Config
from feeds.model import Address
from mail import links
from people import store as people_store


def url(db: Database, config: Config, person: int, kind: str = "feed") -> str:
    """The path of somebody's calendar, as it is now."""
    return "/feed/" + links.token(config, Address(people_store.get(db, person), kind).link) + ".ics"


@dataclass(frozen=True)
class Seen:
    """One entry as all the readers understand it; instants in UTC."""

    uid: str
    title: str
    description: str
    starts: datetime | date
    ends: datetime | date
    status: str


def seen(text: str) -> list[Seen]:
    """The entries of a calendar in the order in which they stand there. Fails where the readers differ."""
    found = [_by_icalendar(text), _by_vobject(text), _by_ical(text)]
    assert found[0] == found[1] == found[2]
    return found[0]


def titles(text: str) -> list[str]:
    return [one.title for one in seen(text)]


def _by_icalendar(text: str) -> list[Seen]:
    events = icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")
    return [_seen(one["UID"], one["SUMMARY"], one.get("DESCRIPTION", ""), one["DTSTART"].dt, one["DTEND"].dt, one.get("STATUS", "")) for one in events]


def _by_vobject(text: str) -> list[Seen]:
    events = getattr(vobject.readOne(text), "vevent_list", [])
    return [_seen(one.uid.value, one.summary.value, one.description.value, one.dtstart.value, one.dtend.value, one.status.value if hasattr(one, "status") else "") for one in events]


def _by_ical(text: str) -> list[Seen]:
    events = IcsCalendarStream.calendar_from_ics(text).events
    return [_seen(str(one.uid), str(one.summary), str(one.description or ""), one.dtstart, one.dtend, one.status.value if one.status else "") for one in events]


def _seen(uid: str, title: str, description: str, starts: datetime | date, ends: datetime | date, status: str) -> Seen:
    return Seen(str(uid), str(title), str(description), _instant(starts), _instant(ends), str(status))


def _instant(value: datetime | date) -> datetime | date:
    if not isinstance(value, datetime):
        return value
    assert value.tzinfo is not None, "a floating time"
    return datetime.fromtimestamp(value.timestamp(), tz=UTC)
