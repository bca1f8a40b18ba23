"""What is answered is checked in one place: what fits is kept as it was meant, everything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Refused
from surveys.questions import DECLINED, MOST_TEXT, Choice, Option, Question, Rating, Text, in_language, question_of

plain = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)
filled = plain.filter(lambda text: text.strip())
texts = st.dictionaries(st.sampled_from(["en", "sv"]), filled, min_size=1)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True)


@st.composite
def ratings(draw):
    low = draw(st.integers(0, 3))
    return Rating(draw(ids), draw(texts), draw(st.booleans()), draw(st.booleans()), low=low, high=draw(st.integers(low + 1, 11)), low_label=draw(texts), high_label=draw(texts))


@st.composite
def choices(draw):
    keys = draw(st.lists(ids | st.from_regex(r"[0-9]{1,3}", fullmatch=True), min_size=2, max_size=6, unique=True))
    labels = st.dictionaries(st.sampled_from(["en", "sv"]), filled | st.sampled_from(keys), min_size=1)  # an option may be called what another's id is
    return Choice(draw(ids), draw(texts), draw(st.booleans()), options=tuple(Option(key, draw(labels)) for key in keys))


words = st.builds(Text, ids, texts, st.booleans(), most=st.integers(1, 3000))
questions = ratings() | choices() | words


@given(questions)
def test_a_definition_that_was_stored_is_read_again(question: Question):
    assert question_of(question.definition()) == question


@given(ratings() | choices())
def test_every_value_that_a_page_offers_is_taken_and_is_the_one_that_counts(question: Question):
    for value in question.values():
        stored = question.check(value)
        assert question.tally([stored])[value] == 1
        assert question.check(f"  {stored} ") == stored


@given(ratings() | choices(), st.data())
def test_a_tally_counts_everybody_once(question: Question, data):
    given_answers = data.draw(st.lists(st.sampled_from(question.values()).map(question.check), max_size=30))
    tally = question.tally(given_answers)
    assert list(tally) == question.values()
    assert sum(tally.values()) == len(given_answers)


@given(words, st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=3000))
def test_a_text_is_kept_word_for_word_or_refused_as_too_long(question: Text, raw: str):
    if len(raw.strip()) > question.most:
        with pytest.raises(Refused, match="characters long"):
            question.check(raw, complete=False)
    else:
        assert question.check(raw, complete=False) == (raw.strip() or None)


@given(questions, st.text(max_size=60))
def test_whatever_is_sent_is_a_value_of_the_question_or_nothing_or_refused_at_its_field(question: Question, raw: str):
    field, value = taken(question, raw)
    assert field in (None, question.id)
    assert value is None or not question.closed or str(value) in question.values()


def taken(question: Question, raw: str):
    """The field at which an answer was refused, if it was, and the value taken."""
    try:
        return None, question.check(raw)
    except Refused as refused:
        return refused.field, None


class TestRating:
    COFFEE = Rating("coffee", {"en": "How is the coffee?"}, required=True, low=1, high=5)

    @pytest.mark.parametrize(("raw", "value"), [("1", 1), ("5", 5), (" 3 ", 3), ("4.0", 4), ("05", 5)])
    def test_whole_numbers_of_the_scale(self, raw, value):
        assert self.COFFEE.check(raw) == value

    @pytest.mark.parametrize("raw", ["0", "6", "-1", "3.5", "3,0", "three", "٣", "½", "1e0", "0x1", "5 5", "9" * 500, "1\x00", "+3", "3.00", "None", "nan"])
    def test_everything_else_is_refused_in_words(self, raw):
        with pytest.raises(Refused, match="is not a whole number from 1 to 5"):
            self.COFFEE.check(raw)

    def test_i_would_rather_not_say_is_an_answer_and_leaving_it_out_is_not(self):
        assert self.COFFEE.check(DECLINED) is None
        with pytest.raises(Refused, match="rather not say"):
            self.COFFEE.check("")
        assert self.COFFEE.check("", complete=False) is None

    def test_the_ends_are_named_in_words(self):
        scale = Rating("x", {"en": "x"}, low=0, high=10, low_label={"en": "Never", "sv": "Aldrig"}, high_label={"en": "Always"})
        assert [scale.label("0", "sv"), scale.label("5", "sv"), scale.label("10", "sv")] == ["0 – Aldrig", "5", "10 – Always"]


class TestChoice:
    PLACE = Choice("place", {"en": "Where?"}, options=(Option("a", {"en": "Office", "sv": "Kontoret"}), Option("b", {"en": "Home", "sv": "Hemma"}), Option("office", {"en": "On the road"})))

    @pytest.mark.parametrize(("raw", "value"), [("a", "a"), ("office", "office"), ("OFFICE", "a"), ("kontoret", "a"), ("hemma", "b"), ("On the Road", "office")])
    def test_an_id_or_a_label_in_any_language_and_an_id_before_a_label(self, raw, value):
        assert self.PLACE.check(raw) == value

    @pytest.mark.parametrize("raw", ["c", "a,b", "Office Home", "0"])
    def test_nothing_else(self, raw):
        with pytest.raises(Refused, match="is not one of the options"):
            self.PLACE.check(raw)


class TestText:
    WORDS = Text("why", {"en": "Why?"}, required=True)

    def test_line_breaks_are_kept_and_become_plain(self):
        assert self.WORDS.check(" one\r\ntwo\rthree\n\nfour\t5 ") == "one\ntwo\nthree\n\nfour\t5"

    @pytest.mark.parametrize("raw", ["a\x00b", "a\x1bb", "a\x7fb", "a\ud800b"])
    def test_what_cannot_be_shown_is_refused(self, raw):
        with pytest.raises(Refused, match="cannot be shown"):
            self.WORDS.check(raw)

    def test_a_megabyte_is_refused_and_a_dash_is_a_text(self):
        with pytest.raises(Refused, match=f"at most {MOST_TEXT}"):
            self.WORDS.check("x" * 1_000_000)
        assert self.WORDS.check("-") == "-"

    def test_what_is_required_must_be_written(self):
        with pytest.raises(Refused, match="Write an answer"):
            self.WORDS.check("   ")


def test_a_text_in_a_language_that_is_missing_is_shown_in_one_there_is():
    assert [in_language({"sv": "Hej", "en": ""}, "en"), in_language({}, "en"), in_language({"en": "Hi", "sv": "Hej"}, "sv")] == ["Hej", "", "Hej"]
