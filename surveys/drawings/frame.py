"""A drawing made fit to be passed on: with its name above, and below it what it is made of and how it is read."""

from collections.abc import Sequence

from surveys.drawings.lettering import wrapped
from surveys.drawings.shapes import Bar, Drawing, Line, Shape, Text, moved

MARGIN, LINE, TITLE_LINE = 24, 18, 24


def framed(drawing: Drawing, above: Sequence[str], below: Sequence[str]) -> Drawing:
    """The same on a ground of its own. `above` says below the name who answered, `below` where it comes from."""
    room = drawing.width
    head: list[Shape] = [Text(0, TITLE_LINE * place, line, "title") for place, line in enumerate(wrapped(drawing.title, room, "title"), 1)]
    head += _paragraphs(above, room, head[-1].y + 2 if isinstance(head[-1], Text) else 0)
    start = _end(head) + 16
    under = start + drawing.height + 12
    foot: list[Shape] = [Line(0, under, room, under, "grid"), *_paragraphs((*drawing.notes, *below), room, under + 6)]
    height = _end(foot) + 10
    shapes = moved([*head, *moved(drawing.shapes, start), *foot], MARGIN, MARGIN)
    width = room + 2 * MARGIN
    said = ". ".join(words.rstrip(".") for words in (*above, drawing.description, *drawing.notes, *below) if words) + "."
    return Drawing(drawing.title, said, width, height + 2 * MARGIN, (Bar(0, 0, width, height + 2 * MARGIN, "ground"), *shapes))


def _paragraphs(words: Sequence[str], room: float, top: float) -> list[Shape]:
    lines = [line for paragraph in words for line in wrapped(paragraph, room, "soft") if line]
    return [Text(0, top + LINE * place, line, "soft") for place, line in enumerate(lines, 1)]


def _end(shapes: Sequence[Shape]) -> float:
    return max(shape.y for shape in shapes if isinstance(shape, Text))

