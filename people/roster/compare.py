"""What a file's rows would change among the people who are there already."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from people.model import Dimension, Person
from people.roster.columns import Columns, dimension_of
from people.roster.rows import Refusal, Row, Rows

NAME, LANGUAGE = "name", "language"


@dataclass(frozen=True)
class Standing:
    """The people there are, archived ones too, and their groups: person → dimension → name."""

    people: Sequence[Person]
    dimensions: Sequence[Dimension]
    membership: dict[int, dict[int, str]]


@dataclass(frozen=True)
class Difference:
    what: str | int  # name, language, or the column of a group
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    row: Row
    person: Person
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """`archived` rows are left as they are; `absent` counts the active people whom the file does not name."""

    columns: Columns
    groups: tuple[int, ...]
    new: tuple[Row, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Row, ...]
    archived: tuple[Row, ...]
    refused: tuple[Refusal, ...]
    absent: int

    @property
    def changes(self) -> int:
        """How many people an import would add or change."""
        return len(self.new) + len(self.changed)

    @property
    def digest(self) -> str:
        """A short name for exactly these changes: two comparisons that would do the same have the same."""
        new = [[row.name, row.email, row.language, sorted(row.groups.items())] for row in self.new]
        changed = [[change.person.id, *([one.what, one.old, one.new] for one in change.differences)] for change in self.changed]
        return hashlib.sha256(json.dumps([self.groups, new, changed]).encode()).hexdigest()[:32]


def compare(found: Rows, standing: Standing) -> Comparison:
    known = {person.email.lower(): person for person in standing.people}
    dimensions = {column: dimension_of(found.columns, column, standing.dimensions) for column in found.groups}
    new, changed, unchanged, archived = [], [], [], []
    for row in found.rows:
        person = known.get(row.email.lower())
        if person is None:
            new.append(row)
        elif not person.active:
            archived.append(row)
        elif differences := _differences(row, person, dimensions, standing.membership.get(person.id, {})):
            changed.append(Change(row, person, differences))
        else:
            unchanged.append(row)
    named = {row.email.lower() for row in found.rows}
    absent = sum(person.active and person.email.lower() not in named for person in standing.people)
    return Comparison(found.columns, found.groups, tuple(new), tuple(changed), tuple(unchanged), tuple(archived), found.refused, absent)


def _differences(row: Row, person: Person, dimensions: dict[int, Dimension | None], groups: dict[int, str]) -> tuple[Difference, ...]:
    found = [Difference(NAME, person.name, row.name)] if row.name != person.name else []
    if row.language and row.language != person.language:
        found.append(Difference(LANGUAGE, person.language or "", row.language))
    for column, new in row.groups.items():
        dimension = dimensions[column]
        old = groups.get(dimension.id, "") if dimension else ""
        if old.lower() != new.lower():  # one group, however its name is written
            found.append(Difference(column, old, new))
    return tuple(found)
