"""A questionnaire: pages of questions and the scores made of them. How it is stored, checked, worded and answered."""

import functools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from errors import Refused
from surveys import definition
from surveys.questions import Answers, Given, Part, Question, Texts, question_of

SYSTEM = "{system}"
ANSWER = re.compile(r"\{answer:([a-z0-9_.-]+)\}")


@dataclass(frozen=True)
class Page:
    title: Texts
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Score:
    """A figure made of several answers of one person by the formula of that name in scores.py."""

    formula: str
    items: tuple[str, ...]

    @property
    def column(self) -> str:
        """What it is called beside parts, one of which may be called what the formula is."""
        return f"={self.formula}"


@dataclass(frozen=True)
class Questionnaire:
    pages: tuple[Page, ...]
    scores: tuple[Score, ...] = ()

    @property
    def questions(self) -> list[Question]:
        """Everything on its pages, texts that ask nothing too."""
        return [question for page in self.pages for question in page.questions]

    @property
    def asking(self) -> list[Question]:
        """The questions that ask something."""
        return [question for question in self.questions if question.parts()]

    @property
    def parts(self) -> list[tuple[Question, Part]]:
        return [(question, part) for question in self.questions for part in question.parts()]

    def find(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    @property
    def minutes(self) -> int:
        """How long answering takes, roughly, rounded up to whole minutes."""
        return max(1, -(-sum(question.seconds for question in self.questions) // 60))

    @property
    def has_text(self) -> bool:
        return any(part.words for _question, part in self.parts)

    def wrote(self, answers: Answers) -> bool:
        """Whether there are words among the answers."""
        return any(part.words and part.id in answers for _question, part in self.parts)

    @property
    def languages(self) -> list[str]:
        """Those in which nothing is missing, the most used first."""
        return [language for language in written_in(self) if not missing(self, language)]


@dataclass(frozen=True)
class Filled:
    """What a form that was filled in so far comes to."""

    answers: Answers  # of the questions that are shown
    wrong: dict[str, Refused]  # by question
    shown: frozenset[str]  # the ids of the questions that are shown


def as_dict(questionnaire: Questionnaire) -> dict[str, Any]:
    return {
        "pages": [{"title": page.title, "questions": [question.definition() for question in page.questions]} for page in questionnaire.pages],
        "scores": [{"formula": score.formula, "items": list(score.items)} for score in questionnaire.scores],
    }


def of_dict(found: Any, where: str = "questionnaire") -> Questionnaire:
    """Back from `as_dict`. Raises Refused, naming the place, for anything else."""
    if not isinstance(found, dict) or not isinstance(found.get("pages"), list) or not isinstance(found.get("scores", []), list):
        raise Refused("%(where)s: an object with “pages” and “scores” is needed here.", where=where)
    pages = tuple(_page(page, f"{where}.pages[{place}]") for place, page in enumerate(found["pages"]))
    return Questionnaire(pages, tuple(definition.read(Score, score, f"{where}.scores[{place}]") for place, score in enumerate(found.get("scores", []))))


def as_json(questionnaire: Questionnaire) -> str:
    return json.dumps(as_dict(questionnaire), ensure_ascii=False, sort_keys=True)


@functools.lru_cache(100)
def of_json(text: str) -> Questionnaire:
    """Back from `as_json`; the same object for the same text, as what was sent is read at every answer."""
    return of_dict(json.loads(text))


def worded(questionnaire: Questionnaire, system: str) -> Questionnaire:
    """The same with {system} replaced by what the product is called."""
    return _rewritten(questionnaire, lambda text, _language: text.replace(SYSTEM, system))


def piped(questionnaire: Questionnaire, answers: Answers) -> Questionnaire:
    """The same with each {answer:question} replaced by how that answer reads, “…” where there is none."""

    def fill(text: str, language: str) -> str:
        def said(match: re.Match[str]) -> str:
            question = questionnaire.find(match[1])
            return (question.said(answers, language).replace("\n", ", ") if question else "") or "…"

        return ANSWER.sub(said, text)

    return _rewritten(questionnaire, fill)


def written_in(questionnaire: Questionnaire) -> list[str]:
    """Every language in which there is a text, the most used first."""
    every = Counter(language for page in questionnaire.pages for texts in (page.title, *(one for question in page.questions for one in texts_of(question))) for language, text in texts.items() if text)
    return sorted(every, key=lambda language: (-every[language], language))


def missing(questionnaire: Questionnaire, language: str) -> list[str]:
    """Where a text is missing in a language though another has it: question ids, and page numbers from 1 as text."""
    lacking = [str(number) for number, page in enumerate(questionnaire.pages, 1) if _lacks(page.title, language)]
    return lacking + [question.id for question in questionnaire.questions if any(_lacks(texts, language) for texts in texts_of(question))]


def texts_of(thing: Any) -> Iterator[Texts]:
    """Every text of a question, or of a thing inside it."""
    for one in fields(thing):
        value = getattr(thing, one.name)
        if isinstance(value, dict):
            yield value
        for inner in value if isinstance(value, tuple) else ():
            if hasattr(inner, "text"):
                yield from texts_of(inner)


def filled(questionnaire: Questionnaire, given: Given, complete: bool = True) -> Filled:
    """What was filled in, checked in order: a question that is not shown has no answer, whatever was sent, and opens no later one."""
    answers: Answers = {}
    wrong: dict[str, Refused] = {}
    shown = set()
    for question in questionnaire.questions:
        if question.show_if and not question.show_if.holds(answers):
            continue
        shown.add(question.id)
        try:
            answers |= question.check(given, complete)
        except Refused as refused:
            wrong[question.id] = refused
    return Filled(answers, wrong, frozenset(shown))


def as_given(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> dict[str, str]:
    """Stored answers as a form would send them again; what was asked and not answered as declined."""
    given = {part.id: str(answers[part.id]) for _question, part in questionnaire.parts if part.id in answers}
    declined = {field: "-" for question in questionnaire.asking if question.widget == "rows" or not any(part.id in answers for part in question.parts()) for field in _declining(question)}
    return declined | given


def asks(question: Question, heading: str) -> bool:
    """Whether a column's heading is this question's text, in any language and whatever the product is called in it."""
    return any(re.fullmatch(pattern(text), plain(heading)) for text in question.text.values() if plain(text.replace(SYSTEM, "")))


def _declining(question: Question) -> tuple[str, ...]:
    return tuple(part.id for part in question.parts()) if question.widget == "rows" else (question.declining,)


def _page(found: Any, where: str) -> Page:
    if not isinstance(found, dict) or not isinstance(found.get("questions"), list) or set(found) - {"title", "questions"}:
        raise Refused("%(where)s: an object with “title” and “questions” is needed here.", where=where)
    title = definition.read(_Title, {"text": found.get("title", {})}, where).text
    return Page(title, tuple(question_of(question, f"{where}.questions[{place}]") for place, question in enumerate(found["questions"])))


@dataclass(frozen=True)
class _Title:
    text: Texts


def _rewritten(questionnaire: Questionnaire, rewrite: Any) -> Questionnaire:
    """The same with every text rewritten by a function of the text and its language."""

    def inside(value: Any) -> Any:
        if isinstance(value, dict):
            return {language: rewrite(text, language) for language, text in value.items()}
        if isinstance(value, tuple) and value and hasattr(value[0], "text"):
            return tuple(again(one) for one in value)
        return value

    def again(thing: Any) -> Any:
        return replace(thing, **{one.name: inside(getattr(thing, one.name)) for one in fields(thing) if isinstance(getattr(thing, one.name), dict | tuple)})

    return replace(questionnaire, pages=tuple(Page(inside(page.title), tuple(again(question) for question in page.questions)) for page in questionnaire.pages))


def _lacks(texts: Texts, language: str) -> bool:
    return not texts.get(language) and any(texts.values())


def pattern(text: str) -> str:
    """A regular expression for a plain text with {system} in it. Each part as soon as it comes, without going back: a text full of {system} must not take for ever."""
    first, *others = [re.escape(plain(part)) for part in text.split(SYSTEM)]
    if not others:
        return first
    *between, last = others
    return first + "".join(rf"(?>.{{0,82}}?{part})" for part in between if part) + r".{0,82}" + last


def plain(text: str) -> str:
    """For comparing: lower case, single spaces, no punctuation, one way of writing an accent."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())))
