"""A file that has been uploaded and previewed, but not yet confirmed."""

from dataclasses import dataclass
from datetime import timedelta

from people.roster.table import Table

LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Draft:
    id: str
    person_id: int  # the ambassador whose it is
    filename: str
    table: Table
    groups: tuple[int, ...]  # the columns chosen as groups
