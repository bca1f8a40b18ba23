"""Adding, changing and archiving people."""

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from mail import actions as mail_actions
from mail import store as mail_store
from people import model, store
from people.model import Person


def add_person(db: Database, name: str, email: str, language: str | None = None, groups: Mapping[int, str] | None = None) -> int:
    """A new person, in a group of each dimension named (dimension → the group's name, made when new, '' for none).

    Returns the person's number. Raises Refused, at `name` or `email`.
    """
    name, email = model.name(name), model.address(email)
    with storage.write(db):
        _refuse_taken(db, email)
        number = store.insert(db, name, email, language)
        _set_groups(db, number, groups or {})
        return number


def change_person(db: Database, number: int, name: str, email: str, language: str | None = None, groups: Mapping[int, str] | None = None) -> None:
    """Raises Refused, at `name` or `email`. Dimensions that `groups` does not mention stay as they are."""
    name, email = model.name(name), model.address(email)
    with storage.write(db):
        before = store.get(db, number)
        _refuse_taken(db, email, number)
        _refuse_to_inherit(db, before, email)
        store.update(db, number, name, email, language)
        _set_groups(db, number, groups or {})
        if email.lower() != before.email.lower():
            store.delete_links_of(db, number)  # they may be in a stranger's mailbox, as may the addresses of calendars
            store.renew_feed(db, number)
            store.renew_plan(db, number)


def change_me(db: Database, number: int, name: str, language: str | None) -> None:
    """One's own name and language. Raises Refused, at `name`."""
    name = model.name(name)
    with storage.write(db):
        store.update(db, number, name, store.get(db, number).email, language)


def archive_person(db: Database, number: int, now: datetime) -> int:
    """Nobody writes to the person any more; what was answered and done stays. Returns how many waiting mails were taken back.

    Raises Refused for an ambassador.
    """
    with storage.write(db):
        person = store.get(db, number)
        model.may_archive(person)
        store.archive(db, number, now)
        store.delete_sessions_of(db, number)
        store.delete_links_of(db, number)
        return mail_actions.withdraw_to(db, person.email)


def bring_back(db: Database, number: int) -> None:
    with storage.write(db):
        store.get(db, number)
        store.unarchive(db, number)


def _refuse_taken(db: Database, email: str, but: int | None = None) -> None:
    other = store.find_by_email(db, email)
    if other is None or other.id == but:
        return
    if other.active:
        raise Refused("%(name)s has this address already.", field="email", name=other.name)
    raise Refused("%(name)s, who is archived, has this address. Bring that person back instead.", field="email", name=other.name)


def _refuse_to_inherit(db: Database, person: Person, email: str) -> None:
    """An ambassador reads the mails to her own address, links and all: she must not take the address that a colleague had."""
    if person.ambassador and email.casefold() != person.email.casefold() and mail_store.secret_to(db, email):
        raise Refused("Survey links have gone to this address, so a CRM ambassador cannot take it. Remove that role in the settings first.", field="email")


def _set_groups(db: Database, number: int, groups: Mapping[int, str]) -> None:
    for dimension_id, name in groups.items():
        group_id = store.ensure_group(db, dimension_id, model.group_name(name, f"new_{dimension_id}")) if name else None
        store.set_group(db, number, dimension_id, group_id)
