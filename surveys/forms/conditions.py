"""The rows of a question's form that say when it is shown: an earlier question, a test, and the values it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from errors import Refused
from pages import Choice, Line
from pages.forms import as_choices
from surveys.forms.rows import Row, rows, written
from surveys.questions import Part, Question, in_language
from surveys.rules import ALL, ANSWERED, ANY, AT_LEAST, AT_MOST, COMPARING, IS, IS_NOT, NOT_ANSWERED, Condition, Rule

MODES = [(ALL, _l("all of these are so")), (ANY, _l("any of these is so"))]
TESTS = {IS: _l("is"), IS_NOT: _l("is not"), AT_LEAST: _l("is at least"), AT_MOST: _l("is at most"), ANSWERED: _l("was answered"), NOT_ANSWERED: _l("was not answered")}


@dataclass(frozen=True)
class Earlier:
    """The questions that a rule can ask for, each with its number, and the language in which they are read."""

    questions: Sequence[tuple[int, Question]]
    language: str

    def find(self, part_id: str) -> tuple[Question, Part] | None:
        return next(((question, part) for _number, question in self.questions for part in question.parts() if part.id == part_id), None)

    def choices(self) -> list[tuple[str, str]]:
        """Their parts, as a list to choose from. The words behind “other, namely” are left out: their option is there."""
        return [(part.id, self._called(number, question, part)) for number, question in self.questions for part in question.parts() if not (part.words and len(question.parts()) > 1)]

    def _called(self, number: int, question: Question, part: Part) -> str:
        text = f"{number}. {in_language(question.text, self.language)[:80]}"
        return f"{text} – {in_language(part.text, self.language)[:60]}" if part.text else text


def listed(question: Question, part: Part) -> bool:
    """Whether its values can be ticked; numbers and days are written."""
    return bool(part.values) and not question.classed


def tests(question: Question, part: Part) -> list[str]:
    """The tests that make sense for a part."""
    if part.words:
        return [ANSWERED, NOT_ANSWERED]
    comparing = [AT_LEAST, AT_MOST] if part.numeric or not listed(question, part) else []
    return [IS, IS_NOT, *comparing, ANSWERED, NOT_ANSWERED]


def as_rows(rule: Rule | None) -> list[Row]:
    """A rule as rows; one to fill in where there is none."""
    return [{"part": [condition.part], "of": [condition.part]} for condition in rule.conditions] if rule else [{}]


def fields(asked: Earlier, there: Sequence[Row]) -> dict[str, Any]:
    """The fields of the rows, the values as those of the part that a row is about."""
    if not asked.choices():
        return {}
    made: dict[str, Any] = {"mode": Choice(_("It is shown if"), MODES)}
    for number, row in enumerate(there):
        made |= {f"conditions-{number}-{holds}": field for holds, field in _fields(asked, number + 1, (row.get("part") or [""])[0]).items()}
    return made


def settled(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was sent, without the answers of a question in whose place another one was chosen."""
    there = [row if row.get("part") == row.get("of") else {"part": row.get("part", [""])} for row in rows(sent, "conditions")]
    return written(sent, "conditions", there)


def data(rule: Rule | None, asked: Earlier) -> dict[str, Any]:
    found: dict[str, Any] = {"mode": rule.mode if rule else ALL}
    for number, condition in enumerate(rule.conditions if rule else ()):
        known = asked.find(condition.part)
        values: dict[str, Any] = {"values": list(condition.values)} if known and listed(*known) else {"value": next(iter(condition.values), "")}
        found |= {f"conditions-{number}-{holds}": value for holds, value in {"part": condition.part, "of": condition.part, "test": condition.test, **values}.items()}
    return found


def rows_of(form: Any) -> list[dict[str, wtforms.Field]]:
    """The fields of each row, by what they hold: part, of, test, values or value."""
    found: dict[str, dict[str, wtforms.Field]] = {}
    for name, field in form._fields.items():
        if name.startswith("conditions-"):
            _name, number, holds = name.split("-")
            found.setdefault(number, {})[holds] = field
    return list(found.values())


def rule(form: Any, asked: Earlier) -> Rule | None:
    """The rule as filled in; none without a question. Raises Refused, naming the field."""
    found = tuple(_condition(row, asked) for row in rows_of(form) if row["part"].data)
    return Rule(form["mode"].data, found) if found else None


def _fields(asked: Earlier, number: int, part_id: str) -> dict[str, Any]:
    part = Choice(_("Condition %(number)s: the question", number=number), [("", _("– none –")), *asked.choices()], required=False)
    known = asked.find(part_id)
    if known is None:
        return {"part": part}
    made = {"part": part, "of": wtforms.HiddenField(), "test": Choice(_("Condition %(number)s: its answer", number=number), [(test, TESTS[test]) for test in tests(*known)])}
    if listed(*known):
        choices = as_choices([(value, known[0].label(value, asked.language)) for value in known[1].values])
        made["values"] = wtforms.SelectMultipleField(_("Condition %(number)s: one of these", number=number), choices=choices, widget=wtforms.widgets.ListWidget(prefix_label=False), option_widget=wtforms.widgets.CheckboxInput())
    elif not known[1].words:
        made["value"] = Line(_("Condition %(number)s: the value", number=number), required=False)
    return made


def _condition(row: dict[str, wtforms.Field], asked: Earlier) -> Condition:
    part_id = row["part"].data
    known = asked.find(part_id)
    if known is None:
        raise Refused("Choose an earlier question.", field=row["part"].name)
    test = row["test"].data
    if test in (ANSWERED, NOT_ANSWERED):
        return Condition(part_id, test)
    typed = row["values"].data if "values" in row else [row["value"].data] if row["value"].data else []
    if not typed:
        raise Refused("Say which answers are meant.", field=row["values" if "values" in row else "value"].name)
    if "value" in row:
        return Condition(part_id, test, (_written(*known, row["value"]),))
    if test in COMPARING:
        typed = [(min if test == AT_LEAST else max)(typed, key=known[1].values.index)]
    return Condition(part_id, test, tuple(typed))


def _written(question: Question, part: Part, field: wtforms.Field) -> str:
    """A number or a day as answers are kept. Raises Refused, naming the field, for anything else."""
    try:
        return str(question.value(part, field.data))
    except Refused as refused:
        raise Refused(refused.message, field=field.name, **refused.values) from None
