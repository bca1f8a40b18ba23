"""Two ambassadors at the same questionnaire: nothing is overwritten unseen, and different questions do not disturb each other."""

import pytest

from surveys import actions
from tests.surveys.building import Builder


@pytest.fixture()
def survey(db, clock) -> int:
    return actions.new_survey(db, "sus", "How is it going?", clock())


@pytest.fixture()
def asa(ambassador, db, survey) -> Builder:
    return Builder(ambassador, db, survey)


@pytest.fixture()
def bo(ambassador, db, survey) -> Builder:
    """What counts is what each has loaded; both may sit at one account."""
    return Builder(ambassador, db, survey)


def test_a_question_that_changed_meanwhile_is_not_overwritten_unseen(asa, bo):
    asa.change("works")
    bo.change("works").press("Save the question", text__en="What runs well?")
    asa.press("Save the question", text__en="What is fine?")
    assert asa.status == 422
    assert "Somebody has changed “What runs well?” meanwhile. Nothing was saved" in asa.said
    assert "How it reads now What runs well?" in asa.said
    assert asa.shown.fields["text-en"] == ["What is fine?"]
    assert asa.content.find("works").text["en"] == "What runs well?"
    asa.press("Save the question")
    assert (asa.status, asa.content.find("works").text["en"]) == (200, "What is fine?")


def test_a_change_between_the_warning_and_saving_again_warns_again(asa, bo):
    asa.change("works")
    bo.change("works").press("Save the question", text__en="What runs well?")
    asa.press("Save the question", text__en="What is fine?")
    bo.change("works").press("Save the question", text__en="What runs best?")
    assert asa.press("Save the question").status == 422
    assert asa.content.find("works").text["en"] == "What runs best?"


def test_asking_for_more_lines_does_not_pass_for_having_seen(asa, bo):
    made = bo.add("choice", text__en="Where?", options__0__en="Office", options__1__en="Home")
    asa.change(made)
    bo.change(made).press("Save the question", options__1__en="At home")
    asa.press("More lines").press("Save the question", options__0__en="At the office")
    assert asa.status == 422
    assert asa.content.find(made).options[1].text["en"] == "At home"


def test_different_questions_do_not_disturb_each_other(asa, bo):
    asa.change("works")
    bo.change("change").press("Save the question", text__en="What first?")
    bo.press("Up question 12")
    bo.press("Remove question 3")
    asa.press("Save the question", text__en="What is fine?")
    assert asa.status == 200
    assert [asa.content.find(one).text["en"] for one in ("works", "change")] == ["What is fine?", "What first?"]


def test_what_was_typed_about_a_removed_question_can_be_kept_as_a_new_one(asa, bo):
    made = bo.add("rating", text__en="How often?", high="7")
    asa.change(made)
    bo.open("questionnaire").press("Remove question 13")
    asa.press("Save the question", text__en="How very often?")
    assert asa.status == 422
    assert "Somebody has removed this question meanwhile." in asa.said
    assert asa.shown.fields["text-en"] == ["How very often?"]
    asa.press("Save the question", high="5")
    assert asa.content.questions[-1].text["en"] == "How very often?"
    assert asa.content.questions[-1].id != made


@pytest.mark.parametrize("button", ["Up question 12", "Copy question 12", "Start a new page here question 12", "Remove question 12"])
def test_what_is_done_to_a_removed_question_says_that_it_is_gone(asa, bo, button):
    bo.press("Remove question 12")
    asa.press(button)
    assert asa.status == 409
    assert "Somebody has removed this" in asa.said
    assert asa.order == bo.order
    assert "Somebody has removed this question meanwhile. You can bring it back." in asa.change("change").said


def test_a_title_for_a_page_that_is_gone_is_not_lost(asa, bo):
    asa.open("pages/3")
    bo.press("Join to the page above page 3")
    asa.press("Save the title", title__en="Your words")
    assert (asa.status, asa.shown.fields["title-en"]) == (422, ["Your words"])
    assert "Somebody has changed this page meanwhile." in asa.said


def test_a_removal_takes_only_what_was_seen(asa, bo):
    bo.change("works").press("Save the question", text__en="What runs well?")
    asa.press("Remove question 11")
    assert asa.status == 409
    assert "Somebody has changed “What runs well?” meanwhile." in asa.said
    assert asa.content.find("works")


def test_what_somebody_else_moved_is_moved_again_only_knowingly(asa, bo):
    bo.press("Up question 12")
    asa.press("Up question 12")
    assert asa.status == 409
    assert "The order has been changed meanwhile, so nothing was moved." in asa.said
    assert asa.order[-1] == ["change", "works"]


def test_a_page_that_changed_meanwhile_keeps_its_title(asa, bo):
    asa.open("pages/3")
    bo.open("pages/3").press("Save the title", title__en="Your words")
    asa.press("Save the title", title__en="Anything else")
    assert asa.status == 422
    assert "How it reads now Your words" in asa.said
    assert asa.shown.fields["title-en"] == ["Anything else"]
    asa.press("Save the title")
    assert asa.content.pages[2].title["en"] == "Anything else"


def test_a_page_that_is_another_one_meanwhile_is_neither_moved_nor_removed(asa, bo):
    bo.press("Start a new page here question 3")
    for button in ("Join to the page above page 2", "Remove with its questions page 2"):
        stale = asa.page
        assert asa.press(button).status == 409
        assert "Somebody has changed this page meanwhile." in asa.said
        asa.page = stale
    assert len(asa.order) == 4


def test_a_question_is_not_added_beside_one_that_is_gone(asa, bo):
    asa.open("questions/new?kind=text&place=after.works")
    bo.press("Remove question 11")
    asa.press("Save the question", text__en="Why?")
    assert asa.status == 422
    assert asa.shown.fields["text-en"] == ["Why?"]
