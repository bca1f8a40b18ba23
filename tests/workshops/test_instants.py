"""Every zone, on every kind of day: what calendars make of a planned time is the instant that zoneinfo says."""

import zoneinfo
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import walltime
from errors import Refused
from tests.workshops import parsers
from tests.workshops.test_invite import ENTRY, KIM, WORKSHOP
from workshops import invite, model
from workshops.model import Workshop

ZONES = sorted(walltime.ZONES)
DIFFERENT = sorted({resources.files("tzdata.zoneinfo").joinpath(*zone.split("/")).read_bytes(): zone for zone in ZONES}.values())  # of those that are the same to the byte, one
YEAR = 2027


def changes(zone: str) -> list[datetime]:
    """The instants of a year at which a zone's clocks change, to the hour."""
    info = zoneinfo.ZoneInfo(zone)
    hours = [datetime(YEAR, 1, 1, tzinfo=UTC) + timedelta(hours=6 * number) for number in range(366 * 4)]
    return [_exactly(info, before, after) for before, after in pairwise(hours) if before.astimezone(info).utcoffset() != after.astimezone(info).utcoffset()]


def _exactly(info: zoneinfo.ZoneInfo, before: datetime, after: datetime) -> datetime:
    quarters = [before + timedelta(minutes=15 * number) for number in range(25)]
    return next(one for one in quarters if one.astimezone(info).utcoffset() == after.astimezone(info).utcoffset())


def walls(zone: str) -> list[datetime]:
    """Noon in winter and in summer, and what clocks show around each change: an hour before, just before, at it, and an hour after."""
    info = zoneinfo.ZoneInfo(zone)
    near = [change + timedelta(minutes=minutes) for change in changes(zone) for minutes in (-90, -30, -1, 0, 30, 90, 24 * 60)]
    return [datetime(YEAR, 1, 12, 12), datetime(YEAR, 7, 12, 12), *(moment.astimezone(info).replace(tzinfo=None, fold=0) for moment in near)]


def workshops(zone: str) -> list[Workshop]:
    """One at each of those times, where it can be planned."""
    made = [replace(WORKSHOP, uid=f"{number}@ombord.example.com", zone=zone, starts=wall, ends=wall + timedelta(hours=3)) for number, wall in enumerate(walls(zone))]
    return [workshop for workshop in made if possible(workshop)]


def possible(workshop: Workshop) -> bool:
    try:
        model.check(workshop)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("part", range(4))
def test_every_zone_is_right_around_every_change_of_its_clocks(part):
    for zone in DIFFERENT[part::4]:
        planned = workshops(zone)
        assert len(planned) >= 2
        text = _file(planned)
        expected = {workshop.uid: (workshop.starts_at, workshop.ends_at) for workshop in planned}
        assert [found for found in parsers.all_instants(text) if found != expected] == [], zone


def _file(planned: list[Workshop]) -> str:
    file, definitions = invite.frame("PUBLISH"), invite.definitions(planned)
    for component in (*definitions.values(), *(invite.at(_event(workshop), workshop, definitions[workshop.zone] is not None) for workshop in planned)):
        if component:
            file.add_component(component)
    return file.to_ical().decode()


def _event(workshop: Workshop):
    event = invite.event(workshop, ENTRY, 0)
    event.add("dtstamp", workshop.changed_at)
    return event


MOMENTS = st.datetimes(datetime(2000, 1, 2), datetime(2100, 12, 29)).map(lambda moment: moment.replace(second=0, microsecond=0))


@given(zone=st.sampled_from(ZONES), starts=MOMENTS, minutes=st.integers(1, 3 * 24 * 60 - 120))
@example("Europe/Stockholm", datetime(2027, 10, 31, 2, 30), 60)  # twice
@example("Europe/Stockholm", datetime(2027, 3, 28, 1, 30), 60)  # ends when no clock does
@example("Africa/Casablanca", datetime(2030, 1, 6, 2), 60)  # changes with the moon
@example("Pacific/Apia", datetime(2011, 12, 29, 12), 60)  # the day before one that never was
@example("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 45), 60)  # by half an hour
def test_on_any_day_of_the_century_a_time_is_refused_or_right(zone, starts, minutes):
    workshop = replace(WORKSHOP, zone=zone, starts=starts, ends=starts + timedelta(minutes=minutes))
    assume(possible(workshop))
    info = zoneinfo.ZoneInfo(zone)
    assert set(parsers.instants(invite.calendar(workshop, KIM, ENTRY, "REQUEST"))) == {(starts.replace(tzinfo=info).astimezone(UTC), workshop.ends.replace(tzinfo=info).astimezone(UTC))}


@pytest.mark.parametrize(("zone", "change"), [("Europe/Stockholm", datetime(2027, 3, 28, 2)), ("America/New_York", datetime(2027, 3, 14, 2)), ("Africa/Cairo", datetime(2027, 4, 30, 0)), ("Australia/Lord_Howe", datetime(2027, 10, 3, 2))])
def test_a_time_that_clocks_skip_cannot_be_planned(zone, change):
    for field in ("starts", "ends"):
        plan = replace(WORKSHOP, zone=zone, **{"starts": change - timedelta(hours=3), "ends": change + timedelta(hours=3), field: change + timedelta(minutes=15)})
        with pytest.raises(Refused) as refused:
            model.check(plan)
        assert refused.value.field == field


@pytest.mark.parametrize(("zone", "first"), [("Europe/Stockholm", datetime(2027, 10, 31, 2, 30)), ("America/New_York", datetime(2027, 11, 7, 1, 30)), ("Australia/Lord_Howe", datetime(2027, 4, 4, 1, 45))])
def test_a_time_that_clocks_show_twice_is_the_first_and_is_said_in_utc(zone, first):
    """Half of the calendars take the second (`make interop`)."""
    for starts, ends in ((first, first + timedelta(hours=4)), (first - timedelta(hours=4), first)):
        workshop = replace(WORKSHOP, zone=zone, starts=starts, ends=ends)
        text = invite.calendar(workshop, KIM, ENTRY, "REQUEST")
        assert f"DTSTART:{workshop.starts_at:%Y%m%dT%H%M%SZ}\r\nDTEND:{workshop.ends_at:%Y%m%dT%H%M%SZ}\r\n" in text
        assert "TZID" not in text
        wall = starts if starts == first else ends
        assert walltime.instant(wall, zone) < wall.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=1).astimezone(UTC)
