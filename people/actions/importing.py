"""Importing a roster: first a draft and its preview, then exactly that."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from people import roster, store
from people.roster import Comparison, Draft, Row, Standing, Table
from people.roster.draft import LASTS


def import_people(db: Database, filename: str, content: bytes, groups: Collection[str] = ()) -> Comparison:
    """Import a CSV or XLSX file at once: `groups` names columns to use besides those that are used anyway.

    Lines that make no sense are left out and told of. Returns what was done. Raises Refused, at `file`, when nothing can be read.
    """
    table = roster.read(content)
    columns = roster.recognise(table.headings)
    with storage.write(db):
        dimensions = store.dimensions(db)
        named = [_column(columns, filename, heading) for heading in groups]
        chosen = (*roster.default_groups(columns, dimensions), *named)
        comparison = _compare(db, table, chosen)
        _apply(db, comparison)
    return comparison


def start_import(db: Database, filename: str, content: bytes, person_id: int, now: datetime) -> Draft:
    """Keep what a file says until it is confirmed. Raises Refused, at `file`, when nothing can be read."""
    table = roster.read(content)
    with storage.write(db):
        store.delete_old_drafts(db, now - LASTS)
        groups = roster.default_groups(roster.recognise(table.headings), store.dimensions(db))
        draft = Draft(secrets.token_urlsafe(12), person_id, filename[:200], table, groups)
        store.insert_draft(db, draft, now)
    return draft


def choose_groups(db: Database, draft: Draft, groups: Collection[int]) -> None:
    """Use other columns of a draft as groups."""
    with storage.write(db):
        store.update_draft(db, replace(draft, groups=_possible(db, draft.table, groups)))


def preview(db: Database, draft: Draft) -> Comparison:
    """What confirming a draft would do now. Changes nothing."""
    return _compare(db, draft.table, draft.groups)


def confirm_import(db: Database, number: str, person_id: int, digest: str) -> Comparison:
    """Do what the preview of that digest said, all of it or nothing. Returns what was done.

    Raises Refused when that is no longer what would happen, because people have changed since.
    """
    with storage.write(db):
        draft = store.get_draft(db, number, person_id)
        comparison = _compare(db, draft.table, draft.groups)
        if comparison.digest != digest:
            raise Refused("People or groups have changed since this preview was made. It has been made anew: look at it, then confirm.")
        _apply(db, comparison)
        store.delete_draft(db, number, person_id)
    return comparison


def drop_import(db: Database, number: str, person_id: int) -> None:
    with storage.write(db):
        store.delete_draft(db, number, person_id)


def _compare(db: Database, table: Table, groups: Collection[int]) -> Comparison:
    standing = Standing(store.everybody(db), store.dimensions(db), store.membership(db))
    return roster.compare(roster.rows(table, _possible(db, table, groups)), standing)


def _possible(db: Database, table: Table, groups: Collection[int]) -> tuple[int, ...]:
    columns = roster.recognise(table.headings)
    return roster.without_doubles(columns, [column for column in columns.possible_groups if column in groups], store.dimensions(db))


def _column(columns: roster.Columns, filename: str, heading: str) -> int:
    for column in columns.possible_groups:
        if columns.headings[column].casefold() == heading.strip().casefold():
            return column
    raise Refused("%(file)s has no column called “%(heading)s” that could be used as groups.", file=filename, heading=heading)


def _apply(db: Database, comparison: Comparison) -> None:
    place = _Groups(db, comparison)
    for row in comparison.new:
        place.put(store.insert(db, row.name, row.email, row.language), row, comparison.groups)
    for change in comparison.changed:
        person, row = change.person, change.row
        store.update(db, person.id, row.name, person.email, row.language or person.language)
        place.put(person.id, row, [one.what for one in change.differences if isinstance(one.what, int)])


class _Groups:
    """The numbers of dimensions and groups, looked up once each and made when new."""

    def __init__(self, db: Database, comparison: Comparison) -> None:
        self.db = db
        self.dimensions = {column: self._dimension(comparison.columns, column) for column in comparison.groups}
        self.groups = {(group.dimension_id, group.name.lower()): group.id for group in store.groups(db)}

    def _dimension(self, columns: roster.Columns, column: int) -> int:
        found = roster.dimension_of(columns, column, store.dimensions(self.db))
        return found.id if found else store.ensure_dimension(self.db, columns.headings[column], columns.key(column))

    def put(self, person_id: int, row: Row, columns: Sequence[int]) -> None:
        for column in columns:
            dimension_id, name = self.dimensions[column], row.groups[column]
            store.set_group(self.db, person_id, dimension_id, self._group(dimension_id, name) if name else None)

    def _group(self, dimension_id: int, name: str) -> int:
        known = (dimension_id, name.lower())
        if known not in self.groups:
            self.groups[known] = store.ensure_group(self.db, dimension_id, name)
        return self.groups[known]
