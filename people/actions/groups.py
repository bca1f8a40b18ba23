"""Kinds of groups, and their names."""

from sqlite_utils import Database

import storage
from errors import Refused
from people import model, store


def add_dimension(db: Database, name: str) -> int:
    """A new kind of group. Raises Refused, at `name`, when there is one of that name."""
    name = model.group_name(name)
    with storage.write(db):
        if store.dimension_called(db, name):
            raise Refused("“%(name)s” is there already.", field="name", name=name)
        return store.ensure_dimension(db, name)


def rename_dimension(db: Database, number: int, name: str) -> None:
    name = model.group_name(name)
    with storage.write(db):
        store.get_dimension(db, number)
        other = store.dimension_called(db, name)
        if other and other.id != number:
            raise Refused("“%(name)s” is there already.", field="name", name=name)
        store.rename_dimension(db, number, name)


def rename_group(db: Database, number: int, name: str) -> None:
    name = model.group_name(name)
    with storage.write(db):
        group = store.get_group(db, number)
        other = store.group_called(db, group.dimension_id, name)
        if other and other.id != number:
            raise Refused("“%(name)s” is there already.", field="name", name=name)
        store.rename_group(db, number, name)
