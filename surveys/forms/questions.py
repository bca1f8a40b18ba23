"""A question's form, one class a kind; and a page's title."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from flask_babel import lazy_gettext as _l

from errors import N_, Refused
from pages import Choice, Form, Line, Lines, Tick
from surveys.forms.surveys import one_of
from surveys.questions import Option, Question, Texts
from surveys.questions.choice import Choice as ChoiceQuestion
from surveys.questions.rating import Rating
from surveys.questions.text import Text

MOST_CHARACTERS, MOST_OPTIONS, MOST_OPTION = 500, 30, 200
KINDS = {"text": N_("An open question"), "rating": N_("A rating"), "choice": N_("A choice of one")}


class PageForm(Form):
    en = Line(_l("Title in English"), required=False)
    sv = Line(_l("Title in Swedish"), required=False)

    def texts(self) -> Texts:
        return _texts(self.en.data, self.sv.data)


class QuestionForm(Form):
    """What every kind has. `page` is there for a new question only."""

    en = Lines(_l("The question in English"), most=MOST_CHARACTERS, render_kw={"rows": 2})
    sv = Lines(_l("The question in Swedish"), most=MOST_CHARACTERS, render_kw={"rows": 2})
    required = Tick(_l("An answer is asked for; “I'd rather not say” is always possible"))
    page = Choice(_l("Where"), [])

    def question(self, question_id: str, old: Question | None) -> Question:
        """The question as filled in, with what the form does not ask as it was. Raises Refused, naming the field."""
        if not self.en.data and not self.sv.data:
            raise Refused("Write the question in at least one language.", field="en")
        return self.made(question_id, {"text": _texts(self.en.data, self.sv.data), "required": bool(self.required.data)}, old)

    def made(self, question_id: str, given: dict[str, Any], old: Question | None) -> Question:
        return replace(old, **given) if old else Text(question_id, **given)

    @staticmethod
    def filled(question: Question) -> dict[str, Any]:
        """A question as the form's data."""
        return {"en": question.text.get("en", ""), "sv": question.text.get("sv", ""), "required": question.required}


class RatingForm(QuestionForm):
    scale = one_of(_l("Scale"), [("5", _l("1 to 5")), ("7", _l("1 to 7"))])
    low_en = Line(_l("What 1 means, in English"), most=100)
    high_en = Line(_l("What the highest number means, in English"), most=100)
    low_sv = Line(_l("What 1 means, in Swedish"), most=100, required=False)
    high_sv = Line(_l("What the highest number means, in Swedish"), most=100, required=False)

    def made(self, question_id: str, given: dict[str, Any], old: Question | None) -> Question:
        ends: dict[str, Any] = {"low_label": _texts(self.low_en.data, self.low_sv.data), "high_label": _texts(self.high_en.data, self.high_sv.data)}
        return replace(old, **given, **ends) if old else Rating(question_id, **given, **ends, low=1, high=int(self.scale.data))

    @staticmethod
    def filled(question: Question) -> dict[str, Any]:
        ends = {name: getattr(question, name) for name in _names(question) & {"low_label", "high_label"}}
        labels = {f"{name.split('_')[0]}_{language}": texts.get(language, "") for name, texts in ends.items() for language in ("en", "sv")}
        return QuestionForm.filled(question) | labels


class ChoiceForm(QuestionForm):
    options_en = Lines(_l("The options in English, one a line"), most=MOST_OPTIONS * MOST_OPTION, render_kw={"rows": 5})
    options_sv = Lines(_l("The options in Swedish, one a line"), most=MOST_OPTIONS * MOST_OPTION, render_kw={"rows": 5})

    def made(self, question_id: str, given: dict[str, Any], old: Question | None) -> Question:
        made = ChoiceQuestion(question_id, **given, options=self._options(old.options if isinstance(old, ChoiceQuestion) else ()))
        return replace(old, **{name: getattr(made, name) for name in (*given, "options")}) if old else made

    def _options(self, old: Sequence[Option]) -> tuple[Option, ...]:
        """An option whose text stays keeps its id, since answers keep ids; a reworded one is another option."""
        found = _paired(_lines(self.options_en.data), _lines(self.options_sv.data))
        known = {_first(option.text): option.id for option in old}
        fresh = (f"o{number}" for number in range(1, 1000) if f"o{number}" not in known.values())
        return tuple(Option(known.get(_first(texts)) or next(fresh), texts) for texts in found)

    @staticmethod
    def filled(question: Question) -> dict[str, Any]:
        options = question.options if isinstance(question, ChoiceQuestion) else ()
        lines = {language: "\n".join(option.text.get(language, "") for option in options).strip() for language in ("en", "sv")}
        return QuestionForm.filled(question) | {"options_en": lines["en"], "options_sv": lines["sv"]}


def form_class(kind: str) -> type[QuestionForm]:
    return {"rating": RatingForm, "choice": ChoiceForm}.get(kind, QuestionForm)


def _paired(english: list[str], swedish: list[str]) -> list[Texts]:
    if english and swedish and len(english) != len(swedish):
        raise Refused("There are %(en)s options in English and %(sv)s in Swedish. Write as many in both, or leave one of them empty.", field="options_sv", en=len(english), sv=len(swedish))
    for field, lines in (("options_en", english), ("options_sv", swedish)):
        if len({line.casefold() for line in lines}) < len(lines):
            raise Refused("Two options are the same.", field=field)
        if len(lines) > MOST_OPTIONS or any(len(line) > MOST_OPTION for line in lines):
            raise Refused("At most %(most)s options, each of at most %(long)s characters.", field=field, most=MOST_OPTIONS, long=MOST_OPTION)
    if max(len(english), len(swedish)) < 2:
        raise Refused("A choice needs at least two options, one a line.", field="options_en")
    blank = [""] * max(len(english), len(swedish))
    return [_texts(en, sv) for en, sv in zip(english or blank, swedish or blank, strict=True)]


def _texts(en: str, sv: str) -> Texts:
    return {language: text for language, text in (("en", en), ("sv", sv)) if text}


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in (text or "").split("\n") if line.strip()]


def _first(texts: Texts) -> str:
    return next(iter(texts.values()), "").casefold()


def _names(question: Question) -> set[str]:
    return {field.name for field in fields(question)}
