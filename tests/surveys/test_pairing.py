"""Rule 10: how much the same people have changed is told only where nothing follows from it about a few."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.disclosure import Record, pairing
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Option
from surveys.questions.choices import Choices
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.yes_no import YesNo
from surveys.rules import ALL, IS, Condition, Rule
from surveys.scores import summary
from tests.surveys import generated
from tests.surveys.generated import CONTENT, Closed

K = 5
PRIME = 2**31 - 1


def said(*coffees: int | None, group: str = "", first: int = 0) -> list[Record]:
    """What so many people said, each under a pseudonym of their own; None: they did not answer the round."""
    return [Record(group, {"coffee": value}, person=f"p{n}") for n, value in enumerate(coffees, first) if value is not None]


def rounds(*of: list[Record], k: int = K) -> list[Closed]:
    found: list[Closed] = []
    for records in of:
        found.append(generated.close(records, found[-1] if found else None, k, Random(1)))
    return found


VARIED = (1, 2, 3, 4, 5, 2, 3, 4)
LATER = (2, 3, 3, 5, 5, 4, 2, 4)


class TestWhatIsCompared:
    def test_the_mean_of_the_same_peoples_differences(self):
        _first, second = rounds(said(*VARIED), said(*LATER))
        assert second.differences["coffee"] == summary([after - before for before, after in zip(VARIED, LATER, strict=True)])
        assert second.paired("coffee") == {f"p{n}" for n in range(8)}

    def test_a_score_and_numbers_in_none_but_nothing_that_hangs_together_or_that_some_were_asked(self):
        options = tuple(Option(name, {"en": name}) for name in ("x", "y", "z"))
        content = Questionnaire((Page({}, (
            *CONTENT.questions, YesNo("mobile", {"en": "On your phone?"}), Rating("app", {"en": "The app?"}, show_if=Rule(ALL, (Condition("mobile", IS, ("yes",)),))),
            Choices("reach", {"en": "By what?"}, options=options), Ranking("first", {"en": "What first?"}, options=options), Number("hours", {"en": "Hours?"}, high=40),
        )),), (*CONTENT.scores, Score("worries", ("coffee", "u1", "u2"))))
        assert pairing.pairable(content) == {"umux_lite", "coffee"}

    def test_scores_that_have_a_question_in_common_are_not_compared(self):
        content = Questionnaire((Page({}, tuple(Rating(name, {"en": name}) for name in ("a", "b", "c"))),), (Score("confidence", ("a", "b")), Score("satisfaction", ("b",))))
        assert pairing.pairable(content) == {"c"}

    @pytest.mark.parametrize(("pairs", "shows"), [(5, True), (4, False)])
    def test_it_needs_k_pairs(self, pairs, shows):
        _first, second = rounds(said(*VARIED, *VARIED), said(*LATER[:pairs], *(None,) * 12, *VARIED))
        assert (second.differences["coffee"] is not None) is shows

    def test_people_who_all_changed_alike_are_not_told_of(self):
        _first, second = rounds(said(1, 2, 3, 4, 2, 3), said(2, 3, 4, 5, 3, 3))
        assert second.differences == {"coffee": None, "umux_lite": None}

    def test_an_item_counts_those_who_answered_it_both_times(self):
        first, second = (said(*values) for values in (VARIED + VARIED[:6], LATER + LATER[:6]))
        second = [Record(one.group, {} if n < 5 else one.answers, person=one.person) for n, one in enumerate(second)]
        assert rounds(first, second)[1].differences["coffee"].n == 9

    def test_what_was_typed_from_paper_is_neither_kept_nor_compared(self):
        typed = [Record("", {"coffee": 3}, typed=True)] * 3
        _first, second = rounds(said(*VARIED) + typed, said(*LATER) + typed)
        assert (second.differences["coffee"].n, len(second.people)) == (8, 8)

    def test_whose_pseudonym_was_cut_off_is_compared_with_nothing(self):
        cut = [Record(one.group, one.answers, person="") for one in said(*VARIED[:6])]
        _first, second = rounds(cut + said(*VARIED, first=6), cut + said(*LATER, first=6))
        assert second.differences["coffee"].n == 8


class TestTheRest:
    """Those who answered only once are nobody, or at least k of whom two or more differ."""

    def test_of_a_single_leaver_nothing_is_told(self):
        """Twelve and one who left: with all twelve pairs, the one's answer would be what is missing."""
        _first, second = rounds(said(*VARIED, *VARIED[:4], 5), said(*LATER, *LATER[:4]))
        assert second.differences["coffee"].n == 7  # five more are left out by chance, so that in the second round they are not few either
        assert len(second.paired("coffee")) == 7

    def test_where_so_few_answered_that_nobody_can_be_left_out_nothing_shows(self):
        _first, second = rounds(said(*VARIED, 5), said(*LATER))
        assert second.differences["coffee"] is None

    def test_who_is_left_out_depends_on_chance_alone(self):
        found = set()
        for seed in range(40):
            chance = Random(seed)
            first = generated.close(said(*VARIED, *VARIED[:4], 5), None, K, chance)
            found |= {f"p{n}" for n in range(12)} - generated.close(said(*LATER, *LATER[:4]), first, K, chance).paired("coffee")
        assert found == {f"p{n}" for n in range(12)}

    def test_of_leavers_who_are_too_alike_nothing_is_told(self):
        _first, second = rounds(said(*VARIED, *(5, 5, 5, 5, 5, 4)), said(*LATER))
        assert second.differences["coffee"] is None

    def test_nor_of_leavers_who_were_all_but_one_the_most_content(self):
        """They differ, but no other six could have said so much: their sum gives their answers away."""
        _first, second = rounds(said(*VARIED, *(5, 5, 5, 4, 4, 1)), said(*LATER))
        assert second.differences["coffee"] is None

    def test_leavers_who_differ_may_be_told_of(self):
        _first, second = rounds(said(*VARIED, *(5, 5, 1, 5, 2, 4)), said(*LATER))
        assert second.differences["coffee"].n == 8

    def test_a_group_that_shows_is_no_hiding_place(self):
        """Five left in all, but four of them are Support, which shows: Support's own sum takes them away from the one of Sales."""
        sales, support = said(*VARIED, 5, group="Sales"), said(*VARIED[:4], group="Support", first=20)
        _first, second = rounds(sales + support + said(1, 5, 2, 4, group="Support", first=40), said(*LATER, group="Sales") + said(1, 5, 2, 4, 3, group="Support", first=60))
        assert second.differences["coffee"] is None

    ONE_STAYED = (said(*VARIED, *LATER), said(*LATER, *VARIED, *VARIED), said(*VARIED, *VARIED, 4))  # of the eight who came in the middle round

    def test_a_round_between_two_others_is_weighed_both_ways(self):
        """Each comparison by itself leaves eight or seven people; the difference of the two is what one person said in the middle."""
        closed = rounds(*self.ONE_STAYED)
        assert (closed[1].differences["coffee"].n, closed[2].differences["coffee"].n < 17) == (16, True)
        assert told_of_few(closed, K) == []

    def test_red_each_comparison_by_itself_names_that_person(self, monkeypatch):
        monkeypatch.setattr(pairing, "WEIGHTS", ((1, 0), (0, 1)))
        assert ("p16",) in told_of_few(rounds(*self.ONE_STAYED), K)


# the adversary: linear algebra over what each person said, knowing who answered what, and who was compared

Row = Counter  # of (round, person, item)


def known(closed: list[Closed]) -> list[Row]:
    """Every sum that can be taken from what was released. Who is in which is known, however that may have come."""
    rows: list[Row] = []
    for number, one in enumerate(closed):
        if one.release.shown:
            rows += _sums(number, one)
    for number, one in enumerate(closed):
        for name, found in one.differences.items():
            if found:
                earlier = next(place for place, other in enumerate(closed) if other is one.before)
                rows.append(_row(number, one.paired(name), name, 1) + _row(earlier, one.paired(name), name, 1))
                rows[-1] = Row({at: value if at[0] == number else -value for at, value in rows[-1].items()})
    return rows


def _sums(number: int, one: Closed) -> list[Row]:
    found = []
    score = one.release.scores["umux_lite"]
    for name, whole, groups in [("umux_lite", score.whole, score.groups), *((item, shown.whole, shown.groups) for item, shown in one.release.items.items())]:
        counted = one.values("umux_lite") if name in ("u1", "u2") and score.whole else one.values(name)
        if whole is not None:
            found.append(_row(number, counted, name, 1))
        found += [_row(number, {record.person for record in one.records if record.group == group and record.person in counted}, name, 1) for group in groups]
    return found


def _row(number: int, people, name: str, weight: int) -> Row:
    return Row({(number, person, item): weight for person in people for item in (("u1", "u2") if name == "umux_lite" else (name,))})


def rank(rows: list[Row], without: frozenset[str] = frozenset()) -> int:
    """How many of the rows say something of their own, about others than some people."""
    pivots: dict = {}
    for row in rows:
        left = {at: value % PRIME for at, value in row.items() if at[1] not in without and value % PRIME}
        while left and (at := next((at for at in left if at in pivots), None)):
            factor = left[at]
            for other, value in pivots[at].items():
                left[other] = (left.get(other, 0) - factor * value) % PRIME
                if not left[other]:
                    del left[other]
        if left:
            at = next(iter(left))
            inverse = pow(left[at], -1, PRIME)
            pivots[at] = {other: value * inverse % PRIME for other, value in left.items()}
    return len(pivots)


def told_of_few(closed: list[Closed], k: int) -> list[tuple[str, ...]]:
    """Fewer than k people of whom something can be worked out: what is known says less without them."""
    rows = known(closed)
    everybody = sorted({at[1] for row in rows for at in row})
    alike = {person: frozenset((place, number, item, value) for place, row in enumerate(rows) for (number, who, item), value in row.items() if who == person) for person in everybody}
    kinds: dict = {}
    for person in everybody:
        kinds.setdefault(alike[person], []).append(person)
    some = [person for same in kinds.values() for person in same[: k - 1]]  # of those who are in the same sums, any few are as good as others
    whole = rank(rows)
    return [few for size in range(1, k) for few in combinations(some, size) if rank(rows, frozenset(few)) < whole]


SEEDS = st.integers(0, 2**32)


class TestGeneratedCompanies:
    @settings(max_examples=40)
    @given(SEEDS, st.integers(2, 4))
    def test_nothing_can_be_worked_out_about_a_few(self, seed, rounds):
        assert told_of_few(generated.company(Random(seed), rounds, 3), 3) == []

    @settings(max_examples=40)
    @given(SEEDS)
    def test_what_shows_is_true_and_of_k_at_least(self, seed):
        for one in generated.company(Random(seed), 3, 3):
            for name, found in one.differences.items():
                if found and one.before:
                    before, after, people = one.before.values(name), one.values(name), one.paired(name)
                    worth = 100 / 12 if name == "umux_lite" else 1
                    assert (found.n, round(found.mean, 6)) == (len(people), round(worth * sum(after[who] - before[who] for who in people) / len(people), 6))
                    assert found.n >= 3

    def test_of_forty_of_whom_three_quarters_answer_it_shows_mostly(self):
        """A rule that hid everything would be safe as well."""
        shown = [found is not None for seed in range(20) for one in generated.staying(Random(seed), 40, 3, K) for found in one.differences.values()]
        assert sum(shown) > len(shown) / 2

    def test_red_without_the_rule_somebody_is_named(self, monkeypatch):
        monkeypatch.setattr(pairing, "told", lambda _sizes: iter([0] * len(pairing.WEIGHTS)))
        monkeypatch.setattr(pairing, "too_one_sided", lambda _parts: False)
        named = [few for seed in range(40) for few in told_of_few(generated.company(Random(seed), 2, 3), 3)]
        assert any(len(few) == 1 for few in named)
