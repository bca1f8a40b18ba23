"""What the results page says of each instrument, in sentences that can be read aloud."""

import itertools

import pytest

from surveys import actions, store
from tests.surveys import rounds
from tests.surveys.test_pages_surveys import text


@pytest.fixture()
def read(ambassador, db, clock, config):
    """The results page of a round of one instrument, after these answers; a dimension when people are in groups."""

    def of(key: str, rows: list[list[int]], **sizes: int) -> str:
        people = itertools.chain(*rounds.company(db, **(sizes or {"Sales": len(rows)})).values())
        survey = actions.new_survey(db, "open", "How is it?", clock())
        actions.add_from_bank(db, survey, key, None)
        wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(dimension_id=rounds.department(db) if sizes else None), clock()), clock())
        items = store.asked(db, wave).scores[0].items
        for person, row in zip(people, rows, strict=True):
            rounds.give(db, config, wave, person, clock(), **dict(zip(items, row, strict=True)))
        actions.close_wave(db, config, wave.id, clock())
        return text(ambassador.get(f"/waves/{wave.id}/results"))

    return of


def test_the_recommendation_index(read):
    page = read("recommendation", [[9]] * 6 + [[8]] * 3 + [[2]])
    assert "Recommendation index 50.0" in page
    assert "10 people answered: the share who gave 9 or 10, minus the share who gave 6 or less." in page
    assert "it lies between -0.2 and 77.1." in page
    assert "-0.2033 to 77.1264" in page
    assert "It goes from −100, nobody recommends it, to 100, everybody does; it is not a percentage." in page


def test_satisfaction(read):
    page = read("satisfaction", [[4], [5]] * 5 + [[1]] * 10)
    assert "Satisfaction 50 %" in page
    assert "The share of 20 people who gave 4 or 5 of 5. With 95 % confidence it lies between 30 % and 70 %." in page


def test_a_gain_in_confidence(read):
    page = read("confidence", [[1, 4], [2, 4], [2, 5], [1, 3], [2, 4], [3, 5]])
    assert "Gain in confidence 2.3" in page
    assert "It goes from −4 to 4; below 0, confidence was lost. Of what there was to gain, 74 % was gained." in page


def test_a_gain_that_may_be_none(read):
    page = read("confidence", [[1, 4], [4, 1], [2, 3], [3, 2], [2, 3], [3, 3]])
    assert "No clear change: it may as well be 0." in page
    assert "was gained" not in page


def test_the_change_pulse_names_the_first_step_to_help_with(read):
    low, high = [[2, 4, 4, 4, 4], [3, 5, 5, 3, 3]], [[5, 4, 4, 4, 5], [4, 5, 5, 5, 4]]
    page = read("change-pulse", low * 3 + high * 3, Sales=6, Service=6)
    assert "No step holds people back: each has a mean above 3." in page
    assert "Sales very uncertain I understand why we are changing to SuperOffice CRM. 6 2.50 1.93–3.07" in page
    assert "Service no step holds them back: each has a mean above 3; the lowest is 4.50 of 6 answers, 95 % interval 3.93–5.00 very uncertain" in page


def test_the_barrier_of_everybody(read):
    page = read("change-pulse", [[5, 4, 3, 1, 4], [4, 4, 2, 2, 5], [5, 5, 3, 1, 4], [4, 4, 4, 2, 4], [5, 4, 2, 1, 5]])
    assert "The first step to help with: “I know how to do my tasks in SuperOffice CRM.” Its mean is 2.80," in page


def test_the_three_worries(read):
    page = read("worries", [[1, 5, 3], [2, 4, 3], [1, 5, 4], [2, 5, 2], [1, 4, 3]])
    assert "The three worries From 1, no worry, to 5, a great worry: the mean of each, side by side." in page
    assert "More work: that it takes more time than today" in page
