"""Scores, grades and intervals, against published figures and tables."""

import itertools
import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import scores
from surveys.scores import Summary

# A usability study of 19 people, CC0-1.0: the ten items of SUS, a respondent a line
END_USERS = ["4332333441", "4222515141", "4231422332", "4231423232", "4234425223", "3151515151", "4151513251", "3151515141", "5241415151"]
TECHNICIANS = ["5142512141", "4141513142", "5152414241", "4242411243", "5254413252", "5143514143", "3251413152", "4151515131", "5143414232", "5151515151"]


def items(line: str) -> list[int]:
    return [int(digit) for digit in line]


def means(lines: list[str]) -> list[float]:
    return [score for line in lines if (score := scores.sus(items(line))) is not None]


class TestSus:
    @pytest.mark.parametrize(("answers", "score"), [("5151515151", 100), ("1515151515", 0), ("3333333333", 50), ("5555555555", 50), ("1111111111", 50)])
    def test_the_edges(self, answers, score):
        assert scores.sus(items(answers)) == score

    @pytest.mark.parametrize("broken", [[None] * 10, [5] * 9 + [None], [5] * 9, []])
    def test_a_broken_off_form_has_no_score(self, broken):
        assert scores.sus(broken) is None

    @pytest.mark.parametrize(("lines", "mean", "sd", "low", "high", "grade"), [
        (END_USERS, 78.8889, 14.4217, 67.8034, 89.9744, "A−"),
        (TECHNICIANS, 83.75, 8.8388, 77.4271, 90.0729, "A"),
    ])
    def test_published_results_to_four_decimals(self, lines, mean, sd, low, high, grade):
        found = scores.summary(means(lines))
        interval = scores.mean_interval(found, 0, 100)
        assert [round(x, 4) for x in (found.mean, found.sd, interval.low, interval.high)] == [mean, sd, low, high]
        assert scores.sus_grade(found.mean) == grade

    def test_the_mean_of_twelve(self):
        found = scores.summary([87.5, 87.5, 90, 82.5, 75, 77.5, 60, 90, 85, 75, 80, 72.5])
        assert (round(found.mean, 4), scores.sus_grade(found.mean)) == (80.2083, "A−")

    @given(st.lists(st.integers(1, 5), min_size=10, max_size=10))
    def test_always_on_the_scale_in_steps_of_two_and_a_half(self, answers):
        assert scores.sus(answers) in [2.5 * step for step in range(41)]

    @given(st.lists(st.integers(1, 5), min_size=10, max_size=10))
    def test_turning_every_answer_round_turns_the_score_round(self, answers):
        assert scores.sus(answers) + scores.sus([6 - x for x in answers]) == 100


class TestGrade:
    @pytest.mark.parametrize(("mean", "grade"), [
        (100, "A+"), (84.1, "A+"), (84.05, "A+"), (84.0499, "A"), (80.8, "A"), (80.75, "A"), (80.7, "A−"), (78.9, "A−"), (78.8, "B+"), (77.2, "B+"), (77.1, "B"), (74.1, "B"), (74.0, "B−"),
        (72.6, "B−"), (72.5, "C+"), (71.1, "C+"), (71.0, "C"), (65.0, "C"), (64.9, "C−"), (62.7, "C−"), (62.6, "D"), (51.7, "D"), (51.65, "D"), (51.6499, "F"), (51.6, "F"), (0, "F"),
    ])
    def test_letters_on_the_mean_rounded_half_up_to_one_decimal(self, mean, grade):
        assert scores.sus_grade(mean) == grade

    def test_half_is_rounded_up_where_python_rounds_to_even_or_down(self):
        assert [str(scores.half_up(x, 1)) for x in (51.65, 84.05, 0.25, 2.675, 68.0)] == ["51.7", "84.1", "0.3", "2.7", "68.0"]


class TestUmuxLite:
    @pytest.mark.parametrize(("answers", "score"), [((7, 7), 100), ((1, 1), 0), ((4, 4), 50), ((6, 5), 75), ((7, None), None), ((7,), None)])
    def test_two_answers_from_one_to_seven(self, answers, score):
        assert scores.umux_lite(answers) == score


def index(promoters: int, passives: int, detractors: int) -> Summary:
    """What is kept of so many answers."""
    return scores.summary([score for answer, count in ((9, promoters), (8, passives), (3, detractors)) for score in [scores.recommendation([answer])] * count if score is not None])


class TestRecommendationIndex:
    @pytest.mark.parametrize(("answer", "score"), [(0, -100), (6, -100), (7, 0), (8, 0), (9, 100), (10, 100), (None, None)])
    def test_nine_and_ten_recommend_and_six_and_less_do_not(self, answer, score):
        assert scores.recommendation([answer]) == score

    def test_a_thousand_answers(self):
        assert index(250, 675, 75).mean == 17.5

    @pytest.mark.parametrize(("answers", "mean", "low", "high"), [((6, 3, 1), 50, -0.20, 77.13), ((10, 0, 0), 100, 47.50, 100), ((22, 18, 10), 24, 2.12, 43.16), ((0, 5, 5), -50, -70.72, -6.21)])
    def test_the_adjusted_wald_interval_follows_from_what_is_kept(self, answers, mean, low, high):
        found = index(*answers)
        interval = scores.index_interval(found, -100, 100)
        assert (found.mean, round(interval.low, 2), round(interval.high, 2)) == (mean, low, high)

    @given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
    def test_mean_and_spread_give_both_shares_back(self, promoters, passives, detractors):
        n = promoters + passives + detractors
        if n == 0:
            return
        p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
        half = scores.Z * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
        interval = scores.index_interval(index(promoters, passives, detractors), -100, 100)
        assert interval.low == pytest.approx(max(-100, 100 * (p - d - half)), abs=1e-9)
        assert interval.high == pytest.approx(min(100, 100 * (p - d + half)), abs=1e-9)


class TestSatisfaction:
    @pytest.mark.parametrize(("answer", "score"), [(1, 0), (3, 0), (4, 100), (5, 100), (None, None)])
    def test_four_and_five_are_satisfied(self, answer, score):
        assert scores.satisfaction([answer]) == score

    def test_the_interval_is_wilsons(self):
        interval = scores.percent_interval(scores.summary([100.0] * 12 + [0.0] * 88), 0, 100)
        assert (round(interval.low, 4), round(interval.high, 4)) == (6.9994, 19.8121)


class TestConfidence:
    @pytest.mark.parametrize(("answers", "steps"), [((1, 5), 4), ((5, 1), -4), ((3, 3), 0), ((None, 4), None), ((4, None), None)])
    def test_the_gain_of_one_person_is_in_steps(self, answers, steps):
        assert scores.steps_gained(answers) == steps

    @pytest.mark.parametrize(("before", "after", "gained"), [(2.0, 3.5, 0.5), (3.0, 5.0, 1.0), (4.0, 3.5, -0.5), (5.0, 5.0, None)])
    def test_it_is_a_share_of_what_there_was_to_gain(self, before, after, gained):
        assert scores.gain(before, after, 5) == gained


class TestBarrier:
    @pytest.mark.parametrize(("means", "place"), [([4.2, 3.9, 3.0, 1.5, 4.0], 2), ([3.0001, 4, 4, 4, 4], None), ([1, 1, 1, 1, 1], 0), ([4, None, 2, 4, 4], None), ([2, None, 2, 4, 4], 0), ([], None)])
    def test_it_is_the_first_low_mean_and_later_ones_wait(self, means, place):
        assert scores.barrier(means) == place


@pytest.mark.parametrize("formula", scores.FORMULAS.values(), ids=scores.FORMULAS)
def test_every_figure_lies_on_its_scale(formula):
    least, most = formula.scale
    ends = [formula.figure(list(answers)) for answers in itertools.product(range(least, most + 1), repeat=min(formula.items, 3))] if formula.items < 4 else [formula.figure([least, most] * (formula.items // 2)), formula.figure([most, least] * (formula.items // 2))]
    assert formula.profile or (min(ends), max(ends)) == (formula.least, formula.most)
    assert formula.figure([None] * formula.items) is None


class TestIntervals:
    # Student's t at 0.975, as printed in statistical tables
    @pytest.mark.parametrize(("degrees", "t"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (5, 2.5706), (8, 2.3060), (9, 2.2622), (10, 2.2281), (11, 2.2010), (20, 2.0860), (30, 2.0423), (60, 2.0003), (120, 1.9799), (1000, 1.9623)])
    def test_t_is_what_the_tables_print(self, degrees, t):
        assert round(scores.t_quantile(degrees), 4) == t

    def test_t_falls_towards_the_normal_quantile(self):
        found = [scores.t_quantile(degrees) for degrees in (*range(1, 60), 250, 2000, 100_000)]
        assert found == sorted(found, reverse=True)
        assert math.isclose(found[-1], scores.Z, rel_tol=1e-4)

    def test_a_single_answer_has_no_interval(self):
        assert scores.mean_interval(scores.summary([80.0]), 0, 100) is None

    def test_an_interval_stays_on_the_scale(self):
        interval = scores.mean_interval(scores.summary([100.0, 90.0, 100.0]), 0, 100)
        assert interval.high == 100
        assert interval.low < 90

    @pytest.mark.parametrize(("count", "n", "low", "high"), [(12, 100, 0.069994, 0.198121), (0, 10, 0, 0.277533), (10, 10, 0.722467, 1), (5, 10, 0.236593, 0.763407)])
    def test_wilsons_interval_of_a_share(self, count, n, low, high):
        interval = scores.share_interval(count, n)
        assert (round(interval.low, 6), round(interval.high, 6)) == (low, high)

    @given(st.lists(st.floats(0, 100), min_size=2, max_size=40))
    def test_mean_and_spread_agree_with_the_standard_library(self, values):
        found = scores.summary(values)
        assert found.n == len(values)
        assert math.isclose(found.mean, statistics.fmean(values), abs_tol=1e-9)
        assert math.isclose(found.sd, statistics.stdev(values), abs_tol=1e-6)

    @given(st.dictionaries(st.integers(1, 7), st.integers(0, 20), min_size=1).filter(lambda counts: sum(counts.values()) > 0))
    def test_counts_and_values_give_the_same_mean(self, counts):
        values = [float(value) for value, count in counts.items() for _ in range(count)]
        found, expected = scores.summary_of_counts(counts), scores.summary(values)
        assert found == Summary(expected.n, pytest.approx(expected.mean), pytest.approx(expected.sd))
