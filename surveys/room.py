"""A room: a round that whoever is there answers by the link on the screen, for some minutes. Pure."""

from datetime import datetime, timedelta

import walltime
from errors import Refused

LEAST_MINUTES, USUAL_MINUTES, MOST_MINUTES = 2, 10, 120
MORE = timedelta(minutes=5)


def closing(now: datetime, minutes: int, zone: str) -> datetime:
    """The wall time, to the minute, at which a room closes that opens now: not before so many minutes have gone by.

    Raises Refused (field `minutes`) for too few or too many.
    """
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Refused("A room is open for %(least)s to %(most)s minutes.", field="minutes", least=LEAST_MINUTES, most=MOST_MINUTES)
    return _up(now + timedelta(minutes=minutes), zone)


def later(closes_at: datetime, now: datetime, zone: str) -> datetime:
    """The wall time five minutes after a room would close. Raises Refused when it is open for the longest already."""
    if closes_at + MORE > now + timedelta(minutes=MOST_MINUTES + 1):
        raise Refused("A room is open for %(least)s to %(most)s minutes.", field="minutes", least=LEAST_MINUTES, most=MOST_MINUTES)
    return _up(closes_at + MORE, zone)


def minutes_left(closes_at: datetime, now: datetime) -> int:
    """Whole minutes, begun ones too; 0 when the time is over."""
    return max(0, -((now - closes_at) // timedelta(minutes=1)))


def _up(moment: datetime, zone: str) -> datetime:
    return walltime.wall(moment + timedelta(seconds=59, microseconds=999_999), zone)
