"""The ambassador's pages: the list, a new survey, and its questionnaire."""

import html
import re

import pytest

from surveys import actions, store
from tests import factories
from tests.surveys.answering import round_of
from tests.surveys.every import EVERY


@pytest.fixture()
def survey(db, clock) -> int:
    return actions.new_survey(db, "sus", "How is it going?", clock())


def text(response) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def test_the_first_visit_offers_to_ask_people(ambassador):
    page = ambassador.get("/surveys/")
    assert "Ask before you act" in text(page)
    assert 'href="/surveys/new"' in page.text


def test_a_survey_begins_with_a_template(ambassador, db):
    page = ambassador.get("/surveys/new")
    assert "System Usability Scale (SUS) with two open questions" in text(page)
    made = ambassador.send("/surveys/new", {"title": "Spring pulse", "template": "umux-lite"})
    assert "nothing has been sent" in text(made)
    assert "SuperOffice CRM is easy to use." in text(made)
    assert [survey.title for survey in store.surveys(db)] == ["Spring pulse"]


@pytest.mark.parametrize("wrong", [{"title": "", "template": "sus"}, {"title": "Pulse"}, {"title": "Pulse", "template": "invented"}, {"title": "x" * 201, "template": "sus"}])
def test_a_survey_that_cannot_be_keeps_what_was_typed(ambassador, db, wrong):
    page = ambassador.send("/surveys/new", wrong)
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert f'value="{wrong["title"]}"' in page.text
    assert store.surveys(db) == []


def test_the_list_says_how_each_round_stands_and_searches_in_the_address(ambassador, db, clock):
    factories.people(db, "Sales", 6)
    round_of(db, clock())
    actions.new_survey(db, "umux-lite", "Åsikter", clock())
    page = text(ambassador.get("/surveys/"))
    assert "Round 1 is open until Friday 4 December 2026; 0 of 7 have answered." in page
    assert "Nobody has been asked yet." in page
    found = text(ambassador.get("/surveys/?words=åsikter"))
    assert "Åsikter" in found
    assert "How is it going?" not in found
    assert "No survey has “nonsense” in its title." in text(ambassador.get("/surveys/?words=nonsense"))


def test_a_survey_is_renamed(ambassador, survey, db):
    assert ambassador.send(f"/surveys/{survey}/title", {"title": ""}).status_code == 422
    assert "is called “Autumn” now" in text(ambassador.send(f"/surveys/{survey}/title", {"title": "Autumn"}))
    assert store.get_survey(db, survey).title == "Autumn"


def test_a_survey_that_was_never_sent_can_be_deleted_and_says_what_is_lost(ambassador, survey, db):
    assert "Its 12 questions and its prepared rounds are lost." in text(ambassador.get(f"/surveys/{survey}"))
    ambassador.send(f"/surveys/{survey}", to=f"/surveys/{survey}/removal")
    assert store.surveys(db) == []


def test_a_survey_that_was_sent_is_kept(ambassador, db, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    assert "Delete the survey" not in text(ambassador.get(f"/surveys/{wave.survey_id}"))
    assert ambassador.send("/surveys/new", to=f"/surveys/{wave.survey_id}/removal").status_code == 409
    assert store.get_survey(db, wave.survey_id)


def test_what_is_not_there_is_not_found(ambassador, survey):
    for address in ("/surveys/99", "/surveys/99/questionnaire", f"/surveys/{survey}/questions/none", f"/surveys/{survey}/questions/new?kind=none", "/waves/99", "/waves/99/results", "/surveys/99/answers-file"):
        assert ambassador.get(address).status_code == 404, address


def test_a_text_between_questions_is_no_question(ambassador, survey, db):
    actions.adjust(db, survey, EVERY)
    page = ambassador.get(f"/surveys/{survey}")
    assert f"{len(EVERY.asking)} questions" in text(page)
    assert re.findall(r'<li value="(\d+)">', page.text) == [str(number) for number in range(1, len(EVERY.asking) + 1)]
