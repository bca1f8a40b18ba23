"""Answers gathered elsewhere: which column of a table is which question, and each row as one person's answers. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from errors import Refused
from surveys.disclosure import Record
from surveys.headings import Headings
from surveys.questionnaire import Filled, Page, Questionnaire, filled
from surveys.questions import DECLINED, Given, Part, Question, in_language
from surveys.questions.text import Text
from tables import Line

RESPONDENT = ("respondent", "respondent id", "respondent-id", "id", "participant", "svarande", "deltagare")


@dataclass(frozen=True)
class Problem:
    """One bad cell."""

    line: int
    column: str
    refused: Refused


@dataclass(frozen=True)
class Columns:
    """What each column is: fields (see headings.py) by column, the group's and the respondent's column, and what is not used."""

    fields: dict[int, str]
    group: int | None
    respondent: int | None
    unused: tuple[int, ...]

    @property
    def questions(self) -> set[str]:
        """The ids of the questions that have a column."""
        return {_asked(field) for field in self.fields.values()}


@dataclass(frozen=True)
class Row:
    line: int
    respondent: str
    record: Record


def columns(headings: Sequence[str], questionnaire: Questionnaire, group: str = "", respondent: str = "") -> Columns:
    """Match columns to fields by text, id or number. Raises Refused when two columns are the same, or a named one is missing."""
    group_column = _named(headings, group, "group")
    respondent_column = _named(headings, respondent or next((heading for heading in headings if heading.casefold() in RESPONDENT), ""), "respondent")
    asked, taken = Headings(questionnaire), dict[int, str]()
    for place, heading in enumerate(headings):
        field = asked.field(heading) if heading and place not in (group_column, respondent_column) else None
        if field and field in taken.values():
            raise Refused("Two columns are the same question: “%(heading)s” comes a second time.", field="file", heading=heading[:80])
        if field:
            taken[place] = field
    _refuse_doubled(headings, taken, questionnaire)
    unused = tuple(place for place, heading in enumerate(headings) if heading and place not in taken and place not in (group_column, respondent_column))
    return Columns(taken, group_column, respondent_column, unused)


def _refuse_doubled(headings: Sequence[str], taken: Mapping[int, str], questionnaire: Questionnaire) -> None:
    """An answer stands in one cell or in a cell for each option; both might contradict each other."""
    for place, field in taken.items():
        question = questionnaire.find(field)
        parts = {part.id for part in question.parts() if not part.words} if question else set()
        if field not in parts and parts & set(taken.values()):
            raise Refused("“%(heading)s” has a column of its own and further columns for its options. Remove one or the other.", field="file", heading=headings[place][:80])


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
        read = _Reading(line, headings, found, questionnaire)
        bad += read.problems
        group = _cell(line.cells, found.group)
        if len(group) > 100:
            bad.append(Problem(line.number, headings[found.group or 0], Refused("A group's name has at most 100 characters.")))
        if read.filled.answers:
            good.append(Row(line.number, _cell(line.cells, found.respondent), Record(group, read.filled.answers)))
    return good, bad


def told(found: Columns, questionnaire: Questionnaire, language: str) -> dict[int, tuple[int, str]]:
    """What each column is, in words: the question's number, and its text with the part's."""
    numbers = {question.id: number for number, question in enumerate(questionnaire.asking, 1)}
    return {place: (numbers[_asked(field)], _text(field, questionnaire, language)) for place, field in found.fields.items()}


class _Reading:
    """One line as a form that was filled in, and what is wrong with it."""

    def __init__(self, line: Line, headings: Sequence[str], found: Columns, questionnaire: Questionnaire) -> None:
        self._line, self._headings, self._columns = line, headings, found
        self.problems: list[Problem] = []
        given: dict[str, str] = {}
        for place, field in found.fields.items():
            given |= self._given(place, field, questionnaire)
        self.filled: Filled = filled(questionnaire, given, complete=False)
        for question_id, refused in self.filled.wrong.items():
            self._name(self._place(questionnaire.find(question_id), given), refused)
        if not self.problems:
            self._name_what_was_not_asked(questionnaire)

    def _given(self, place: int, field: str, questionnaire: Questionnaire) -> Given:
        cell, question = _cell(self._line.cells, place), questionnaire.find(field)
        try:
            return (question.listed(cell) if question else None) or {field: cell}
        except Refused as refused:
            self._name(place, refused)
            return {}

    def _place(self, question: Question | None, given: Given) -> int:
        """The first column of a question whose cell is wrong by itself, or else its first column."""
        own = [place for place, field in self._columns.fields.items() if question and _asked(field) == question.id]
        parts = {part.id: part for part in question.parts()} if question else {}
        return next((place for place in own if question and self._wrong(question, parts.get(self._columns.fields[place]), given)), own[0])

    def _wrong(self, question: Question, part: Part | None, given: Given) -> bool:
        raw = given.get(part.id, "") if part else ""
        try:
            return bool(part and raw and raw != DECLINED and question.value(part, raw) is None)
        except Refused:
            return True

    def _name_what_was_not_asked(self, questionnaire: Questionnaire) -> None:
        """Nobody can have answered what the rules would not have asked them: such a cell is a mistake, in it or in what the rule looks at."""
        for place, field in self._columns.fields.items():
            if _asked(field) not in self.filled.shown and _cell(self._line.cells, place) not in ("", DECLINED):
                self._name(place, Refused("The rules of the survey would not have asked this here, going by the other answers in this line. Empty the cell, or mend the answer on which it depends."))

    def _name(self, place: int, refused: Refused) -> None:
        self.problems.append(Problem(self._line.number, self._headings[place], refused))


def _asked(field: str) -> str:
    """The id of the question that a field belongs to."""
    return field.split(".")[0]


def _text(field: str, questionnaire: Questionnaire, language: str) -> str:
    question = questionnaire.find(_asked(field))
    part = next((part for part in question.parts() if part.id == field), None) if question else None
    text = in_language(question.text, language) if question else ""
    return f"{text}: {in_language(part.text, language)}" if part and part.text else text


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
