"""Questionnaires: kept as they are, checked before they are asked, answered page by page, and read without anything hidden."""

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Refused
from surveys import checking, disclosure, figures, library, questionnaire
from surveys.checking import MOST_QUESTIONS
from surveys.disclosure import Record
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from tests.surveys.kinds import questions

SUS = library.template("sus").questionnaire


def of(*asked, scores=()):
    return Questionnaire((Page({}, asked),), scores)


@given(st.lists(st.lists(questions, max_size=2), max_size=3))
def test_what_was_stored_is_read_again(pages):
    whole = Questionnaire(tuple(Page({"en": f"Page {n}"}, tuple(asked)) for n, asked in enumerate(pages)), SUS.scores)
    assert questionnaire.of_json(questionnaire.as_json(whole)) == whole


class TestTemplates:
    def test_the_ten_statements_of_the_sus_stand_in_brookes_order(self):
        items = [question for question in SUS.questions if question.kind == "rating"]
        assert [item.id for item in items] == [f"sus{n}" for n in range(1, 11)] == list(SUS.scores[0].items)
        assert all(item.locked and item.required and (item.low, item.high) == (1, 5) for item in items)
        assert [len([q for q in page.questions if q.kind == "rating"]) for page in SUS.pages] == [5, 5, 0]

    def test_there_are_no_others(self):
        with pytest.raises(Refused, match=r"sus, umux-lite, .*evaluation, data-check, open"):
            library.template("nonsense")


class TestChecked:
    @pytest.mark.parametrize(("content", "says"), [
        (of(), "at least one question"), (Questionnaire(()), "at least one question"), (of(Text("a", {"en": ""})), "needs a text"), (of(Text("a", {})), "needs a text"),
        (of(Choice("a", {"en": "Which?"}, options=(Option("x", {"en": "This"}),))), "at least 2 options"),
        (of(*(Text(f"t{n}", {"en": "Why?"}) for n in range(MOST_QUESTIONS + 1))), "at most 60"),
    ])
    def test_what_cannot_be_asked_is_refused(self, content, says):
        with pytest.raises(Refused, match=says):
            checking.checked(content)

    def test_empty_pages_and_scores_that_lost_an_item_fall_away(self):
        content = Questionnaire((Page({}, ()), Page({}, SUS.questions[1:])), SUS.scores)
        assert (len(checking.checked(content).pages), checking.checked(content).scores) == (1, ())


class TestWording:
    def test_the_product_is_called_by_its_name(self):
        assert questionnaire.worded(SUS, "Lime").questions[1].text == {"en": "I found Lime unnecessarily complex.", "sv": "Jag tyckte att Lime var onödigt komplicerat."}

    def test_a_name_with_braces_or_signs_is_only_a_name(self):
        assert questionnaire.worded(of(Text("a", {"en": "Is {system} it?"})), r"{0} \1 %s {system}").questions[0].text["en"] == r"Is {0} \1 %s {system} it?"

    @pytest.mark.parametrize("heading", [
        "I found the system unnecessarily complex", "I FOUND SUPEROFFICE CRM UNNECESSARILY COMPLEX.", "  i found   X unnecessarily, complex!", "Jag tyckte att Lime var onödigt komplicerat", "I found {system} unnecessarily complex.",
    ])
    def test_a_heading_is_the_question_whatever_the_product_is_called_in_it(self, heading):
        assert [question.id for question in SUS.questions if questionnaire.asks(question, heading)] == ["sus2"]

    @pytest.mark.parametrize("heading", ["I found", "unnecessarily complex", "I found the system very cumbersome to use and unnecessarily complex too", "", "complex"])
    def test_half_a_question_is_none(self, heading):
        assert not questionnaire.asks(SUS.questions[1], heading)

    def test_a_question_that_is_only_the_products_name_does_not_take_every_heading(self):
        assert not questionnaire.asks(Text("a", {"en": "{system}?"}), "What would you change first?")


class TestAnswers:
    def test_a_pages_answers_and_what_is_wrong_with_the_others(self):
        found = questionnaire.filled(Questionnaire(SUS.pages[:1]), {"sus1": "4", "sus2": "9", "sus4": "-", "sus5": " 2 ", "invented": "x"})
        assert found.answers == {"sus1": 4, "sus5": 2}
        assert set(found.wrong) == {"sus2", "sus3"}

    @given(st.dictionaries(st.sampled_from([question.id for question in SUS.questions]) | st.text(max_size=6), st.text(max_size=12) | st.sampled_from("12345-")))
    def test_whatever_is_posted_is_fit_to_be_stored_or_refused(self, posted):
        found = questionnaire.filled(SUS, posted)
        again = json.loads(json.dumps(found.answers))
        declined = {question.id: "-" for question in SUS.questions if question.kind == "rating"}
        said = {name for name, raw in posted.items() if SUS.find(name) and raw.strip() and (raw.strip(), declined.get(name)) != ("-", "-")}
        assert said == set(found.answers) | {name for name in found.wrong if posted.get(name, "").strip()}
        taken = questionnaire.filled(SUS, declined | {name: str(value) for name, value in again.items()})
        assert (taken.answers, taken.wrong) == (found.answers, {})


FEW = [Record("Board", {"coffee": 1}), Record("Board", {"coffee": 2})]
SALES = [Record("Sales", {"coffee": 1 + n % 3}) for n in range(9)]
TECH = [Record("Tech", {"coffee": 3 - n % 3}) for n in range(6)]


class TestFigures:
    """What is read aloud, exported or drawn holds nothing that the gate did not let out."""

    CONTENT = of(Rating("coffee", {"en": "How is the coffee?", "sv": "Hur är kaffet?"}, low=1, high=3), Text("why", {"en": "Why?"}))

    def read(self, records, comments=None):
        release = disclosure.release(records, self.CONTENT, ["Board", "Sales", "Tech"], 5, 10)
        stored = json.loads(json.dumps(asdict(release)))
        return figures.results(figures.release_of(stored), self.CONTENT, comments or {}, 30, {"Board": 3, "Sales": 12, "Tech": 9})

    def test_hidden_groups_have_their_place_and_no_number(self):
        found = figures.as_dict(self.read(FEW + SALES + TECH), "en")
        assert found["groups"] == [{"name": "Board", "state": "few"}, {"name": "Sales", "state": "shown", "n": 9, "invited": 12}, {"name": "Tech", "state": "protects"}]
        assert set(found["questions"][0]["groups"]) == {"Sales"}

    def test_rates_are_told_of_the_groups_that_show_only(self):
        assert self.read(FEW + SALES + TECH).rates == {"Sales": 12}

    def test_of_too_few_nothing_is_told_but_their_number(self):
        found = figures.as_dict(self.read(FEW), "en")
        assert (found["n"], found["shown"], found["groups"], found["scores"], found["questions"]) == (2, False, [], [], [])

    def test_a_group_that_does_not_show_an_item_is_named_without_a_figure(self):
        alike = [Record("Tech", {"coffee": 3})] * 6
        assert figures.as_dict(self.read(SALES + alike), "en")["questions"][0]["groups"] == {"Sales": None, "Tech": None}

    def test_means_and_shares_of_the_whole(self):
        [result] = self.read(SALES).questions
        assert (result.n, result.mean.mean, [share.count for share in result.shares]) == (9, 2.0, [3, 3, 3])
        assert result.mean.uncertain
        assert round(result.shares[0].low, 4) == 0.1206

    def test_texts_are_those_that_were_kept(self):
        assert self.read(SALES + TECH, {"why": ["It is hot"]}).texts[0].texts == ["It is hot"]


@given(st.permutations(["Board", "Sales", "Tech"]))
def test_the_order_in_which_groups_answered_shows_nowhere(order):
    records = [Record(group, {"coffee": 1 + n % 3}) for group in order for n in range(6)]
    found = disclosure.release(records, TestFigures.CONTENT, order, 5, 10)
    assert [group.name for group in found.groups] == ["Board", "Sales", "Tech"]


def test_a_score_needs_every_item():
    half = checking.checked(of(*SUS.questions[:5], scores=(Score("sus", tuple(f"sus{n}" for n in range(1, 11))),)))
    assert half.scores == ()


def test_a_text_full_of_the_products_name_is_compared_in_no_time():
    """Going back for each of them took hours."""
    assert not questionnaire.asks(Text("a", {"en": "x " + "{system} " * 40 + "{system} a " * 40 + "y"}), "x" + " a b" * 12_000)
    assert questionnaire.asks(Text("a", {"en": "How is {system}, and does {system} help?"}), "How is Super Office CRM and does Super Office CRM help")
    assert not questionnaire.asks(Text("a", {"en": "How is {system}, and does {system} help?"}), "How is it, and does it hurt?")
