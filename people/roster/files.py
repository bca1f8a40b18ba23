"""From a file's bytes to its table: which kind of file it is, its encoding, its separator, its heading line."""

import contextlib
import csv
import io
import itertools
from collections.abc import Iterator, Sequence

from errors import Refused
from people.model import GROUP_MOST, UNREADABLE
from people.roster import xlsx
from people.roster.columns import recognise
from people.roster.table import HEADING_WITHIN, MOST_BYTES, MOST_ROWS, Line, Table, lines, too_many_rows

SEPARATORS = ",;\t"


def read(content: bytes) -> Table:
    """The table in a CSV or XLSX file. Raises Refused, at field `file`, when there is none that can be read."""
    if len(content) > MOST_BYTES:
        raise Refused("The file is larger than %(most)s MB.", field="file", most=MOST_BYTES // 1_000_000)
    if not content.strip():
        raise Refused("The file is empty.", field="file")
    if content.startswith(b"PK"):
        return _table(list(lines(xlsx.cells(content))))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("This is an old Excel file (.xls) or one with a password. Save it as .xlsx or CSV without a password, and choose it again.", field="file")
    return _table(_csv(_text(content)))


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


def _csv(text: str) -> list[Line]:
    """The lines by the separator that makes most sense of the first of them."""
    start, marked = 1, ""
    first, _newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) <= 5:  # Excel's own mark
        start, marked, text = 2, first.strip()[4:] or "\t", rest
    separator = marked if marked and marked in SEPARATORS else max(SEPARATORS, key=lambda one: _sense(text, one))
    return list(lines(_cells(text, separator, start)))


def _sense(text: str, separator: str) -> tuple[int, int]:
    """How many headings are recognised, and how many columns there are, with a separator."""
    best = (0, 0)
    with contextlib.suppress(Refused):
        for _line, cells in itertools.islice(_cells(text, separator, 1), 2 * HEADING_WITHIN):
            best = max(best, (len(recognise(cells).meaning), len(cells)))
    return best


def _cells(text: str, separator: str, start: int) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = start
    try:
        for cells in reader:
            yield number, [_unguarded(cell) for cell in cells]
            number = start + reader.line_num
    except csv.Error:
        raise Refused("From line %(line)s on the quotation marks do not match, or a cell is far too long.", field="file", line=number) from None


def _unguarded(cell: str) -> str:
    """Without the mark that our own export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell


def _table(found: Sequence[Line]) -> Table:
    if not found:
        raise Refused("The file is empty.", field="file")
    place = next((i for i, line in enumerate(found[:HEADING_WITHIN]) if recognise(line.cells).complete), None)
    if place is None:
        raise Refused(
            "No column with addresses, or none with names, was found. The first line must have headings like “E-mail” or “User ID”, and “Name” or “First name” and “Last name”. It has: %(headings)s",
            field="file", headings=", ".join(cell[:40] for cell in found[0].cells[:12]),
        )
    body = found[place + 1 :]
    if not body:
        raise Refused("The file has headings, but nobody below them.", field="file")
    if len(body) > MOST_ROWS:
        raise too_many_rows()
    return Table(tuple(_heading(cell) for cell in found[place].cells), tuple(body))


def _heading(cell: str) -> str:
    """A heading fit to become the name of a kind of group."""
    return UNREADABLE.sub("", " ".join(cell.split()))[:GROUP_MOST].strip()
