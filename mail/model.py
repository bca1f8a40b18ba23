"""Messages, mails and their states."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PLACEHOLDER = "[[link]]"

WAITING, SENT, FAILED, WITHDRAWN = "waiting", "sent", "failed", "withdrawn"
STATES = (WAITING, SENT, FAILED, WITHDRAWN)

INVITATION, REMINDER, WORKSHOP, SIGN_IN, TEST = "survey invitation", "survey reminder", "workshop", "sign-in", "test"
SECRET_KINDS = (INVITATION, REMINDER, SIGN_IN)  # whoever has the link can answer or sign in as the recipient

RETRY_AFTER = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 480, 960))  # about 29 hours in all
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Link:
    """What the secret address opens: `kind` one of links.PATHS, the thing's number, and its version, which rises when an address is mended."""

    kind: str
    number: int
    version: int = 0


@dataclass(frozen=True)
class Message:
    kind: str
    about: str  # the thing it tells of, as "wave:7"
    dedup: str  # a second message of the same name is not queued
    to_name: str
    to_email: str
    subject: str
    body: str
    link: Link | None = None
    ics: str | None = None
    method: str | None = None  # REQUEST, CANCEL or PUBLISH, as inside the ics
    useless_after: datetime | None = None


@dataclass(frozen=True)
class Mail:
    id: int
    message_id: str
    kind: str
    about: str
    to_name: str
    to_email: str
    subject: str
    body: str
    link: Link | None
    ics: str | None
    method: str | None
    state: str
    queued_at: datetime
    due_at: datetime
    attempts: int
    done_at: datetime | None
    words: str  # the mail server's, about the latest try

    @property
    def secret(self) -> bool:
        return self.kind in SECRET_KINDS


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to try again after that many failed tries; None when it is time to give up."""
    return now + RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else None
