"""The bank: what is ready to be added to a questionnaire, and the questions that were kept as favourites. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from errors import Refused
from surveys import editing
from surveys.editing import Place
from surveys.library import Template
from surveys.questionnaire import ANSWER, Page, Questionnaire, texts_of
from surveys.questions import Question

FAVOURITE = "favourite"  # stands for the id of a question that belongs to no survey


@dataclass(frozen=True)
class Favourite:
    id: int
    question: Question


def added(content: Questionnaire, entry: Template, place: Place | None, fresh: Callable[[], str]) -> Questionnaire:
    """With an instrument or question at a place, or on pages of its own at the end.

    What a score is made of keeps its ids, for they are what makes its answers comparable; everything else gets fresh
    ones. Raises Refused when a score's questions are in it already.
    """
    scored = {question.id for question in entry.questionnaire.questions if editing.scores_of(entry.questionnaire, [question.id])}
    if scored & {question.id for question in content.questions}:
        raise Refused("These questions are in the survey already. Their score needs each of them once.")
    pages = tuple(Page(one.title, tuple(question if question.id in scored else replace(question, id=fresh()) for question in one.questions)) for one in entry.questionnaire.pages)
    content = replace(content, scores=(*content.scores, *entry.questionnaire.scores))
    if place is None:
        return replace(content, pages=(*content.pages, *pages))
    for question in (question for one in pages for question in one.questions):
        content, place = editing.added(content, question, place), Place(question.id)
    return content


def with_favourite(content: Questionnaire, favourite: Question, place: Place | None, fresh: Callable[[], str]) -> Questionnaire:
    return editing.added(content, replace(favourite, id=fresh()), place)


def as_favourite(question: Question) -> Question:
    """A question without what ties it to its survey. Raises Refused when it puts in an answer that only that survey has."""
    if any(ANSWER.search(text) for texts in texts_of(question) for text in texts.values()):
        raise Refused("The question puts in an answer to another question of this survey. Take that out before you keep it as a favourite.")
    return replace(question, id=FAVOURITE, locked=False, show_if=None, origin="")


def has(content: Questionnaire, entry: Template) -> bool:
    """Whether the scores of an instrument are in a questionnaire already."""
    formulas = {score.formula for score in content.scores}
    return any(score.formula in formulas for score in entry.questionnaire.scores)
