"""What was removed from a questionnaire last, kept so that it can come back to its place. Pure."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from errors import Refused
from surveys import definition, editing
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Question, Texts, in_language, question_of


@dataclass(frozen=True)
class Removed:
    """Questions that stood together. `after` and `before` are the ids beside them on their page, '' at its edges; of a whole page, of the pages beside it."""

    questions: tuple[Question, ...]
    after: str
    before: str
    whole_page: bool
    title: Texts
    scores: tuple[Score, ...]

    @property
    def key(self) -> str:
        """What tells this removal from another."""
        return ".".join(question.id for question in self.questions)

    def as_json(self) -> str:
        found = {"questions": [question.definition() for question in self.questions], "scores": [definition.plain(score) for score in self.scores]}
        return json.dumps(found | {"after": self.after, "before": self.before, "whole_page": self.whole_page, "title": self.title}, ensure_ascii=False, sort_keys=True)


def of_json(text: str) -> Removed:
    found: dict[str, Any] = json.loads(text)
    questions = tuple(question_of(one) for one in found.pop("questions"))
    return Removed(questions=questions, scores=tuple(Score(one["formula"], tuple(one["items"])) for one in found.pop("scores")), **found)


def removed(content: Questionnaire, ids: Collection[str]) -> tuple[Questionnaire, Removed]:
    """Without questions that stand together on one page, and what is to be kept of them. Raises Refused when others depend on them."""
    gone = [question for question in content.questions if question.id in ids]
    _refuse_needed(content, gone)
    page = next(page for page in content.pages if gone[0] in page.questions)
    whole = len(gone) == len(page.questions)
    around = content.questions if whole else list(page.questions)
    first, last = around.index(gone[0]), around.index(gone[-1])
    after, before = (around[first - 1].id if first else ""), (around[last + 1].id if last + 1 < len(around) else "")
    kept = Removed(tuple(gone), after, before, whole, page.title, tuple(editing.scores_of(content, ids)))
    return editing.without(content, ids), kept


def returned(content: Questionnaire, kept: Removed) -> Questionnaire:
    """With the questions back in their place, or at the end where that is gone, and with the scores that fell away."""
    if any(content.find(question.id) for question in kept.questions):
        raise Refused("What was removed is there again already.")
    back = replace(content, scores=(*content.scores, *(score for score in kept.scores if score not in content.scores)))
    beside = [editing.Place(one, after) for one, after in ((kept.after, True), (kept.before, False)) if one and content.find(one)]
    if kept.whole_page or not beside:
        at = _page_for(content, kept)
        return replace(back, pages=(*back.pages[:at], Page(kept.title, kept.questions), *back.pages[at:]))
    for question in reversed(kept.questions) if beside[0].after else kept.questions:
        back = editing.added(back, question, beside[0])
    return back


def _page_for(content: Questionnaire, kept: Removed) -> int:
    numbers = {question.id: number for number, page in enumerate(content.pages) for question in page.questions}
    return numbers[kept.after] + 1 if kept.after in numbers else numbers.get(kept.before, len(content.pages))


def _refuse_needed(content: Questionnaire, gone: list[Question]) -> None:
    ids = {question.id for question in gone}
    others = [f"“{in_language(question.text, 'en')[:60]}”" for question in editing.dependents(content, ids)]
    if others:
        raise Refused("“%(text)s” cannot be removed while other questions depend on it: %(others)s. Change those first.", text=in_language(gone[0].text, "en")[:60], others=", ".join(others))
    if titles := editing.titles_speaking(content, ids):
        raise Refused("“%(text)s” cannot be removed while the title of page %(page)s speaks of its answer. Change the title first.", text=in_language(gone[0].text, "en")[:60], page=titles[0])
