"""Scores and intervals: each is computed per respondent, then averaged. Sources are named at each formula.

Rounding is done only where a figure is shown or graded, half up, with Decimal.
"""

import functools
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from errors import N_

VERY_UNCERTAIN_BELOW = 12
BARRIER = 3  # a mean on 1–5 up to which a step is not taken yet
Z = 1.959963984540054  # the normal distribution's 0.975 quantile

GRADES = ((84.1, "A+"), (80.8, "A"), (78.9, "A−"), (77.2, "B+"), (74.1, "B"), (72.6, "B−"), (71.1, "C+"), (65.0, "C"), (62.7, "C−"), (51.7, "D"))


@dataclass(frozen=True)
class Summary:
    """A mean of n values with its standard deviation (n − 1); sd is 0 where n is 1."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


Items = Sequence[int | None]  # one person's answers, in order


def sus(items: Items) -> float | None:
    """System Usability Scale, 0–100, of ten answers 1–5 in Brooke's order (1986); None when one is missing."""
    if len(items) != 10 or any(x is None for x in items):
        return None
    answers = [x for x in items if x is not None]
    return 2.5 * (sum(x - 1 for x in answers[0::2]) + sum(5 - x for x in answers[1::2]))


def sus_grade(mean: float) -> str:
    """The letter of the curved grading scale (Sauro & Lewis), on the mean rounded half up to one decimal."""
    shown = half_up(mean, 1)
    return next((letter for least, letter in GRADES if shown >= Decimal(str(least))), "F")


def umux_lite(items: Items) -> float | None:
    """UMUX-Lite, 0–100, of two answers 1–7 (Lewis, Utesch & Maher 2013); None when one is missing."""
    if len(items) != 2 or any(x is None for x in items):
        return None
    return (sum(x for x in items if x is not None) - 2) / 12 * 100


def recommendation(items: Items) -> float | None:
    """100 for an answer of 9 or 10, −100 for 0 to 6, 0 between: the mean is the share of the first minus that of the second (after Reichheld 2003)."""
    given = items[0] if len(items) == 1 else None
    return None if given is None else 100.0 * ((given >= 9) - (given <= 6))


def satisfaction(items: Items) -> float | None:
    """100 for an answer of 4 or 5 on 1–5, else 0: the mean is the share of those who are satisfied, in per cent."""
    given = items[0] if len(items) == 1 else None
    return None if given is None else 100.0 * (given >= 4)


def steps_gained(items: Items) -> float | None:
    """The answer afterwards minus the one before, −4 to 4, both on 1–5 and of one person."""
    if len(items) != 2 or items[0] is None or items[1] is None:
        return None
    return float(items[1] - items[0])


def gain(before: float, after: float, most: float) -> float | None:
    """How much was gained of what there was to gain: (after − before) / (most − before); None where there was nothing (Hake 1998)."""
    return None if before >= most else (after - before) / (most - before)


def barrier(means: Sequence[float | None]) -> int | None:
    """The place of the first mean of 3 or less: later low ones wait for it. None where there is none, or one before it is not known."""
    for place, mean in enumerate(means):
        if mean is None or mean <= BARRIER:
            return None if mean is None else place
    return None


def summary(values: Sequence[float]) -> Summary:
    """Raises ZeroDivisionError for no values: who asks must have some."""
    return summary_of_counts(Counter(values))


def summary_of_counts(counts: Mapping[float, int]) -> Summary:
    """The same of how often each value was given: as quick for a million as for ten."""
    n = sum(counts.values())
    mean = math.fsum(value * count for value, count in counts.items()) / n
    sd = math.sqrt(math.fsum(count * (value - mean) ** 2 for value, count in counts.items()) / (n - 1)) if n > 1 else 0.0
    return Summary(n, mean, sd)


def mean_interval(of: Summary, least: float, most: float) -> Interval | None:
    """The 95 % t-interval of a mean, clipped to the scale; None for fewer than two answers."""
    if of.n < 2:
        return None
    half = t_quantile(of.n - 1) * of.sd / math.sqrt(of.n)
    return Interval(max(least, of.mean - half), min(most, of.mean + half))


def index_interval(of: Summary, least: float, most: float) -> Interval:
    """The adjusted Wald 95 % interval of a recommendation index."""
    middle, variance = adjusted_index(of)
    half = Z * math.sqrt(variance)
    return Interval(max(least, middle - half), min(most, middle + half))


def adjusted_index(of: Summary) -> tuple[float, float]:
    """A recommendation index with ¾ promoter, ¾ detractor and 3 answers more, and the square of its standard error.

    Both shares follow from what is kept: the values are 100, 0 and −100, so the mean of their squares is the sum of the
    shares, and the mean their difference.
    """
    difference = of.mean / 100
    together = (of.sd / 100) ** 2 * (of.n - 1) / of.n + difference**2
    n = of.n + 3
    promoters, detractors = ((of.n * (together + sign * difference) / 2 + 0.75) / n for sign in (1, -1))
    return 100 * (promoters - detractors), 100**2 * (promoters + detractors - (promoters - detractors) ** 2) / n


def percent_interval(of: Summary, _least: float, _most: float) -> Interval:
    """Wilson's interval of a share that is kept as the mean of 0 and 100, in per cent."""
    found = share_interval(round(of.mean / 100 * of.n), of.n)
    return Interval(100 * found.low, 100 * found.high)


def share_interval(count: int, n: int) -> Interval:
    """Wilson's 95 % score interval of a share, without continuity correction (Wilson 1927)."""
    share, z2 = count / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


@functools.lru_cache(1000)
def t_quantile(degrees: float) -> float:
    """Student's t at 0.975, for any degrees of freedom from 1 on, to at least four decimals.

    With t = √ν · tan θ the density is cos^(ν − 1) θ, up to a constant, so that Simpson's rule and a few steps of Newton's
    method suffice; from the normal quantile on, which is always too small, the steps only go up.
    """
    whole = math.sqrt(math.pi) / 2 * math.exp(math.lgamma(degrees / 2) - math.lgamma((degrees + 1) / 2))
    angle = math.atan(Z / math.sqrt(degrees))
    for _step in range(8):
        angle += (0.95 * whole - _area(degrees, angle)) / math.cos(angle) ** (degrees - 1)
    return math.sqrt(degrees) * math.tan(angle)


def _area(degrees: float, angle: float, pieces: int = 64) -> float:
    """The integral of cos^(ν − 1) from 0 to an angle, by Simpson's rule."""
    width = angle / pieces
    weighted = ((4 if place % 2 else 2) * math.cos(place * width) ** (degrees - 1) for place in range(1, pieces))
    return width / 3 * math.fsum((1.0, *weighted, math.cos(angle) ** (degrees - 1)))


def half_up(value: float, digits: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def four(value: float | None) -> float | None:
    """To four decimals, half up, as all files have figures."""
    return None if value is None else float(half_up(value, 4))


@dataclass(frozen=True)
class Formula:
    """What a score is made of and how: `items` answers, each a whole number of the `scale`.

    `value` makes one person's figure of them, from `least` to `most`. Without it the score is a profile: its items side by side.
    """

    name: str
    items: int
    scale: tuple[int, int]
    value: Callable[[Items], float | None] | None = None
    least: float = 0.0
    most: float = 100.0
    interval: Callable[[Summary, float, float], Interval | None] = mean_interval
    turned: bool = False  # every second item is turned round
    less_is_better: tuple[int, ...] = ()  # the places, from 0, of the items whose lower answers are the better ones
    steps: bool = False  # of a profile: each item is a step, and the first that is not taken yet is the barrier
    grade: Callable[[float], str] | None = None  # the letter of a mean

    @property
    def profile(self) -> bool:
        return self.value is None

    @property
    def share(self) -> bool:
        """Whether it is a share, kept as a mean of 0 and 100 and shown in per cent."""
        return self.interval is percent_interval

    def figure(self, items: Items) -> float | None:
        """One person's figure; None when an answer is missing."""
        return self.value(items) if self.value else None


FORMULAS = {
    "sus": Formula("System Usability Scale (SUS)", 10, (1, 5), sus, turned=True, less_is_better=(1, 3, 5, 7, 9), grade=sus_grade),
    "umux_lite": Formula("UMUX-Lite", 2, (1, 7), umux_lite),
    "recommendation": Formula(N_("Recommendation index"), 1, (0, 10), recommendation, -100.0, 100.0, index_interval),
    "satisfaction": Formula(N_("Satisfaction"), 1, (1, 5), satisfaction, interval=percent_interval),
    "confidence": Formula(N_("Gain in confidence"), 2, (1, 5), steps_gained, -4.0, 4.0),
    "change_pulse": Formula(N_("Change pulse"), 5, (1, 5), steps=True),
    "worries": Formula(N_("The three worries"), 3, (1, 5), less_is_better=(0, 1, 2)),
}
