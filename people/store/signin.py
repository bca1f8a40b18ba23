"""Setup code, sign-in links and sessions. Only digests are stored."""

from datetime import datetime

from sqlite_utils import Database

import storage
from people.model import Person
from people.store.people import person_of


def setup_code(db: Database) -> str | None:
    for row in db.query("select digest from setup_code"):
        return str(row["digest"])
    return None


def save_setup_code(db: Database, digest: str | None) -> None:
    db.execute("delete from setup_code")
    if digest:
        db.execute("insert into setup_code(id, digest) values (1, ?)", [digest])


def insert_link(db: Database, person_id: int, expires_at: datetime) -> int:
    return int(db.execute("insert into sign_in_link(person_id, expires_at) values (?, ?)", [person_id, storage.text(expires_at)]).lastrowid or 0)


def link_person(db: Database, number: int, now: datetime) -> int | None:
    """Whose unused, unexpired link this is."""
    for row in db.query("select person_id from sign_in_link where id = ? and used_at is null and expires_at > ?", [number, storage.text(now)]):
        return int(row["person_id"])
    return None


def use_link(db: Database, number: int, now: datetime) -> bool:
    """Claim a link: true once."""
    return bool(db.execute("update sign_in_link set used_at = ?1 where id = ?2 and used_at is null and expires_at > ?1", [storage.text(now), number]).rowcount)


def insert_session(db: Database, digest: str, person_id: int, now: datetime) -> None:
    db.execute("insert into session(digest, person_id, started_at, seen_at) values (?, ?, ?, ?)", [digest, person_id, storage.text(now), storage.text(now)])


def find_session_person(db: Database, digest: str, started_after: datetime, seen_after: datetime) -> tuple[Person, datetime] | None:
    """Who is signed in by a session that is not too old, and when it was last seen."""
    found = db.query(
        "select person.*, seen_at from session join person on person.id = person_id where digest = ? and started_at > ? and seen_at > ? and archived_at is null",
        [digest, storage.text(started_after), storage.text(seen_after)],
    )
    for row in found:
        return person_of(row), storage.instant(row["seen_at"])
    return None


def touch_session(db: Database, digest: str, now: datetime) -> None:
    db.execute("update session set seen_at = ? where digest = ?", [storage.text(now), digest])


def delete_session(db: Database, digest: str) -> None:
    db.execute("delete from session where digest = ?", [digest])


def delete_sessions_of(db: Database, person_id: int) -> None:
    db.execute("delete from session where person_id = ?", [person_id])


def delete_links_of(db: Database, person_id: int) -> None:
    db.execute("delete from sign_in_link where person_id = ? and used_at is null", [person_id])


def sessions_of(db: Database, person_id: int) -> list[dict[str, str]]:
    """When each of a person's sessions was started and last seen."""
    return list(db.query("select started_at, seen_at from session where person_id = ? order by started_at", [person_id]))


def links_of(db: Database, person_id: int) -> list[int]:
    """The numbers of all sign-in links that a person was ever sent."""
    return [row["id"] for row in db.query("select id from sign_in_link where person_id = ?", [person_id])]


def delete_old_links(db: Database, now: datetime) -> int:
    return int(db.execute("delete from sign_in_link where expires_at < ?", [storage.text(now)]).rowcount)


def delete_old_sessions(db: Database, started_before: datetime, seen_before: datetime) -> int:
    return int(db.execute("delete from session where started_at <= ? or seen_at <= ?", [storage.text(started_before), storage.text(seen_before)]).rowcount)
