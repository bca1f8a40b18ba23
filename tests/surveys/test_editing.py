"""The steps by which a questionnaire is changed: none loses a question, and what is removed comes back to its place."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Refused
from surveys import editing, library, removal
from surveys.editing import Place
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from surveys.rules import Condition, Rule
from tests.surveys.kinds import questions, texts


@st.composite
def questionnaires(draw) -> Questionnaire:
    found = draw(st.lists(questions, min_size=2, max_size=8, unique_by=lambda question: question.id))
    ends = sorted(draw(st.sets(st.integers(1, len(found) - 1), max_size=3)))
    pages = tuple(Page(draw(texts), tuple(found[start:end])) for start, end in zip([0, *ends], [*ends, len(found)], strict=True))
    return Questionnaire(pages)


def slim(content: Questionnaire) -> Questionnaire:
    """As it is kept: without pages that were left empty."""
    return replace(content, pages=tuple(page for page in content.pages if page.questions))


def ids(content: Questionnaire) -> list[list[str]]:
    return [[question.id for question in page.questions] for page in content.pages]


@given(questionnaires(), st.data())
def test_no_step_loses_or_doubles_a_question(content, data):
    one, other = (data.draw(st.sampled_from([question.id for question in content.questions])) for _ in range(2))
    page, up = data.draw(st.integers(-1, len(content.pages))), data.draw(st.booleans())
    steps = [
        lambda: editing.moved(content, one, Place(other, up)), lambda: editing.split(content, one), lambda: editing.merged(content, page),
        lambda: editing.page_moved(content, page, up), lambda: editing.without(editing.copied(content, one, "fresh_one"), ["fresh_one"]),
    ]
    try:
        after = data.draw(st.sampled_from(steps))()
    except Refused:
        return
    assert sorted(question.id for question in after.questions) == sorted(question.id for question in content.questions)
    assert all(after.find(question.id) == question for question in content.questions)


@given(questionnaires(), st.data())
def test_what_is_removed_and_brought_back_is_as_it_was(content, data):
    page = data.draw(st.sampled_from(content.pages))
    gone = data.draw(st.sampled_from([{question.id for question in page.questions}, {page.questions[0].id}, {page.questions[-1].id}]))
    content = replace(content, scores=(Score("sus", tuple(part.id for _question, part in content.parts)),))
    left, kept = removal.removed(content, gone)
    kept = removal.of_json(kept.as_json())
    assert not gone & {question.id for question in left.questions}
    slimmed = replace(slim(left), scores=())
    assert slim(removal.returned(slimmed, kept)) == (content if any(question.parts() for question in kept.questions) else replace(content, scores=()))


@given(questionnaires(), st.data())
def test_a_question_moved_beside_another_stands_there(content, data):
    one, other = data.draw(st.permutations([question.id for question in content.questions]))[:2]
    order = ids(editing.moved(content, one, Place(other)))
    page = next(page for page in order if other in page)
    assert page[page.index(other) + 1] == one


def three() -> Questionnaire:
    return Questionnaire((Page({"en": "A"}, (Text("a", {"en": "A?"}), Text("b", {"en": "B?"}))), Page({"en": "C"}, (Text("c", {"en": "C?"}),))))


def test_what_was_removed_finds_a_place_when_its_neighbours_are_gone():
    left, kept = removal.removed(three(), {"b"})
    assert ids(removal.returned(editing.without(left, {"a"}), kept))[-1] == ["b"]
    left, kept = removal.removed(three(), {"a"})
    assert ids(removal.returned(editing.moved(left, "b", Place("c")), kept))[-1] == ["c", "a", "b"]
    left, kept = removal.removed(three(), {"c"})
    back = removal.returned(Questionnaire((Page({}, (Text("z", {"en": "Z?"}),)),)), kept)
    assert ids(back) == [["z"], ["c"]]
    assert back.pages[1].title == {"en": "C"}


def test_what_is_there_again_does_not_come_back_twice():
    _left, kept = removal.removed(three(), {"c"})
    with pytest.raises(Refused, match="there again already"):
        removal.returned(three(), kept)


def test_instruments_keep_their_order():
    sus = library.template("sus").questionnaire
    for change in (lambda: editing.moved(sus, "sus2", Place("sus1", False)), lambda: editing.page_moved(sus, 0, False), lambda: editing.changed(sus, replace(sus.questions[0], required=False))):
        with pytest.raises(Refused, match="belongs to an instrument"):
            change()
    assert ids(editing.page_moved(sus, 2, True))[1] == ids(sus)[2]


def test_an_answer_that_is_waited_for_stays_and_others_may_go():
    ask = Choice("a", {"en": "Where?"}, options=(Option("o1", {"en": "Here"}), Option("o2", {"en": "There"}), Option("o3", {"en": "Nowhere"})))
    content = Questionnaire((Page({}, (ask, Text("b", {"en": "Why?"}, show_if=Rule("all", (Condition("a", "is", ("o2",)),))))),))
    assert editing.changed(content, replace(ask, options=ask.options[:2])).find("a").options == ask.options[:2]
    assert editing.changed(content, replace(ask, options=(ask.options[0], Option("o2", {"en": "Over there"}))))
    with pytest.raises(Refused, match="“There” must stay: whether “Why\\?” is shown depends on it"):
        editing.changed(content, replace(ask, options=ask.options[::2]))


def test_who_depends_on_a_question_is_known_by_rules_and_by_codes():
    rated = Rating("a", {"en": "How?"})
    content = Questionnaire((Page({}, (rated, Text("b", {"en": "Why?"}, show_if=Rule("any", (Condition("a", "answered"),))))), Page({"en": "After {answer:a}"}, (Text("c", {"en": "{answer:a}?"}), Text("d", {"en": "D?"})))))
    assert [question.id for question in editing.dependents(content, {"a"})] == ["b", "c"]
    assert editing.titles_speaking(content, {"a"}) == [2]
    assert editing.dependents(content, {"a", "b", "c"}) == []
    assert removal.removed(content, {"d"})[1].after == "c"


@pytest.mark.parametrize("text", ["", "beside.a", "before", "x"])
def test_a_place_is_before_or_after_something(text):
    with pytest.raises(Refused):
        editing.moved(three(), "a", Place.read(text))


@given(questions, questions)
def test_a_digest_tells_questions_apart(one, other):
    assert (editing.digest(one) == editing.digest(other)) == (one == other)
