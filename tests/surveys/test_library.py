"""What is ready to be asked: in both languages, with the scores it promises, and unmistakable when it comes back from a file."""

from dataclasses import replace

import pytest

from errors import Refused
from surveys import checking, disclosure, figures, library
from surveys.disclosure import Record
from surveys.questionnaire import Page, Questionnaire, Score, as_dict, of_dict
from surveys.questions.rating import Rating
from surveys.scores import FORMULAS

READY = [*library.TEMPLATES, *library.INSTRUMENTS, *library.QUESTIONS]


@pytest.mark.parametrize("ready", READY, ids=lambda one: one.key)
def test_each_can_be_asked_in_both_languages_with_its_score(ready):
    content = checking.checked(ready.questionnaire)
    assert content == ready.questionnaire
    assert sorted(content.languages) == ["en", "sv"]
    library.check_genuine(of_dict(as_dict(content)))


def test_every_formula_has_its_instrument_and_no_two_things_share_a_key_or_an_id():
    assert {score.formula for one in library.INSTRUMENTS for score in one.questionnaire.scores} == set(FORMULAS)
    for shelf in (library.TEMPLATES, library.INSTRUMENTS + library.QUESTIONS):
        assert len({one.key for one in shelf}) == len(shelf)
    ids = [question.id for one in library.INSTRUMENTS + library.QUESTIONS for question in one.questionnaire.questions]
    assert len(set(ids)) == len(ids)


def test_the_change_pulse_keeps_its_order():
    [pulse] = library.in_bank("change-pulse").questionnaire.questions
    assert [part.id for part in pulse.parts()] == ["pulse.why", "pulse.want", "pulse.how", "pulse.can", "pulse.support"]
    assert pulse.locked


def altered(key: str, place: int, **changes) -> Questionnaire:
    """An instrument with one of its items changed."""
    content = library.in_bank(key).questionnaire
    questions = list(content.questions)
    questions[place] = replace(questions[place], **changes)
    return Questionnaire((Page({}, tuple(questions)),), content.scores)


@pytest.mark.parametrize("changes", [{"text": {"en": "I think that I would love to use {system}.", "sv": ""}}, {"high_label": {"en": "Agree"}}, {"high": 7}, {"locked": False}, {"id": "sus11"}], ids=lambda one: next(iter(one)))
def test_a_score_needs_its_instruments_own_items(changes):
    with pytest.raises(Refused, match="score “sus” needs the items of its instrument"):
        library.check_genuine(altered("sus", 0, **changes))


def test_items_in_another_order_are_another_instrument():
    with pytest.raises(Refused, match="their order"):
        library.check_genuine(replace(library.in_bank("umux-lite").questionnaire, scores=(Score("umux_lite", ("umux2", "umux1")),)))


def test_another_translation_is_the_same_instrument():
    text = {"en": "I think that I would like to use {system} frequently.", "sv": "Jag skulle gärna använda {system} ofta.", "no": "Jeg vil gjerne bruke {system} ofte."}
    library.check_genuine(altered("sus", 0, text=text))


def test_nothing_else_is_locked():
    with pytest.raises(Refused, match="not an item of an instrument") as refused:
        library.check_genuine(Questionnaire((Page({}, (Rating("mood", {"en": "How are you?"}, locked=True),)),)))
    assert refused.value.field == "mood"


class TestScoresInResults:
    """From answers through the gate to the figures that a page shows."""

    def read(self, key, rows, groups=("Sales",)):
        content = library.in_bank(key).questionnaire
        items = content.scores[0].items
        records = [Record(groups[place % len(groups)], dict(zip(items, row, strict=True))) for place, row in enumerate(rows)]
        release = disclosure.release(records, content, groups, 5, 10)
        return figures.results(release, content, {}, len(rows), dict.fromkeys(groups, 30))

    def test_the_recommendation_index_has_its_adjusted_interval(self):
        [score] = self.read("recommendation", [[9]] * 3 + [[10]] * 3 + [[8]] * 2 + [[7], [2]]).scores
        assert (score.whole.mean, round(score.whole.low, 2), round(score.whole.high, 2), score.whole.least) == (50, -0.20, 77.13, -100)

    def test_satisfaction_is_a_share_with_wilsons_interval(self):
        [score] = self.read("satisfaction", [[4], [5], [5], [3], [1], [5], [4], [2], [3], [1]]).scores
        assert (score.whole.mean, round(score.whole.low, 4), round(score.whole.high, 4)) == (50, 23.6593, 76.3407)

    def test_the_gain_in_confidence_is_paired_and_told_as_a_share_of_what_there_was_to_gain(self):
        [score] = self.read("confidence", [[2, 4], [1, 3], [3, 4], [2, 5], [2, 4], [5, 5]]).scores
        assert score.whole.n == 6
        assert score.whole.mean == pytest.approx(10 / 6)
        assert score.gain == pytest.approx((25 - 15) / (30 - 15))

    def test_the_barrier_of_the_change_pulse_is_the_first_low_mean(self):
        found = self.read("change-pulse", [[5, 4, 3, 1, 4], [4, 4, 2, 2, 5], [5, 5, 3, 1, 4], [4, 4, 4, 2, 4], [5, 4, 2, 1, 5]])
        [profile] = found.profiles
        assert found.scores == []
        assert [round(item.mean.mean, 1) for item in profile.items] == [4.6, 4.2, 2.8, 1.4, 4.4]
        assert profile.barrier.part.id == "pulse.how"
        assert figures.as_dict(found, "en")["profiles"] == [{"name": "change_pulse", "items": ["pulse.why", "pulse.want", "pulse.how", "pulse.can", "pulse.support"], "barrier": "pulse.how", "barriers": {}}]

    def test_each_group_has_a_barrier_of_its_own(self):
        low, high = [[2, 4, 4, 4, 4], [3, 5, 5, 3, 3]], [[5, 4, 4, 4, 2], [4, 5, 5, 5, 1]]
        found = self.read("change-pulse", [row for place in range(12) for row in (low[place % 2], high[place % 2])], ("Sales", "Service"))
        [profile] = found.profiles
        assert profile.barrier_of("Sales").part.id == "pulse.why"
        assert profile.barrier_of("Service").part.id == "pulse.support"

    def test_a_barrier_tells_nothing_of_a_step_that_is_hidden(self):
        alike, mixed = [5, 2, 4, 4, 4], [3, 2, 5, 3, 3]
        rows = [[5, *(alike if place % 3 else mixed)[1:]] for place in range(24)]
        [profile] = self.read("change-pulse", rows, ("Sales", "Service")).profiles
        assert profile.barrier.part.id == "pulse.want"
        assert profile.items[0].groups == {"Sales": None, "Service": None}
        assert profile.barrier_of("Sales") is None
        assert not profile.shows_of("Sales")

    def test_of_too_few_there_is_no_profile(self):
        found = self.read("worries", [[1, 2, 3]] * 4)
        assert found.profiles == []
        assert not found.shown

    def test_a_profile_says_so_when_one_of_its_items_is_hidden(self):
        content = library.in_bank("worries").questionnaire
        records = [Record("", {"worries.unknown": 1 + n % 5, "worries.more_work": 2} | ({"worries.routines": 3} if n < 3 else {})) for n in range(8)]
        [profile] = figures.results(disclosure.release(records, content, (), 5, 10), content, {}, 8, {}).profiles
        assert not profile.told
