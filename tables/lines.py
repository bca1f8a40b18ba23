"""The lines of a file, tidied, with the numbers they have there; and how much of a file is read at most."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from errors import Refused

MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
SPACE = 1_000  # characters before a cell's text that are passed over
HEADING_WITHIN = 10  # lines, for exports that begin with a title

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Line:
    number: int
    cells: tuple[str, ...]


def lines(numbered: Iterable[tuple[int, Iterable[str]]], most_cell: int, most_columns: int = MOST_COLUMNS) -> Iterator[Line]:
    """Tidy lines, without the empty ones. Raises Refused when there are too many of them, or of their columns.

    A cell of more than `most_cell` characters is cut just past it, so that its row can still be refused.
    """
    count = 0
    for number, raw in numbered:
        cells = _cells(raw, most_cell)
        if not cells:
            continue
        count += 1
        if count > MOST_ROWS + HEADING_WITHIN:
            raise too_many_rows()
        if len(cells) > most_columns:
            raise Refused("Line %(line)s has more than %(most)s columns. Keep those that are needed.", field="file", line=number, most=most_columns)
        yield Line(number, cells)


def too_many_rows() -> Refused:
    return Refused("The file has more than %(most)s lines. Split it.", field="file", most=MOST_ROWS)


def _cut(cell: str, most_cell: int) -> str:
    """Stripped, and cut just past the limit. A workbook may point a million cells at one huge text, which must not be copied each time."""
    return cell[: SPACE + most_cell + 1].strip()[: most_cell + 1]


def _cells(raw: Iterable[str], most_cell: int) -> tuple[str, ...]:
    cells = [_SURROGATES.sub("\ufffd", unicodedata.normalize("NFC", _cut(cell, most_cell))) for cell in raw]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
