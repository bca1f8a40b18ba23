"""What is shown to whom: rules hold or do not, what is not shown has no answer, and no rule can lead into a loop or a dead end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Refused
from surveys import checking, questionnaire
from surveys.questionnaire import Page, Questionnaire, filled, missing, piped
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.date import Day
from surveys.questions.matrix import Matrix
from surveys.questions.note import Note
from surveys.questions.number import Number
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from surveys.rules import ALL, ANSWERED, ANY, AT_LEAST, AT_MOST, IS, IS_NOT, NOT_ANSWERED, Condition, Rule

PLACE = Choice("place", {"en": "Where?"}, required=True, options=(Option("a", {"en": "Office"}), Option("b", {"en": "Home"}), Option("c", {"en": "Road"})))
COFFEE = Rating("coffee", {"en": "The coffee?"}, low=1, high=5)
HOURS = Number("hours", {"en": "How long?"}, low=0, high=40)


def when(*conditions, mode=ALL):
    return Rule(mode, tuple(Condition(part, test, values) for part, test, *values in conditions))


def why(rule=None, key="why", **more):
    return Text(key, {"en": "Why?"}, show_if=rule, **more)


def of(*asked, pages=None):
    return Questionnaire(tuple(Page({}, page) for page in pages or (asked,)))


@pytest.mark.parametrize(("condition", "answers", "met"), [
    (("place", IS, "a", "b"), {"place": "b"}, True), (("place", IS, "a"), {"place": "b"}, False), (("place", IS_NOT, "a"), {"place": "b"}, True),
    (("place", IS_NOT, "a"), {}, False), (("place", NOT_ANSWERED), {}, True), (("place", ANSWERED), {}, False), (("place", ANSWERED), {"place": "c"}, True),
    (("coffee", AT_LEAST, "4"), {"coffee": 4}, True), (("coffee", AT_MOST, "3"), {"coffee": 4}, False), (("hours", AT_LEAST, "9"), {"hours": 10.5}, True),
    (("day", AT_MOST, "2026-12-04"), {"day": "2026-11-30"}, True),
])
def test_a_condition_of_any_kind(condition, answers, met):
    assert when(condition).holds(answers) is met


def test_all_and_any():
    both = (("place", IS, "a"), ("coffee", AT_MOST, "2"))
    assert [when(*both, mode=mode).holds({"place": "a", "coffee": 5}) for mode in (ALL, ANY)] == [False, True]


class TestFilling:
    CONTENT = of(PLACE, why(when(("place", IS, "b")), required=True), why(when(("why", ANSWERED)), "more"))

    def test_what_is_not_shown_has_no_answer_is_not_missed_and_opens_nothing(self):
        found = filled(self.CONTENT, {"place": "a", "why": "typed before going back", "more": "and more"})
        assert (found.answers, found.wrong, found.shown) == ({"place": "a"}, {}, {"place"})

    def test_what_is_shown_is_asked(self):
        assert set(filled(self.CONTENT, {"place": "b"}).wrong) == {"why"}
        assert filled(self.CONTENT, {"place": "b", "why": "x", "more": "y"}).answers == {"place": "b", "why": "x", "more": "y"}

    @given(st.dictionaries(st.sampled_from(["place", "why", "more", "why.-", "more.-", "place.-words"]), st.sampled_from(["a", "b", "-", "", "x"])))
    def test_whatever_is_sent_no_answer_stands_that_its_rule_would_not_show(self, posted):
        answers = filled(self.CONTENT, posted).answers
        assert "why" not in answers or answers["place"] == "b"
        assert "more" not in answers or "why" in answers


class TestChecking:
    @pytest.mark.parametrize(("content", "says"), [
        (of(why(when(("place", IS, "a"))), PLACE), "comes later, or on itself"),
        (of(PLACE, why(when(("why", ANSWERED)))), "comes later, or on itself"),
        (of(PLACE, why(when(("nothing", ANSWERED)))), "is not there"),
        (of(PLACE, why(when(("place", IS, "z")))), "is no answer to"),
        (of(PLACE, why(when(("place", IS)))), "needs a value"),
        (of(PLACE, why(when(("place", AT_LEAST, "a")))), "cannot be compared"),
        (of(why(), why(when(("why", IS, "x")), "b")), "cannot be compared"),
        (of(PLACE, why(when(("place", "guess", "a")))), "not known"),
        (of(PLACE, why(when(("place", IS, "a"), mode="some"))), "“all” or “any”"),
        (of(PLACE, why(Rule(ALL, ()))), "1 to 10 conditions"),
        (of(COFFEE, why(when(("coffee", AT_LEAST, "9")))), "is no answer to"),
        (of(Note("n", {"en": "Hi"}), why(when(("n", ANSWERED)))), "is not there"),
    ])
    def test_a_rule_that_makes_no_sense_is_refused_in_words(self, content, says):
        with pytest.raises(Refused, match=says):
            checking.checked(content)

    @pytest.mark.parametrize("dead", [
        of(PLACE, why(when(("place", IS, "a"), ("place", IS, "b")))),
        of(COFFEE, why(when(("coffee", AT_LEAST, "4"), ("coffee", AT_MOST, "3")))),
        of(PLACE, why(when(("place", ANSWERED), ("place", NOT_ANSWERED)))),
        of(PLACE, COFFEE.__class__("b", {"en": "?"}, show_if=when(("place", IS, "a"))), why(when(("place", IS, "b"), ("b", ANSWERED)))),
        of(PLACE, why(when(("place", IS_NOT, "a", "b", "c")))),
    ])
    def test_a_dead_end_is_found_also_through_other_questions(self, dead):
        with pytest.raises(Refused, match="could never be shown"):
            checking.checked(dead)

    @pytest.mark.parametrize("alive", [
        of(PLACE, why(when(("place", IS, "a"), ("place", IS, "b"), mode=ANY))),
        of(PLACE, COFFEE, why(when(("place", IS, "a", "b"), ("coffee", AT_MOST, "2")))),
        of(Matrix("m", {"en": "Rate"}, statements=(Option("x", {"en": "Fast"}),)), why(when(("m.x", AT_MOST, "2")))),
        of(HOURS, Day("d", {"en": "When?"}), why(when(("hours", AT_LEAST, "9"), ("d", AT_MOST, "2026-01-01")))),
        of(PLACE, why(when(("place", IS, "a"))), why(when(("why", NOT_ANSWERED), ("place", IS, "a")), "b")),
    ])
    def test_what_can_come_true_is_taken(self, alive):
        assert checking.checked(alive) == alive

    def test_many_rules_that_multiply_are_checked_in_no_time(self):
        ratings = [Rating(f"r{n}", {"en": "?"}) for n in range(40)]
        chain = [why(when(*((f"r{n}", AT_LEAST, "2") for n in range(place, place + 10)), mode=ANY), f"t{place}") for place in range(15)]
        assert checking.checked(of(*ratings, *chain, why(when(*((f"t{n}", ANSWERED) for n in range(10))), "end")))

    @pytest.mark.parametrize("twice", [of(PLACE, PLACE), of(why(key="Big")), of(why(key="a-b")), of(why(key=""))])
    def test_ids_are_plain_and_ones_own(self, twice):
        with pytest.raises(Refused, match="an id of its own"):
            checking.checked(twice)


class TestPiping:
    CONTENT = of(pages=((PLACE,), (Text("why", {"en": "Why {answer:place}?", "sv": "Varför {answer:place}?"}),)))

    def test_an_earlier_answer_stands_in_a_later_text(self):
        assert piped(self.CONTENT, {"place": "b"}).questions[1].text == {"en": "Why Home?", "sv": "Varför Home?"}
        assert piped(self.CONTENT, {}).questions[1].text["en"] == "Why …?"

    def test_an_answer_that_looks_like_a_pipe_is_only_an_answer(self):
        content = of(pages=((Text("a", {"en": "?"}),), (Text("b", {"en": "You wrote {answer:a}"}),)))
        assert piped(content, {"a": "{answer:a} {system} %s"}).questions[1].text["en"] == "You wrote {answer:a} {system} %s"

    @pytest.mark.parametrize(("text", "says"), [("Hello {name}", "a person's name is never put in"), ("{answer:later}", "earlier page"), ("{answer:place}", "earlier page"), ("{0}", "cannot be filled in")])
    def test_only_the_product_and_earlier_pages_are_filled_in(self, text, says):
        with pytest.raises(Refused, match=says):
            checking.checked(of(PLACE, Text("why", {"en": text}), Text("later", {"en": "?"})))


class TestLanguages:
    def test_only_what_is_complete_is_a_language_and_the_rest_is_listed(self):
        half = of(Choice("a", {"en": "Which?", "sv": "Vilken?"}, options=(Option("x", {"en": "This", "sv": "Den"}), Option("y", {"en": "That"}))), Text("b", {"en": "Why?"}))
        assert half.languages == ["en"]
        assert missing(half, "sv") == ["a", "b"]
        assert missing(Questionnaire((Page({"sv": "Sida"}, half.questions),)), "en") == ["1"]

    def test_a_survey_that_is_complete_in_no_language_is_not_opened(self):
        with pytest.raises(Refused, match="In no language"):
            checking.may_open(of(Text("a", {"en": "Why?"}), Text("b", {"sv": "Varför?"})))


def test_a_definition_with_a_mistake_names_its_place():
    whole = questionnaire.as_dict(of(PLACE))
    whole["pages"][0]["questions"][0]["options"][1]["text"]["en"] = 7
    with pytest.raises(Refused, match=r"questionnaire\.pages\[0\]\.questions\[0\]\.options\[1\]\.text\.en"):
        questionnaire.of_dict(whole)
