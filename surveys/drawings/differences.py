"""Differences side by side: a dot with its interval against nothing at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from surveys.drawings.rows import Row, in_rows
from surveys.drawings.scale import Figure, Scale
from surveys.drawings.shapes import WIDE, Drawing


@dataclass(frozen=True)
class Signed(Scale):
    """A scale of differences: 0 in the middle, as far to both sides; a plus before what is more."""

    def say(self, value: float) -> str:
        return self._signed(super().say(value), value)

    def tick(self, value: float) -> str:
        return self._signed(super().tick(value), value)

    def _signed(self, said: str, value: float) -> str:
        return f"+{said}" if value > 0 and said != super().say(0) else said

    def interval(self, figure: Figure) -> str:
        return "" if figure.low is None or figure.high is None else _("%(low)s to %(high)s", low=self.say(figure.low), high=self.say(figure.high))



def differences(title: str, rows: Sequence[Row], digits: int = 2, shares: bool = False, *, width: float = WIDE, notes: tuple[str, ...] = ()) -> Drawing:
    """Rows whose figures are differences of one kind, after minus before. Where an interval holds 0 it is said that nothing clear changed."""
    scale = Signed(-(most := _reach(rows, shares)), most, digits, shares, mark=0.0, marked=_("no difference"))
    said = _("Left of the dashed line is less, right is more. The dot is the difference, the thick line its 95 % interval; where it touches the dashed line there is no clear change.")
    return in_rows(title, [_judged(row) for row in rows], scale, width=width, notes=(*notes, said))


def _judged(row: Row) -> Row:
    figure = row.figure
    if figure is None or figure.low is None or figure.high is None or not figure.low <= 0 <= figure.high:
        return row
    return replace(row, aside=" · ".join(filter(None, (row.aside, _("no clear change")))))


def _reach(rows: Sequence[Row], shares: bool) -> float:
    """As far as the furthest interval goes, up to the next round number."""
    most = max([abs(end) for row in rows if row.figure for end in (row.figure.value, row.figure.low, row.figure.high) if end is not None], default=0)
    steps = (0.1, 0.2, 0.5, 1) if shares else (0.5, 1, 2, 4, 10, 20, 50, 100, 200)
    return next((step for step in steps if most <= step), most or 1.0)
