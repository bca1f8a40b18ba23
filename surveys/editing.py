"""Changing a questionnaire, one step at a time. Pure. Items of an instrument keep their wording and their order."""

from collections.abc import Callable
from dataclasses import replace

from errors import NotFound, Refused
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Question, Texts

Change = Callable[[Questionnaire], Questionnaire]


def find(content: Questionnaire, question_id: str) -> Question:
    found = content.find(question_id)
    if found is None:
        raise NotFound("question")
    return found


def added(content: Questionnaire, question: Question, page: int | None) -> Questionnaire:
    """With a new question at the end of a page, or on a page of its own."""
    if page is None or not 0 <= page < len(content.pages):
        return replace(content, pages=(*content.pages, Page({}, (question,))))
    return _on_page(content, page, (*content.pages[page].questions, question))


def changed(content: Questionnaire, question: Question) -> Questionnaire:
    """With a question in the place of the one of the same id."""
    _refuse_locked(find(content, question.id))
    pages = tuple(replace(page, questions=tuple(question if one.id == question.id else one for one in page.questions)) for page in content.pages)
    return replace(content, pages=pages)


def removed(content: Questionnaire, question_id: str) -> Questionnaire:
    find(content, question_id)
    pages = tuple(replace(page, questions=tuple(one for one in page.questions if one.id != question_id)) for page in content.pages)
    return replace(content, pages=pages)


def moved(content: Questionnaire, question_id: str, up: bool) -> Questionnaire:
    """With a question one place further up or down, over the edge of its page too."""
    question = find(content, question_id)
    _refuse_locked(question)
    pages = [[one for one in page.questions if one.id != question_id] for page in content.pages]
    page, place = next((i, page.questions.index(question)) for i, page in enumerate(content.pages) if question in page.questions)
    if up and place == 0:
        page, place = page - 1, len(pages[page - 1]) if page else 0
    elif not up and place == len(pages[page]):
        page, place = page + 1, 0
    else:
        place += -1 if up else 1
    if not 0 <= page < len(pages):
        raise Refused("The question cannot go further in that direction.")
    pages[page].insert(place, question)
    return replace(content, pages=tuple(replace(old, questions=tuple(new)) for old, new in zip(content.pages, pages, strict=True)))


def retitled(content: Questionnaire, page: int, title: Texts) -> Questionnaire:
    if not 0 <= page < len(content.pages):
        raise NotFound("page")
    pages = tuple(replace(one, title=title) if number == page else one for number, one in enumerate(content.pages))
    return replace(content, pages=pages)


def scores_of(content: Questionnaire, question_id: str) -> list[Score]:
    """The scores that need a question, and fall away without it."""
    own = {part.id for part in find(content, question_id).parts()}
    return [score for score in content.scores if own & set(score.items)]


def _on_page(content: Questionnaire, page: int, questions: tuple[Question, ...]) -> Questionnaire:
    pages = tuple(replace(one, questions=questions) if number == page else one for number, one in enumerate(content.pages))
    return replace(content, pages=pages)


def _refuse_locked(question: Question) -> None:
    if question.locked:
        raise Refused("This question belongs to an instrument: its wording and its order stay as they are, so that its score can be compared.")
