"""The journal of a period: its workshops, its outcomes, and the results of the rounds that were closed in it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlite_utils import Database

import walltime
from documents.record import WithOutcomes
from errors import Refused
from outcomes import store as outcomes_store
from surveys import store as surveys_store
from surveys.figures import Results
from surveys.model import Wave
from workshops import store as workshops_store
from workshops.model import Tally, Workshop


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included, by the company's clocks."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Journal(WithOutcomes):
    period: Period
    workshops: tuple[tuple[Workshop, Tally], ...]
    rounds: tuple[tuple[Wave, Results], ...]

    @property
    def empty(self) -> bool:
        return not (self.workshops or self.outcomes or self.rounds)


def journal(db: Database, period: Period, zone: str) -> Journal:
    start = walltime.start_of_day(period.first, zone)
    end = walltime.start_of_day(period.last + timedelta(days=1), zone)
    tallies = workshops_store.tallies(db)
    return Journal(
        period=period,
        workshops=tuple((one, tallies.get(one.id, Tally())) for one in workshops_store.between(db, start, end)),
        outcomes=tuple(outcomes_store.between(db, start, end)),
        rounds=tuple((wave, surveys_store.results(db, wave)) for wave in surveys_store.closed_between(db, start, end)),
    )


def period(first: date | None, last: date | None, today: date) -> Period:
    """The period asked for; where a day is not said, the three months up to today. Raises Refused, at the field."""
    last = last or (max(today, first) if first else today)
    first = first or last - relativedelta(months=3)
    for field, day in (("first", first), ("last", last)):
        if not 2000 <= day.year <= 2100:
            raise Refused("The year must be between 2000 and 2100.", field=field)
    if first > last:
        raise Refused("The last day must not be before the first.", field="last")
    return Period(first, last)


def presets(today: date) -> dict[str, Period]:
    """Periods that people ask for."""
    return {
        "month": Period(today - relativedelta(months=1), today),
        "quarter": Period(today - relativedelta(months=3), today),
        "year": Period(date(today.year, 1, 1), today),
        "twelve": Period(today - relativedelta(years=1), today),
    }


def whole(db: Database, now: datetime, zone: str) -> Period:
    """From the first thing there is to today."""
    today = walltime.wall(now, zone).date()
    begun = [one.starts.date() for one in workshops_store.workshops(db)] + [walltime.wall(one.closed_at, zone).date() for one in surveys_store.waves(db, "closed") if one.closed_at]
    return Period(min([*begun, today]), max([*begun, today]))
