"""Planned time: a wall clock's reading and a zone. The instant is derived, since the law of a zone may change."""

import zoneinfo
from datetime import UTC, date, datetime

from errors import Refused

zoneinfo.reset_tzpath(())  # one source of zones, the pinned tzdata package, on every machine

ZONES = frozenset(z for z in zoneinfo.available_timezones() if "/" in z and not z.startswith(("Etc/", "posix/", "right/", "SystemV/"))) | {"UTC"}


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that IANA name. Raises Refused (field `zone`) if there is none."""
    if name not in ZONES:
        raise Refused("There is no time zone called “%(name)s”.", field="zone", name=name[:60])
    return zoneinfo.ZoneInfo(name)


def instant(wall: datetime, zone_name: str, field: str | None = None) -> datetime:
    """The UTC instant at which clocks in the zone show `wall` (naive); the first one where they show it twice.

    Raises Refused, at `field`, for a time that the clocks skip on that day, or at the very ends of the calendar.
    """
    aware = wall.replace(tzinfo=zone(zone_name))
    try:
        utc = aware.astimezone(UTC)
    except OverflowError:
        raise Refused("The year %(year)s is out of reach.", field=field, year=wall.year) from None
    if utc.astimezone(aware.tzinfo).replace(tzinfo=None) != wall:
        raise Refused("The clocks are put forward that night: %(time)s does not exist on %(day)s.", field=field, time=f"{wall:%H:%M}", day=f"{wall:%Y-%m-%d}")
    return utc


def doubled(wall: datetime, zone_name: str) -> bool:
    """Whether clocks in the zone show `wall` (naive) twice, as in the hour before winter time begins."""
    aware = wall.replace(tzinfo=zone(zone_name))
    first, second = aware.utcoffset(), aware.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second


def wall(moment: datetime, zone_name: str) -> datetime:
    """What clocks in the zone show at an instant: naive, to the minute."""
    return moment.astimezone(zone(zone_name)).replace(tzinfo=None, second=0, microsecond=0)


def start_of_day(day: date, zone_name: str) -> datetime:
    """The UTC instant at which a day begins in the zone, also where midnight is skipped."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone(zone_name))
    return midnight.astimezone(UTC)
