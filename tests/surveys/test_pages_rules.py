"""Show-if rules and codes of earlier answers in the builder, without script."""

import pytest

from surveys import actions
from surveys.rules import Condition, Rule
from tests.surveys.building import Builder


@pytest.fixture()
def builder(ambassador, db, clock) -> Builder:
    return Builder(ambassador, db, actions.new_survey(db, "open", "How is it going?", clock()))


@pytest.fixture()
def where(builder) -> str:
    return builder.add("choice", text__en="Where do you work?", options__0__en="Office", options__1__en="Home", options__2__en="Road")


def options(builder: Builder, question: str) -> dict[str, str]:
    return {option.text["en"]: option.id for option in builder.content.find(question).options}


def ask_if(builder: Builder, question: str, part: str, **typed: object) -> Builder:
    """Choose the question, press Next to get its answers, then save."""
    return builder.change(question).press("Next: the answers", conditions__0__part=part).press("Save the question", **typed)


def test_a_rule_is_made_from_the_earlier_questions_and_read_in_words(builder, where):
    why = builder.add("text", text__en="Why there?")
    ids = options(builder, where)
    builder.change(why)
    assert builder.shown.offers["conditions-0-part"] == ["", "open1", where]
    assert "2. Where do you work?" in builder.said
    builder.press("Next: the answers", conditions__0__part=where)
    assert builder.content.find(why).show_if is None
    assert builder.shown.offers["conditions-0-values"] == list(ids.values())
    builder.press("Save the question", conditions__0__test="is", conditions__0__values=[ids["Office"], ids["Home"]])
    assert "Shown only if “Where do you work?” is Office or Home." in builder.said
    assert builder.content.find(why).show_if == Rule("all", (Condition(where, "is", (ids["Office"], ids["Home"])),))


def test_saving_right_after_choosing_the_question_asks_for_its_answers(builder, where):
    why = builder.add("text", text__en="Why there?")
    builder.change(why).press("Save the question", conditions__0__part=where)
    assert builder.status == 422
    assert "This is needed." in builder.said
    assert builder.shown.offers["conditions-0-values"] == list(options(builder, where).values())
    builder.press("Save the question", conditions__0__test="is")
    assert "Say which answers are meant." in builder.said
    assert builder.content.find(why).show_if is None


def test_several_conditions_are_joined_by_all_or_any_and_one_is_taken_away(builder, where):
    hours, often = builder.add("number", text__en="How many hours?"), builder.add("rating", text__en="How often?", high="5", low_label__en="Never", high_label__en="Always")
    why = builder.add("text", text__en="Why?")
    builder.change(why).press("Another condition").press("Another condition")
    builder.press("Next: the answers", conditions__0__part=where, conditions__1__part=hours, conditions__2__part=often)
    builder.press("Save the question", mode="any", conditions__0__test="answered", conditions__1__test="at_least", conditions__1__value="7", conditions__2__test="at_most", conditions__2__values=["1", "2"])
    assert builder.content.find(why).show_if == Rule("any", (Condition(where, "answered"), Condition(hours, "at_least", ("7",)), Condition(often, "at_most", ("2",))))
    assert "Shown only if “Where do you work?” was answered, or “How many hours?” is at least 7, or “How often?” is at most 2." in builder.said
    builder.change(why).press("Take away condition 1").press("Save the question", mode="all")
    assert "Shown only if “How many hours?” is at least 7, and “How often?” is at most 2." in builder.said
    builder.change(why).press("Take away condition 1").press("Take away condition 1").press("Save the question")
    assert builder.content.find(why).show_if is None


def test_parts_of_a_question_can_be_asked_for(builder):
    tools = builder.add("choices", text__en="What do you use?", most="0", options__0__en="Mail", options__1__en="Other", options__1__namely="y")
    why = builder.add("text", text__en="Why?")
    mail = f"{tools}.{options(builder, tools)['Mail']}"
    builder.change(why)
    assert "2. What do you use? – Mail" in builder.said
    ask_if(builder, why, mail, conditions__0__test="is", conditions__0__values=["1"])
    assert "Shown only if “What do you use? – Mail” is Chosen." in builder.said


def test_another_question_in_a_conditions_place_brings_its_own_answers(builder, where):
    often = builder.add("scale", text__en="How likely?")
    why = builder.add("text", text__en="Why?")
    ask_if(builder, why, where, conditions__0__test="is", conditions__0__values=[options(builder, where)["Road"]])
    builder.change(why).press("Next: the answers", conditions__0__part=often)
    assert builder.shown.offers["conditions-0-values"] == [str(n) for n in range(11)]
    assert "conditions-0-values" not in builder.shown.fields
    builder.press("Save the question", conditions__0__values=["9", "10"])
    assert builder.content.find(why).show_if == Rule("all", (Condition(often, "is", ("9", "10")),))


@pytest.mark.parametrize(("typed", "said"), [
    ({"conditions__0__test": "at_least", "conditions__0__value": "many"}, "is not a number"),
    ({"conditions__0__test": "at_least", "conditions__0__value": "900"}, "from 0 to 100"),
    ({"conditions__0__test": "invented", "conditions__0__value": "9"}, "Not a valid choice"),
])
def test_what_no_answer_can_be_is_refused(builder, typed, said):
    hours, why = builder.add("number", text__en="How many hours?"), builder.add("text", text__en="Why?")
    before = builder.content
    ask_if(builder, why, hours, **typed)
    assert (builder.status, builder.content) == (422, before)
    assert said in builder.said


def test_an_answer_that_a_rule_waits_for_stays_and_so_does_its_question(builder, where):
    why = builder.add("text", text__en="Why there?")
    ask_if(builder, why, where, conditions__0__test="is", conditions__0__values=[options(builder, where)["Home"]])
    before = builder.content
    builder.change(where).press("Save the question", options__1__en="")
    assert "“Home” must stay: whether “Why there?” is shown depends on it." in builder.said
    builder.open("questionnaire").press("Remove question 2")
    assert builder.status == 409
    assert "“Where do you work?” cannot be removed while other questions depend on it: “Why there?”." in builder.said
    builder.press("Remove with its questions page 2")
    assert builder.content == before
    builder.press("Up question 3").press("Up question 3")
    assert builder.status == 409
    assert "“Why there?” depends on a question that comes later" in builder.said
    assert builder.order == [["open1"], [where, why]]


def test_a_rule_that_cannot_come_true_is_refused_at_the_form(builder, where):
    ids = options(builder, where)
    why, more = builder.add("text", text__en="Why there?"), builder.add("text", text__en="What else?")
    ask_if(builder, why, where, conditions__0__test="is", conditions__0__values=[ids["Home"]])
    builder.change(more).press("Another condition").press("Next: the answers", conditions__0__part=where, conditions__1__part=why)
    builder.press("Save the question", mode="all", conditions__0__test="is", conditions__0__values=[ids["Road"]], conditions__1__test="answered")
    assert builder.status == 422
    assert "could never be shown" in builder.said


def test_codes_repeat_earlier_answers_and_hold_their_question(builder, where):
    why = builder.add("text", text__en="Why there?")
    assert f"Where do you work? {{answer:{where}}}" in builder.change(why).said
    builder.press("Save the question", text__en=f"Why {{answer:{where}}}, of all places?")
    assert builder.status == 200
    builder.press("Join to the page above page 3")
    assert "is not the answer to a question on an earlier page" in builder.said
    builder.press("Remove question 2")
    assert "cannot be removed while other questions depend on it" in builder.said
    builder.change(why).press("Save the question", text__en="Why?")
    builder.open("pages/3").press("Save the title", title__en=f"About {{answer:{where}}}")
    builder.press("Remove question 2")
    assert "while the title of page 3 speaks of its answer" in builder.said


def test_the_first_question_is_offered_no_condition(builder):
    assert "When it is shown" not in builder.change("open1").said
