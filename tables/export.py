"""Tables as CSV that opens rightly in a spreadsheet, and in which nothing is taken for a formula."""

import codecs
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence

from tables.guard import guarded

Cell = str | int | float | None  # None: empty

NUMBER = re.compile(r"-?\d+([.,]\d+)?(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)  # no spreadsheet takes it for anything else
LINES_AT_ONCE = 500

_QUOTED = re.compile(r'[",;\t\r\n]|\A\s|\s\Z')


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, comma-separated, a piece at a time. Nothing in it is taken for a formula (see guard.py); numbers stay numbers."""
    start, waiting = codecs.BOM_UTF8, itertools.chain((headings,), lines)
    while some := list(itertools.islice(waiting, LINES_AT_ONCE)):
        yield start + "".join(map(_line, some)).encode("utf-8", "replace")
        start = b""


def written(cell: Cell) -> str:
    """A cell in characters; empty for what is no number that could be written."""
    return "" if cell is None or (isinstance(cell, float) and not math.isfinite(cell)) else str(cell)


def _line(cells: Sequence[Cell]) -> str:
    """Who does not split at commas sees a whole line begin with its first cell: a number stands bare there only among numbers."""
    texts = [written(cell) for cell in cells]
    numbers = all(not text or NUMBER.fullmatch(text) for text in texts)
    bare = [NUMBER.fullmatch(text) and (place > 0 or numbers) for place, text in enumerate(texts)]
    return ",".join(_quoted(text if is_bare else guarded(text)) for text, is_bare in zip(texts, bare, strict=True)) + "\r\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
