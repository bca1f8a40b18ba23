"""The difference between two figures: known answers, and what holds of every two."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import scores
from surveys.figures import changes
from surveys.figures.reading import mean_of
from surveys.figures.shown import Share
from surveys.scores import FORMULAS

SCALE = (-10.0, 10.0)


def mean(values, least=SCALE[0], most=SCALE[1]):
    return mean_of(scores.summary([float(value) for value in values]), least, most)


def share(count, n):
    found = scores.share_interval(count, n)
    return Share("1", count, n, found.low, found.high)


def index(promoters, passives, detractors):
    return mean([100] * promoters + [0] * passives + [-100] * detractors, -100.0, 100.0)


def percents(count, n):
    return mean([100] * count + [0] * (n - count), 0.0, 100.0)


def rounded(change, digits=4):
    return round(change.low, digits), round(change.high, digits)


class TestMeans:
    def test_welch_of_students_sleep_data(self):
        """Ten patients' extra hours of sleep on each of two drugs (Student 1908); Welch's interval as statistics programs print it, with 17.776 degrees of freedom."""
        first = mean((0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0))
        second = mean((1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4))
        change = changes.of_means(first, second)
        assert (round(change.difference, 2), *rounded(change, 7)) == (1.58, -0.2054832, 3.3654832)
        assert not change.clear

    def test_welch_by_hand(self):
        """1 2 3 and 5 5 8: means 2 and 6, variances 1 and 3, so 4 ± t(ν) · √(4/3) with ν = (4/3)² / ((1/3)²/2 + 1²/2) = 3.2."""
        change = changes.of_means(mean((1, 2, 3)), mean((5, 5, 8)))
        half = scores.t_quantile(3.2) * math.sqrt(4 / 3)
        assert rounded(change) == (round(4 - half, 4), round(4 + half, 4))
        assert change.clear
        assert change.direction == 1

    def test_t_between_two_whole_degrees_lies_between_their_values(self):
        assert scores.t_quantile(4) < scores.t_quantile(3.2) < scores.t_quantile(3)
        assert round(scores.t_quantile(3.2), 3) == 3.073

    def test_one_answer_on_a_side_gives_no_interval_and_is_no_change(self):
        change = changes.of_means(mean([5]), mean((1, 2, 3)))
        assert (change.low, change.high, change.single, change.alike, change.clear) == (None, None, True, False, False)
        assert change.difference == -3

    def test_all_alike_on_both_sides_gives_no_interval(self):
        change = changes.of_means(mean([5] * 8), mean([4] * 8))
        assert (change.low, change.alike, change.clear, change.direction) == (None, True, False, 0)

    def test_all_alike_on_one_side_leaves_the_spread_of_the_other(self):
        change = changes.of_means(mean([5] * 8), mean((1, 2, 3)))
        half = scores.t_quantile(2) / math.sqrt(3)
        assert rounded(change) == (round(-3 - half, 4), round(-3 + half, 4))

    def test_the_interval_stays_within_what_the_scale_allows(self):
        change = changes.of_means(mean((1, 5), 1.0, 5.0), mean((1, 5), 1.0, 5.0))
        assert (change.low, change.high) == (-4.0, 4.0)


class TestShares:
    # Newcombe 1998, Statistics in Medicine 17, table II, method 10
    @pytest.mark.parametrize(("first", "second", "low", "high"), [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ])
    def test_the_published_examples(self, first, second, low, high):
        change = changes.of_shares(share(*second), share(*first))
        assert rounded(change) == (low, high)
        assert change.clear == (low > 0)

    def test_satisfaction_is_a_share_in_per_cent(self):
        change = changes.of_score("satisfaction", percents(48, 80), percents(56, 70))
        assert (round(change.difference, 4), *rounded(change, 2)) == (20, 5.24, 33.39)

    def test_one_answer_gives_no_interval(self):
        assert changes.of_shares(share(1, 1), share(0, 100)).low is None


class TestIndices:
    def test_the_variances_of_both_add_up(self):
        """22, 18 and 10 of 50: p′ = 22.75 / 53, d′ = 10.75 / 53. 6, 3 and 1 of 10: 6.75 / 13 and 1.75 / 13."""
        before, after = (22.75 / 53, 10.75 / 53), (6.75 / 13, 1.75 / 13)
        middle = after[0] - after[1] - (before[0] - before[1])
        variance = sum((p + d - (p - d) ** 2) / n for (p, d), n in ((before, 53), (after, 13)))
        change = changes.of_score("recommendation", index(22, 18, 10), index(6, 3, 1))
        assert change.difference == pytest.approx(26)
        assert rounded(change) == (round(100 * (middle - scores.Z * math.sqrt(variance)), 4), round(100 * (middle + scores.Z * math.sqrt(variance)), 4))

    def test_from_all_to_nobody_holds_the_plain_difference(self):
        change = changes.of_score("recommendation", index(5, 0, 0), index(0, 0, 5))
        assert (change.difference, change.low) == (-200, -200)
        assert change.clear
        assert change.direction == -1


few = st.lists(st.integers(1, 5), min_size=1, max_size=30)
figures = st.one_of(
    st.tuples(st.just(changes.of_means), *[few.map(lambda values: mean(values, 1.0, 5.0))] * 2),
    st.tuples(st.just(changes.of_percents), *[few.map(lambda values: percents(sum(value > 3 for value in values), len(values)))] * 2),
    st.tuples(st.just(changes.of_indices), *[few.map(lambda values: mean([100.0 * ((value == 5) - (value < 3)) for value in values], -100.0, 100.0))] * 2),
    st.tuples(st.just(changes.of_shares), *[few.map(lambda values: share(sum(value > 3 for value in values), len(values)))] * 2),
)


@given(figures)
def test_a_figure_beside_itself_has_not_changed(case):
    method, one, _other = case
    change = method(one, one)
    assert change.difference == 0
    assert not change.clear


@given(figures)
def test_looking_the_other_way_turns_the_sign(case):
    method, one, other = case
    there, back = method(one, other), method(other, one)
    assert there.difference == -back.difference
    assert (there.low is None) == (back.low is None)
    if there.low is not None and back.low is not None:
        assert math.isclose(there.low, -back.high, abs_tol=1e-9)
        assert math.isclose(there.high, -back.low, abs_tol=1e-9)
    assert there.direction == -back.direction


@given(figures)
def test_the_difference_lies_in_its_interval(case):
    method, one, other = case
    change = method(one, other)
    if change.low is not None and change.high is not None:
        assert change.low - 1e-9 <= change.difference <= change.high + 1e-9


def test_every_score_has_its_method():
    assert {FORMULAS[name].interval for name in FORMULAS} <= set(changes.METHODS)
