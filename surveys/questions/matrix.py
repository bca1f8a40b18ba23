"""Several statements, each rated on the same scale."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from errors import N_
from surveys.questions.base import Option, Part, Question, Setting, Texts, Value, check_options, in_language
from surveys.questions.rating import check_scale, end, step, steps


@dataclass(frozen=True)
class Matrix(Question):
    """Statements, rated in whole numbers from `low` to `high`. Each can be left with “I'd rather not say” by itself."""

    statements: tuple[Option, ...] = ()
    low: int = 1
    high: int = 5
    low_label: Texts = field(default_factory=dict)
    high_label: Texts = field(default_factory=dict)

    kind = "matrix"
    name = N_("Several statements on one scale")
    about = N_("Several sentences, each answered on the same scale. Long lists tire people: keep to a handful.")
    widget = "rows"
    seconds = 30
    order = 60
    settings = (
        Setting("statements", "options", N_("The statements")),
        Setting("high", "whole", N_("Highest number"), N_("5 or 7 is usual."), fixed=True),
        Setting("low_label", "words", N_("What the lowest number means")),
        Setting("high_label", "words", N_("What the highest number means")),
    )

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(f"{self.id}.{one.id}", one.text, steps(self.low, self.high), numeric=True) for one in self.statements)

    def value(self, part: Part, raw: str) -> Value:
        return step(self, raw, self.low, self.high)

    def missing(self) -> str:
        return N_("Choose an answer for each statement, or “I'd rather not say”.")

    def label(self, value: str, language: str) -> str:
        return end(value, self.low, self.high, self.low_label, self.high_label, language)

    def said(self, answers: Mapping[str, Value], language: str) -> str:
        return "\n".join(f"{in_language(part.text, language)}: {self.label(str(answers[part.id]), language)}" for part in self.parts() if part.id in answers)

    def faults(self) -> None:
        check_options(self, self.statements, least=1)
        check_scale(self, self.low, self.high)
