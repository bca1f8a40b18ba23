"""Editing a survey that was sent, page by page: what it does is said before it is stored."""

import html
import io
import re

import pytest

from surveys import actions, store
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from surveys.rules import Condition, Rule
from tests.surveys import rounds
from tests.surveys.building import Builder

TOOL = Choice("tool", {"en": "What do you use today?"}, options=(Option("mail", {"en": "Mail"}), Option("sheet", {"en": "A spreadsheet"}), Option("none", {"en": "Nothing"})))
EASY = Rating("easy", {"en": "How easy is it to find a customer?"}, low_label={"en": "Hard"}, high_label={"en": "Easy"})
WHY = Text("why", {"en": "Why?"}, show_if=Rule("all", (Condition("tool", "is", ("mail",)),)))
ASKED = Questionnaire((Page({"en": "Today"}, (TOOL, EASY, WHY)),))


@pytest.fixture()
def survey(db, clock, sales) -> int:
    made = actions.new_survey(db, "open", "How is it going?", clock())
    actions.adjust(db, made, ASKED)
    return made


@pytest.fixture()
def closed(db, config, clock, sales, survey):
    """An anonymous round that six have answered: four by mail, two with nothing."""
    wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(), clock()), clock())
    for person, tool in zip(sales, ("mail",) * 4 + ("none",) * 2, strict=True):
        rounds.give(db, config, wave, person, clock(), tool=tool, easy=4)
    actions.close_wave(db, config, wave.id, clock())
    return store.get_wave(db, wave.id)


@pytest.fixture()
def builder(ambassador, db, survey) -> Builder:
    return Builder(ambassador, db, survey)


def versions(db, survey):
    return [version.number for version in store.versions(db, survey)]


def test_a_survey_that_was_never_sent_is_saved_at_once(builder, db, survey):
    builder.change("easy").press("Save the question", text__en="How many customers?")
    assert builder.content.find("easy").text == {"en": "How many customers?"}
    assert (versions(db, survey), "What this changes" in builder.said) == ([1], False)


class TestChangingAQuestionThatWasSent:
    @pytest.fixture(autouse=True)
    def sent(self, closed):
        pass

    def test_spelling_changes_nothing_for_the_answers(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How easy is it, to find a customer?")
        assert "What this changes cosmetic Only the spelling changes. Nothing changes for the 6 answers so far." in builder.said
        assert "Nothing has been saved yet." in builder.said
        assert versions(db, survey) == [1]
        assert "Nothing changes for the answers so far." in builder.press("Save it like this").said
        assert builder.content.find("easy").text == {"en": "How easy is it, to find a customer?"}

    def test_another_wording_asks_whether_it_means_the_same(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How easy is it to find customers?")
        assert "Does it still mean the same?" in builder.said
        assert builder.shown.fields["meaning"] == ["same"]
        assert "6 answers so far can be compared with those to come." in builder.said
        builder.press("Save it like this")
        assert builder.content.find("easy").text == {"en": "How easy is it to find customers?"}

    def test_which_makes_another_question_of_it_if_it_does_not(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How easy is it to find customers?").press("Save it like this", meaning="other")
        assert "The trend breaks here" in builder.said
        assert [question.origin for question in builder.content.questions] == ["", "easy", ""]

    def test_labels_kept_and_options_lost_are_counted(self, builder, db, survey):
        builder.change("tool").press("Save the question", options__0__en="E-mail", options__2__en="")
        assert "“Mail” is called “E-mail” now." in builder.said
        assert "2 answers for “Nothing” become incomparable." in builder.said
        assert "6 answers so far stay with the question as it was. The trend breaks here" in builder.said
        assert "“Why?” begins anew with it" in builder.said
        assert versions(db, survey) == [1]
        builder.press("Save it all the same")
        tool, _easy, why = builder.content.questions
        assert (tool.origin, why.origin, why.show_if.conditions[0].part) == ("tool", "why", tool.id)

    def test_a_new_label_keeps_its_answers(self, builder, db, survey):
        builder.change("tool").press("Save the question", options__0__en="Mails")
        assert "4 answers keep their option under a new label." in builder.said
        builder.press("Save it like this")
        assert builder.content.find("tool").options[0] == Option("mail", {"en": "Mails"})

    def test_a_new_option_has_one_id_before_and_after_it_is_confirmed(self, builder, db, survey):
        builder.change("tool").press("Save the question", options__3__en="Another CRM")
        assert "“Another CRM” is new." in builder.said
        assert "Nothing has been saved yet" in builder.said
        assert builder.press("Save it like this").at.endswith("/questionnaire")
        assert [option.text["en"] for option in builder.content.find("tool").options] == ["Mail", "A spreadsheet", "Nothing", "Another CRM"]

    def test_what_is_typed_into_the_form_after_that_is_weighed_anew(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How easy is it, to find a customer?").press("Save it like this", text__en="How many customers do you visit?")
        assert "Does it still mean the same?" in builder.said
        assert versions(db, survey) == [1]

    def test_mistakes_come_first_and_keep_what_was_typed(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="")
        assert (builder.status, "What this changes" in builder.said) == (422, False)

    def test_put_back_as_it_was_it_leaves_no_version(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How many customers?").press("Save it like this", meaning="other")
        assert versions(db, survey) == [1, 2]
        fork = builder.content.questions[1].id
        builder.change(fork).press("Save the question", text__en=EASY.text["en"])
        assert versions(db, survey) == [1]
        assert builder.content == ASKED

    def test_its_old_address_leads_to_the_one_in_its_place(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How many customers?").press("Save it like this", meaning="other")
        assert builder.change("easy").shown.fields["text-en"] == ["How many customers?"]

    def test_two_who_change_it_at_once_are_told(self, ambassador, builder, db, survey):
        other = Builder(ambassador, db, survey).change("easy")
        builder.change("easy").press("Save the question", text__en="How many customers?").press("Save it like this", meaning="other")
        other.press("Save the question", text__en="Is it easy?")
        assert other.status == 422
        assert "Somebody has changed" in other.said
        assert other.shown.fields["text-en"] == ["Is it easy?"]
        assert builder.content.questions[1].text == {"en": "How many customers?"}

    def test_nothing_is_stored_for_a_made_up_confirmation(self, builder, db, survey):
        builder.change("easy").press("Save the question", text__en="How many customers?", knowingly="0" * 16, meaning="nonsense")
        assert "What this changes" in builder.said
        assert versions(db, survey) == [1]


class TestMovingAndRemoving:
    def test_the_page_says_before_what_removing_does(self, builder, closed):
        assert "Removing it ends its trend: 6 answers so far stay in the results of their rounds, marked as removed." in builder.open("questionnaire").said

    def test_and_afterwards_what_it_did(self, builder, closed, db, survey):
        builder.open("questionnaire").press("Down question 1")
        assert "stands on page 1 now, in place 2. Nothing changes for the answers so far." in builder.said
        builder.press("Up question 2").press("Remove question 2")
        assert "The trend breaks here" in builder.said
        builder.press("Bring it back")
        assert versions(db, survey) == [1]

    def test_a_removed_question_comes_back_to_a_rule_that_was_forked_meanwhile(self, builder, closed, db, survey):
        builder.open("questionnaire").press("Remove question 3")
        builder.change("tool").press("Save the question", options__2__en="").press("Save it all the same")
        builder.press("Bring it back")
        tool, _easy, why = builder.content.questions
        assert (tool.origin, why.origin, why.show_if.conditions[0].part) == ("tool", "why", tool.id)


class TestWhileARoundIsOpen:
    @pytest.fixture()
    def wave(self, db, config, clock, sales, survey):
        wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(), clock()), clock())
        for person in sales:
            rounds.give(db, config, wave, person, clock(), tool="mail", easy=4)
        return wave

    def test_the_round_keeps_its_questions_and_tells_only_how_many_have_answered(self, builder, wave, db):
        assert "Round 1 is open and keeps its questions." in builder.open("questionnaire").said
        builder.change("easy").press("Save the question", text__en="How many customers?")
        assert "6 more people have answered in a round that is open: what they said is sealed until it closes." in builder.said
        assert "Round 1 is open and keeps its questions: the change is for the next rounds." in builder.said
        builder.press("Save it like this", meaning="other")
        assert store.questionnaire(db, wave.questionnaire_id) == ASKED

    def test_nothing_on_the_pages_depends_on_what_was_answered(self, builder, wave):
        builder.change("tool").press("Save the question", options__0__en="E-mail", options__2__en="")
        assert "answers for" not in builder.said
        assert "keep their option" not in builder.said


class TestTheHistory:
    def test_says_what_each_version_changed_how_much_and_when_it_was_sent(self, builder, closed, db, survey, clock):
        builder.change("easy").press("Save the question", text__en="How many customers?").press("Save it like this", meaning="other")
        builder.open("versions")
        assert "Version 2 breaking Not sent yet: it is for the next rounds. How many customers? breaking It read “How easy is it to find a customer?” and now reads “How many customers?”. From then on it counts as a question of its own." in builder.said
        assert "Version 1 Sent first on Monday 23 November 2026" in builder.said
        assert "in round 1. 3 questions." in builder.said
        rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(), clock()), clock())
        assert "in round 2." in builder.open("versions").said

    def test_of_a_survey_that_was_never_sent_is_one_version(self, builder, survey):
        assert "Version 1 Not sent yet" in builder.open("versions").said


class TestResultsOfAnOlderRound:
    def test_mark_what_is_no_longer_asked_once_the_next_version_was_sent(self, ambassador, builder, closed, db, survey, clock):
        builder.change("tool").press("Save the question", options__2__en="").press("Save it all the same")
        builder.open("questionnaire").press("Remove question 2")
        before = builder.open(f"/waves/{closed.id}/results").said
        assert "(removed)" not in before
        rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(), clock()), clock())
        after = builder.open(f"/waves/{closed.id}/results").said
        assert "What do you use today? (changed since)" in after
        assert "Nothing (removed) 2 of 6" in after
        assert "How easy is it to find a customer? (removed)" in after
        assert "Mail 4 of 6" in after
        found = ambassador.get(f"/waves/{closed.id}/results.json").get_json()["rounds"][0]["questions"]
        assert [one["text"] for one in found] == ["What do you use today? (changed since)", "How easy is it to find a customer? (removed)"]

    def test_answers_by_name_and_their_file_stay_readable(self, ambassador, builder, db, config, clock, sales, survey):
        wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level="named"), clock()), clock())
        rounds.give(db, config, wave, sales[0], clock(), tool="none", easy=4)
        actions.close_wave(db, config, wave.id, clock())
        builder.change("tool").press("Save the question", options__2__en="").press("Save it all the same")
        builder.open("questionnaire").press("Remove question 2")
        second = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level="named"), clock()), clock())
        said = builder.open(f"/waves/{wave.id}/answers").said
        assert "What do you use today? (changed since) Nothing (removed)" in said
        assert "How easy is it to find a customer? (removed) 4" in said
        assert "What do you use today?,How easy is it to find a customer?,Why?" in ambassador.get(f"/waves/{wave.id}/answers.csv").text
        assert "(removed)" not in builder.open(f"/waves/{second.id}/answers").said

    def test_a_file_with_a_question_that_is_no_longer_asked_is_told_so(self, ambassador, builder, closed, db, survey):
        builder.open("questionnaire").press("Remove question 2")
        content = "What do you use today?;How easy is it to find a customer?;Shoe size\n" + "Mail;4;40\n" * 6
        page = ambassador.send(f"/surveys/{survey}/answers-file", {"file": (io.BytesIO(content.encode()), "answers.csv"), "level": "anonymous", "k": "5", "kc": "10"})
        said = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())
        assert "How easy is it to find a customer? a question that is no longer asked; not used" in said
        assert "Shoe size not used" in said
