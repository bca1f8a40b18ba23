"""The kinds of question, one class each: check an answer, tally answers, read and write the definition.

An answer is checked here and nowhere else, whether it comes from the page, a file or paper. A checked answer is what
is stored: a number for a rating, an option's id for a choice, a string for a text; None where nothing was answered.
"""

import abc
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from errors import N_, Refused

Texts = dict[str, str]  # language → text
Value = int | str

DECLINED = "-"  # "I'd rather not say", a choice of its own on every closed question that asks for an answer
MOST_TEXT = 2000
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Question(abc.ABC):
    """What every kind has. `locked` items belong to an instrument: neither their wording nor their order may change."""

    id: str
    text: Texts
    required: bool = False
    locked: bool = False
    hint: Texts = field(default_factory=dict)

    kind: ClassVar[str]
    closed: ClassVar[bool] = True

    def check(self, raw: str, complete: bool = True) -> Value | None:
        """The answer that was given as text, or None. Raises Refused when it is none of this question's.

        `complete` asks for an answer where the question requires one.
        """
        raw = raw.strip()
        if raw == DECLINED and self.closed:
            return None
        if not raw:
            if complete and self.required:
                missing = N_("Choose an answer, or “I'd rather not say”.") if self.closed else N_("Write an answer.")
                raise Refused(missing, field=self.id)
            return None
        return self._value(raw)

    @abc.abstractmethod
    def _value(self, raw: str) -> Value:
        """The answer that a text which is not empty stands for. Raises Refused when it stands for none."""

    def tally(self, values: Iterable[Value]) -> dict[str, int]:
        """How often each value was given, every possible value in order."""
        counted = Counter(str(value) for value in values)
        return {value: counted[value] for value in self.values()}

    def values(self) -> list[str]:
        """Every possible value, in order, as text. Empty for a text."""
        return []

    def label(self, value: str, language: str) -> str:
        """How a value is called."""
        return value

    def definition(self) -> dict[str, Any]:
        own: dict[str, Any] = {"id": self.id, "kind": self.kind, "text": self.text}
        return own | {name: value for name, value in (("hint", self.hint), ("required", self.required), ("locked", self.locked)) if value}


@dataclass(frozen=True)
class Rating(Question):
    """Whole numbers from `low` to `high`, the ends named in words."""

    low: int = 1
    high: int = 5
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)

    kind = "rating"

    def _value(self, raw: str) -> int:
        number = raw.removesuffix(".0")
        if not (number.isascii() and number.isdigit() and len(number) < 4 and self.low <= int(number) <= self.high):
            raise Refused("“%(raw)s” is not a whole number from %(low)s to %(high)s.", field=self.id, raw=raw[:40], low=self.low, high=self.high)
        return int(number)

    def values(self) -> list[str]:
        return [str(value) for value in range(self.low, self.high + 1)]

    def label(self, value: str, language: str) -> str:
        ends = {str(self.low): self.low_label, str(self.high): self.high_label}
        words = in_language(ends.get(value, {}), language)
        return f"{value} – {words}" if words else value

    def definition(self) -> dict[str, Any]:
        return super().definition() | {"low": self.low, "high": self.high, "low_label": self.low_label, "high_label": self.high_label}


@dataclass(frozen=True)
class Option:
    id: str
    text: Texts


@dataclass(frozen=True)
class Choice(Question):
    """One of several options. Answers keep the option's id, never its label."""

    options: tuple[Option, ...] = ()

    kind = "choice"

    def _value(self, raw: str) -> str:
        if raw in self.values():  # an id before any label: one option may be called what another's id is
            return raw
        for option in self.options:
            if raw.casefold() in (text.casefold() for text in option.text.values()):
                return option.id
        raise Refused("“%(raw)s” is not one of the options.", field=self.id, raw=raw[:40])

    def values(self) -> list[str]:
        return [option.id for option in self.options]

    def label(self, value: str, language: str) -> str:
        return next((in_language(option.text, language) for option in self.options if option.id == value), value)

    def definition(self) -> dict[str, Any]:
        return super().definition() | {"options": [{"id": option.id, "text": option.text} for option in self.options]}


@dataclass(frozen=True)
class Text(Question):
    """Words of one's own, at most `most` characters."""

    most: int = MOST_TEXT

    kind = "text"
    closed = False

    def _value(self, raw: str) -> str:
        raw = raw.replace("\r\n", "\n").replace("\r", "\n")
        if len(raw) > self.most:
            raise Refused("This is %(n)s characters long; at most %(most)s fit.", field=self.id, n=len(raw), most=self.most)
        if CONTROL.search(raw):
            raise Refused("There are characters in this text that cannot be shown. Type it again instead of pasting it.", field=self.id)
        return raw

    def definition(self) -> dict[str, Any]:
        return super().definition() | {"most": self.most}


KINDS: dict[str, type[Question]] = {kind.kind: kind for kind in (Rating, Choice, Text)}


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, or else in the first there is."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


def question_of(definition: dict[str, Any]) -> Question:
    """The question that a definition describes. The definition is one that was checked when it was written."""
    fields = dict(definition)
    kind = KINDS[fields.pop("kind")]
    if "options" in fields:
        fields["options"] = tuple(Option(**option) for option in fields["options"])
    return kind(**fields)
