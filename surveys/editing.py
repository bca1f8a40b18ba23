"""Changing a questionnaire, one step at a time. Pure. Items of an instrument keep their wording and their order."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from errors import N_, NotFound, Refused
from surveys.questionnaire import ANSWER, Page, Questionnaire, Score, texts_of
from surveys.questions import Question, Texts, in_language

Change = Callable[[Questionnaire], Questionnaire]


@dataclass(frozen=True)
class Place:
    """Where a question goes: right before or right after another, on its page."""

    beside: str
    after: bool = True

    @classmethod
    def read(cls, text: str) -> "Place":
        """From “before.q3” or “after.q3”."""
        side, _dot, beside = text.partition(".")
        if side not in ("before", "after"):
            raise Refused("Say where the question is to stand.")
        return cls(beside, side == "after")

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'}.{self.beside}"


def digest(thing: Question | Page) -> str:
    """What somebody has seen of a question, or of a page and where it begins: another one once it has changed."""
    known: Any = thing.definition() if isinstance(thing, Question) else [thing.title, [question.id for question in thing.questions[:1]]]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:16]


def find(content: Questionnaire, question_id: str) -> Question:
    found = content.find(question_id)
    if found is None:
        raise NotFound("question")
    return found


def as_seen(content: Questionnaire, question_id: str, known: str) -> Question:
    """The question, if it still is what somebody has seen. Raises Refused otherwise."""
    found = content.find(question_id)
    if found is None:
        raise Refused("Somebody has removed this question meanwhile.")
    if digest(found) != known:
        raise Refused("Somebody has changed “%(text)s” meanwhile. Nothing was saved: look at how it reads now, then decide again.", text=_called(found))
    return found


def before(content: Questionnaire, question_id: str) -> str:
    """The id of the question before it, whatever the page; '' for the first."""
    ids = [question.id for question in content.questions]
    return ids[place - 1] if (place := ids.index(question_id)) else ""


def added(content: Questionnaire, question: Question, place: Place | None) -> Questionnaire:
    """With a new question at a place, or on a page of its own at the end."""
    if place is None:
        return replace(content, pages=(*content.pages, Page({}, (question,))))
    number = _page_of(content, place.beside)
    at = next(at for at, one in enumerate(content.pages[number].questions) if one.id == place.beside) + place.after
    there = content.pages[number].questions
    return _with_page(content, number, replace(content.pages[number], questions=(*there[:at], question, *there[at:])))


def changed(content: Questionnaire, question: Question) -> Questionnaire:
    """With a question in the place of the one of the same id."""
    old = find(content, question.id)
    _refuse_locked(old)
    _refuse_needed(content, old, question)
    number = _page_of(content, question.id)
    return _with_page(content, number, replace(content.pages[number], questions=tuple(question if one.id == question.id else one for one in content.pages[number].questions)))


def copied(content: Questionnaire, question_id: str, fresh: str) -> Questionnaire:
    """With a second one like it right after it, under a fresh id; a copy of an instrument's item is a question like any other."""
    return added(content, replace(find(content, question_id), id=fresh, locked=False, origin=""), Place(question_id))


def moved(content: Questionnaire, question_id: str, place: Place) -> Questionnaire:
    question = find(content, question_id)
    _refuse_locked(question)
    if place.beside == question_id or content.find(place.beside) is None:
        raise Refused("The question cannot go there: the place is no longer there.")
    return added(without(content, [question_id]), question, place)


def without(content: Questionnaire, ids: Collection[str]) -> Questionnaire:
    """Without those questions, whatever depends on them."""
    return replace(content, pages=tuple(replace(page, questions=tuple(one for one in page.questions if one.id not in ids)) for page in content.pages))


def split(content: Questionnaire, question_id: str) -> Questionnaire:
    """With a new page that begins at a question."""
    find(content, question_id)
    number = _page_of(content, question_id)
    page = content.pages[number]
    at = next(at for at, one in enumerate(page.questions) if one.id == question_id)
    if at == 0:
        raise Refused("A page begins there already.")
    return replace(content, pages=(*content.pages[:number], replace(page, questions=page.questions[:at]), Page({}, page.questions[at:]), *content.pages[number + 1 :]))


def page_as_seen(content: Questionnaire, number: int, known: str) -> Page:
    """The page of that number from 0, if it still is what somebody has seen. Raises Refused otherwise."""
    if not 0 <= number < len(content.pages) or digest(content.pages[number]) != known:
        raise Refused("Somebody has changed this page meanwhile. Nothing was saved: look at how it stands now, then decide again.")
    return content.pages[number]


def merged(content: Questionnaire, number: int) -> Questionnaire:
    """With a page's questions at the end of the page above; its title is gone."""
    if not 0 < number < len(content.pages):
        raise Refused("There is no page above this one.")
    above = content.pages[number - 1]
    joint = replace(above, questions=above.questions + content.pages[number].questions)
    return replace(content, pages=(*content.pages[: number - 1], joint, *content.pages[number + 1 :]))


def page_moved(content: Questionnaire, number: int, up: bool) -> Questionnaire:
    """With a page one further up or down."""
    other = number - 1 if up else number + 1
    if not (0 <= number < len(content.pages) and 0 <= other < len(content.pages)):
        raise Refused("The page cannot go further in that direction.")
    pages = list(content.pages)
    pages[number], pages[other] = pages[other], pages[number]
    turned = replace(content, pages=tuple(pages))
    for one, same in zip(_locked(content), _locked(turned), strict=True):
        if one != same:
            _refuse_locked(one)
    return turned


def retitled(content: Questionnaire, number: int, title: Texts) -> Questionnaire:
    if not 0 <= number < len(content.pages):
        raise NotFound("page")
    return _with_page(content, number, replace(content.pages[number], title=title))


def scores_of(content: Questionnaire, ids: Collection[str]) -> list[Score]:
    """The scores that need one of those questions, and fall away without it."""
    parts = {part.id for question, part in content.parts if question.id in ids}
    return [score for score in content.scores if parts & set(score.items)]


def dependents(content: Questionnaire, ids: Collection[str]) -> list[Question]:
    """The other questions that are shown by the answers to some, or speak of them."""
    parts = {part.id for question, part in content.parts if question.id in ids}
    asking = {question.id: {condition.part for condition in question.show_if.conditions} if question.show_if else set() for question in content.questions}
    return [question for question in content.questions if question.id not in ids and (asking[question.id] & parts or set(_spoken(texts_of(question))) & set(ids))]


def titles_speaking(content: Questionnaire, ids: Collection[str]) -> list[int]:
    """The numbers, from 1, of the pages whose title speaks of the answers to some questions."""
    return [number for number, page in enumerate(content.pages, 1) if set(_spoken([page.title])) & set(ids)]


def _refuse_needed(content: Questionnaire, old: Question, new: Question) -> None:
    """An answer that another question waits for cannot be taken away."""
    still = {(part.id, value) for part in new.parts() for value in part.values or ("",)}
    parts = {part.id: part for part in old.parts()}
    for other in content.questions:
        for condition in other.show_if.conditions if other.show_if else ():
            part = parts.get(condition.part)
            for value in condition.values or ("",):
                if part and value in part.values and (part.id, value) not in still:
                    answer = in_language(part.text, "en") if part.text else old.label(value, "en")
                    raise Refused(N_("“%(answer)s” must stay: whether “%(text)s” is shown depends on it. Change that question first."), answer=answer, text=_called(other))


def _spoken(every: Iterable[Texts]) -> list[str]:
    return [found for texts in every for text in texts.values() for found in ANSWER.findall(text)]


def _page_of(content: Questionnaire, question_id: str) -> int:
    for number, page in enumerate(content.pages):
        if any(question.id == question_id for question in page.questions):
            return number
    raise Refused("The question beside which this one was to stand is no longer there. Choose another place.", field="place")


def _with_page(content: Questionnaire, number: int, page: Page) -> Questionnaire:
    return replace(content, pages=(*content.pages[:number], page, *content.pages[number + 1 :]))


def _locked(content: Questionnaire) -> list[Question]:
    return [question for question in content.questions if question.locked]


def _called(question: Question) -> str:
    return in_language(question.text, "en")[:60]


def _refuse_locked(question: Question) -> None:
    if question.locked:
        raise Refused("This question belongs to an instrument: its wording and its order stay as they are, so that its score can be compared.")
