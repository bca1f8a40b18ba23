"""What a drawing is made of. Lengths are pixels of CSS, from the upper left corner; a kind says what a shape means, never how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

WIDE, NARROW = 720, 340  # a desk's and a phone's


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    kind: str = "bar"


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: float = 6
    kind: str = "dot"


@dataclass(frozen=True)
class Text:
    """One line of text; y is its baseline. `anchor` is start, middle or end."""

    x: float
    y: float
    words: str
    kind: str = "label"
    anchor: str = "start"


Shape = Bar | Line | Dot | Text


@dataclass(frozen=True)
class Drawing:
    """A picture of figures: its name, all it shows in words, its shapes, and the sentences without which it could mislead."""

    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()


def moved(shapes: Sequence[Shape], down: float, right: float = 0) -> list[Shape]:
    """The same shapes so much lower, and so much further to the right."""
    return [_moved(shape, down, right) for shape in shapes]


def _moved(shape: Shape, down: float, right: float) -> Shape:
    if isinstance(shape, Line):
        return replace(shape, x1=shape.x1 + right, x2=shape.x2 + right, y1=shape.y1 + down, y2=shape.y2 + down)
    return replace(shape, x=shape.x + right, y=shape.y + down)
