"""A day."""

from dataclasses import dataclass
from datetime import date, datetime

from errors import N_
from surveys.questions.base import Part, Question, Setting, Value, in_language

MOST_MONTHS = 24
WRITTEN = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Day(Question):
    """A day from `earliest` to `latest`; kept as ISO 8601, counted by month, or by year where that is more than two years."""

    earliest: date = date(2020, 1, 1)
    latest: date = date(2035, 12, 31)

    kind = "date"
    name = N_("A day")
    about = N_("People choose a day within limits that you set.")
    widget = "day"
    classed = True
    order = 90
    settings = (Setting("earliest", "day", N_("The earliest day"), fixed=True), Setting("latest", "day", N_("The latest day"), fixed=True))

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.id, values=self._classes()),)

    def value(self, part: Part, raw: str) -> Value:
        found = next((day for form in WRITTEN if (day := _written(raw, form))), None)
        if found is None:
            raise self.refused(N_("“%(raw)s” is not a day that exists. Write it like 2026-12-04."), raw=raw[:40])
        if not self.earliest <= found <= self.latest:
            raise self.refused(N_("Write a day from %(earliest)s to %(latest)s."), earliest=self.earliest.isoformat(), latest=self.latest.isoformat())
        return found.isoformat()

    def missing(self) -> str:
        return N_("Write a day, or choose “I'd rather not say”.")

    def category(self, part: Part, value: Value) -> str:
        return str(value)[: len(self._classes()[0])]

    def faults(self) -> None:
        if not date(1900, 1, 1) <= self.earliest < self.latest <= date(2199, 12, 31):
            raise self.refused(N_("“%(text)s” needs an earliest day and a later latest one, from 1900 to 2199."), text=in_language(self.text, "en")[:60])

    def _classes(self) -> tuple[str, ...]:
        first, last = self.earliest, self.latest
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        if len(months) <= MOST_MONTHS:
            return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in months)
        return tuple(f"{year:04}" for year in range(first.year, last.year + 1))


def _written(raw: str, form: str) -> date | None:
    try:
        return datetime.strptime(raw, form).date() if raw.isascii() else None
    except ValueError:
        return None
