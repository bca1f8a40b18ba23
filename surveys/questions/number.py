"""A number with a unit and bounds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from errors import N_
from surveys.questions.base import Part, Question, Setting, Texts, Value, in_language

MOST_CLASSES = 8
WIDTHS = [Decimal(step).scaleb(power) for power in range(-4, 12) for step in (1, 2, 5)]
PATTERN = re.compile(r"[-−]?\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True)
class Number(Question):
    """A number from `low` to `high` with at most `decimals` decimals.

    Counted in at most eight classes of equal, round width: single numbers would tell people apart.
    """

    low: int = 0
    high: int = 100
    decimals: int = 0
    unit: Texts = field(default_factory=dict)

    kind = "number"
    name = N_("A number")
    about = N_("Hours, times, how many: a number within limits that you set.")
    widget = "number"
    classed = True
    order = 80
    settings = (
        Setting("low", "number", N_("The least"), fixed=True),
        Setting("high", "number", N_("The most"), fixed=True),
        Setting("decimals", "whole", N_("Decimals"), fixed=True),
        Setting("unit", "words", N_("Unit"), N_("For example: hours a week. It stands behind the number.")),
    )

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.id, values=tuple(str(start) for start in self._starts())),)

    def value(self, part: Part, raw: str) -> Value:
        tidy = raw.replace("\u00a0", "").replace(" ", "")
        number = Decimal(tidy.replace("−", "-").replace(",", ".")) if PATTERN.fullmatch(tidy) else None
        if number is None:
            raise self.refused(N_("“%(raw)s” is not a number. Write it like 12 or 3.5."), raw=raw[:40])
        if not self.low <= number <= self.high:
            raise self.refused(N_("Write a number from %(low)s to %(high)s."), low=self.low, high=self.high)
        if number != round(number, self.decimals):
            raise self.refused(N_("Write it with at most %(n)s decimals.") if self.decimals else N_("Write a whole number."), n=self.decimals)
        return int(number) if number == int(number) else float(number)

    def missing(self) -> str:
        return N_("Write a number, or choose “I'd rather not say”.")

    def category(self, part: Part, value: Value) -> str:
        return str(max(start for start in self._starts() if start <= Decimal(str(value))))

    def label(self, value: str, language: str) -> str:
        """A class as its first and last number; a number that begins none as it is."""
        starts, unit = self._starts(), in_language(self.unit, language)
        if value not in (str(start) for start in starts):
            return f"{value} {unit}".strip()
        start, later = Decimal(value), [one for one in starts if one > Decimal(value)]
        last = plain(later[0] - self._least()) if later else Decimal(self.high)
        first, end = _written(start, language), _written(last, language)
        span = first if last == start else f"{first} … {end}" if start < 0 else f"{first}–{end}"
        return f"{span.replace('-', '−')} {unit}".strip()

    def said(self, answers: Mapping[str, Value], language: str) -> str:
        return f"{_written(answers[self.id], language)} {in_language(self.unit, language)}".strip() if self.id in answers else ""

    def faults(self) -> None:
        if not (-(10**9) <= self.low < self.high <= 10**9 and 0 <= self.decimals <= 4):
            raise self.refused(N_("“%(text)s” needs a least number, a larger most, and 0 to 4 decimals."), text=in_language(self.text, "en")[:60])

    def _least(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)

    def _width(self) -> Decimal:
        span = self.high - self.low + self._least()
        return next(width for width in WIDTHS if width >= self._least() and span / width <= MOST_CLASSES - 1)

    def _starts(self) -> list[Decimal]:
        """Where the classes begin: the least number, then the round ones above it. The most is no class of its own."""
        width = self._width()
        rounds = [Decimal(self.low) // width * width + width * place for place in range(MOST_CLASSES + 1)]
        return [Decimal(self.low), *(plain(start) for start in rounds if self.low < start < self.high or (start == self.high and width == self._least()))]


def _written(value: Value | Decimal, language: str) -> str:
    """With a point in English, and a comma in the languages of the rest of Europe."""
    return str(value) if language == "en" else str(value).replace(".", ",")


def plain(number: Decimal) -> Decimal:
    """Without noughts behind the comma or a power of ten."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
