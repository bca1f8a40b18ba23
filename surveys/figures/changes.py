"""The difference between two figures that the gate let out, with its 95 % interval. Pure.

A change is called one only if its interval leaves out 0.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from surveys import scores
from surveys.figures.shown import Mean, Share
from surveys.scores import FORMULAS, VERY_UNCERTAIN_BELOW, Interval, Summary, Z

LEAST_ANSWERS = 2  # a single one says nothing about a change


@dataclass(frozen=True)
class Change:
    """From one figure to another: of different people, or of the same ones asked before and after another way.

    `low` and `high` are None where no interval can be had: one side has a single answer, or nobody differs on either side.
    """

    before_n: int
    after_n: int
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high

    @property
    def uncertain(self) -> bool:
        return min(self.before_n, self.after_n) < VERY_UNCERTAIN_BELOW

    @property
    def single(self) -> bool:
        """Whether a side has too few answers for anything to be said."""
        return min(self.before_n, self.after_n) < LEAST_ANSWERS

    @property
    def alike(self) -> bool:
        """Whether there is no interval because on both sides everybody answered the same."""
        return self.low is None and not self.single

    @property
    def direction(self) -> int:
        """1 for up, −1 for down, 0 where no change is clear."""
        return (self.difference > 0) - (self.difference < 0) if self.clear else 0


def of_score(formula: str, before: Mean, after: Mean) -> Change:
    """The change of a score by the method that fits its interval."""
    return METHODS[FORMULAS[formula].interval](before, after)


def of_means(before: Mean, after: Mean) -> Change:
    """Welch's t-interval of the difference of two means, with the degrees of freedom of Welch and Satterthwaite (Welch 1947), clipped to what the scale allows."""
    spread = [one.sd**2 / one.n for one in (before, after)]
    if min(before.n, after.n) < LEAST_ANSWERS or math.isclose(sum(spread), 0, abs_tol=1e-12):
        return _change(before, after, None)
    degrees = sum(spread) ** 2 / sum(part**2 / (one.n - 1) for part, one in zip(spread, (before, after), strict=True))
    half = scores.t_quantile(max(1.0, degrees)) * math.sqrt(sum(spread))
    difference = after.mean - before.mean
    return _change(before, after, Interval(difference - half, difference + half))


def of_shares(before: Share, after: Share) -> Change:
    """Newcombe's hybrid score interval of the difference of two shares (0–1), made of both Wilson intervals (Newcombe 1998, method 10)."""
    interval = _hybrid(before.share, Interval(before.low, before.high), after.share, Interval(after.low, after.high))
    few = min(before.n, after.n) < LEAST_ANSWERS
    return Change(before.n, after.n, before.share, after.share, after.share - before.share, None if few else interval.low, None if few else interval.high)


def of_percents(before: Mean, after: Mean) -> Change:
    """The same of shares that are kept as means of 0 and 100, in per cent."""
    found = [scores.percent_interval(_summary(one), one.least, one.most) for one in (before, after)]
    return _change(before, after, _hybrid(before.mean, found[0], after.mean, found[1]))


def of_indices(before: Mean, after: Mean) -> Change:
    """The difference of two recommendation indices: of both adjusted Wald intervals the middles and the variances (Sauro & Lewis 2016).

    The middles are drawn towards 0, so at the ends of the scale the interval is widened to hold the plain difference.
    """
    (middle, variance), (other, another) = (scores.adjusted_index(_summary(one)) for one in (before, after))
    half = Z * math.sqrt(variance + another)
    plain = after.mean - before.mean
    return _change(before, after, Interval(min(plain, other - middle - half), max(plain, other - middle + half)))


METHODS: dict[Callable[[Summary, float, float], Interval | None], Callable[[Mean, Mean], Change]] = {
    scores.mean_interval: of_means,
    scores.percent_interval: of_percents,
    scores.index_interval: of_indices,
}


def _hybrid(before: float, around: Interval, after: float, around_after: Interval) -> Interval:
    below = math.hypot(after - around_after.low, around.high - before)
    above = math.hypot(around_after.high - after, before - around.low)
    return Interval(after - before - below, after - before + above)


def _change(before: Mean, after: Mean, interval: Interval | None) -> Change:
    widest = after.most - after.least
    low, high = (max(-widest, interval.low), min(widest, interval.high)) if interval and min(before.n, after.n) >= LEAST_ANSWERS else (None, None)
    return Change(before.n, after.n, before.mean, after.mean, after.mean - before.mean, low, high)


def _summary(mean: Mean) -> Summary:
    return Summary(mean.n, mean.mean, mean.sd)
