"""Answers gathered elsewhere: which column of a table is which question, and each row as one person's answers. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from errors import Refused
from surveys.disclosure import Record
from surveys.questionnaire import Page, Questionnaire, asks
from surveys.questions import Value
from surveys.questions.text import Text
from tables import Line

NUMBERED = re.compile(r"^(?:q|f|fr|fråga|question|item|sus|umux)?\s*[.:#]?\s*0*(\d{1,2})$", re.IGNORECASE)
RESPONDENT = ("respondent", "respondent id", "respondent-id", "id", "participant", "svarande", "deltagare")
LEADING_NUMBER = re.compile(r"^\s*(?:q|f)?\d{1,2}\s*[.:)]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Problem:
    """One bad cell."""

    line: int
    column: str
    refused: Refused


@dataclass(frozen=True)
class Columns:
    """What each column is: question ids by column, the group's and the respondent's column, and what is not used."""

    questions: dict[int, str]
    group: int | None
    respondent: int | None
    unused: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    line: int
    respondent: str
    record: Record


def columns(headings: Sequence[str], questionnaire: Questionnaire, group: str = "", respondent: str = "") -> Columns:
    """Match columns to questions by text, id or number. Raises Refused when two columns are one question, or a named one is missing."""
    group_column = _named(headings, group, "group")
    respondent_column = _named(headings, respondent or next((heading for heading in headings if heading.casefold() in RESPONDENT), ""), "respondent")
    taken: dict[int, str] = {}
    for place, heading in enumerate(headings):
        if place in (group_column, respondent_column) or not heading:
            continue
        question_id = _question(heading, questionnaire)
        if question_id and question_id in taken.values():
            raise Refused("Two columns are the same question: “%(heading)s” comes a second time.", field="file", heading=heading[:80])
        if question_id:
            taken[place] = question_id
    unused = tuple(place for place, heading in enumerate(headings) if heading and place not in taken and place not in (group_column, respondent_column))
    return Columns(taken, group_column, respondent_column, unused)


def known(headings: Sequence[str], questionnaire: Questionnaire) -> int:
    """How many of a line's cells are questions of the survey."""
    return sum(1 for heading in headings if heading and _question(heading, questionnaire))


def with_open_questions(questionnaire: Questionnaire, headings: Sequence[str], language: str) -> Questionnaire:
    """The questionnaire and, on a page of their own, an open question for each heading."""
    ids = {question.id for question in questionnaire.questions}
    fresh = []
    for heading in headings:
        number = next(n for n in range(1, 1000) if f"open{n}" not in ids)
        ids.add(f"open{number}")
        fresh.append(Text(f"open{number}", {language: heading}, most=20_000))
    return Questionnaire((*questionnaire.pages, Page({"en": "In your own words", "sv": "Med dina egna ord"}, tuple(fresh))), questionnaire.scores)


def rows(lines: Sequence[Line], headings: Sequence[str], found: Columns, questionnaire: Questionnaire) -> tuple[list[Row], list[Problem]]:
    """Each line's answers, and every bad cell. A line without any answer is nobody's and is left out."""
    good: list[Row] = []
    bad: list[Problem] = []
    for line in lines:
        answers, problems = _answers(line, headings, found, questionnaire)
        bad += problems
        group = _cell(line.cells, found.group)
        if len(group) > 100:
            bad.append(Problem(line.number, headings[found.group or 0], Refused("A group's name has at most 100 characters.")))
        if answers:
            good.append(Row(line.number, _cell(line.cells, found.respondent), Record(group, answers)))
    return good, bad


def _answers(line: Line, headings: Sequence[str], found: Columns, questionnaire: Questionnaire) -> tuple[dict[str, Value], list[Problem]]:
    answers: dict[str, Value] = {}
    problems = []
    for place, question_id in found.questions.items():
        question = questionnaire.find(question_id)
        try:
            answers |= question.check({question_id: _cell(line.cells, place)}, complete=False) if question else {}
        except Refused as refused:
            problems.append(Problem(line.number, headings[place], refused))
    return answers, problems


def _question(heading: str, questionnaire: Questionnaire) -> str | None:
    for question in questionnaire.questions:
        if asks(question, heading) or asks(question, LEADING_NUMBER.sub("", heading)) or heading.casefold() == question.id.casefold():
            return question.id
    numbered = NUMBERED.match(heading)
    if numbered and 0 < int(numbered[1]) <= len(questionnaire.questions):
        return questionnaire.questions[int(numbered[1]) - 1].id
    return None


def _named(headings: Sequence[str], name: str, field: str) -> int | None:
    """A column by its heading, or by its number from 1."""
    if not name:
        return None
    for place, heading in enumerate(headings):
        if heading.casefold() == name.casefold():
            return place
    if name.isascii() and name.isdigit() and 0 < int(name) <= len(headings):
        return int(name) - 1
    raise Refused("There is no column “%(name)s”. There are: %(headings)s", field=field, name=name[:60], headings=", ".join(heading[:40] for heading in headings if heading))


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
