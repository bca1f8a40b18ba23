"""How much is asked of whom: mails and minutes, of rounds that are open, closed or planned, and of workshops' mails.

Reminders count as if everybody who was invited got them: what is told here is the same whoever has answered.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlite_utils import Database

import walltime
from mail import store as mail_store
from mail.model import INVITATION, REMINDER, WORKSHOP
from people import store as people_store
from surveys import store
from surveys.budget import Budget
from surveys.model import CLOSED, INVITED, OPEN, PLANNED, Settings, Wave, reminder_at

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


Load = Mapping[int, Sequence[Ask]]  # by person


def load(db: Database, since: datetime, without: int | None = None) -> dict[int, list[Ask]]:
    """Everything asked of each active person since an instant and, as far as it is planned, ahead; one wave can be left out.

    A planned round that will draw its people asks nobody yet.
    """
    people = people_store.people(db)
    found: dict[int, list[Ask]] = {person.id: [] for person in people}
    numbers = {person.email.casefold(): person.id for person in people}
    for email, kind, at in mail_store.queued_since(db, (INVITATION, WORKSHOP), since):
        _add(found, [numbers.get(email.casefold(), 0)], [Ask(at, kind, 1, 0)])
    for wave in store.waves(db, OPEN) + [wave for wave in store.waves(db, CLOSED) if wave.closed_at and wave.closed_at >= since and not wave.imported]:
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
    beyond = _beyond(db, settings, minutes, budget, now, wave_id)
    people = [person.id for person in people_store.in_groups(db, settings.targets)]
    found = _drawn_last(settings, people, beyond(0))
    if not found:
        return None
    opens = _opens(settings, now)
    waits = (days for days in range(1, FARTHEST_WAIT) if not _drawn_last(settings, people, beyond(days)))
    days = next(waits, None)
    return Excess(
        asked=min(len(people), settings.sample or len(people)),
        over_mails=sum(one.mails > budget.most_mails for one in found), over_minutes=sum(one.minutes > budget.most_minutes for one in found),
        most=Total(max(one.mails for one in found), max(one.minutes for one in found)),
        sample_helps=settings.sample is None and len(found) < len(people),
        wait_until=walltime.wall(opens, settings.zone).date() + timedelta(days=days) if days else None,
    )


def crowded(db: Database, settings: Settings, minutes: int, budget: Budget, now: datetime, wave_id: int | None = None) -> set[int]:
    """The people in a round's groups of whom it would ask too much."""
    return set(_beyond(db, settings, minutes, budget, now, wave_id)(0))


def total(asked: Iterable[Ask]) -> Total:
    every = list(asked)
    return Total(sum(one.mails for one in every), sum(one.minutes for one in every))


def worst(others: Sequence[Ask], own: Sequence[Ask], days: int) -> Total:
    """The most mails and the most minutes within so many days that hold something of a round's own."""
    every, window = [*others, *own], timedelta(days=days)
    starts = {one.at for one in every if any(one.at <= mine.at < one.at + window for mine in own)}
    totals = [total(one for one in every if start <= one.at < start + window) for start in starts]
    return Total(max(one.mails for one in totals), max(one.minutes for one in totals))


def _beyond(db: Database, settings: Settings, minutes: int, budget: Budget, now: datetime, wave_id: int | None) -> Callable[[int], dict[int, Total]]:
    """A function of how many days later the round is held: the totals of those of whom it then asks too much."""
    opens = _opens(settings, now)
    known = load(db, opens - timedelta(days=budget.window_days), wave_id)
    own = asks(settings, minutes, opens)
    people = {person.id: tuple(known[person.id]) for person in people_store.in_groups(db, settings.targets)}

    def beyond(days: int) -> dict[int, Total]:
        moved = [one.later(days) for one in own]
        totals = {others: worst(others, moved, budget.window_days) for others in set(people.values())}
        return {person: totals[others] for person, others in people.items() if totals[others].beyond(budget)}

    return beyond


def _drawn_last(settings: Settings, people: Sequence[int], beyond: Mapping[int, Total]) -> list[Total]:
    """Of those of whom too much would be asked, as many as are left after all others have been drawn; without a sample all of them, the most first."""
    found = sorted(beyond.values(), key=lambda one: (-one.mails, -one.minutes))
    return found if settings.sample is None else found[: max(0, settings.sample - (len(people) - len(found)))]


def _opens(settings: Settings, now: datetime) -> datetime:
    return max(now, walltime.instant(settings.opens, settings.zone)) if settings.opens else now


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
