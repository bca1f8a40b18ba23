"""The ambassador's pages: the list, a new survey, and its questionnaire."""

import html
import re

import pytest

from surveys import actions, store
from tests import factories
from tests.surveys.answering import round_of


@pytest.fixture()
def survey(db, clock) -> int:
    return actions.new_survey(db, "sus", "How is it going?", clock())


def text(response) -> str:
    """What a page says, without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def questions(db, survey: int) -> list[str]:
    return [question.id for question in store.questionnaire(db, store.latest_questionnaire(db, survey)[0]).questions]


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


def test_an_open_question_is_added_where_it_was_wanted(ambassador, survey, db):
    page = ambassador.send(f"/surveys/{survey}/questions/new?kind=text", {"en": "What do you miss in {system}?", "sv": "Vad saknar du?", "page": "2"})
    assert "What do you miss in SuperOffice CRM?" in text(page)
    assert len(questions(db, survey)) == 13
    assert "What do you miss in SuperOffice CRM?" in text(ambassador.get(f"/surveys/{survey}"))


def test_a_rating_and_a_choice_are_added(ambassador, survey, db):
    ends = {"low_en": "Never", "high_en": "Always"}
    assert "Rating from 1 – Never to 7 – Always" in text(ambassador.send(f"/surveys/{survey}/questions/new?kind=rating", {"en": "How often?", "scale": "7", "page": "-1", **ends}))
    choice = {"en": "Where do you work?", "options_en": "At the office\nAt home\n\n", "page": "-1"}
    assert "One of: At the office · At home" in text(ambassador.send(f"/surveys/{survey}/questions/new?kind=choice", choice))
    assert len(questions(db, survey)) == 14


@pytest.mark.parametrize(("kind", "typed", "said"), [
    ("text", {"sv": "", "page": "2"}, "Write the question in at least one language."),
    ("text", {"en": "x" * 501, "page": "2"}, "longer than 500"),
    ("text", {"en": "Fine", "page": "77"}, "Not a valid choice"),
    ("rating", {"en": "Fine", "page": "2", "scale": "9", "low_en": "a", "high_en": "b"}, "Not a valid choice"),
    ("rating", {"en": "Fine", "page": "2", "scale": "5", "low_en": "", "high_en": "b"}, "This is needed."),
    ("choice", {"en": "Fine", "page": "2", "options_en": "One"}, "at least two options"),
    ("choice", {"en": "Fine", "page": "2", "options_en": "One\none"}, "Two options are the same."),
    ("choice", {"en": "Fine", "page": "2", "options_en": "One\nTwo", "options_sv": "Ett"}, "There are 2 options in English and 1 in Swedish."),
    ("choice", {"en": "Fine", "page": "2", "options_en": "\n".join(f"Option {n}" for n in range(31))}, "At most 30 options"),
])
def test_a_question_that_cannot_be_asked_is_refused_and_stays_in_the_form(ambassador, survey, db, kind, typed, said):
    page = ambassador.send(f"/surveys/{survey}/questions/new?kind={kind}", typed)
    assert page.status_code == 422
    assert said in text(page)
    assert typed.get("en", "")[:100] in page.text
    assert len(questions(db, survey)) == 12


def test_a_question_is_reworded_in_both_languages(ambassador, survey, db):
    assert "What would you change first?" in ambassador.get(f"/surveys/{survey}/questions/change").text
    ambassador.send(f"/surveys/{survey}/questions/change", {"en": "What first?", "sv": "Vad först?", "required": "y"})
    changed = store.questionnaire(db, store.latest_questionnaire(db, survey)[0]).find("change")
    assert (changed.text, changed.required) == ({"en": "What first?", "sv": "Vad först?"}, True)


def test_an_option_that_stays_keeps_its_id(ambassador, survey, db):
    choice = {"en": "Where do you work?", "options_en": "Office\nHome\nRoad", "page": "-1"}
    ambassador.send(f"/surveys/{survey}/questions/new?kind=choice", choice)
    before = store.questionnaire(db, store.latest_questionnaire(db, survey)[0]).questions[-1]
    ambassador.send(f"/surveys/{survey}/questions/{before.id}", choice | {"options_en": "Road\nAbroad\nOffice"})
    after = store.questionnaire(db, store.latest_questionnaire(db, survey)[0]).questions[-1]
    ids = {option.text["en"]: option.id for option in before.options}
    assert [option.id for option in after.options][0::2] == [ids["Road"], ids["Office"]]
    assert after.options[1].id not in ids.values()


def test_questions_move_but_an_instrument_keeps_its_order(ambassador, survey, db):
    page = f"/surveys/{survey}/questionnaire"
    ambassador.send(page, {"to": "up"}, to=f"/surveys/{survey}/questions/change/position")
    assert questions(db, survey)[-2:] == ["change", "works"]
    ambassador.send(page, {"to": "up"}, to=f"/surveys/{survey}/questions/change/position")
    assert questions(db, survey)[-3:] == ["sus10", "change", "works"]
    ambassador.send(page, {"to": "down"}, to=f"/surveys/{survey}/questions/change/position")
    ambassador.send(page, {"to": "down"}, to=f"/surveys/{survey}/questions/change/position")
    assert questions(db, survey)[-2:] == ["works", "change"]
    for refused in (f"/surveys/{survey}/questions/sus2/position", f"/surveys/{survey}/questions/change/position"):
        assert ambassador.send(page, {"to": "down"}, to=refused).status_code == 409
    assert ambassador.send(page, {"en": "Easy?"}, to=f"/surveys/{survey}/questions/sus3").status_code == 422
    assert questions(db, survey)[:10] == [f"sus{n}" for n in range(1, 11)]


def test_removing_an_item_of_an_instrument_warns_that_the_score_falls_away(ambassador, survey, db):
    page = f"/surveys/{survey}/questionnaire"
    assert "Without it there is no System Usability Scale (SUS)" in text(ambassador.get(page))
    ambassador.send(page, to=f"/surveys/{survey}/questions/sus4/removal")
    content = store.questionnaire(db, store.latest_questionnaire(db, survey)[0])
    assert content.scores == ()
    assert content.find("sus4") is None
    assert "Without it there is no" not in text(ambassador.get(page))


def test_a_page_gets_its_title(ambassador, survey, db):
    ambassador.send(f"/surveys/{survey}/pages/3", {"en": "Your words", "sv": "Dina ord"})
    assert "Page 3: Your words" in text(ambassador.get(f"/surveys/{survey}/questionnaire"))
    assert ambassador.get(f"/surveys/{survey}/pages/4").status_code == 404


def test_a_change_after_sending_makes_a_new_version_for_the_next_rounds(ambassador, db, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    page = f"/surveys/{wave.survey_id}/questionnaire"
    assert "Version 1 was sent and stays as it is. What you change here makes version 2" in text(ambassador.get(page))
    ambassador.send(page, to=f"/surveys/{wave.survey_id}/questions/works/removal")
    ambassador.send(page, to=f"/surveys/{wave.survey_id}/questions/change/removal")
    assert "This is version 2, for the next rounds." in text(ambassador.get(page))
    assert len(store.asked(db, store.get_wave(db, wave.id)).questions) == 12
    assert len(questions(db, wave.survey_id)) == 10


def test_what_is_not_there_is_not_found(ambassador, survey):
    for address in ("/surveys/99", "/surveys/99/questionnaire", f"/surveys/{survey}/questions/none", f"/surveys/{survey}/questions/new?kind=none", "/waves/99", "/waves/99/results", "/surveys/99/answers-file"):
        assert ambassador.get(address).status_code == 404, address
