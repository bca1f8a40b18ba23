"""From a file's bytes to the roster's table: its heading line and those below it."""

from collections.abc import Sequence

import tables
from errors import Refused
from people.model import GROUP_MOST, UNREADABLE
from people.roster.columns import recognise
from people.roster.table import MOST_CELL, Table
from tables import HEADING_WITHIN, MOST_ROWS, Line, too_many_rows


def read(content: bytes) -> Table:
    """The table in a CSV or XLSX file. Raises Refused, at field `file`, when there is none that can be read."""
    return _table(tables.read(content, MOST_CELL, lambda cells: len(recognise(cells).meaning)))


def _table(found: Sequence[Line]) -> Table:
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
