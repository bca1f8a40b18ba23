"""A rating on a scale of whole numbers whose ends are named in words."""

from dataclasses import dataclass, field
from typing import ClassVar

from errors import N_
from surveys.questions.base import Part, Question, Setting, Texts, Value, in_language

MOST_STEPS = 11


@dataclass(frozen=True)
class Rating(Question):
    """Whole numbers from `low` to `high`, the ends named in words."""

    low: int = 1
    high: int = 5
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)

    kind = "rating"
    name = N_("A rating")
    about = N_("From 1 to 5 or 7, with words for the two ends. Good for how much, how often, how well.")
    widget = "scale"
    seconds = 8
    order = 40
    settings: ClassVar[tuple[Setting, ...]] = (
        Setting("high", "whole", N_("Highest number"), N_("5 or 7 is usual."), fixed=True),
        Setting("low_label", "words", N_("What the lowest number means")),
        Setting("high_label", "words", N_("What the highest number means")),
    )

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.id, values=steps(self.low, self.high), numeric=True),)

    def value(self, part: Part, raw: str) -> Value:
        return step(self, raw, self.low, self.high)

    @property
    def declining(self) -> str:
        return self.id

    def label(self, value: str, language: str) -> str:
        return end(value, self.low, self.high, self.low_label, self.high_label, language)

    def faults(self) -> None:
        check_scale(self, self.low, self.high)


def steps(low: int, high: int) -> tuple[str, ...]:
    return tuple(str(value) for value in range(low, high + 1))


def step(question: Question, raw: str, low: int, high: int) -> int:
    """A whole number of the scale. Raises Refused for anything else."""
    number = raw.removesuffix(".0")
    if not (number.isascii() and number.isdigit() and len(number) < 4 and low <= int(number) <= high):
        raise question.refused(N_("“%(raw)s” is not a whole number from %(low)s to %(high)s."), raw=raw[:40], low=low, high=high)
    return int(number)


def end(value: str, low: int, high: int, low_label: Texts, high_label: Texts, language: str) -> str:
    """A step of a scale, an end with its words."""
    words = in_language({str(low): low_label, str(high): high_label}.get(value, {}), language)
    return f"{value} – {words}" if words else value


def check_scale(question: Question, low: int, high: int) -> None:
    if not 0 <= low < high or high - low >= MOST_STEPS:
        raise question.refused(N_("The scale of “%(text)s” must go up, from 0 or more, in at most %(most)s steps."), text=in_language(question.text, "en")[:60], most=MOST_STEPS)
