"""From a file's bytes to its lines: which kind of file it is, its encoding, its separator."""

import contextlib
import csv
import io
import itertools
from collections.abc import Callable, Iterator, Sequence

from errors import Refused
from tables import xlsx
from tables.guard import unguarded
from tables.lines import HEADING_WITHIN, MOST_BYTES, MOST_COLUMNS, Line, lines

SEPARATORS = ",;\t"

Sense = Callable[[Sequence[str]], int]  # how many of a line's cells are headings that are known


def read(content: bytes, most_cell: int, sense: Sense, most_columns: int = MOST_COLUMNS) -> list[Line]:
    """The lines of a CSV or XLSX file that are not empty. Raises Refused, at field `file`, when it cannot be read.

    `sense` tells which separator is the right one: the one by which most headings are known.
    """
    if len(content) > MOST_BYTES:
        raise Refused("The file is larger than %(most)s MB.", field="file", most=MOST_BYTES // 1_000_000)
    if not content.strip():
        raise Refused("The file is empty.", field="file")
    if content.startswith(b"PK"):
        return _some(lines(xlsx.cells(content, most_columns), most_cell, most_columns))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is an old Excel file (.xls) or one with a password. Save it as .xlsx or CSV without a password, and choose it again.", field="file")
    return _some(lines(_csv(_text(content), sense), most_cell, most_columns))


def _text(content: bytes) -> str:
    text = _decoded(content)
    if "\x00" in text:
        raise Refused("The file is not a text that can be read. Save it as CSV (UTF-8) or as .xlsx.", field="file")
    return text


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("The file's characters are in an encoding that is not known. Save it as CSV (UTF-8) or as .xlsx.", field="file")


def _some(found: Iterator[Line]) -> list[Line]:
    some = list(found)
    if not some:
        raise Refused("The file is empty.", field="file")
    return some


def _csv(text: str, sense: Sense) -> Iterator[tuple[int, Sequence[str]]]:
    """The cells by the separator that makes most sense of the first of them."""
    start, marked = 1, ""
    first, _newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) <= 5:  # Excel's own mark
        start, marked, text = 2, first.strip()[4:] or "\t", rest
    separator = marked if marked and marked in SEPARATORS else max(SEPARATORS, key=lambda one: _made(text, one, sense))
    return _cells(text, separator, start)


def _made(text: str, separator: str, sense: Sense) -> tuple[int, int]:
    """How many headings are recognised, and how many columns there are, with a separator."""
    best = (0, 0)
    with contextlib.suppress(Refused):
        for _line, cells in itertools.islice(_cells(text, separator, 1), 2 * HEADING_WITHIN):
            best = max(best, (sense(cells), len(cells)))
    return best


def _cells(text: str, separator: str, start: int) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = start
    try:
        for cells in reader:
            yield number, [unguarded(cell) for cell in cells]
            number = start + reader.line_num
    except csv.Error:
        raise Refused("From line %(line)s on the quotation marks do not match, or a cell is far too long.", field="file", line=number) from None

