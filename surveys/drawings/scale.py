"""What is drawn: a figure with its interval, and the scale on which it stands. Both can be said in words."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from pages.filters import number, percent
from surveys.figures import Mean, Share


@dataclass(frozen=True)
class Figure:
    """A value with its 95 % interval (None where there is none, as for one answer), of n answers."""

    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Scale:
    """From the least to the most that a figure can be. `mark` is a value to compare with, `marked` what it is."""

    least: float
    most: float
    digits: int = 2
    shares: bool = False  # 0–1, said in per cent
    mark: float | None = None
    marked: str = ""

    def say(self, value: float) -> str:
        return percent(value) if self.shares else number(value, self.digits)

    def tick(self, value: float) -> str:
        return percent(value) if self.shares else number(value, next((digits for digits in (0, 1) if round(value, digits) == value), 2))

    def place(self, value: float) -> float:
        """Where a value stands: 0 at the least, 1 at the most; what lies beyond stands at the end."""
        return min(1.0, max(0.0, (value - self.least) / (self.most - self.least)))

    @property
    def ticks(self) -> list[float]:
        """Values worth a line: every whole number of a short scale, else quarters."""
        span = self.most - self.least
        if not self.shares and span <= 10 and self.least == int(self.least) and span == int(span):
            return [self.least + step for step in range(int(span) + 1)]
        return [self.least + span * quarter / 4 for quarter in range(5)]

    def interval(self, figure: Figure) -> str:
        """The interval in a few words; '' for none."""
        if figure.low is None or figure.high is None:
            return ""
        if figure.low < 0:
            return str(_("%(low)s to %(high)s", low=self.say(figure.low), high=self.say(figure.high)))
        return f"{number(100 * figure.low, 0) if self.shares else self.say(figure.low)}–{self.say(figure.high)}"

    def words(self, figure: Figure) -> str:
        """The figure as a sentence would say it: value, interval and n."""
        interval = self.interval(figure)
        said = [self.say(figure.value), *([_("95 %% interval %(span)s", span=interval)] if interval else [])]
        return ", ".join((*said, ngettext("%(num)d answer", "%(num)d answers", figure.n)))


SHARES = Scale(0, 1, shares=True)


def of_mean(mean: Mean) -> Figure:
    return Figure(mean.mean, mean.low, mean.high, mean.n)


def of_share(share: Share) -> Figure:
    return Figure(share.share, share.low, share.high, share.n)
