"""All SQL of the outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from mail.model import FAILED, INVITATION, REMINDER, SENT, SIGN_IN, WAITING, WITHDRAWN, Link, Mail, Message


def insert(db: Database, message: Message, message_id: str, now: datetime) -> bool:
    """Queue a message. False when one of the same dedup name is there already."""
    link = message.link
    row = {
        "message_id": message_id, "kind": message.kind, "about": message.about, "dedup": message.dedup,
        "to_name": message.to_name, "to_email": message.to_email, "subject": message.subject, "body": message.body,
        "link_kind": link.kind if link else None, "link_number": link.number if link else None, "link_version": link.version if link else None,
        "ics": message.ics, "method": message.method, "queued_at": storage.text(now), "due_at": storage.text(now),
        "useless_after": storage.text(message.useless_after) if message.useless_after else None,
    }
    columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    return bool(db.execute(f"insert into outbox({columns}) values ({places}) on conflict(dedup) do nothing", row).rowcount)


def find(db: Database, number: int) -> Mail | None:
    return next((_mail(row) for row in db.query("select * from outbox where id = ?", [number])), None)


def get(db: Database, number: int) -> Mail:
    if found := find(db, number):
        return found
    raise NotFound("mail")


def find_by_message_id(db: Database, message_id: str) -> Mail | None:
    return next((_mail(row) for row in db.query("select * from outbox where message_id = ?", [message_id])), None)


_FITTING = (
    "from outbox where kind <> :reminder and (:state = '' or state = :state)"
    " and (to_email like :like escape '\\' or to_name like :like escape '\\' or subject like :like escape '\\')"
)


def search(db: Database, state: str = "", words: str = "", limit: int = 1000, offset: int = 0) -> list[Mail]:
    """The newest first, those of one state or all, whose recipient or subject holds the words.

    Reminders are never among them: who gets one has not answered.
    """
    return [_mail(row) for row in db.query(f"select * {_FITTING} order by id desc limit :limit offset :offset", _fitting(state, words) | {"limit": limit, "offset": offset})]


def fitting(db: Database, state: str = "", words: str = "") -> int:
    """How many `search` would find in all."""
    [row] = db.query(f"select count(*) as n {_FITTING}", _fitting(state, words))
    return int(row["n"])


def _fitting(state: str, words: str) -> dict[str, object]:
    like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return {"reminder": REMINDER, "state": state, "like": like}


def to_address(db: Database, email: str) -> list[Mail]:
    """Everything to one address, the newest first, but for sign-in links, which are not kept for reading."""
    return [_mail(row) for row in db.query("select * from outbox where to_email = ? collate nocase and kind <> ? and state <> 'withdrawn' order by id desc", [email, SIGN_IN])]


def secret_to(db: Database, email: str) -> bool:
    """Whether links with which one answers as the recipient have been queued to an address."""
    return bool(list(db.query("select 1 from outbox where to_email = ? collate nocase and kind in (?, ?) limit 1", [email, INVITATION, REMINDER])))


def counts(db: Database, about: str = "", kind: str = "") -> dict[str, int]:
    """Mails by state: all, or those about one thing, or of one kind."""
    found = db.query("select state, count(*) as n from outbox where (:about = '' or about = :about) and (:kind = '' or kind = :kind) group by state", {"about": about, "kind": kind})
    return {WAITING: 0, SENT: 0, FAILED: 0, WITHDRAWN: 0} | {row["state"]: row["n"] for row in found}


def queued_since(db: Database, kinds: Sequence[str], since: datetime) -> list[tuple[str, str, datetime]]:
    """To what address, of what kind and when: mails of these kinds that went out or wait."""
    places = ", ".join("?" for _ in kinds)
    found = db.query(f"select to_email, kind, queued_at from outbox where kind in ({places}) and state in ('waiting', 'sent') and queued_at >= ? order by id", [*kinds, storage.text(since)])
    return [(row["to_email"], row["kind"], storage.instant(row["queued_at"])) for row in found]


def failed_reminders(db: Database) -> list[str]:
    """The subjects of reminders of which some failed. How many went out or wait is nobody's to see: archiving or erasing somebody would change it."""
    return [row["subject"] for row in db.query("select subject from outbox where kind = ? and state = 'failed' group by about, subject order by max(id) desc", [REMINDER])]


_OVERTAKEN = "exists (select 1 from outbox newer where mail.kind = 'workshop' and newer.kind = mail.kind and newer.link_number = mail.link_number and newer.id > mail.id)"


def overtaken(db: Database, number: int) -> bool:
    """Whether the same person has been written to about the same workshop since: an older mail says what may no longer hold."""
    return any(db.query(f"select 1 from outbox mail where id = ? and {_OVERTAKEN}", [number]))


def undelivered(db: Database) -> int:
    """How many mails failed and have not been overtaken, reminders left out."""
    [row] = db.query(f"select count(*) as n from outbox mail where state = 'failed' and kind <> ? and not {_OVERTAKEN}", [REMINDER])
    return int(row["n"])


def latest(db: Database, link_kind: str, about: str, without: str = "") -> dict[int, Mail]:
    """The newest mail about a thing for each number that the mails' links open, leaving one kind out."""
    found = db.query("select * from outbox where link_kind = ? and about = ? and kind <> ? order by id", [link_kind, about, without])
    return {row["link_number"]: _mail(row) for row in found}


def about(db: Database, about: str, link_kind: str, number: int | None = None) -> list[Mail]:
    """Every mail about a thing with a link of one kind, to one number or to all, in the order in which they were queued."""
    found = db.query("select * from outbox where about = ? and link_kind = ? and (? is null or link_number = ?) order by id", [about, link_kind, number, number])
    return [_mail(row) for row in found]


def claim(db: Database, by: str, now: datetime, until: datetime) -> Mail | None:
    """Take the next mail that is due, for as long as the lease holds."""
    found = list(db.query(
        "update outbox set lease_until = :until, lease_by = :by, attempts = attempts + 1 where id ="
        " (select id from outbox where state = 'waiting' and due_at <= :now and (lease_until is null or lease_until < :now) order by due_at, id limit 1) returning *",
        {"by": by, "now": storage.text(now), "until": storage.text(until)},
    ))
    return _mail(found[0]) if found else None


def finish(db: Database, number: int, by: str, state: str, words: str, now: datetime) -> None:
    db.execute("update outbox set state = ?, words = ?, done_at = ?, lease_until = null, lease_by = null where id = ? and lease_by = ?", [state, words, storage.text(now), number, by])


def bounced(db: Database, number: int, words: str, now: datetime) -> None:
    """A mail that was sent did not arrive."""
    db.execute("update outbox set state = 'failed', words = ?, done_at = ? where id = ? and state = 'sent'", [words, storage.text(now), number])


def postpone(db: Database, number: int, by: str, words: str, due_at: datetime) -> None:
    db.execute("update outbox set words = ?, due_at = ?, lease_until = null, lease_by = null where id = ? and lease_by = ?", [words, storage.text(due_at), number, by])


def expire(db: Database, now: datetime) -> int:
    """Withdraw what came too late to be of use."""
    return db.execute("update outbox set state = 'withdrawn', words = 'too late' where state = 'waiting' and useless_after < ?", [storage.text(now)]).rowcount


def withdraw(db: Database, kind: str, link_kind: str, numbers: Iterable[int]) -> None:
    """Take back what still waits, of one kind, with links that open these numbers."""
    for number in numbers:
        db.execute("update outbox set state = 'withdrawn' where state = 'waiting' and kind = ? and link_kind = ? and link_number = ?", [kind, link_kind, number])


def withdraw_about(db: Database, kind: str, about: str) -> None:
    """Take back what still waits, of one kind, about a thing."""
    db.execute("update outbox set state = 'withdrawn' where state = 'waiting' and kind = ? and about = ?", [kind, about])


def withdraw_to(db: Database, email: str) -> int:
    """Take back everything that still waits to go to an address. Returns how many there were, reminders not counted: who gets one has not answered."""
    return len([row for row in db.query("update outbox set state = 'withdrawn' where state = 'waiting' and to_email = ? collate nocase returning kind", [email]) if row["kind"] != REMINDER])


def retry(db: Database, number: int, now: datetime) -> bool:
    return bool(db.execute("update outbox set state = 'waiting', attempts = 0, due_at = ?, done_at = null where id = ? and state = 'failed'", [storage.text(now), number]).rowcount)


def forget(db: Database, email: str) -> int:
    """Delete everything to an address."""
    return db.execute("delete from outbox where to_email = ? collate nocase", [email]).rowcount


def forget_about(db: Database, kind: str, about: str, most: int) -> int:
    """Delete so many mails at most of one kind about a thing."""
    return db.execute("delete from outbox where id in (select id from outbox where kind = ? and about = ? limit ?)", [kind, about, most]).rowcount


def forget_links(db: Database, kind: str, numbers: Iterable[int]) -> int:
    """Delete every mail whose link opens one of these numbers: also what went to an address that was mended since."""
    return sum(db.execute("delete from outbox where link_kind = ? and link_number = ?", [kind, number]).rowcount for number in numbers)


def forget_sender(db: Database, about: str, words: Iterable[str]) -> None:
    """Take somebody's name and address out of the mails about a thing, and their calendar entries away; what waits with one is withdrawn."""
    db.execute("update outbox set state = 'withdrawn' where about = ? and state = 'waiting' and ics is not null", [about])
    db.execute("update outbox set ics = null, method = null where about = ?", [about])
    for word in words:
        db.execute("update outbox set subject = replace(subject, :word, '…'), body = replace(body, :word, '…') where about = :about", {"word": word, "about": about})


def _mail(row: dict[str, Any]) -> Mail:
    link = Link(row["link_kind"], row["link_number"], row["link_version"]) if row["link_kind"] else None
    same = ("id", "message_id", "kind", "about", "to_name", "to_email", "subject", "body", "ics", "method", "state", "attempts", "words")
    return Mail(
        **{name: row[name] for name in same}, link=link,
        queued_at=storage.instant(row["queued_at"]), due_at=storage.instant(row["due_at"]), done_at=storage.maybe_instant(row["done_at"]),
    )
