"""Forms: the fields that all of Ombord's forms are made of, each with its limits, and how a form meets a refusal."""

import re
from collections.abc import Callable
from typing import Any

import flask
import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from errors import Refused
from pages.showing import sentence

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")

MOST_FIELDS_SENT = 2_000_000  # bytes of a form without files; reading much more, from anybody, would keep everybody waiting


def limit() -> None:
    """Refuse forms that are far larger than any of ours. Files come in another kind of form, with limits of its own."""
    if flask.request.mimetype == "application/x-www-form-urlencoded":
        flask.request.max_content_length = MOST_FIELDS_SENT


class Form(FlaskForm):  # type: ignore[misc]
    """A form with protection against forged requests. What was typed stays when something is wrong."""

    def refuse(self, refused: Refused) -> None:
        """Show a refusal at its field, or on top of the form."""
        field = self._fields.get(refused.field or "")
        if field is None:
            self.form_errors.append(sentence(refused))
        else:
            field.errors = [*field.errors, sentence(refused)]


def done(form: Form, act: Callable[[], Any]) -> bool:
    """True when the form was sent, is valid and `act` went through; a refusal becomes an error of the form."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def Line(label: Any, required: bool = True, most: int = 200, validators: tuple[Any, ...] = (), **kwargs: Any) -> wtforms.StringField:
    """One line of text, trimmed; empty becomes ''."""
    return wtforms.StringField(label, validators=[_filled(required), _one_line, Length(max=most), *validators], filters=[_trim], **kwargs)


def Lines(label: Any, required: bool = False, most: int = 4000, **kwargs: Any) -> wtforms.TextAreaField:
    """Several lines of text, trimmed, with plain line breaks; empty becomes ''."""
    return wtforms.TextAreaField(label, validators=[_filled(required), _no_control, Length(max=most)], filters=[_trim], **kwargs)


def Number(label: Any, least: int, most: int, required: bool = True, **kwargs: Any) -> wtforms.IntegerField:
    return _Number(label, validators=[_presence(required), NumberRange(least, most)], **kwargs)


def Choice(label: Any, choices: list[tuple[str, Any]] | None = None, required: bool = True, **kwargs: Any) -> wtforms.SelectField:
    """One of several, as a drop-down. `choices` are (value, label) pairs and may be set later, as `as_choices` makes them."""
    return wtforms.SelectField(label, choices=as_choices(choices or []), validators=[_presence(required)], **kwargs)


def Ticks(label: Any, **kwargs: Any) -> wtforms.SelectMultipleField:
    """Any of several, as a list of tick boxes."""
    return wtforms.SelectMultipleField(label, choices=[], validators=[Optional()], widget=wtforms.widgets.ListWidget(prefix_label=False), option_widget=wtforms.widgets.CheckboxInput(), **kwargs)


def Tick(label: Any, **kwargs: Any) -> wtforms.BooleanField:
    return wtforms.BooleanField(label, **kwargs)


def Day(label: Any, required: bool = True, **kwargs: Any) -> wtforms.DateField:
    return _Day(label, validators=[_presence(required)], **kwargs)


def DayTime(label: Any, required: bool = True, **kwargs: Any) -> wtforms.DateTimeLocalField:
    """A day and a time on the wall clock, without a zone."""
    return _DayTime(label, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], validators=[_presence(required)], **kwargs)


def Time(label: Any, required: bool = True, **kwargs: Any) -> wtforms.TimeField:
    """A time of day."""
    return _Time(label, format=["%H:%M", "%H:%M:%S"], validators=[_presence(required)], **kwargs)


def Upload(label: Any, **kwargs: Any) -> FileField:
    return FileField(label, validators=[FileRequired(_l("Choose a file."))], **kwargs)


def as_choices(pairs: list[tuple[str, Any]]) -> list[Any]:
    return [wtforms.SelectChoice(value, label) for value, label in pairs]


class _Number(wtforms.IntegerField):  # type: ignore[misc]
    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and len(valuelist[0]) > 18:  # more digits than any number here has, and more than a float holds
            self.data = None
            raise ValueError(_("This number is too large."))
        super().process_formdata(valuelist)


class _Dated:
    """Before a field of WTForms: what is empty is no day, and what is none is said in our words."""

    wrong: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)  # type: ignore[misc]
        except ValueError:
            raise ValueError(self.wrong) from None


class _Day(_Dated, wtforms.DateField):  # type: ignore[misc]
    wrong = _l("This is not a day that exists. Write it like 2026-12-04.")


class _DayTime(_Dated, wtforms.DateTimeLocalField):  # type: ignore[misc]
    wrong = _l("This is not a day and time that exist. Write them like 2026-12-04T14:00.")


class _Time(_Dated, wtforms.TimeField):  # type: ignore[misc]
    wrong = _l("This is not a time of day. Write it like 08:00.")


def _presence(required: bool) -> Any:
    return InputRequired(_l("This is needed.")) if required else Optional()


def _filled(required: bool) -> Any:
    return DataRequired(_l("This is needed.")) if required else Optional()


def _trim(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else ""  # a file in a text's place is no text


def _no_control(_form: Any, field: Any) -> None:
    if CONTROL.search(field.data or "") or any("\ud800" <= c <= "\udfff" for c in field.data or ""):
        raise StopValidation(_("There are characters in this text that cannot be shown. Type it again instead of pasting it."))


def _one_line(form: Any, field: Any) -> None:
    _no_control(form, field)
    if "\n" in (field.data or ""):
        raise ValidationError(_("This must fit on one line."))
