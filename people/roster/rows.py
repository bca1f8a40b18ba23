"""From a table's lines to people: each line is a row that makes sense, or is refused with a reason."""

from collections.abc import Collection
from dataclasses import dataclass

from errors import Refused
from people.model import UNREADABLE, address, group_name, name
from people.roster.columns import ADDRESS, FIRST, LANGUAGE, LAST, NAME, USER, Columns, recognise
from people.roster.table import MOST_CELL, Table
from tables import Line

LANGUAGES = {
    "sv": ("sv", "swe", "svenska", "swedish", "svensk", "schwedisch", "zweeds"),
    "en": ("en", "eng", "english", "engelska", "engelsk", "englisch", "engels"),
}
_LANGUAGE = {word: code for code, words in LANGUAGES.items() for word in words}


@dataclass(frozen=True)
class Row:
    line: int
    name: str
    email: str
    language: str | None  # None: the file does not say, or says one that Ombord does not speak
    groups: dict[int, str]  # column → the group's name, '' for none


@dataclass(frozen=True)
class Refusal:
    line: int
    shown: str  # what the line says, so that it can be found
    reason: Refused


@dataclass(frozen=True)
class Rows:
    columns: Columns
    groups: tuple[int, ...]  # the columns used as groups
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...]


def rows(table: Table, groups: Collection[int]) -> Rows:
    """Read a table's lines as people, using those columns as groups."""
    columns = recognise(table.headings)
    used = tuple(column for column in columns.possible_groups if column in groups)
    good: dict[str, Row] = {}
    refused = []
    for line in table.lines:
        try:
            row = _row(line, columns, used)
            if first := good.get(row.email.lower()):
                raise Refused("The same address is on line %(line)s already.", line=first.line)
            good[row.email.lower()] = row
        except Refused as reason:
            refused.append(Refusal(line.number, _shown(line), reason))
    return Rows(columns, used, tuple(good.values()), tuple(refused))


def _row(line: Line, columns: Columns, groups: tuple[int, ...]) -> Row:
    if len(line.cells) > len(columns.headings):
        raise Refused("There are %(cells)s cells, but only %(headings)s headings.", cells=len(line.cells), headings=len(columns.headings))
    for column in (*columns.meaning.values(), *groups):
        _check(_cell(line, column), columns.headings[column])
    email = address(_address(line, columns))
    return Row(line.number, name(_name(line, columns)), email, _language(line, columns), {column: _group(line, column) for column in groups})


def _check(cell: str, heading: str) -> None:
    if len(cell) > MOST_CELL:
        raise Refused("What stands under “%(heading)s” is too long: at most %(most)s characters fit.", heading=heading, most=MOST_CELL)
    if UNREADABLE.search(" ".join(cell.split())):
        raise Refused("There are characters that cannot be shown under “%(heading)s”.", heading=heading)


def _cell(line: Line, column: int | None) -> str:
    return line.cells[column] if column is not None and column < len(line.cells) else ""


def _address(line: Line, columns: Columns) -> str:
    """The address column, or the user's name in the CRM where that is an address."""
    user = _cell(line, columns.meaning.get(USER))
    found = _cell(line, columns.meaning.get(ADDRESS)) or (user if "@" in user else "")
    if not found:
        raise Refused("The address is missing.")
    return found


def _name(line: Line, columns: Columns) -> str:
    whole = _cell(line, columns.meaning.get(NAME))
    return whole or f"{_cell(line, columns.meaning.get(FIRST))} {_cell(line, columns.meaning.get(LAST))}"


def _language(line: Line, columns: Columns) -> str | None:
    said = _cell(line, columns.meaning.get(LANGUAGE)).casefold()
    return _LANGUAGE.get(said) or _LANGUAGE.get(said.replace("_", "-").partition("-")[0])


def _group(line: Line, column: int) -> str:
    cell = _cell(line, column)
    return group_name(cell) if cell else ""


def _shown(line: Line) -> str:
    return UNREADABLE.sub("\ufffd", " · ".join(cell for cell in line.cells if cell))[:80]
