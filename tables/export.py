"""Tables as CSV that opens rightly in a spreadsheet, and in which nothing is taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

RISKY = re.compile("'*[=+@\t\r＝＋－＠-]")  # the wide ones too: some spreadsheets take them for the narrow; and what looks guarded already
NUMBER = re.compile(r"-\d+(\.\d+)?", re.ASCII)  # no spreadsheet takes it for anything else


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, comma-separated. A cell that a spreadsheet would take for a formula begins with '."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for line in (headings, *lines):
        writer.writerow([_guarded(cell) for cell in line])
    return file.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return "'" + cell if RISKY.match(cell) and not NUMBER.fullmatch(cell) else cell
