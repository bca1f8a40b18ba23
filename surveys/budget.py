"""The attention budget: what is asked of a person at most, in mails and minutes within some days, and how reminders keep their distance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from errors import Refused


@dataclass(frozen=True)
class Budget:
    """One for all surveys; the ambassador sets it."""

    most_reminders: int = 2  # in a round
    gap_days: int = 2  # between two reminders of a round
    window_days: int = 30
    most_mails: int = 4  # to a person within the window
    most_minutes: int = 20  # of a person within the window


LIMITS = {"most_reminders": (0, 5), "gap_days": (1, 30), "window_days": (7, 366), "most_mails": (1, 100), "most_minutes": (1, 600)}


def check_budget(budget: Budget) -> None:
    """Raises Refused, naming the form field, for numbers that make no budget."""
    for name, (least, most) in LIMITS.items():
        if not least <= vars(budget)[name] <= most:
            raise Refused("Choose a number from %(least)s to %(most)s.", field=name, least=least, most=most)


def check_reminders(days: Sequence[int], budget: Budget, field: Callable[[int], str]) -> None:
    """Raises Refused when there are too many reminders, or two too close; `days` count in any way, `field` names the one of a number from 1."""
    if len(days) > budget.most_reminders:
        raise Refused("At most so many reminders go out in a round: %(most)s. The number is set under “Who gets how much”.", field=field(max(1, budget.most_reminders)), most=budget.most_reminders)
    ordered = sorted(days)
    for number, (before, after) in enumerate(pairwise(ordered), 2):
        if after - before < budget.gap_days:
            raise Refused("Two reminders must lie so many days apart at least: %(gap)s. The number is set under “Who gets how much”.", field=field(number), gap=budget.gap_days)


def next_day(sent: Sequence[date], budget: Budget) -> date | None:
    """The first day on which another reminder may follow those that went out on these days; None when none has."""
    return max(sent) + timedelta(days=budget.gap_days) if sent else None
