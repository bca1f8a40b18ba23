"""The sheet that somebody fills in, and the way through its pages. Pure.

Nothing is kept before it is sent: the sheet travels in the form from page to page, unchecked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from errors import Refused
from surveys.questionnaire import Questionnaire, as_given, filled
from surveys.questions import Question, Value
from surveys.rules import Condition

MOST_KEPT = 30_000  # characters of one answer that are shown again for mending; more than fit


@dataclass(frozen=True)
class Sheet:
    """What has been filled in so far.

    `key` tells a second sending of the same form from somebody else's. `seen` are the questions with a rule that have
    been shown. Once `reviewed`, the last step has been seen: from a page one goes straight back to it. A sheet that
    `replaces` another was opened to change what was sent under that key. `phrase` holds the letters of the phrase that is
    shown once it has been sent; they travel along so that sending again shows the same ones.
    """

    key: str
    given: Mapping[str, str]
    seen: frozenset[str] = frozenset()
    reviewed: bool = False
    replaces: str = ""
    phrase: str = ""

    @property
    def kept(self) -> dict[str, str]:
        return {name: raw[:MOST_KEPT] for name, raw in self.given.items() if raw}

    def has_seen(self, question: Question) -> bool:
        return not question.show_if or not question.asks or question.id in self.seen or any(self.given.get(field) for field in question.fields)


@dataclass(frozen=True)
class Stop:
    """Where one is led: the number of a page, or of pages there are for the last step.

    `wrong` says what is wrong with its questions; `fresh` ones are asked because of an answer, and have not been shown yet.
    """

    number: int
    wrong: Mapping[str, Refused]
    fresh: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where a page stands among those that are shown, by what has been answered on the pages before it.

    Where later ones depend on answers to come, `pages` are the most that there can be, and not `sure`; and where any
    question does, how many `questions` there are is not known: 0.
    """

    page: int
    pages: int
    sure: bool
    first: int  # the number of its first question
    last: int
    questions: int
    previous: int | None


def again(content: Questionnaire, answers: Mapping[str, Value], key: str, replaces: str) -> Sheet:
    """A sheet with what was sent under the key `replaces`, to be changed: what had to be answered and was not had been declined."""
    given = as_given(content, answers)
    shown = filled(content, given).shown
    said = [question for question in content.asking if question.id in shown and (question.required or any(part.id in answers for part in question.parts()))]
    return Sheet(key, {field: given[field] for question in said for field in question.fields if field in given}, shown, True, replaces)


def stop(content: Questionnaire, sheet: Sheet, wanted: int) -> Stop:
    """The first page before the wanted one with something wrong or new on it; else the first from there on that shows something."""
    found, shown = filled(content, sheet.given), shown_by(content, sheet)
    for number, page in enumerate(content.pages[:wanted]):
        fresh = frozenset(question.id for question in page.questions if question.id in shown and not sheet.has_seen(question))
        wrong = {question.id: found.wrong[question.id] for question in page.questions if question.id in found.wrong and question.id not in fresh}
        if wrong or fresh:
            return Stop(number, wrong, fresh)
    ahead = (number for number in range(wanted, len(content.pages)) if _shows(content, number, shown))
    return Stop(next(ahead, len(content.pages)), {})


def shown_by(content: Questionnaire, sheet: Sheet) -> frozenset[str]:
    """The questions that are shown, by what has been filled in so far."""
    return filled(content, sheet.given, complete=False).shown


def shown_at(content: Questionnaire, sheet: Sheet, stop: Stop) -> frozenset[str]:
    """The same at a stop: what depends on something wrong there, and has been answered, stays until that is mended."""
    unsure = {part.id for question in content.pages[stop.number].questions if question.id in stop.wrong for part in question.parts()}
    waiting = {
        question.id for question in content.pages[stop.number].questions
        if question.show_if and unsure & {one.part for one in question.show_if.conditions} and any(sheet.given.get(field) for field in question.fields)
    }
    return shown_by(content, sheet) | waiting


def place(content: Questionnaire, sheet: Sheet, number: int) -> Place:
    shown = shown_by(content, sheet)
    before = [one for one in range(number) if _shows(content, one, shown)]
    known = {part.id for page in content.pages[:number] for question in page.questions for part in question.parts()}
    ahead = [question for page in content.pages[number:] for question in page.questions]
    open_ones = {question.id for question in ahead if question.show_if and not {one.part for one in question.show_if.conditions} <= known}
    later, sure = ([one for one in range(number + 1, len(content.pages)) if _shows(content, one, ids)] for ids in (shown | open_ones, shown - open_ones))
    numbered = [sum(question.asks and question.id in shown for question in page.questions) for page in content.pages]
    first = 1 + sum(numbered[:number])
    return Place(
        len(before) + 1, len(before) + 1 + len(later), later == sure, first, first + numbered[number] - 1,
        0 if open_ones else sum(numbered), before[-1] if before else None,
    )


def rules(content: Questionnaire, sheet: Sheet, number: int) -> dict[str, Any]:
    """The rules on a page, by question, as its script reads them: what earlier pages have decided stands as true or false."""
    answers = filled(content, sheet.given, complete=False).answers
    own = {part.id for question in content.pages[number].questions for part in question.parts()}

    def plain(condition: Condition) -> Any:
        return {"part": condition.part, "test": condition.test, "values": list(condition.values)} if condition.part in own else condition.met(answers)

    return {
        question.id: {"mode": question.show_if.mode, "conditions": [plain(one) for one in question.show_if.conditions]}
        for question in content.pages[number].questions if question.show_if
    }


def _shows(content: Questionnaire, number: int, shown: frozenset[str]) -> bool:
    return any(question.id in shown for question in content.pages[number].questions)
