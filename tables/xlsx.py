"""The first sheet of an XLSX workbook as lines of text. A file that unpacks to too much is refused before it is read."""

import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from errors import Refused
from tables.lines import MOST_COLUMNS, too_many_rows

MOST_UNPACKED = 50_000_000  # bytes, of all parts together
MOST_PARTS = 1_000
LAST_LINE = 100_000  # empty lines do not count as rows, but they end somewhere

Cells = tuple[str, ...]


def cells(content: bytes, most_columns: int = MOST_COLUMNS) -> Iterator[tuple[int, Cells]]:
    """Each line's number and cells. Raises Refused when the file is no workbook, is damaged, or is a trap."""
    try:
        _refuse_bomb(content)
        yield from _lines(content, most_columns)
    except Refused:
        raise
    except Exception as error:  # the edge: a damaged workbook makes the library fail in every way there is
        raise Refused("This is not an Excel file that can be read: it is damaged, or has a password. Save it as .xlsx or CSV again.", field="file") from error


def _refuse_bomb(content: bytes) -> None:
    """By the size that the parts declare, and then by counting, since a declaration may lie."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _bomb()
        counted = 0
        for part in parts:
            with archive.open(part) as file:
                while chunk := file.read(1 << 20):
                    counted += len(chunk)
                    if counted > MOST_UNPACKED:
                        raise _bomb()


def _bomb() -> Refused:
    return Refused("The workbook unpacks to more than %(most)s MB. Keep one sheet with the people, or save it as CSV.", field="file", most=MOST_UNPACKED // 1_000_000)


def _lines(content: bytes, most_columns: int) -> Iterator[tuple[int, Cells]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and features that do not concern us
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            if not workbook.worksheets:
                raise Refused("The workbook has no sheet.", field="file")
            yield from _rows(workbook.worksheets[0], most_columns)
        finally:
            workbook.close()


def _rows(sheet: Any, most_columns: int) -> Iterator[tuple[int, Cells]]:
    sheet.reset_dimensions()  # what a sheet says about its own size may be wrong
    for number, values in enumerate(sheet.iter_rows(max_col=most_columns + 1, values_only=True), 1):
        if number > LAST_LINE:
            raise too_many_rows()
        yield number, tuple(_text(value) for value in values)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)
