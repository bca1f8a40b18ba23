"""Tables as CSV that opens rightly in a spreadsheet, and in which nothing is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

RISKY = tuple("=+-@\t\r＝＋－＠")  # the wide ones too: some spreadsheets take them for the narrow


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, comma-separated. A cell that a spreadsheet would take for a formula begins with '."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for line in (headings, *lines):
        writer.writerow([_guarded(cell) for cell in line])
    return file.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return "'" + cell if cell.startswith(RISKY) else cell
