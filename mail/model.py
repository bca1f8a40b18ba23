"""Messages, mails and their states; the mailbox that is read, and what became of what came in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

PLACEHOLDER = "[[link]]"

WAITING, SENT, FAILED, WITHDRAWN = "waiting", "sent", "failed", "withdrawn"
STATES = (WAITING, SENT, FAILED, WITHDRAWN)

INVITATION, REMINDER, WORKSHOP, SIGN_IN, TEST, CALENDAR = "survey invitation", "survey reminder", "workshop", "sign-in", "test", "calendar"
SECRET_KINDS = (INVITATION, REMINDER, SIGN_IN, CALENDAR)  # whoever has the link can answer, sign in or read as the recipient

# What became of a mail that came in; each is said in a sentence by templates/mail/received.html.
REPLY = "reply"  # an answer about a workshop; what it did is told there
BOUNCE = "bounce"  # a mail of ours could not be delivered
UNKNOWN = "unknown"  # a calendar answer about no workshop of ours
UNREADABLE = "unreadable"  # a broken calendar part
WINMAIL = "winmail"  # an answer in a form that only Outlook reads
TOO_BIG = "too big"
AUTOMATIC = "automatic"  # a calendar part that a machine or a list sent, and no answer
NOT_A_REPLY = "not a reply"  # REQUEST, PUBLISH, CANCEL …
FORGED = "forged"  # our own mail server says that it is not from whom it says
CROWDED = "crowded"  # more people who are not invited answer than anybody can look through
OUTCOMES = (REPLY, BOUNCE, UNKNOWN, UNREADABLE, WINMAIL, TOO_BIG, AUTOMATIC, NOT_A_REPLY, FORGED, CROWDED)
READ = (REPLY, BOUNCE)
MOVED = (*READ, UNREADABLE, WINMAIL, TOO_BIG, FORGED, CROWDED)  # the others are people's own affairs, and stay where they are
PROCESSED_FOLDER, FAILED_FOLDER = "Processed", "Failed"

TROUBLES = UNREACHABLE, PASSWORD, CERTIFICATE, IN_THE_CLEAR, BROKEN = "unreachable", "password", "certificate", "in the clear", "broken"

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


@dataclass(frozen=True)
class Mailbox:
    """The mailbox that is read for answers: how far it has been read, and what is wrong with it."""

    uid_validity: int | None
    last_uid: int
    read_at: datetime | None  # when it last could be
    trouble: str  # one of TROUBLES, or empty
    words: str  # the server's
    failing_since: datetime | None
    stuck: str  # the server's words why mails that have been read cannot be moved


@dataclass(frozen=True)
class Letter:
    """A mail that came in. `key` is the same whenever the same mail is met again."""

    key: str
    sender: str  # the bare address of From; empty when there is none
    received_at: datetime  # when it was read
    content: EmailMessage  # parsed by email.policy.default: headers are decoded
    raw: bytes


@dataclass(frozen=True)
class Received:
    """What is kept of a mail that came in and was for Ombord."""

    id: int
    key: str
    received_at: datetime
    sender: str
    outcome: str
    about: str  # the thing it tells of, as "workshop:7" or "mail:3"; empty when it is none
    words: str


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When to try again after that many failed tries; None when it is time to give up."""
    return now + RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else None
