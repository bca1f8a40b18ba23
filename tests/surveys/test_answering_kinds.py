"""Answering every kind of question without script: rules, pipes, shuffled options, languages, and what each page says."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import store as people_store
from surveys import sheet as sheets
from surveys.checking import checked
from surveys.questionnaire import Page, Questionnaire, as_given, filled
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.note import Note
from surveys.questions.yes_no import YesNo
from surveys.sheet import Sheet
from tests.surveys import kinds
from tests.surveys.answering import Respondent, link, round_of, under_seal
from tests.surveys.every import AT_LAST, AT_WORK, EVERY, VIEWED, both, when


@pytest.fixture()
def every(db, clock, sales):
    return round_of(db, clock(), EVERY)


@pytest.fixture()
def visitor(app, db, config, every, sales):
    return Respondent(app, link(db, config, every, sales[0])).open()


def whole_way(visitor):
    return visitor.press("Start").press("Next page", **AT_WORK).press("Next page", **VIEWED).press("Check", **AT_LAST)


def test_the_whole_way_through_every_kind(visitor, db, config, every):
    visitor.press("Start")
    assert visitor.sees("First a little about how you work with SuperOffice CRM.", "1. Where do you use it most?", "Choose at most 2.", "Somewhere else, in your own words")
    visitor.press("Next page", **AT_WORK)
    assert visitor.sees("Would you recommend it", "10 – At once", "It takes too much time.", "Give each one its place; 1 is the first.")
    assert "<table" not in visitor.html
    visitor.press("Next page", **VIEWED)
    assert visitor.sees("A number from 0 to 60, with at most one decimal.", "hours a week", "A day from 1 Jan 2020 to 31 Dec 2026.")
    visitor.press("Check", hours="7,5", since="2024-05-01")
    assert visitor.sees("One more question, because of your answer", "Is there anything else?")
    visitor.press("Check", more="مرحبا 👋")
    assert visitor.sees("At my desk", "Look things up", "6 of 7", "9 of 10", "2", "I feel watched. I'd rather not say", "1. A colleague to ask 2. Fewer fields", "7.5 hours a week", "مرحبا 👋")
    visitor.press("Send")
    assert visitor.sees("your answers are saved")
    assert under_seal(db, config, every) == [{
        "where": "desk", "tasks.look": 1, "tasks.write": 0, "tasks.plan": 0, "tasks.else": 0, "easy": 6, "recommend": 9, "worries.time": 2,
        "order.fewer": 2, "order.course": 3, "order.friend": 1, "hours": 7.5, "since": "2024-05-01", "more": "مرحبا 👋",
    }]


def test_every_kind_can_be_left_with_rather_not_say(visitor, db, config, every):
    declined = {"easy": "-", "recommend": "-", "worries.time": "-", "worries.watched": "-", "order.-": "-"}
    visitor.press("Start").press("Next page", **{"where": "-", "tasks.-": "-"}).press("Next page", **declined)
    visitor.press("Check", **{"hours.-": "-", "since.-": "-"})
    assert visitor.page.text.count("I'd rather not say") == 8
    visitor.press("Change page 3").press("Back", **{"hours.-": None, "hours": "1"}).press("Send")
    assert under_seal(db, config, every) == [{"hours": 1}]


def test_an_answer_beside_rather_not_say_is_asked_about_and_nothing_is_lost(visitor):
    visitor.press("Start").press("Next page", **AT_WORK | {"tasks.-": "-"})
    assert visitor.status == 422
    assert visitor.sees("You gave an answer and also chose “I'd rather not say”. Keep one of them.")
    assert visitor.page.fields.items() >= (AT_WORK | {"tasks.-": "-"}).items()


def test_other_namely_takes_words_of_its_own(visitor, db, config, every):
    visitor.press("Start").press("Next page", **{"where": "other", "where.-words": "In the ferry", "tasks.else": "1", "tasks.-words": "Sing"})
    visitor.press("Next page", **VIEWED).press("Check", hours="1", since="2024-05-01").press("Check")
    assert visitor.sees("Somewhere else: In the ferry", "Sing")
    visitor.press("Send")
    assert under_seal(db, config, every)[0].items() >= {"where": "other", "where.-words": "In the ferry", "tasks.else": 1, "tasks.-words": "Sing"}.items()


@pytest.mark.parametrize(("page", "typed", "target"), [
    (1, {"where": "", "tasks.look": "1"}, r"q-where-(desk|road|home)"),
    (1, {"where": "desk", **{f"tasks.{one}": "1" for one in ("look", "write", "plan")}}, r"q-tasks\.look"),
    (2, VIEWED | {"easy": ""}, "q-easy-1"),
    (2, VIEWED | {"worries.watched": ""}, r"q-worries\.watched-1"),
    (2, VIEWED | {"order.fewer": "1"}, r"q-order\.fewer"),
    (3, AT_LAST | {"hours": "many"}, "q-hours"),
    (3, AT_LAST | {"since": "2031-01-01"}, "q-since"),
    (3, AT_LAST | {"more": "x" * 2001}, "q-more"),
])
def test_the_summary_leads_to_the_first_field_of_each_question(visitor, page, typed, target):
    visitor.press("Start")
    for one in ([], [AT_WORK], [AT_WORK, VIEWED])[page - 1]:
        visitor.press("Next page", **one)
    visitor.press("Check" if page == 3 else "Next page", **typed)
    assert visitor.status == 422
    [found] = re.findall(r'<a href="#([^"]+)"', visitor.html.split('id="errors"')[1].split("</div>")[0])
    assert re.fullmatch(target, found)
    assert f'id="{found}"' in visitor.html
    assert visitor.page.fields.items() >= {name: value for name, value in typed.items() if value}.items()


# ------------------------------------------------------------------ rules

def test_a_question_that_an_answer_brings_up_is_asked_on_the_same_page_with_a_friendly_word(visitor):
    visitor.press("Start")
    assert not visitor.sees("Do you use it on a phone?")
    visitor.press("Next page", **AT_WORK | {"where": "road"})
    assert visitor.status == 200
    assert visitor.sees("One more question, because of your answer", "2. Do you use it on a phone?", "3. What do you do with it?")
    assert not visitor.sees("needs your attention")
    visitor.press("Next page")
    assert visitor.status == 422
    visitor.press("Next page", phone="no")
    assert visitor.sees("Your views")


def test_an_optional_one_may_then_be_left_open(visitor):
    visitor.press("Start").press("Next page", **AT_WORK).press("Next page", **VIEWED | {"worries.time": "5"})
    assert visitor.sees("One more question, because of your answer", "What takes the time?")
    visitor.press("Next page")
    assert visitor.sees("Last of all")


def test_a_page_on_which_nothing_is_shown_is_passed_over_both_ways_and_not_counted(visitor):
    visitor.press("Start")
    assert visitor.sees("Page 1 of at most 4")
    visitor.press("Next page", **AT_WORK)
    assert visitor.sees("Page 2 of 3")
    visitor.press("Next page", **VIEWED)
    assert visitor.sees("Page 3 of 3", "Last of all")
    visitor.press("Previous page")
    assert visitor.sees("Page 2 of 3", "Your views")
    visitor.press("Previous page").press("Next page", where="road").press("Next page", phone="yes")
    assert visitor.sees("Page 2 of 4")
    visitor.press("Next page")
    assert visitor.sees("Page 3 of 4", "Which phone do you have?")
    visitor.press("Previous page")
    assert visitor.sees("Your views")


def test_an_answer_to_what_is_no_longer_shown_is_neither_listed_nor_sent(visitor, db, config, every):
    visitor.press("Start").press("Next page", **AT_WORK | {"where": "road"}).press("Next page", phone="yes").press("Next page", **VIEWED).press("Next page", model="A red one")
    visitor.press("Check", **AT_LAST)
    assert visitor.sees("On the phone", "A red one")
    visitor.press("Change page 1").press("Back to your answers", where="home")
    assert not visitor.sees("A red one")
    assert not visitor.sees("Do you use it on a phone?")
    visitor.press("Send")
    assert not {"phone", "model"} & set(under_seal(db, config, every)[0])


def test_from_the_last_step_a_changed_answer_leads_to_what_it_brings_up(visitor):
    whole_way(visitor)
    visitor.press("Change page 1").press("Back", where="road").press("Back", phone="yes")
    assert visitor.sees("On the phone", "One more question, because of your answer", "Which phone do you have?")
    visitor.press("Back", model="A blue one")
    assert visitor.sees("Check your answers", "A blue one")


def test_what_was_never_shown_is_not_taken_though_it_was_sent(visitor, db, config, every):
    data = AT_WORK | VIEWED | {"phone": "yes", "model": "Invented", "why_time": "Invented", "hours": "1", "since.-": "-"}
    assert visitor.client.post(visitor.address + "/answer", data=data).status_code == 303
    assert not {"phone", "model", "why_time"} & set(under_seal(db, config, every)[0])


# ------------------------------------------------------------------ pipes, order, languages

def test_an_earlier_answer_stands_in_a_later_question_escaped(visitor):
    visitor.press("Start").press("Next page", **AT_WORK | {"where": "other", "where.-words": "<b>ferry</b> {system} {answer:easy}"}).press("Next page", **VIEWED)
    assert visitor.sees("mostly Somewhere else")
    assert "<b>ferry" not in visitor.html
    visitor.press("Previous page").press("Previous page").press("Next page", where="-").press("Next page")
    assert visitor.sees("mostly …?")


def orders(visitor):
    return re.findall(r'id="q-own-(o\d)"', visitor.html)


def test_options_are_shuffled_by_form_and_stay_so(app, db, config, clock, sales):
    options = tuple(Option(f"o{n}", {"en": f"Option {n}"}, last=n == 8) for n in range(9))
    content = Questionnaire((Page({}, (Choice("own", {"en": "Which?"}, required=True, options=options, shuffle=True),)), Page({}, (YesNo("other", {"en": "So?"}, required=True),))))
    wave = round_of(db, clock(), content)
    seen = set()
    for person in sales:
        visitor = Respondent(app, link(db, config, wave, person)).open().press("Start")
        first = orders(visitor)
        assert first[-1] == "o8"
        visitor.press("Next page")
        assert orders(visitor) == first
        visitor.press("Next page", own="o3").press("Previous page")
        assert orders(visitor) == first
        seen.add(tuple(first))
    assert len(seen) > 1


def test_the_pages_speak_the_persons_language_if_every_text_has_it_else_one_that_is_whole(app, db, config, clock, sales):
    person = people_store.get(db, sales[0])
    people_store.update(db, person.id, person.name, person.email, "sv")
    whole = round_of(db, clock(), EVERY)
    half = round_of(db, clock(), Questionnaire((Page({"en": "One"}, (YesNo("own", {"en": "So?", "sv": "Så?"}),)),)))
    assert Respondent(app, link(db, config, whole, person.id)).open().page.language == "sv"
    visitor = Respondent(app, link(db, config, half, person.id)).open()
    assert (visitor.page.language, visitor.sees("Start the survey"), visitor.sees("Svenska")) == ("en", True, False)
    assert visitor.open(visitor.address + "?lang=sv").page.language == "en"


def test_the_language_can_be_changed_in_the_middle_and_nothing_is_lost(visitor):
    visitor.press("Start").press("Svenska", **{"where": "home", "tasks.plan": "1"})
    assert (visitor.status, visitor.page.language) == (200, "sv")
    assert visitor.sees("Var använder du det mest?", "English")
    assert visitor.page.fields.items() >= {"where": "home", "tasks.plan": "1"}.items()
    visitor.press("English")
    assert (visitor.page.language, visitor.page.fields["where"]) == ("en", "home")


# ------------------------------------------------------------------ the sheet itself

def test_a_note_has_no_number_and_a_page_of_notes_asks_nothing():
    content = checked(Questionnaire((
        Page({}, (Note("hello", {"en": "Hello"}), YesNo("own", {"en": "So?"}))),
        Page({}, (Note("well", {"en": "Well"}, show_if=when("own", "is", "yes")),)),
    )))
    sheet = Sheet("", {"own": "yes"})
    assert sheets.place(content, sheet, 0) == sheets.Place(1, 2, False, 1, 1, 0, None)
    assert sheets.place(content, sheet, 1) == sheets.Place(2, 2, True, 2, 1, 1, 0)
    assert sheets.stop(content, sheet, 1).number == 1
    assert sheets.stop(content, Sheet("", {"own": "no"}), 1).number == 2


@st.composite
def questionnaires(draw):
    """Of all kinds, each question that can depend on the first doing so or not."""
    first = YesNo("first", both("So?", "Så?"))
    found = draw(st.lists(kinds.questions, min_size=1, max_size=5, unique_by=lambda one: one.id).filter(lambda every: not any(one.id == "first" for one in every)))
    rest = [replace(one, show_if=when("first", "is", "yes") if draw(st.booleans()) else None) for one in found]
    return Questionnaire((Page({}, (first, *rest[:2])), *(Page({}, (one,)) for one in rest[2:])))


@given(st.data())
def test_what_was_sent_opens_again_as_it_was(data):
    content = data.draw(questionnaires())
    given_ = {"first": data.draw(st.sampled_from(["yes", "no", "-", ""]))}
    for question in content.questions[1:]:
        given_ |= data.draw(kinds.given_to(question))
    found = filled(content, given_)
    if not found.wrong:
        again = sheets.again(content, found.answers, "", "")
        assert filled(content, again.given).answers == found.answers
        assert set(again.given) <= set(as_given(content, found.answers))


@given(st.data())
def test_from_any_sheet_every_step_leads_to_a_page_that_is_shown_or_to_the_end(data):
    content = data.draw(questionnaires())
    fields = [field for question in content.questions for field in question.fields]
    sheet = Sheet("", data.draw(st.dictionaries(st.sampled_from(fields), st.sampled_from(["1", "yes", "-", "x", "2024-01-01", "\0", "9" * 400]))))
    wanted = data.draw(st.integers(0, len(content.pages)))
    stop = sheets.stop(content, sheet, wanted)
    assert 0 <= stop.number <= len(content.pages)
    if stop.number < len(content.pages):
        shown = sheets.shown_by(content, sheet)
        place = sheets.place(content, sheet, stop.number)
        assert stop.wrong or stop.fresh or any(question.id in shown for question in content.pages[stop.number].questions)
        assert 1 <= place.page <= place.pages <= len(content.pages)
