"""Test mode: an ambassador goes the whole way, and nothing of it is kept."""

import pytest

from surveys import actions
from tests.surveys.answering import FIRST, SECOND, Respondent, dump


@pytest.fixture()
def tester(app, db, ambassador, clock):
    number = actions.new_survey(db, "sus", "How is it going?", clock())
    visitor = Respondent(app, f"/surveys/{number}/test")
    visitor.client = ambassador
    return visitor


def test_every_page_says_that_it_is_a_test_and_nothing_is_stored(tester, db):
    before = dump(db)
    for act in (tester.open, lambda: tester.press("Start the test"), lambda: tester.press("Next page", **FIRST), lambda: tester.press("Next page", **SECOND), lambda: tester.press("Check", works="Much"), lambda: tester.press("Send my answers")):
        act()
        assert tester.status == 200
        assert tester.sees("This is a test: what you answer here is not stored and does not count.")
    assert tester.sees("The test is over, and nothing was kept", "Back to the questions")
    assert dump(db) == before


def test_what_is_wrong_is_told_as_everybody_is_told(tester):
    tester.open().press("Start the test").press("Next page", sus1="9")
    assert tester.status == 422
    assert tester.sees("is not a whole number from 1 to 5", "Choose an answer")


def test_only_ambassadors_test(tester, stranger):
    assert stranger.get(tester.address).location == "/sign-in"
    assert stranger.post(tester.address).location == "/sign-in"
