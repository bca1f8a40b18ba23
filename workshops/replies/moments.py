"""Times in a calendar: by the name of their zone, as IANA or Windows call it, else by the zone's own definition in the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

import walltime
from workshops.replies.lines import Component, Line
from workshops.zones import Onset

MOST = 500
DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")

_TIME = re.compile(r"(\d{8})(?:T(\d{6})Z?)?", re.ASCII)
_OFFSET = re.compile(r"([-+])(\d\d)(\d\d)(?:\d\d)?", re.ASCII)
_DAY = re.compile(r"(-1|[1-4])(SU|MO|TU|WE|TH|FR|SA)")


@dataclass(frozen=True)
class Change:
    """From a wall time on clocks show another offset: once, or every year until one."""

    first: datetime
    before: timedelta
    after: timedelta
    yearly: Onset | None = None
    last_year: int = 9999

    def latest(self, wall: datetime) -> datetime | None:
        """When it last came about, for clocks that show that time; None when it never has."""
        if self.yearly:
            years = (min(wall.year, self.last_year), min(wall.year, self.last_year) - 1)
            return next((at for at in map(self.yearly.wall, years) if self.first.replace(hour=0, minute=0) <= at <= wall), None)
        return self.first if self.first <= wall else None


Zones = Mapping[str, list[Change]]


def moment(line: Line | None, known: Zones) -> datetime | None:
    """An instant in UTC; naive where no zone is named, at midnight for a whole day; None when it cannot be told."""
    wall = _wall(line.value) if line else None
    if line is None or wall is None or not 1970 <= wall.year < 2200:
        return None
    if line.value.strip().endswith("Z"):
        return wall.replace(tzinfo=UTC)
    return _instant(wall, line.params["TZID"], known) if line.params.get("TZID") else wall


def zones(calendar: Component) -> Zones:
    """The zones that a calendar defines itself, as far as their rules can be followed."""
    return {part.value("TZID"): _changes(part) for part in calendar.parts if part.name == "VTIMEZONE"}


def _wall(value: str) -> datetime | None:
    found = _TIME.fullmatch(value.strip())
    try:
        return datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S") if found else None
    except ValueError:
        return None


def _instant(wall: datetime, name: str, known: Zones) -> datetime | None:
    if iana := _iana(name):
        return wall.replace(tzinfo=walltime.zone(iana)).astimezone(UTC)
    changes = known.get(name, [])
    if not changes:
        return None
    past = [(at, change.after) for change in changes if (at := change.latest(wall))]
    offset = max(past)[1] if past else min(changes, key=lambda change: change.first).before
    return (wall - offset).replace(tzinfo=UTC)


def _iana(name: str) -> str | None:
    """Our name of a zone: Windows' own is translated, and what a vendor puts before it left out."""
    name = name.strip("/ ")
    parts = name.split("/")
    tried = (name, WINDOWS_TO_OLSON.get(name, ""), "/".join(parts[-3:]), "/".join(parts[-2:]))
    return next((one for one in tried if one in walltime.ZONES), None)


def _changes(zone: Component) -> list[Change]:
    """Empty when one of its rules is of a kind that is not understood: no time is better than a wrong one."""
    try:
        found = [change for part in zone.parts for change in _of_part(part)]
    except ValueError:
        return []
    return found if len(found) <= MOST else []


def _of_part(part: Component) -> list[Change]:
    first, before, after = _wall(part.value("DTSTART")), _offset(part.value("TZOFFSETFROM")), _offset(part.value("TZOFFSETTO"))
    if first is None or not 1600 <= first.year < 2200:
        raise ValueError("no onset")
    if rule := part.find("RRULE"):
        return [_yearly(rule.value.upper(), first, before, after)]
    onsets = [first, *(_wall(value) for line in part.all("RDATE") for value in line.value.split(","))]
    return [Change(onset, before, after) for onset in onsets if onset]


def _yearly(rule: str, first: datetime, before: timedelta, after: timedelta) -> Change:
    """A rule such as FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20301027T010000Z."""
    said = dict(part.split("=", 1) for part in rule.split(";"))
    day = _DAY.fullmatch(said.get("BYDAY", ""))
    if said.get("FREQ") != "YEARLY" or day is None or said.pop("INTERVAL", "1") != "1" or said.keys() - {"FREQ", "BYMONTH", "BYDAY", "UNTIL", "WKST"} or not said.get("BYMONTH", "").isdecimal():
        raise ValueError("not understood")
    month, week = int(said["BYMONTH"]), 5 if day[1] == "-1" else int(day[1])
    if not 1 <= month <= 12:
        raise ValueError("no month")
    at = timedelta(hours=first.hour, minutes=first.minute, seconds=first.second)
    return Change(first, before, after, Onset("", before, after, month, week, DAYS.index(day[2]), at), int(said.get("UNTIL", "9999")[:4]))


def _offset(value: str) -> timedelta:
    if not (found := _OFFSET.fullmatch(value)):
        raise ValueError("no offset")
    hours, minutes = int(found[2]), int(found[3])
    return (-1 if found[1] == "-" else 1) * timedelta(hours=hours, minutes=minutes)
