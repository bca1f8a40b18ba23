"""Who gets how much: what is asked of everybody in the days around today, in all, by group, and of those of whom most is asked."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

import walltime
from people import store as people_store
from people.model import Dimension, Person
from surveys import attention
from surveys.attention import Total
from surveys.budget import Budget

MOST_NAMED = 10


@dataclass(frozen=True)
class Share:
    """What is asked of a group of people: the mean and the most."""

    name: str
    people: int
    mails: float
    most_mails: int
    minutes: float
    most_minutes: int


@dataclass(frozen=True)
class Overview:
    start: date
    end: date  # the last day
    mails: Counter[str]  # by kind
    everybody: Share
    over: int  # how many are asked more than the budget allows
    groups: list[tuple[Dimension, list[Share]]]
    named: list[tuple[Person, Total]]  # those of whom most is asked, the most first


def overview(db: Database, budget: Budget, zone: str, now: datetime) -> Overview:
    """The window around today: half of it behind, half ahead."""
    start = walltime.wall(now, zone).date() - timedelta(days=budget.window_days // 2)
    end = start + timedelta(days=budget.window_days)
    since, until = walltime.start_of_day(start, zone), walltime.start_of_day(end, zone)
    people = {person.id: person for person in people_store.people(db)}
    asked = {person: [ask for ask in asks if since <= ask.at < until] for person, asks in attention.load(db, since).items()}
    totals = {person: attention.total(asks) for person, asks in asked.items()}
    kinds = Counter(ask.kind for asks in asked.values() for ask in asks if ask.mails)
    named = sorted((person for person in totals if totals[person].mails), key=lambda person: (-totals[person].mails, -totals[person].minutes, people[person].name.casefold()))
    return Overview(
        start, end - timedelta(days=1), kinds, _share("", list(totals.values())), sum(one.beyond(budget) for one in totals.values()),
        _groups(db, totals), [(people[person], totals[person]) for person in named[:MOST_NAMED]],
    )


def _groups(db: Database, totals: dict[int, Total]) -> list[tuple[Dimension, list[Share]]]:
    """By kind of group; groups in alphabetical order."""
    found: dict[int, dict[str, list[Total]]] = defaultdict(lambda: defaultdict(list))
    for person, own in people_store.membership(db).items():
        for dimension, name in own.items() if person in totals else ():
            found[dimension][name].append(totals[person])
    return [(one, [_share(name, found[one.id][name]) for name in sorted(found[one.id], key=str.casefold)]) for one in people_store.dimensions(db) if found[one.id]]


def _share(name: str, totals: Sequence[Total]) -> Share:
    count = max(1, len(totals))
    mails, minutes = [one.mails for one in totals], [one.minutes for one in totals]
    return Share(name, len(totals), sum(mails) / count, max(mails, default=0), sum(minutes) / count, max(minutes, default=0))
