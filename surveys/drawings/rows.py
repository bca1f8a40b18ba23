"""Figures below each other on one scale: what most kinds of chart are. Each row has its label, its picture, and the figure in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from surveys.drawings.lettering import breadth, wrapped
from surveys.drawings.scale import Figure, Scale
from surveys.drawings.shapes import NARROW, WIDE, Bar, Dot, Drawing, Line, Shape, Text, moved

LINE, GAP, EDGE, BAND = 18, 14, 14, 24  # of a line of text, between rows, at the sides of the scale, of a row's picture


@dataclass(frozen=True)
class Row:
    """A label and its figure, or why there is none. `count` says of how many it is, if not simply n; `aside` whatever else belongs beside it."""

    label: str
    figure: Figure | None
    count: str = ""
    aside: str = ""
    why: str = ""


@dataclass(frozen=True)
class _Columns:
    """Where things stand across. In a narrow drawing all begins at the left, and stands below each other."""

    width: float

    @property
    def narrow(self) -> bool:
        return self.width <= NARROW

    @property
    def label(self) -> float:
        return self.width if self.narrow else 0.33 * self.width

    @property
    def left(self) -> float:
        return EDGE if self.narrow else 0.36 * self.width

    @property
    def right(self) -> float:
        return self.width - EDGE if self.narrow else 0.72 * self.width

    def words(self, hidden: bool) -> float:
        """Where what is said begins: beside the scale, or in its place where there is no figure."""
        return 0 if self.narrow else self.left if hidden else 0.76 * self.width

    def at(self, place: float) -> float:
        return self.left + place * (self.right - self.left)


def in_rows(title: str, rows: Sequence[Row], scale: Scale, bars: bool = False, *, width: float = WIDE, notes: tuple[str, ...] = ()) -> Drawing:
    """`bars` begin at the scale's least, as shares do; else a dot stands on the scale."""
    columns = _Columns(width)
    shapes = _marked(scale, columns)
    bottom = 22.0 if shapes else 0.0
    for row in rows:
        drawn, height = _row(row, scale, columns, bars)
        shapes += moved(drawn, bottom)
        bottom += height
    return Drawing(title, described(rows, scale), width, bottom + 22, (*shapes, *_numbers(scale, columns, bottom)), notes)


def described(rows: Sequence[Row], scale: Scale) -> str:
    """All that the rows show, in words."""
    return "; ".join(f"{row.label}: {', '.join(_words(row, row.figure, scale)) if row.figure else row.why}" for row in rows)


def _words(row: Row, figure: Figure, scale: Scale) -> list[str]:
    interval = scale.interval(figure)
    count = row.count or _("n = %(n)s", n=figure.n)
    return [words for words in (scale.say(figure.value), count, _("interval %(span)s", span=interval) if interval else "", row.aside) if words]


def _row(row: Row, scale: Scale, columns: _Columns, bars: bool) -> tuple[list[Shape], float]:
    """A row's shapes from its own top, and its height."""
    label = [Text(0, LINE * place, line, "label" if row.figure else "hidden") for place, line in enumerate(wrapped(row.label, columns.label, "label"), 1)]
    said = _said(row, scale, columns)
    if columns.narrow:
        shapes = [*label, *moved(said, LINE * len(label))]
        text = _foot(shapes)
        return (shapes, text + GAP) if row.figure is None else ([*shapes, *_picture(row.figure, scale, columns, text + BAND / 2 + 4, BAND, bars)], text + BAND + GAP + 4)
    height = max(_foot(label), _foot(said)) + GAP
    picture = _picture(row.figure, scale, columns, height / 2, height, bars) if row.figure else []
    return [*picture, *_centred(label, height), *_centred(said, height)], height


def _said(row: Row, scale: Scale, columns: _Columns) -> list[Shape]:
    """The figure in words, or why there is none, from the top of the row."""
    left = columns.words(hidden=row.figure is None)
    room = columns.width - left
    if row.figure is None:
        return [Text(left, LINE * place, line, "hidden") for place, line in enumerate(wrapped(row.why, room, "hidden"), 1)]
    value, *rest = _words(row, row.figure, scale)
    shapes: list[Shape] = [Text(left, LINE, value, "value")]
    x, line = left + breadth(value, "value") + 10, 1
    for words in rest:
        if x + breadth(words, "soft") > columns.width:
            x, line = left, line + 1
        for place, piece in enumerate(wrapped(words, columns.width - x, "soft")):
            line += place > 0
            shapes.append(Text(x, LINE * line, piece, "soft"))
        x += breadth(words, "soft") + 10
    return shapes


def _foot(shapes: Sequence[Shape]) -> float:
    """Where the lowest line of text ends."""
    return max(shape.y for shape in shapes if isinstance(shape, Text)) + 4


def _centred(shapes: Sequence[Shape], height: float) -> list[Shape]:
    return moved(shapes, (height - _foot(shapes)) / 2)


def _picture(figure: Figure, scale: Scale, columns: _Columns, middle: float, height: float, bars: bool) -> list[Shape]:
    """The figure on its scale, around the height `middle`."""
    at, low, high = (columns.at(scale.place(value)) if value is not None else None for value in (figure.value, figure.low, figure.high))
    shapes = list(_lines(scale, columns, middle - height / 2, middle + height / 2))
    if bars:
        shapes += [Bar(columns.left, middle - 9, columns.right - columns.left, 18, "track"), *([Bar(columns.left, middle - 9, (at or 0) - columns.left, 18)] if figure.value else [])]
        return shapes + (_whisker(low, high, middle) if low is not None and high is not None else [])
    shapes += [Line(columns.left, middle, columns.right, middle, "axis"), *([Line(low, middle, high, middle, "range")] if low is not None and high is not None else [])]
    return [*shapes, Dot(at or 0, middle)]


def _lines(scale: Scale, columns: _Columns, top: float, bottom: float) -> Iterator[Shape]:
    for value, kind in (*((tick, "grid") for tick in scale.ticks), *([(scale.mark, "mark")] if scale.mark is not None else [])):
        x = columns.at(scale.place(value))
        yield Line(x, top, x, bottom, kind)


def _whisker(low: float, high: float, middle: float) -> list[Shape]:
    """An interval across a bar's end: to be seen on the bar and beside it."""
    around = [Bar(low - 3, middle - 7, 6, 14, "halo"), Bar(high - 3, middle - 7, 6, 14, "halo"), Bar(low, middle - 3, high - low, 6, "halo")]
    return [*around, Line(low, middle - 5, low, middle + 5, "whisker"), Line(high, middle - 5, high, middle + 5, "whisker"), Line(low, middle, high, middle, "whisker")]


def _marked(scale: Scale, columns: _Columns) -> list[Shape]:
    """What the mark is, above it."""
    if scale.mark is None or not scale.marked:
        return []
    half = breadth(scale.marked, "tick") / 2
    return [Text(min(max(half, columns.at(scale.place(scale.mark))), columns.width - half), 13, scale.marked, "tick", "middle")]


def _numbers(scale: Scale, columns: _Columns, bottom: float) -> list[Shape]:
    """The scale's numbers below the last row."""
    return [Text(columns.at(scale.place(tick)), bottom + 15, scale.tick(tick), "tick", "middle") for tick in scale.ticks]
