"""The people, their groups, and the rules of the roster."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import email_validator

from errors import Refused

KNOWN_DIMENSIONS = ("group", "role", "plan")  # SuperOffice's own: primary group, role, user plan

NAME_MOST, GROUP_MOST = 200, 100  # characters

UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd\ud800-\udfff]")

LINK_LASTS = timedelta(minutes=30)
SESSION_IDLE = timedelta(days=14)
SESSION_LASTS = timedelta(days=90)


@dataclass(frozen=True)
class Company:
    name: str
    crm: str
    language: str
    zone: str


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    email: str
    language: str | None = None  # None: the company's
    ambassador: bool = False
    archived_at: datetime | None = None
    feed_version: int = 0  # of the secret addresses of the person's calendar, and of the plan's
    plan_version: int = 0

    @property
    def active(self) -> bool:
        return self.archived_at is None


@dataclass(frozen=True)
class Dimension:
    id: int
    name: str
    key: str | None = None  # one of KNOWN_DIMENSIONS, whatever its name


@dataclass(frozen=True)
class Group:
    id: int
    dimension_id: int
    name: str
    size: int = 0  # active people in it


def address(text: str, field: str | None = "email") -> str:
    """A mail address as it is stored. Raises Refused when it is none."""
    try:
        found = email_validator.validate_email(text.strip(), check_deliverability=False)
    except email_validator.EmailNotValidError:
        raise Refused("“%(text)s” is not a mail address.", field=field, text=text[:80]) from None
    return found.normalized


def name(text: str, field: str | None = "name", most: int = NAME_MOST) -> str:
    """A person's or a group's name as it is stored: on one line, single-spaced. Raises Refused when there is none, or it cannot be."""
    tidy = " ".join(text.split())
    if not tidy:
        raise Refused("The name is missing.", field=field)
    if len(tidy) > most:
        raise Refused("“%(text)s…” is too long: at most %(most)s characters fit.", field=field, text=tidy[:30], most=most)
    if UNREADABLE.search(tidy):
        raise Refused("The name has characters that cannot be shown.", field=field)
    return tidy


def group_name(text: str, field: str | None = "name") -> str:
    return name(text, field, GROUP_MOST)


def may_archive(person: Person) -> None:
    if person.ambassador:
        raise Refused("%(name)s is a CRM ambassador. Remove that role in the settings first.", name=person.name)


def may_erase(person: Person) -> None:
    if person.ambassador:
        raise Refused("%(name)s is a CRM ambassador and cannot be erased. Remove that role in the settings first.", name=person.name)


def may_become_ambassador(person: Person) -> None:
    if not person.active:
        raise Refused("%(name)s is archived. Bring the person back first.", field="email", name=person.name)


def may_stop_being_ambassador(ambassadors: int) -> None:
    if ambassadors < 2:
        raise Refused("Somebody must be able to sign in. Name another CRM ambassador first.")
