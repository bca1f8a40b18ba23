"""A table as it stands in a file: headings, and lines with the numbers they have there."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from errors import Refused

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CELL = 500  # characters; a longer cell is cut just past it, so that its row can still be refused
HEADING_WITHIN = 10  # lines, for exports that begin with a title

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def lines(numbered: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Line]:
    """Tidy lines, without the empty ones. Raises Refused when there are too many of them, or of their columns."""
    count = 0
    for number, raw in numbered:
        cells = _cells(raw)
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS + HEADING_WITHIN:
            raise too_many_rows()
        if len(cells) > MOST_COLUMNS:
            raise Refused("Line %(line)s has more than %(most)s columns. Keep those that are needed.", field="file", line=number, most=MOST_COLUMNS)
        yield Line(number, cells)


def too_many_rows() -> Refused:
    return Refused("The file has more than %(most)s lines. Split it.", field="file", most=MOST_ROWS)


def _cells(raw: Iterable[str]) -> tuple[str, ...]:
    cells = [_SURROGATES.sub("\ufffd", unicodedata.normalize("NFC", cell.strip()[: MOST_CELL + 1])) for cell in raw]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
