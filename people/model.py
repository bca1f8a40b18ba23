"""The people, their groups, and the rules of the roster."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import email_validator

from errors import Refused

KNOWN_DIMENSIONS = ("group", "role", "plan")  # SuperOffice's own: primary group, role, user plan

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
