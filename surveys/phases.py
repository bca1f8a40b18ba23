"""The rollout's phases, and the rounds that ask in each of them: when they open and close, and what a plan changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

import walltime
from errors import N_, Refused
from surveys.budget import Budget, check_reminders
from surveys.model import FARTHEST, Wave

PHASES = {
    "before": relativedelta(days=-14),
    "week 1": relativedelta(weeks=1),
    "week 4": relativedelta(weeks=4),
    "week 8": relativedelta(weeks=8),
    "month 3": relativedelta(months=3),
    "month 6": relativedelta(months=6),
    "month 12": relativedelta(months=12),
}
NAMES = {
    "before": N_("two weeks before go-live"), "week 1": N_("week 1"), "week 4": N_("week 4"), "week 8": N_("week 8"),
    "month 3": N_("month 3"), "month 6": N_("month 6"), "month 12": N_("month 12"),
}

CLOSING_HOUR = time(17)
MOST_DAYS = 90

NEW, MOVED, SAME, CANCELLED, BEHIND, ASKED = "new", "moved", "same", "cancelled", "behind", "asked"


@dataclass(frozen=True)
class Plan:
    """When the rounds of the phases are held. All times are wall time in the company's zone."""

    go_live: date
    phases: tuple[str, ...]
    hour: time  # at which each opens
    days: int  # that each is open
    reminders: tuple[int, ...]  # days after the opening

    def opens(self, phase: str) -> datetime:
        return datetime.combine(self.go_live + PHASES[phase], self.hour)

    def closes(self, phase: str) -> datetime:
        return datetime.combine((self.opens(phase) + timedelta(days=self.days)).date(), CLOSING_HOUR)

    def reminded(self, phase: str) -> tuple[date, ...]:
        return tuple((self.opens(phase) + timedelta(days=after)).date() for after in self.reminders)


@dataclass(frozen=True)
class Step:
    """What a plan does about one phase; `wave` is the round that it has already, if any."""

    phase: str
    what: str  # NEW, MOVED, SAME: its round will open by itself; CANCELLED; BEHIND: left out; ASKED: opened already and left as it is
    opens: datetime
    closes: datetime
    reminders: tuple[date, ...]
    wave: Wave | None

    @property
    def planned(self) -> bool:
        return self.what in (NEW, MOVED, SAME)


def check_plan(plan: Plan, zone: str, budget: Budget, now: datetime) -> None:
    """Raises Refused, naming the form field, for a plan that makes no sense."""
    if abs(plan.go_live - walltime.wall(now, zone).date()) > FARTHEST:
        raise Refused("Go-live is further away than three years. Is the year right?", field="go_live")
    if not plan.phases or not set(plan.phases) <= set(PHASES):
        raise Refused("Tick at least one phase.", field="phases")
    if not 1 <= plan.days <= MOST_DAYS:
        raise Refused("A round of a phase is open for 1 to %(most)s days.", field="days", most=MOST_DAYS)
    check_reminders(plan.reminders, budget, lambda _number: "reminders")
    if plan.reminders and not 1 <= min(plan.reminders) <= max(plan.reminders) <= plan.days:
        raise Refused("A reminder's day must lie after the opening and not after the closing: from 1 to %(days)s days after it opens.", field="reminders", days=plan.days)
    for phase in plan.phases:
        walltime.instant(plan.opens(phase), zone, "hour")


def steps(plan: Plan, waves: Sequence[Wave], reminders: Mapping[int, tuple[date, ...]], zone: str, now: datetime) -> list[Step]:
    """What the plan does about each phase that it names or that has a round, in order of time; `reminders` are the days of each round by its number."""
    found = {wave.phase: wave for wave in sorted(waves, key=lambda one: (one.opened_at is not None, one.number)) if wave.phase in PHASES}
    return [_step(plan, phase, found.get(phase), reminders, zone, now) for phase in PHASES if phase in plan.phases or phase in found]


def _step(plan: Plan, phase: str, wave: Wave | None, reminders: Mapping[int, tuple[date, ...]], zone: str, now: datetime) -> Step:
    if wave and wave.opened_at is not None:
        return Step(phase, ASKED, wave.opens or walltime.wall(wave.opened_at, wave.zone), wave.closes, (), wave)
    wanted = (plan.opens(phase), plan.closes(phase), plan.reminded(phase))
    if phase not in plan.phases and wave:
        return Step(phase, CANCELLED, wave.opens or wanted[0], wave.closes, (), wave)
    if walltime.instant(wanted[0], zone) <= now:
        return Step(phase, CANCELLED if wave else BEHIND, *wanted, wave)
    if wave is None:
        return Step(phase, NEW, *wanted, None)
    return Step(phase, SAME if wave.state == "planned" and (wave.opens, wave.closes, reminders[wave.id]) == wanted and wave.zone == zone else MOVED, *wanted, wave)
