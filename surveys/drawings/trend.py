"""A figure over the rounds: a dot with its interval for each, joined where the rounds asked the same."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from surveys.drawings.lettering import breadth, wrapped
from surveys.drawings.scale import Figure, Scale
from surveys.drawings.shapes import WIDE, Dot, Drawing, Line, Shape, Text

LEFT, HEIGHT, TOP, LINE = 52, 200, 28, 16


@dataclass(frozen=True)
class Point:
    """A round: its name, and its figure or why there is none. `broken`: it cannot be compared with the one before."""

    label: str
    figure: Figure | None
    why: str = ""
    broken: bool = False


def trend(title: str, points: Sequence[Point], scale: Scale, *, width: float = WIDE, notes: tuple[str, ...] = ()) -> Drawing:
    """Nothing joins two points where the second is broken from the first, or where one between them shows nothing."""
    column = (width - LEFT) / max(len(points), 1)
    across = [LEFT + column * (place + 0.5) for place in range(len(points))]
    spelled = _spelled(points, scale, column)
    labels = [_label(point, x, column, width) for place, (point, x) in enumerate(zip(points, across, strict=True)) if place in spelled]
    height = TOP + HEIGHT + 8 + max([len(lines) for lines in labels], default=0) * LINE + 8
    shapes = [*_ground(scale, width), *_joined(points, across, scale), *(shape for place, point in enumerate(points) for shape in _point(point, across[place], scale, place in spelled)), *(line for lines in labels for line in lines)]
    return Drawing(title, described(points, scale), width, height, tuple(shapes), notes + _notes(points))


def described(points: Sequence[Point], scale: Scale) -> str:
    """All that the trend shows, in words."""
    return "; ".join(_said(point, scale) for point in points)


def _notes(points: Sequence[Point]) -> tuple[str, ...]:
    """How it is read; only what stands in this drawing."""
    said = [_("The dot is the figure, the thick line its 95 % interval.")]
    if any(point.broken for point in points):
        said.append(_("A dashed line across stands where the wording changed: before and after cannot be compared."))
    if not all(point.figure for point in points):
        said.append(_("Where there is no dot, nothing can be shown of that round."))
    return tuple(said)


def _spelled(points: Sequence[Point], scale: Scale, column: float) -> range:
    """The points that get their label: all, or where they stand too close every second, third …, and always the last."""
    needed = max([breadth(word, "tick") for point in points for words in (*_below(point), scale.say(point.figure.value) if point.figure else "") for word in words.split()], default=0) + 6
    step = 1 if needed <= column else math.ceil((1.5 * needed - column / 2) / column)  # the last may have to move left
    return range(len(points) - 1, -1, -step)


def _below(point: Point) -> tuple[str, str]:
    return point.label, _("n = %(n)s", n=point.figure.n) if point.figure else _("not shown")


def _label(point: Point, x: float, column: float, edge: float) -> list[Shape]:
    room = max(column - 6, *(breadth(word, "tick") for words in _below(point) for word in words.split()))
    lines = [line for words in _below(point) for line in wrapped(words, room, "tick")]
    x = min(x, edge - max(breadth(line, "tick") for line in lines) / 2)
    return [Text(x, TOP + HEIGHT + 8 + LINE * place, line, "tick", "middle") for place, line in enumerate(lines, 1)]


def _down(scale: Scale, value: float) -> float:
    return TOP + HEIGHT * (1 - scale.place(value))


def _ground(scale: Scale, width: float) -> list[Shape]:
    lines: list[Shape] = [Line(LEFT, _down(scale, tick), width, _down(scale, tick), "grid") for tick in scale.ticks]
    return lines + [Text(LEFT - 8, _down(scale, tick) + 4, scale.tick(tick), "tick", "end") for tick in scale.ticks]


def _joined(points: Sequence[Point], across: Sequence[float], scale: Scale) -> list[Shape]:
    found: list[Shape] = []
    for place, (before, after) in enumerate(itertools.pairwise(points)):
        if after.broken:
            middle = (across[place] + across[place + 1]) / 2
            found.append(Line(middle, TOP, middle, TOP + HEIGHT, "mark"))
        elif before.figure and after.figure:
            found.append(Line(across[place], _down(scale, before.figure.value), across[place + 1], _down(scale, after.figure.value), "joint"))
    return found


def _point(point: Point, x: float, scale: Scale, spelled: bool) -> list[Shape]:
    if point.figure is None:
        return []
    y = _down(scale, point.figure.value)
    top = _down(scale, point.figure.high) if point.figure.high is not None else y
    span: list[Shape] = [Line(x, _down(scale, point.figure.low), x, top, "range")] if point.figure.low is not None else []
    return [*span, Dot(x, y), *([Text(x, min(top, y - 4) - 8, scale.say(point.figure.value), "tick", "middle")] if spelled else [])]


def _said(point: Point, scale: Scale) -> str:
    said = f"{point.label}: " + (scale.words(point.figure) if point.figure else point.why or _("nothing shows"))
    return said + " " + _("(not comparable with the one before)") if point.broken else said
