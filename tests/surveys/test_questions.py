"""What is answered is checked in one place: what fits is kept as it was meant, everything else is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Refused
from surveys import disclosure, questionnaire
from surveys.disclosure import Record
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import DECLINED, KINDS, Option, Question, in_language, kinds, question_of
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.date import Day
from surveys.questions.line import Line
from surveys.questions.matrix import Matrix
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.text import MOST_TEXT, Text
from tests.surveys.kinds import answered, given_to, questions

asked = questions.filter(lambda question: question.parts())


def one(question: Question, raw: str, complete: bool = True):
    """The answer to a question of one part."""
    return question.check({question.id: raw}, complete).get(question.id)


def test_there_are_twelve_kinds():
    assert [kind.kind for kind in kinds()] == ["choice", "choices", "yes_no", "rating", "scale", "matrix", "ranking", "number", "date", "line", "text", "note"]
    assert set(KINDS) == {kind.kind for kind in kinds()}


@given(questions)
def test_a_definition_that_was_stored_is_read_again(question: Question):
    assert question_of(json.loads(json.dumps(question.definition()))) == question
    question.faults()


@given(asked.flatmap(lambda question: st.tuples(st.just(question), answered(question))))
def test_what_was_answered_is_kept_and_is_taken_again_as_it_was_kept(pair):
    question, posted = pair
    stored = question.check(posted)
    assert stored
    assert question.check({name: str(value) for name, value in stored.items()}) == stored
    assert json.loads(json.dumps(stored)) == stored
    assert all(name in question.fields for name in stored)
    assert question.said(stored, "en")


@given(asked.flatmap(lambda question: st.tuples(st.just(question), st.lists(answered(question), min_size=5, max_size=12))))
def test_everybody_is_counted_once_in_every_part(pair):
    question, everybody = pair
    answers = [question.check(posted) for posted in everybody]
    release = disclosure.release([Record("", found) for found in answers], Questionnaire((Page({}, (question,)),)), [], 3, 3)
    for part in question.parts():
        if not part.words:
            assert sum(release.items[part.id].whole.values()) == sum(part.id in found for found in answers)
            assert list(release.items[part.id].whole) == list(part.values)


@given(asked.flatmap(lambda question: st.tuples(st.just(question), given_to(question))))
def test_who_declines_has_given_no_answer_and_is_asked_no_more(pair):
    question, posted = pair
    if DECLINED in posted.values() and not any(part.words and posted.get(part.id) for part in question.parts()):
        assert question.check(posted) == {}


@given(asked, st.data())
def test_whatever_is_sent_is_an_answer_or_nothing_or_refused_at_the_question(question: Question, data):
    posted = data.draw(st.dictionaries(st.sampled_from(question.fields), st.text(max_size=60) | st.sampled_from(["1", "0", "-", "yes", "2026-12-04"])))
    field, answers = taken(question, posted)
    assert field in (None, question.id)
    for part in question.parts():
        if part.id in answers and not part.words:
            assert question.category(part, answers[part.id]) in part.values


def taken(question: Question, posted):
    """The field at which an answer was refused, if it was, and the answers taken."""
    try:
        return None, question.check(posted, complete=False)
    except Refused as refused:
        return refused.field, {}


class TestRating:
    COFFEE = Rating("coffee", {"en": "How is the coffee?"}, required=True, low=1, high=5)

    @pytest.mark.parametrize(("raw", "value"), [("1", 1), ("5", 5), (" 3 ", 3), ("4.0", 4), ("05", 5)])
    def test_whole_numbers_of_the_scale(self, raw, value):
        assert one(self.COFFEE, raw) == value

    @pytest.mark.parametrize("raw", ["0", "6", "-1", "3.5", "3,0", "three", "٣", "½", "1e0", "0x1", "5 5", "9" * 500, "1\x00", "+3", "3.00", "None", "nan"])
    def test_everything_else_is_refused_in_words(self, raw):
        with pytest.raises(Refused, match="is not a whole number from 1 to 5"):
            one(self.COFFEE, raw)

    def test_i_would_rather_not_say_is_an_answer_and_leaving_it_out_is_not(self):
        assert one(self.COFFEE, DECLINED) is None
        with pytest.raises(Refused, match="rather not say"):
            one(self.COFFEE, "")
        assert one(self.COFFEE, "", complete=False) is None

    def test_the_ends_are_named_in_words(self):
        scale = Rating("x", {"en": "x"}, low=0, high=10, low_label={"en": "Never", "sv": "Aldrig"}, high_label={"en": "Always"})
        assert [scale.label("0", "sv"), scale.label("5", "sv"), scale.label("10", "sv")] == ["0 – Aldrig", "5", "10 – Always"]


class TestChoice:
    PLACE = Choice("place", {"en": "Where?"}, options=(Option("a", {"en": "Office", "sv": "Kontoret"}), Option("b", {"en": "Home", "sv": "Hemma"}), Option("office", {"en": "On the road"})))
    OTHER = Choice("how", {"en": "How?"}, options=(Option("a", {"en": "By car"}), Option("o", {"en": "Other"}, last=True, namely=True)))

    @pytest.mark.parametrize(("raw", "value"), [("a", "a"), ("office", "office"), ("OFFICE", "a"), ("kontoret", "a"), ("hemma", "b"), ("On the Road", "office")])
    def test_an_id_or_a_label_in_any_language_and_an_id_before_a_label(self, raw, value):
        assert one(self.PLACE, raw) == value

    @pytest.mark.parametrize("raw", ["c", "a,b", "Office Home", "0"])
    def test_nothing_else(self, raw):
        with pytest.raises(Refused, match="is not one of the options"):
            one(self.PLACE, raw)

    def test_words_belong_to_the_option_that_asks_for_them(self):
        words = {"how.-words": " by boat "}
        assert self.OTHER.check({"how": "o"} | words) == {"how": "o", "how.-words": "by boat"}
        assert self.OTHER.check({"how": "a"} | words) == {"how": "a"}
        assert self.OTHER.check({"how": "-"} | words) == {}

    def test_the_last_option_stays_last_in_everybodys_own_order(self):
        many = Choice("m", {"en": "Which?"}, shuffle=True, options=tuple(Option(f"o{n}", {"en": str(n)}, last=n == 3) for n in range(8)))
        orders = {tuple(option.id for option in many.ordered(seed)) for seed in "abcdefghij"}
        assert len(orders) > 5
        assert all(order[-1] == "o3" and set(order) == {option.id for option in many.options} for order in orders)
        assert many.ordered("a") == many.ordered("a")


class TestChoices:
    TOOLS = Choices("t", {"en": "Which?"}, required=True, most=2, options=(Option("a", {"en": "Mail"}), Option("b", {"en": "Phone"}), Option("c", {"en": "Diary"})))

    def test_who_ticks_one_has_answered_for_all(self):
        assert self.TOOLS.check({"t.a": "1", "t.c": "x"}) == {"t.a": 1, "t.b": 0, "t.c": 1}
        assert self.TOOLS.said({"t.a": 1, "t.b": 0, "t.c": 1}, "en") == "Mail\nDiary"

    def test_too_many_or_none(self):
        with pytest.raises(Refused, match="at most 2; you chose 3"):
            self.TOOLS.check({"t.a": "1", "t.b": "1", "t.c": "1"})
        with pytest.raises(Refused, match="at least one"):
            self.TOOLS.check({"t.a": "0"})
        assert self.TOOLS.check({"t.-": "-"}) == {}
        with pytest.raises(Refused, match="Keep one of them"):
            self.TOOLS.check({"t.-": "-", "t.a": "1"})


class TestMatrixAndRanking:
    MATRIX = Matrix("m", {"en": "Rate"}, required=True, statements=(Option("a", {"en": "Fast"}), Option("b", {"en": "Kind"})))
    RANKING = Ranking("r", {"en": "Order"}, options=tuple(Option(key, {"en": key}) for key in "abc"))

    def test_each_statement_has_an_answer_or_is_declined_by_itself(self):
        assert self.MATRIX.check({"m.a": "4", "m.b": "-"}) == {"m.a": 4}
        with pytest.raises(Refused, match="for each statement"):
            self.MATRIX.check({"m.a": "4"})

    def test_only_a_whole_order_is_an_answer(self):
        assert self.RANKING.check({"r.a": "2", "r.b": "1", "r.c": "3"}) == {"r.a": 2, "r.b": 1, "r.c": 3}
        assert self.RANKING.said({"r.a": 2, "r.b": 1, "r.c": 3}, "en") == "1. b\n2. a\n3. c"
        for wrong in ({"r.a": "1"}, {"r.a": "1", "r.b": "1", "r.c": "3"}, {"r.a": "4", "r.b": "1", "r.c": "3"}):
            with pytest.raises(Refused):
                self.RANKING.check(wrong)


class TestNumber:
    HOURS = Number("h", {"en": "How long?"}, low=0, high=40, decimals=1, unit={"en": "hours", "sv": "timmar"})

    @pytest.mark.parametrize(("raw", "value"), [("3,5", 3.5), ("3.5", 3.5), ("40", 40), ("0", 0), (" 12.0 ", 12)])
    def test_as_people_write_it(self, raw, value):
        assert one(self.HOURS, raw) == value

    @pytest.mark.parametrize(("raw", "says"), [("41", "from 0 to 40"), ("−3", "from 0 to 40"), ("1.25", "at most 1 decimals"), ("ten", "not a number"), ("1e1", "not a number"), ("nan", "not a number"), ("٣", "not a number"), ("9" * 99, "not a number")])
    def test_what_is_none_of_its_numbers(self, raw, says):
        with pytest.raises(Refused, match=says):
            one(self.HOURS, raw)

    def test_it_is_counted_in_classes_that_say_where_they_end(self):
        assert [self.HOURS.label(value, "sv") for value in self.HOURS.parts()[0].values] == ["0–9,9 timmar", "10–19,9 timmar", "20–29,9 timmar", "30–40 timmar"]
        assert one(Number("n", {"en": "x"}, low=-5, high=5), "−3") == -3

    def test_is_said_as_the_language_writes_it(self):
        assert [self.HOURS.said({"h": 7.5}, language) for language in ("en", "sv")] == ["7.5 hours", "7,5 timmar"]


class TestDay:
    def test_a_day_and_its_month(self):
        day = Day("d", {"en": "When?"}, earliest=Day.earliest.replace(2026, 1, 1), latest=Day.latest.replace(2026, 12, 31))
        assert (one(day, "2026-12-04"), one(day, "4.12.2026")) == ("2026-12-04", "2026-12-04")
        assert day.category(day.parts()[0], "2026-12-04") == "2026-12"
        for wrong in ("2026-02-30", "2025-12-31", "tomorrow", "2026-13-01"):
            with pytest.raises(Refused):
                one(day, wrong)


class TestText:
    WORDS = Text("why", {"en": "Why?"}, required=True)

    def test_line_breaks_are_kept_and_become_plain(self):
        assert one(self.WORDS, " one\r\ntwo\rthree\n\nfour\t5 ") == "one\ntwo\nthree\n\nfour\t5"
        assert one(Line("l", {"en": "l"}), "one\r\ntwo") == "one two"

    @pytest.mark.parametrize("raw", ["a\x00b", "a\x1bb", "a\x7fb", "a\ud800b"])
    def test_what_cannot_be_shown_is_refused(self, raw):
        with pytest.raises(Refused, match="cannot be shown"):
            one(self.WORDS, raw)

    def test_a_megabyte_is_refused_and_a_dash_is_a_text(self):
        with pytest.raises(Refused, match=f"at most {MOST_TEXT}"):
            one(self.WORDS, "x" * 1_000_000)
        assert one(self.WORDS, "-") == "-"

    def test_what_is_required_must_be_written_or_declined(self):
        with pytest.raises(Refused, match="Write an answer"):
            one(self.WORDS, "   ")
        assert self.WORDS.check({"why.-": "-"}) == {}


@given(st.lists(questions, min_size=1, max_size=5, unique_by=lambda question: question.id), st.data())
def test_a_whole_questionnaire_is_answered_and_sent_again_as_it_was_kept(everything, data):
    content = Questionnaire((Page({}, tuple(everything)),))
    posted = {name: raw for question in content.asking for name, raw in data.draw(given_to(question)).items()}
    answers = questionnaire.filled(content, posted, complete=False).answers
    assert questionnaire.filled(content, questionnaire.as_given(content, answers)).answers == answers


def test_a_text_in_a_language_that_is_missing_is_shown_in_one_there_is():
    assert [in_language({"sv": "Hej", "en": ""}, "en"), in_language({}, "en"), in_language({"en": "Hi", "sv": "Hej"}, "sv")] == ["Hej", "", "Hej"]
