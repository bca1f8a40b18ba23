"""The page on which a questionnaire is built, without script: what it shows, adds, changes, moves and removes."""

import pytest

from surveys import actions, store
from surveys.questions import KINDS, kinds
from tests import factories
from tests.surveys.answering import round_of
from tests.surveys.building import Builder

TYPED = {  # what an ambassador fills in for each kind
    "choice": {"options__0__en": "Office", "options__1__en": "Home", "options__2__en": "Other", "options__2__namely": "y", "options__2__last": "y", "shuffle": "y"},
    "choices": {"options__0__en": "Mail", "options__1__en": "Phone", "options__2__sv": "Möten", "most": "2"},
    "ranking": {"options__0__en": "Speed", "options__1__en": "Looks"},
    "matrix": {"statements__0__en": "I know why.", "statements__1__en": "I know how.", "high": "7", "low_label__en": "No", "high_label__en": "Yes"},
    "rating": {"high": "7", "low_label__en": "Never", "high_label__en": "Always"},
    "scale": {"low_label__en": "Unlikely", "high_label__sv": "Troligt"},
    "number": {"low": "-5", "high": "60", "decimals": "1", "unit__en": "hours a week"},
    "date": {"earliest": "2026-01-01", "latest": "2026-12-31"},
    "line": {"most": "80"},
    "text": {"most": "500"},
}


@pytest.fixture()
def builder(ambassador, db, clock) -> Builder:
    return Builder(ambassador, db, actions.new_survey(db, "open", "How is it going?", clock()))


@pytest.fixture()
def sus(ambassador, db, clock) -> Builder:
    return Builder(ambassador, db, actions.new_survey(db, "sus", "How is it going?", clock()))


def test_every_kind_is_offered_with_a_sentence(builder):
    builder.open("questions/new")
    for kind in kinds():
        assert f"{kind.name} {kind.about}" in builder.said
        assert kind.about


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_can_be_added_with_all_its_settings(builder, kind):
    made = builder.add(kind, text__en=f"A {kind}", text__sv="Något", hint__en="Small print", **TYPED.get(kind, {}))
    question = builder.content.find(made)
    assert (question.kind, question.text, question.hint) == (kind, {"en": f"A {kind}", "sv": "Något"}, {"en": "Small print"})
    assert f"A {kind}" in builder.said
    builder.change(made)
    for name, value in TYPED.get(kind, {}).items():
        if name.replace("__", "-") in builder.shown.fields:
            assert builder.shown.fields[name.replace("__", "-")] == [value]
    assert builder.press("Save the question").status == 200
    assert builder.content.find(made) == question, "saving what stands there changes nothing"


def test_the_settings_of_a_kind_become_the_question(builder):
    number, choice, text = builder.add("number", text__en="How long?", **TYPED["number"]), builder.add("choice", text__en="Where?", **TYPED["choice"]), builder.add("text", text__en="Why?", required="y")
    number, choice, text = (builder.content.find(one) for one in (number, choice, text))
    assert (number.low, number.high, number.decimals, number.unit) == (-5, 60, 1, {"en": "hours a week"})
    assert [(option.text, option.last, option.namely) for option in choice.options] == [({"en": "Office"}, False, False), ({"en": "Home"}, False, False), ({"en": "Other"}, True, True)]
    assert choice.shuffle
    assert text.required


@pytest.mark.parametrize(("kind", "typed", "said"), [
    ("text", {}, "Write the text in at least one language."),
    ("text", {"text__en": "x" * 501}, "longer than 500"),
    ("text", {"text__en": "Fine", "most": "many"}, "Not a valid integer"),
    ("text", {"text__en": "Fine", "most": "9" * 30}, "too large"),
    ("text", {"text__en": "Hello {name}"}, "cannot be filled in"),
    ("rating", {"text__en": "Fine", "high": "90"}, "at most 11 steps"),
    ("choice", {"text__en": "Fine", "options__0__en": "One"}, "at least 2 options"),
    ("choice", {"text__en": "Fine", "options__0__en": "One", "options__3__en": "one"}, "are the same"),
    ("number", {"text__en": "Fine", "low": "5", "high": "4"}, "a larger most"),
    ("date", {"text__en": "Fine", "earliest": "2026-02-30"}, "not a day that exists"),
])
def test_a_question_that_cannot_be_asked_is_refused_and_stays_in_the_form(builder, kind, typed, said):
    before = builder.content
    builder.open(f"questions/new?kind={kind}").press("Save the question", **typed)
    assert builder.status == 422
    assert said in builder.said
    assert "<title>Error:" in builder.page
    for name, value in typed.items():
        assert builder.shown.fields[name.replace("__", "-")] == [value]
    assert builder.content == before


def test_a_question_goes_where_it_was_wanted(sus):
    first = sus.add("text", "after.works", text__en="What do you miss in {system}?")
    assert sus.order[-1] == ["works", first, "change"]
    assert "What do you miss in SuperOffice CRM?" in sus.said
    alone = sus.add("text", "end", text__en="Anything else?")
    assert sus.order[-1] == [alone]
    sus.open("questions/new?kind=text").press("Save the question", text__en="Fine", place="after.gone")
    assert (sus.status, "Not a valid choice" in sus.said) == (422, True)


def test_more_lines_and_another_order_keep_what_was_typed_and_save_nothing(builder):
    before = builder.content
    builder.open("questions/new?kind=choice").press("More lines", text__en="Where?", options__0__en="Office", options__1__en="Home", options__1__namely="y", most="x")
    assert (builder.status, builder.content) == (200, before)
    assert len([name for name in builder.shown.fields if name.endswith("-id")]) == 7
    builder.press("Up The options, number 2")
    assert [builder.shown.fields[f"options-{n}-en"] for n in (0, 1)] == [["Home"], ["Office"]]
    assert "options-0-namely" in builder.shown.fields
    builder.press("Take away The options, number 1")
    assert builder.shown.fields["options-0-en"] == ["Office"]
    assert builder.shown.fields["text-en"] == ["Where?"]
    assert builder.content == before


def test_another_wording_keeps_an_options_id_and_a_new_one_gets_a_fresh_id(builder):
    made = builder.add("choice", text__en="Where?", **TYPED["choice"])
    before = [option.id for option in builder.content.find(made).options]
    builder.change(made).press("Down The options, number 1").press("Save the question", options__1__en="At the office", options__3__en="On the road")
    after = builder.content.find(made).options
    assert [(option.id, option.text["en"]) for option in after[:3]] == [(before[1], "Home"), (before[0], "At the office"), (before[2], "Other")]
    assert after[3].id not in before
    builder.change(made).press("Save the question", options__0__en="")
    assert [option.id for option in builder.content.find(made).options] == [before[0], before[2], after[3].id]


def test_lines_that_were_taken_away_do_not_come_back_with_more_lines(builder):
    made = builder.add("choice", text__en="Where?", options__0__en="Office", options__1__en="Home", options__2__en="Road")
    builder.change(made).press("Take away The options, number 3").press("Take away The options, number 2").press("More lines").press("More lines")
    assert [builder.shown.fields[f"options-{n}-en"] for n in range(4)] == [["Office"], [""], [""], [""]]


def test_what_is_fixed_says_why_and_stays(builder):
    made = builder.add("rating", text__en="How often?", **TYPED["rating"])
    builder.change(made)
    assert "Highest number: 7. It stays as it is" in builder.said
    builder.press("Save the question", high="5", text__en="How seldom?")
    assert (builder.content.find(made).high, builder.content.find(made).text["en"]) == (7, "How seldom?")


def test_questions_move_over_the_edges_of_pages_but_an_instrument_keeps_its_order(sus):
    sus.press("Up question 12")
    assert sus.order[-1] == ["change", "works"]
    assert "stands on page 3 now, in place 1" in sus.said
    sus.press("Up question 11")
    assert "Its old page" not in sus.said
    assert sus.order[-2:] == [["sus6", "sus7", "sus8", "sus9", "sus10", "change"], ["works"]]
    sus.press("Down question 11")
    assert sus.order[-1] == ["change", "works"]
    assert "Up question 3" not in sus.said
    csrf = {"csrf_token": sus_token(sus)}
    assert sus.client.post(f"{sus.here}/questions/sus2/position?seen=sus1", data=csrf | {"to": "before.sus1"}).status_code == 409
    assert sus.client.get(f"{sus.here}/questions/sus3").status_code == 200
    assert sus.client.post(f"{sus.here}/questions/works/position?seen=change", data=csrf | {"to": "before.gone"}).status_code == 409
    assert sus.order[0] == [f"sus{n}" for n in range(1, 6)]


def test_a_page_that_is_left_empty_is_gone_and_that_is_said(builder):
    builder.add("line", "end", text__en="Anything else?")
    assert "Its old page was empty and is gone." in builder.press("Up question 2").said
    assert len(builder.order) == 1


def sus_token(builder: Builder) -> str:
    return builder.client.get("/surveys/new").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


def test_an_item_of_an_instrument_is_not_reworded(sus):
    sus.change("sus3").press("Save the question", text__en="Easy?")
    assert sus.status == 422
    assert "belongs to an instrument" in sus.said
    assert sus.content.find("sus3").text["en"] == "I thought {system} was easy to use."


def test_a_copy_stands_beside_its_question_and_belongs_to_no_instrument(sus):
    sus.press("Copy question 1")
    copy = sus.content.pages[0].questions[1]
    assert copy.text == sus.content.find("sus1").text
    assert not copy.locked
    assert sus.content.scores[0].items[0] == "sus1"


def test_a_page_begins_joins_moves_and_gets_its_title(sus):
    sus.press("Start a new page here question 12")
    assert sus.order[-2:] == [["works"], ["change"]]
    sus.open("pages/4").press("Save the title", title__en="One {system} wish", title__sv="En önskan")
    assert "Page 4: One SuperOffice CRM wish" in sus.said
    sus.press("Move up page 4")
    assert sus.order[-2:] == [["change"], ["works"]]
    sus.press("Join to the page above page 4")
    assert sus.order[-1] == ["change", "works"]
    sus.press("Move down page 1")
    assert sus.status == 409
    assert "belongs to an instrument" in sus.said
    assert sus.client.get(f"{sus.here}/pages/9").status_code == 404


def test_what_was_removed_comes_back_to_its_place_with_its_score(sus):
    before = sus.content
    assert "Without it there is no System Usability Scale (SUS)" in sus.said
    sus.press("Remove question 4")
    assert (sus.content.find("sus4"), sus.content.scores) == (None, ())
    assert "is no longer asked. You can bring it back." in sus.said
    sus.press("Bring it back")
    assert sus.content == before
    assert "Bring it back" not in sus.said


def test_a_page_is_removed_and_comes_back_whole(sus):
    before = sus.content
    sus.press("Remove with its questions page 2")
    assert len(sus.order) == 2
    assert "Removed last: 5 questions that began with" in sus.said
    sus.press("Bring it back")
    assert sus.content == before


def test_only_the_last_removal_comes_back_and_it_comes_back_once(sus):
    sus.press("Remove question 12")
    stale = sus.page
    sus.press("Remove question 11")
    assert sus.order[-1] == ["sus6", "sus7", "sus8", "sus9", "sus10"]
    sus.page = stale
    assert sus.press("Bring it back").status == 409
    sus.press("Bring it back")
    assert sus.order[-1] == ["works"]


def test_the_last_question_stays(builder):
    assert "Remove question 1" not in builder.said


def test_missing_texts_are_listed_with_the_way_to_them(builder):
    made = builder.add("choice", text__en="Where?", text__sv="Var?", options__0__en="Office", options__1__en="Home", options__1__sv="Hemma")
    assert "Swedish: something is missing in one place Question 2" in builder.said
    assert f'href="/surveys/{builder.survey}/questions/{made}"' in builder.page
    assert "People can answer in English." in builder.said
    builder.change(made).press("Save the question", options__0__sv="Kontoret")
    assert "People can answer in English and Swedish." in builder.said
    builder.change(made).press("Save the question", text__en="", options__0__en="")
    assert "English: something is missing in one place" in builder.said
    builder.change("open1").press("Save the question", text__sv="")
    assert "No language is complete yet" in builder.said


def test_a_change_after_sending_makes_a_new_version_for_the_next_rounds(ambassador, db, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    builder = Builder(ambassador, db, wave.survey_id)
    assert "Version 1 was sent and stays as it is. What you change here makes version 2" in builder.said
    builder.press("Remove question 12")
    assert "This is version 2, for the next rounds." in builder.said
    assert len(store.asked(db, store.get_wave(db, wave.id)).questions) == 12
    assert len(builder.content.questions) == 11


def test_the_preview_may_stand_in_a_frame_of_ours_and_nothing_else_may(builder):
    preview = builder.client.get(f"{builder.here}/questionnaire/preview")
    assert "What is on your mind about SuperOffice CRM?" in preview.text
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"
    page = builder.client.get(f"{builder.here}/questionnaire")
    assert f'<iframe src="{builder.here}/questionnaire/preview"' in page.text
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
