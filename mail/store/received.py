"""All SQL of the mailbox that is read, and of what came in."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from mail.model import Letter, Mailbox, Received


def mailbox(db: Database) -> Mailbox:
    [row] = db.query("select uid_validity, last_uid, read_at, trouble, words, failing_since, stuck from mailbox")
    return Mailbox(**(row | {name: storage.maybe_instant(row[name]) for name in ("read_at", "failing_since")}))


def hold(db: Database, now: datetime, until: datetime) -> bool:
    """Keep everybody else from reading until then. False when somebody does so already."""
    return bool(db.execute("update mailbox set held_until = ? where held_until is null or held_until <= ?", [storage.text(until), storage.text(now)]).rowcount)


def release(db: Database, until: datetime) -> None:
    """Nobody reads before then, anybody may after."""
    db.execute("update mailbox set held_until = ?", [storage.text(until)])


def read_to(db: Database, uid_validity: int, last_uid: int) -> None:
    db.execute("update mailbox set uid_validity = ?, last_uid = ?", [uid_validity, last_uid])


def fine(db: Database, now: datetime) -> None:
    """The mailbox could be read."""
    db.execute("update mailbox set read_at = ?, trouble = '', words = '', failing_since = null", [storage.text(now)])


def failing(db: Database, trouble: str, words: str, now: datetime) -> None:
    """The mailbox could not be read, for the first time or still."""
    db.execute("update mailbox set trouble = ?, words = ?, failing_since = coalesce(failing_since, ?)", [trouble, words, storage.text(now)])


def set_stuck(db: Database, words: str) -> None:
    db.execute("update mailbox set stuck = ?", [words])


def outcome(db: Database, key: str) -> str:
    """What became of a mail that is known; empty when it is not."""
    return next((str(row["outcome"]) for row in db.query("select outcome from received where key = ?", [key])), "")


def insert_received(db: Database, letter: Letter, outcome: str) -> None:
    db.execute("insert into received(key, received_at, sender, outcome) values (?, ?, ?, ?)", [letter.key, storage.text(letter.received_at), letter.sender, outcome])


def set_outcome(db: Database, key: str, outcome: str) -> None:
    db.execute("update received set outcome = ? where key = ?", [outcome, key])


def set_about(db: Database, key: str, about: str, words: str = "") -> None:
    db.execute("update received set about = ?, words = ? where key = ?", [about, words, key])


def drop_received(db: Database, key: str) -> None:
    db.execute("delete from received where key = ?", [key])


def received(db: Database, limit: int, offset: int = 0) -> list[Received]:
    """What came in and was for Ombord, the newest first."""
    return [_received(row) for row in db.query("select * from received order by id desc limit ? offset ?", [limit, offset])]


def count_received(db: Database, since: datetime | None = None) -> int:
    """How many mails came in that were for Ombord: all, or since then."""
    [row] = db.query("select count(*) as n from received where received_at >= ?", [storage.text(since) if since else ""])
    return int(row["n"])


def drop_received_before(db: Database, when: datetime) -> int:
    return db.execute("delete from received where received_at < ?", [storage.text(when)]).rowcount


def from_address(db: Database, email: str) -> list[Received]:
    """What came in from one address, the newest first."""
    return [_received(row) for row in db.query("select * from received where sender = ? collate nocase order by id desc", [email])]


def forget_received(db: Database, email: str) -> int:
    """Delete what is kept of the mails that came from an address, and of those that tell why a mail to it did not arrive."""
    return db.execute(
        "delete from received where sender = :email collate nocase or about in (select 'mail:' || id from outbox where to_email = :email collate nocase)", {"email": email},
    ).rowcount


def _received(row: dict[str, Any]) -> Received:
    return Received(**(row | {"received_at": storage.instant(row["received_at"])}))
