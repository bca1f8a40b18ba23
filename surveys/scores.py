"""Scores and intervals: each is computed per respondent, then averaged. Sources are named at each formula.

Rounding is done only where a figure is shown or graded, half up, with Decimal.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

VERY_UNCERTAIN_BELOW = 12
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


def sus(items: Sequence[int | None]) -> float | None:
    """System Usability Scale, 0–100, of ten answers 1–5 in Brooke's order (1986); None when one is missing."""
    if len(items) != 10 or any(x is None for x in items):
        return None
    answers = [x for x in items if x is not None]
    return 2.5 * (sum(x - 1 for x in answers[0::2]) + sum(5 - x for x in answers[1::2]))


def sus_grade(mean: float) -> str:
    """The letter of the curved grading scale (Sauro & Lewis), on the mean rounded half up to one decimal."""
    shown = half_up(mean, 1)
    return next((letter for least, letter in GRADES if shown >= Decimal(str(least))), "F")


def umux_lite(items: Sequence[int | None]) -> float | None:
    """UMUX-Lite, 0–100, of two answers 1–7 (Lewis, Utesch & Maher 2013); None when one is missing."""
    if len(items) != 2 or any(x is None for x in items):
        return None
    return (sum(x for x in items if x is not None) - 2) / 12 * 100


FORMULAS = {"sus": sus, "umux_lite": umux_lite}


def summary(values: Sequence[float]) -> Summary:
    """Raises ZeroDivisionError for no values: who asks must have some."""
    n = len(values)
    mean = math.fsum(values) / n
    sd = math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (n - 1)) if n > 1 else 0.0
    return Summary(n, mean, sd)


def summary_of_counts(counts: Mapping[int, int]) -> Summary:
    return summary([value for value, count in counts.items() for _ in range(count)])


def mean_interval(of: Summary, least: float, most: float) -> Interval | None:
    """The 95 % t-interval of a mean, clipped to the scale; None for fewer than two answers."""
    if of.n < 2:
        return None
    half = t_quantile(of.n - 1) * of.sd / math.sqrt(of.n)
    return Interval(max(least, of.mean - half), min(most, of.mean + half))


def share_interval(count: int, n: int) -> Interval:
    """Wilson's 95 % score interval of a share, without continuity correction (Wilson 1927)."""
    share, z2 = count / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


@functools.cache
def t_quantile(degrees: int) -> float:
    """Student's t at 0.975, by inverting its distribution function through the incomplete beta function."""
    import mpmath  # slow to import, and only results need it

    def exceeds(t: float) -> float:
        return float(mpmath.betainc(degrees / 2, 0.5, 0, degrees / (degrees + t * t), regularized=True)) / 2 - 0.025

    return float(mpmath.findroot(exceeds, (1.9, 14.0), solver="anderson", tol=1e-20))


def half_up(value: float, digits: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
