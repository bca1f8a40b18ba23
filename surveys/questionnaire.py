"""A questionnaire: pages of questions and the scores made of them, as it is stored and as it is changed."""

import json
import re
from dataclasses import dataclass, replace

from errors import Refused
from surveys.questions import Question, Texts, Value, in_language, question_of

MOST_QUESTIONS = 60
SECONDS = {"rating": 8, "choice": 10, "text": 35}


@dataclass(frozen=True)
class Page:
    title: Texts
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Score:
    """A figure made of several answers of one person by the formula of that name in scores.py."""

    formula: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Questionnaire:
    pages: tuple[Page, ...]
    scores: tuple[Score, ...] = ()

    @property
    def questions(self) -> list[Question]:
        return [question for page in self.pages for question in page.questions]

    def find(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    @property
    def minutes(self) -> int:
        """How long answering takes, roughly, rounded up to whole minutes."""
        return max(1, -(-sum(SECONDS[question.kind] for question in self.questions) // 60))

    @property
    def has_text(self) -> bool:
        return any(not question.closed for question in self.questions)


def as_json(questionnaire: Questionnaire) -> str:
    return json.dumps(
        {
            "pages": [{"title": page.title, "questions": [question.definition() for question in page.questions]} for page in questionnaire.pages],
            "scores": [{"formula": score.formula, "items": list(score.items)} for score in questionnaire.scores],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def of_json(text: str) -> Questionnaire:
    """Back from `as_json`; raises KeyError or TypeError for anything else."""
    found = json.loads(text)
    pages = tuple(Page(page["title"], tuple(question_of(question) for question in page["questions"])) for page in found["pages"])
    return Questionnaire(pages, tuple(Score(score["formula"], tuple(score["items"])) for score in found["scores"]))


def checked(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire without empty pages and with the scores that still have all their items. Raises Refused when it cannot be asked."""
    pages = tuple(page for page in questionnaire.pages if page.questions)
    slim = replace(questionnaire, pages=pages)
    ids = [question.id for question in slim.questions]
    if not ids:
        raise Refused("A survey needs at least one question.")
    if len(ids) > MOST_QUESTIONS:
        raise Refused("A survey has at most %(most)s questions; this one has %(n)s.", most=MOST_QUESTIONS, n=len(ids))
    for question in slim.questions:
        if not in_language(question.text, "en"):
            raise Refused("Every question needs a text.", field=question.id)
        if question.kind == "choice" and len(question.values()) < 2:
            raise Refused("“%(text)s” needs at least two options.", field=question.id, text=in_language(question.text, "en")[:60])
    return replace(slim, scores=tuple(score for score in slim.scores if set(score.items) <= set(ids)))


def worded(questionnaire: Questionnaire, system: str) -> Questionnaire:
    """The same with {system} replaced by what the product is called."""

    def fill(texts: Texts) -> Texts:
        return {language: text.replace("{system}", system) for language, text in texts.items()}

    pages = tuple(Page(fill(page.title), tuple(replace(question, text=fill(question.text), hint=fill(question.hint)) for question in page.questions)) for page in questionnaire.pages)
    return replace(questionnaire, pages=pages)


def check_page(page: Page, given: dict[str, str], complete: bool = True) -> tuple[dict[str, Value], dict[str, Refused]]:
    """The checked answers of one page and, by question, what is wrong with the others. Unknown names are passed over."""
    answers: dict[str, Value] = {}
    wrong: dict[str, Refused] = {}
    for question in page.questions:
        try:
            value = question.check(given.get(question.id, ""), complete)
        except Refused as refused:
            wrong[question.id] = refused
        else:
            if value is not None:
                answers[question.id] = value
    return answers, wrong


def check_all(questionnaire: Questionnaire, given: dict[str, str]) -> dict[str, Value]:
    """The checked answers of the whole. Raises Refused at the first question with something wrong."""
    answers: dict[str, Value] = {}
    for page in questionnaire.pages:
        found, wrong = check_page(page, given)
        for refused in wrong.values():
            raise refused
        answers |= found
    return answers


def asks(question: Question, heading: str) -> bool:
    """Whether a column's heading is this question's text, in any language and whatever the product is called in it."""
    return any(re.fullmatch(_pattern(text), _plain(heading)) for text in question.text.values() if _plain(text.replace("{system}", "")))


def _pattern(text: str) -> str:
    """Each part as soon as it comes, without going back: a text full of {system} must not take for ever."""
    first, *others = [re.escape(_plain(part)) for part in text.split("{system}")]
    if not others:
        return first
    *between, last = others
    return first + "".join(rf"(?>.{{0,82}}?{part})" for part in between if part) + r".{0,82}" + last


def _plain(text: str) -> str:
    """For comparing: lower case, single spaces, no punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))
