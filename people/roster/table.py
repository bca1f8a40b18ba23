"""A roster's table: its headings, and the lines below them."""

from dataclasses import dataclass

from tables import Line

MOST_CELL = 500  # characters; a longer cell is cut just past it, so that its row can still be refused


@dataclass(frozen=True)
class Table:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
