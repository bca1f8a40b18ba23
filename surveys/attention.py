"""How much is asked of whom: mails and minutes, of rounds that are open, closed or planned, and of workshops' mails.

Reminders count as if everybody who was invited got them: what is told here is the same whoever has answered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlite_utils import Database

import walltime
from mail import store as mail_store
from mail.model import INVITATION, REMINDER, WORKSHOP
from people import store as people_store
from surveys import store
from surveys.budget import Budget
from surveys.model import CLOSED, CLOSING, INVITED, OPEN, PLANNED, Settings, Wave, reminder_at

FARTHEST_WAIT = 120  # days


@dataclass(frozen=True)
class Ask:
    """Something that is asked of somebody at an instant; `kind` is the mail's."""

    at: datetime
    kind: str
    mails: int
    minutes: int

    def later(self, days: int) -> "Ask":
        return replace(self, at=self.at + timedelta(days=days))


@dataclass(frozen=True)
class Total:
    mails: int
    minutes: int

    def beyond(self, budget: Budget) -> bool:
        return self.mails > budget.most_mails or self.minutes > budget.most_minutes


@dataclass(frozen=True)
class Excess:
    """Of how many people a round would ask more than the budget allows, together with what else is asked of them."""

    asked: int
    over_mails: int
    over_minutes: int
    most: Total
    sample_helps: bool  # whether some of those who could be asked are not asked too much
    wait_until: date | None  # the first day on which it would ask nobody too much; None when waiting does not help


def load(db: Database, since: datetime, without: int | None = None) -> dict[int, list[Ask]]:
    """Everything asked of each active person since an instant and, as far as it is planned, ahead; one wave can be left out.

    A planned round that will draw its people asks nobody yet.
    """
    people = people_store.people(db)
    found: dict[int, list[Ask]] = {person.id: [] for person in people}
    numbers = {person.email.casefold(): person.id for person in people}
    for email, kind, at in mail_store.queued_since(db, (INVITATION, WORKSHOP), since):
        _add(found, [numbers.get(email.casefold(), 0)], [Ask(at, kind, 1, 0)])
    for wave in store.waves(db, OPEN) + store.waves(db, CLOSING) + [wave for wave in store.waves(db, CLOSED) if wave.closed_at and wave.closed_at >= since and not wave.imported]:
        _add(found, store.invited_people(db, wave.id), [ask for ask in _opened(db, wave) if ask.at >= since])
    for wave in store.waves(db, PLANNED):
        if wave.id != without and wave.opens and wave.sample is None and wave.access == INVITED:
            asked = people_store.in_groups(db, store.targets(db, wave.id))
            _add(found, [person.id for person in asked], asks(store.settings_of(db, wave), _minutes(db, wave), walltime.instant(wave.opens, wave.zone)))
    return found


def asks(settings: Settings, minutes: int, opens: datetime) -> list[Ask]:
    """What a round that is not open yet will ask of each of its people."""
    return [Ask(opens, INVITATION, 1, minutes), *(Ask(reminder_at(day, settings.zone), REMINDER, 1, 0) for day in settings.reminders)]


def excess(db: Database, settings: Settings, minutes: int, budget: Budget, now: datetime, wave_id: int | None = None) -> Excess | None:
    """What a round would ask too much; None when it asks nobody too much. `wave_id` is its number if it has one, `minutes` how long answering takes."""
    if settings.access != INVITED:
        return None
    own, known = _own(settings, minutes, now), _known(db, settings, budget, now, wave_id)
    beyond = _beyond(known, own, budget)
    spare = max(0, len(known) - settings.sample) if settings.sample is not None else 0  # so many need not be asked
    found = sorted(beyond.values(), key=lambda one: (-one.mails, -one.minutes))[: max(0, len(beyond) - spare)]
    if not found:
        return None
    loads = sorted(Counter(known.values()).items(), key=lambda one: -len(one[0]))
    days = next((days for days in range(1, FARTHEST_WAIT) if _fits(loads, [one.later(days) for one in own], budget, spare)), None)
    return Excess(
        asked=len(known) - spare,
        over_mails=sum(one.mails > budget.most_mails for one in found), over_minutes=sum(one.minutes > budget.most_minutes for one in found),
        most=Total(max(one.mails for one in found), max(one.minutes for one in found)),
        sample_helps=settings.sample is None and len(found) < len(known),
        wait_until=walltime.wall(own[0].at, settings.zone).date() + timedelta(days=days) if days else None,
    )


def crowded(db: Database, settings: Settings, minutes: int, budget: Budget, now: datetime, wave_id: int | None = None) -> set[int]:
    """The people in a round's groups of whom it would ask too much."""
    return set(_beyond(_known(db, settings, budget, now, wave_id), _own(settings, minutes, now), budget))


def total(asked: Iterable[Ask]) -> Total:
    every = list(asked)
    return Total(sum(one.mails for one in every), sum(one.minutes for one in every))


def worst(others: Sequence[Ask], own: Sequence[Ask], days: int) -> Total:
    """The most mails and the most minutes within so many days that hold something of a round's own."""
    every, window = sorted([*others, *own], key=lambda one: one.at), timedelta(days=days)
    mine = sorted(one.at for one in own)
    totals = []
    for place, first in enumerate(every):
        until = first.at + window
        if any(first.at <= at < until for at in mine):
            totals.append(total(one for one in every[place:] if one.at < until))
    return Total(max(one.mails for one in totals), max(one.minutes for one in totals))


def _own(settings: Settings, minutes: int, now: datetime) -> list[Ask]:
    """What a round would ask of each of its people if it were held as it is set, the invitation first."""
    return asks(settings, minutes, max(now, walltime.instant(settings.opens, settings.zone)) if settings.opens else now)


def _known(db: Database, settings: Settings, budget: Budget, now: datetime, wave_id: int | None) -> dict[int, tuple[Ask, ...]]:
    """What else is asked of the people in a round's groups."""
    known = load(db, _own(settings, 0, now)[0].at - timedelta(days=budget.window_days), wave_id)
    return {person.id: tuple(known[person.id]) for person in people_store.in_groups(db, settings.targets)}


def _beyond(known: Mapping[int, tuple[Ask, ...]], own: Sequence[Ask], budget: Budget) -> dict[int, Total]:
    """The totals of those of whom a round would ask too much."""
    totals = {others: worst(others, own, budget.window_days) for others in set(known.values())}
    return {person: totals[others] for person, others in known.items() if totals[others].beyond(budget)}


def _fits(loads: Iterable[tuple[tuple[Ask, ...], int]], own: Sequence[Ask], budget: Budget, spare: int) -> bool:
    """Whether a round would ask no more people too much than need not be asked; `loads` say of how many people the same is asked."""
    for others, people in loads:
        if worst(others, own, budget.window_days).beyond(budget):
            spare -= people
            if spare < 0:
                return False
    return True


def _opened(db: Database, wave: Wave) -> list[Ask]:
    """What an opened round has asked and will ask of each of its people, but for the invitation, which stands in the outbox."""
    reminders = [sent or reminder_at(day, wave.zone) for day, sent in store.reminders(db, wave.id) if sent or wave.state == OPEN]
    answering = [Ask(wave.opened_at, INVITATION, 0, _minutes(db, wave))] if wave.opened_at else []
    return answering + [Ask(at, REMINDER, 1, 0) for at in reminders]


def _minutes(db: Database, wave: Wave) -> int:
    return store.questionnaire(db, wave.questionnaire_id).minutes


def _add(found: dict[int, list[Ask]], people: Iterable[int], asked: Sequence[Ask]) -> None:
    for person in people:
        if person in found:
            found[person] += asked
