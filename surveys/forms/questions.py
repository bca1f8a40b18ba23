"""A question's form, made of what its kind says about itself: a new kind needs nothing here."""

import dataclasses
import secrets
from collections.abc import Sequence
from typing import Any

import wtforms
from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from config import LANGUAGES
from errors import Refused
from pages import Choice, Day, Form, Line, Lines, Number, Tick
from surveys.forms import conditions
from surveys.forms.rows import MORE, rows
from surveys.questions import Option, Question, Setting, Texts

MOST_CHARACTERS, MOST_SHORT, LARGEST = 500, 200, 10**9
MARKS = {"last": _l("Stays last"), "namely": _l("Asks for words")}


class PageForm(Form):
    """A page's title in each language."""

    seen = wtforms.HiddenField()

    def texts(self) -> Texts:
        return _texts(self, "title")


class QuestionForm(Form):
    """What every kind has. `place` is there for a new question only; `settings` are those of the kind that can still be changed."""

    seen = wtforms.HiddenField()
    kind: type[Question]
    settings: tuple[Setting, ...]
    asked: conditions.Earlier

    def question(self, question_id: str, old: Question | None) -> Question:
        """The question as filled in, with what the form does not ask as it was. Raises Refused, naming the field."""
        text = _texts(self, "text")
        if not text:
            raise Refused("Write the text in at least one language.", field=f"text-{next(iter(LANGUAGES))}")
        given: dict[str, Any] = {"text": text, "hint": _texts(self, "hint"), "show_if": conditions.rule(self, self.asked)}
        if "required" in self:
            given["required"] = bool(self["required"].data)
        given |= {setting.field: self._given(setting) for setting in self.settings}
        return dataclasses.replace(old, **given) if old else self.kind(question_id, **given)

    def options(self, setting: Setting) -> list[dict[str, wtforms.Field]]:
        """The fields of each of a setting's rows, by what they hold: id, a language, a mark."""
        found: dict[str, dict[str, wtforms.Field]] = {}
        for name, field in self._fields.items():
            if name.startswith(f"{setting.field}-"):
                _name, number, holds = name.split("-")
                found.setdefault(number, {})[holds] = field
        return list(found.values())

    @property
    def small_print(self) -> bool:
        return bool(_texts(self, "hint"))

    def conditions(self) -> list[dict[str, wtforms.Field]]:
        """The fields of each condition under which it is shown."""
        return conditions.rows_of(self)

    def _given(self, setting: Setting) -> Any:
        if setting.form == "words":
            return _texts(self, setting.field)
        if setting.form == "options":
            return tuple(option for row in self.options(setting) if (option := _option(row, setting)))
        return self[setting.field].data


def question_form(kind: type[Question], old: Question | None, asked: conditions.Earlier, sent: MultiDict[str, str] | None, places: Sequence[tuple[str, str]] = ()) -> QuestionForm:
    """The form of a kind, filled in from what was sent, or else from the question as it is."""
    settings = tuple(setting for setting in kind.settings if not (old and setting.fixed))
    sent = conditions.settled(sent) if sent else None
    made: dict[str, Any] = {"kind": kind, "settings": settings, "asked": asked}
    made |= in_languages("text", _("The text") if kind.widget == "note" else _("The question"), Lines, MOST_CHARACTERS, render_kw={"rows": 2})
    for setting in settings:
        made |= _fields(setting, rows(sent, setting.field) if sent else _as_rows(old, setting))
    made |= in_languages("hint", _("Small print below it"), Line, MOST_SHORT)
    if kind.widget != "note":
        made["required"] = Tick(_("An answer is asked for; “I'd rather not say” is always possible"))
    if places:
        made["place"] = Choice(_("Where"), list(places))
    made |= conditions.fields(asked, rows(sent, "conditions") or [{}] if sent else conditions.as_rows(old.show_if if old else None))
    form: QuestionForm = type("OneQuestionForm", (QuestionForm,), made)(formdata=sent, data=None if sent else _data(kind, old, settings, asked))
    return form


def page_form(title: Texts, seen: str) -> PageForm:
    form: PageForm = type("OnePageForm", (PageForm,), in_languages("title", _("Title"), Line, MOST_SHORT))(data={"seen": seen, **_in_fields("title", title)})
    return form


def in_languages(name: str, label: str, field: Any, most: int, **kwargs: Any) -> dict[str, Any]:
    """A field for each language."""
    return {f"{name}-{language}": field(f"{label} ({language_name(language)})", required=False, most=most, **kwargs) for language in LANGUAGES}


def language_name(code: str) -> str:
    """What a language is called in the visitor's."""
    return str(Locale.parse(code).get_language_name(str(get_locale() or "en")))


def _fields(setting: Setting, there: list[Any]) -> dict[str, Any]:
    label, hint = _(setting.label), _(setting.hint) if setting.hint else ""
    if setting.form == "words":
        return in_languages(setting.field, label, Line, MOST_SHORT, description=hint)
    if setting.form == "options":
        return {f"{setting.field}-{number}-{holds}": field for number in range(len(there)) for holds, field in _row(setting, number).items()}
    if setting.form == "tick":
        return {setting.field: Tick(label, description=hint)}
    if setting.form == "day":
        return {setting.field: Day(label, description=hint)}
    return {setting.field: Number(label, 0 if setting.form == "whole" else -LARGEST, LARGEST, description=hint)}


def _row(setting: Setting, number: int) -> dict[str, Any]:
    texts = {language: Line(f"{_(setting.label)}: {number + 1} ({language_name(language)})", required=False, most=MOST_SHORT) for language in LANGUAGES}
    return {"id": wtforms.HiddenField(), **texts, **{mark: Tick(MARKS[mark]) for mark in setting.marks}}


def _as_rows(old: Question | None, setting: Setting) -> list[Any]:
    """As many as there are options, and some more to fill in."""
    return [None] * (len(getattr(old, setting.field)) + 1 if old else MORE + 1) if setting.form == "options" else []


def _data(kind: type[Question], old: Question | None, settings: Sequence[Setting], asked: conditions.Earlier) -> dict[str, Any]:
    """A question as the form's data; of a new one, what its kind begins with."""
    usual = {field.name: field.default if field.default is not dataclasses.MISSING else {} for field in dataclasses.fields(kind)}
    data: dict[str, Any] = _in_fields("text", old.text) | _in_fields("hint", old.hint) | {"required": old.required} if old else {}
    for setting in settings:
        value = getattr(old, setting.field) if old else usual[setting.field]
        if setting.form == "words":
            data |= _in_fields(setting.field, value)
        elif setting.form == "options":
            for number, option in enumerate(value):
                data |= {f"{setting.field}-{number}-{holds}": held for holds, held in {**option.text, "id": option.id, **{mark: getattr(option, mark) for mark in setting.marks}}.items()}
        else:
            data[setting.field] = value
    return data | conditions.data(old.show_if if old else None, asked)


def _texts(form: Form, name: str) -> Texts:
    return {language: form[f"{name}-{language}"].data for language in LANGUAGES if form[f"{name}-{language}"].data}


def _in_fields(name: str, texts: Texts) -> dict[str, str]:
    return {f"{name}-{language}": text for language, text in texts.items()}


def _option(row: dict[str, wtforms.Field], setting: Setting) -> Option | None:
    """A row as an option; none for an empty one. A new one gets an id that was never used: answers of different rounds must not be mixed up.

    The row keeps it, so that a form which comes back to be confirmed brings the same option again.
    """
    text = {language: row[language].data for language in LANGUAGES if row[language].data}
    marks = {mark: bool(row[mark].data) for mark in setting.marks}
    if text and not row["id"].data:
        row["id"].data = "o" + secrets.token_hex(3)
    return Option(row["id"].data, text, **marks) if text else None
