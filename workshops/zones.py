"""A time zone as calendars want it: a VTIMEZONE with yearly rules, made of the last line of the zone's own file.

That line is a POSIX rule such as CET-1CEST,M3.5.0,M10.5.0/3: the zone's present law, which may not be the law of
every date; so it is compared with zoneinfo around the dates in question and refused where the two disagree.
"""

import functools
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

import walltime

_RULE = re.compile(r"(?P<std>[A-Za-z]+|<[^>]+>)(?P<std_at>[-+]?[\d:]+)(?:(?P<dst>[A-Za-z]+|<[^>]+>)(?P<dst_at>[-+]?[\d:]+)?,M(?P<on>[\d.]+)(?:/(?P<on_at>[\d:]+))?,M(?P<off>[\d.]+)(?:/(?P<off_at>[\d:]+))?)?")
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


@dataclass(frozen=True)
class Onset:
    """When an offset begins each year: the nth (5: last) such weekday (0: Sunday) of a month, at a wall time of before."""

    name: str
    before: timedelta
    after: timedelta
    month: int
    week: int
    weekday: int
    at: timedelta

    def wall(self, year: int) -> datetime:
        first = datetime(year, self.month, 1)
        day = first + timedelta((self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        return (day if day.month == self.month else day - timedelta(7)) + self.at

    def utc(self, year: int) -> datetime:
        return (self.wall(year) - self.before).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Law:
    """What a zone's clocks do every year: nothing, or two onsets."""

    name: str
    offset: timedelta
    onsets: tuple[Onset, ...] = ()


@functools.lru_cache(256)
def vtimezone(zone: str, first_year: int, last_year: int) -> Timezone | None:
    """The zone's definition, right for all of those years; None when it has none. Not to be changed: it is shared."""
    law = _law(zone)
    return _component(zone, law) if law and _agrees(zone, law, first_year, last_year) else None


def _law(zone: str) -> Law | None:
    found = _RULE.fullmatch(_footer(zone))
    if found is None:
        return None
    offset = -_time(found["std_at"])
    if found["dst"] is None:
        return Law(_name(found["std"]), offset)
    summer = -_time(found["dst_at"]) if found["dst_at"] else offset + timedelta(hours=1)
    on = Onset(_name(found["dst"]), offset, summer, *_nth(found["on"]), _time(found["on_at"] or "2"))
    off = Onset(_name(found["std"]), summer, offset, *_nth(found["off"]), _time(found["off_at"] or "2"))
    fits = all(one.at < timedelta(days=1) for one in (on, off))
    return Law(_name(found["std"]), offset, (on, off)) if fits else None


def _footer(zone: str) -> str:
    return resources.files("tzdata.zoneinfo").joinpath(*zone.split("/")).read_bytes().rsplit(b"\n", 2)[-2].decode("ascii")


def _name(text: str) -> str:
    return text.strip("<>")


def _time(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = ([int(part) for part in text.lstrip("+-").split(":")] + [0, 0])[:3]
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _nth(text: str) -> tuple[int, int, int]:
    month, week, weekday = (int(part) for part in text.split("."))
    return month, week, weekday


def _agrees(zone: str, law: Law, first_year: int, last_year: int) -> bool:
    """Whether the law gives zoneinfo's offset on every day of the years, and on both sides of every onset."""
    info = walltime.zone(zone)
    changes = sorted((onset.utc(year), onset.after) for onset in law.onsets for year in range(first_year - 1, last_year + 2))
    moments = [datetime(first_year, 1, 1, tzinfo=UTC) + timedelta(days=day) for day in range(366 * (last_year - first_year + 1))]
    moments += [change + step for change, _after in changes for step in (timedelta(seconds=-1), timedelta())]
    return all(moment.astimezone(info).utcoffset() == _offset(law, changes, moment) for moment in moments)


def _offset(law: Law, changes: list[tuple[datetime, timedelta]], moment: datetime) -> timedelta:
    before = [after for change, after in changes if change <= moment]
    if before:
        return before[-1]
    return law.onsets[0].after if law.onsets and law.onsets[0].month > law.onsets[1].month else law.offset


def _component(zone: str, law: Law) -> Timezone:
    made = Timezone()
    made.add("tzid", zone)
    if not law.onsets:
        made.add_component(_observance(TimezoneStandard(), law.name, law.offset, law.offset, datetime(1970, 1, 1)))
    for onset in law.onsets:
        kind = TimezoneDaylight() if onset.after > onset.before else TimezoneStandard()
        part = _observance(kind, onset.name, onset.before, onset.after, onset.wall(1970))
        nth = "-1" if onset.week == 5 else str(onset.week)
        part.add("rrule", {"freq": "yearly", "bymonth": onset.month, "byday": nth + _DAYS[onset.weekday]})
        made.add_component(part)
    return made


def _observance(part: TimezoneStandard | TimezoneDaylight, name: str, before: timedelta, after: timedelta, start: datetime) -> TimezoneStandard | TimezoneDaylight:
    part.add("dtstart", start)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name)
    return part
