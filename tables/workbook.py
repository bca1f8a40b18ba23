"""Tables as an XLSX workbook, in which a text is a text and a number a number, and nothing is a formula."""

import math
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from errors import Refused
from tables.export import Cell

MOST_LINES = 1_048_576  # of a sheet
MOST_UNITS = 32_767  # of a cell, in UTF-16
PIECE = 1 << 16  # bytes
NAME_MOST, WIDEST = 31, 60

_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]+")
_NO_TIME = datetime(1980, 1, 1)  # as in the archive itself: when it was written is nobody's concern


@dataclass(frozen=True)
class Sheet:
    """One sheet. Without headings the first column is what the lines are about."""

    name: str
    headings: Sequence[str]
    lines: Iterable[Sequence[Cell]]


def as_workbook(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The workbook, a piece at a time. It is first written to a temporary file, so that the memory does not grow with its lines.

    Raises Refused, before the first piece, when a sheet has more lines than it can hold, and OSError when there is no room.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile(dir=folder) as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "tmpdir": folder}
        try:
            with xlsxwriter.Workbook(file, options) as workbook:
                _fill(workbook, sheets)
        except XlsxFileError as error:
            raise OSError(str(error)) from error
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _fill(workbook: Any, sheets: Iterable[Sheet]) -> None:
    workbook.set_properties({"created": _NO_TIME})
    shapes: dict[str, dict[str, object]] = {"": {}, "bold": {"bold": True, "text_wrap": True}, "long": {"text_wrap": True}, "float": {"num_format": "0.0###"}}
    formats = {name: workbook.add_format({"valign": "top", **shape}) for name, shape in shapes.items()}
    for sheet in sheets:
        taken = {one.get_name().casefold() for one in workbook.worksheets()}
        _write(workbook.add_worksheet(_name(sheet.name, taken)), sheet, formats)


def _write(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    widths: dict[int, int] = {}
    first = 1 if sheet.headings else 0
    for place, heading in enumerate(sheet.headings):
        widths[place] = _put(page, 0, place, heading, formats, bold=True)
    for row, cells in enumerate(sheet.lines, first):
        if row >= MOST_LINES:
            raise Refused("A workbook holds at most %(most)s lines. Take the table as CSV instead.", most=MOST_LINES)
        for place, cell in enumerate(cells):
            widths[place] = max(widths.get(place, 0), _put(page, row, place, cell, formats, bold=not first and not place))
    _arrange(page, widths, first)


def _arrange(page: Any, widths: dict[int, int], headings: int) -> None:
    for place, width in widths.items():
        page.set_column(place, place, min(max(width, 7), WIDEST) + 2)
    if headings:
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_LINES}"})  # it is meant
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _put(page: Any, row: int, place: int, cell: Cell, formats: dict[str, Any], bold: bool = False) -> int:
    """Write a cell. Returns how many characters wide it is."""
    if isinstance(cell, int | float):
        if math.isfinite(cell):
            page.write_number(row, place, cell, formats["float" if isinstance(cell, float) else ""])
        return len(f"{cell:.4f}" if isinstance(cell, float) else str(cell))
    if not cell:
        return 0
    text = _fitting(cell)
    width = max(map(len, text.split("\n")))
    page.write_string(row, place, text, formats["bold" if bold else "long" if width > WIDEST or "\n" in text else ""])
    return width


def _fitting(text: str) -> str:
    """With line ends as a workbook has them, and cut, visibly, where a cell is full."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    if len(text) > MOST_UNITS // 2 and len(text.encode("utf-16-le")) // 2 > MOST_UNITS:
        text = text.encode("utf-16-le")[: 2 * (MOST_UNITS - 4)].decode("utf-16-le", "ignore") + " […]"
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text  # the library would write such a text as markup of its own


def _name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet can have and that no other has."""
    plain = " ".join(_NO_NAME.sub(" ", wanted).split()).strip("'") or "Sheet"
    for number in range(1, 1000):
        end = f" {number}" if number > 1 else ""
        name = _cut(plain, NAME_MOST - len(end)).strip(" '") + end
        if name.casefold() not in taken | {"history", ""}:  # the one name that Excel keeps for itself
            return name
    raise ValueError("a thousand sheets of one name")


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
