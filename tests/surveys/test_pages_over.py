"""Results over the rounds: trends with what broke them, what has changed, two rounds or two groups beside each other, and what each cannot say."""

import pytest

from people import store as people_store
from surveys import actions
from surveys.actions import Wanted
from tests.surveys.test_pages_results import ENDUSERS, sheet
from tests.surveys.test_pages_surveys import text


@pytest.fixture()
def survey(ambassador, db, clock) -> int:
    return actions.new_survey(db, "sus", "How is it going?", clock())


def brought_in(db, survey, now, *lines, **more) -> int:
    """One more round of the survey, from a file of group and ratings."""
    return actions.import_answers(db, survey, sheet(*lines), Wanted(**({"group": "group"} | more)), people_store.get_company(db), None, now)[0]


LOW = tuple(("Ants", one) for one in ENDUSERS)
HIGH = tuple(("Ants", "5151515141" if place % 2 else "5152515151") for place in range(9))


def test_what_has_clearly_changed_stands_on_top_in_a_sentence(ambassador, db, clock, survey):
    brought_in(db, survey, clock(), *LOW)
    brought_in(db, survey, clock(), *HIGH)
    page = text(ambassador.get(f"/surveys/{survey}/results"))
    assert "What has changed System Usability Scale (SUS) – Up by 18.6 since round 1 (7.5 to 29.7)." in page
    assert "11 comparisons are made here. About one in twenty shows a change by chance alone" in page
