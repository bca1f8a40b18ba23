"""People."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from people.model import Person

SORTS = {"name": "folded(name), id", "address": "email", "newest": "id desc"}

_ANEW = "abs(random() % 1000000000000)"  # the version of a calendar's address; by chance, since it must not come back with a number that is given anew

_FITTING = (
    "(archived_at is not null) = :archived and (folded(name) like :like escape '\\' or folded(email) like :like escape '\\')"
    " and (:group_id is null or id in (select person_id from membership where group_id = :group_id))"
)


def get(db: Database, number: int) -> Person:
    for row in db.query("select * from person where id = ?", [number]):
        return person_of(row)
    raise NotFound("person")


def find_by_email(db: Database, email: str) -> Person | None:
    for row in db.query("select * from person where email = ?", [email]):
        return person_of(row)
    return None


def people(db: Database, words: str = "", group_id: int | None = None, archived: bool = False, sort: str = "name", limit: int = -1, offset: int = 0) -> list[Person]:
    """The active ones, or the archived ones, whose name or address holds the words, of one group or all.

    `sort` is one of SORTS; a limit of -1 means all of them.
    """
    found = db.query(f"select * from person where {_FITTING} order by {SORTS[sort]} limit :limit offset :offset", {**_fitting(words, group_id, archived), "limit": limit, "offset": offset})
    return [person_of(row) for row in found]


def count(db: Database, words: str = "", group_id: int | None = None, archived: bool = False) -> int:
    """How many people there are of those."""
    [row] = db.query(f"select count(*) as n from person where {_FITTING}", _fitting(words, group_id, archived))
    return int(row["n"])


def _fitting(words: str, group_id: int | None, archived: bool) -> dict[str, Any]:
    like = "%" + words.casefold().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return {"archived": archived, "like": like, "group_id": group_id}


def everybody(db: Database) -> list[Person]:
    """All people, archived ones too."""
    return [person_of(row) for row in db.query("select * from person order by id")]


def names(db: Database) -> list[str]:
    """Of everybody, also of those who have left."""
    return [row["name"] for row in db.query("select name from person")]


def ambassadors(db: Database) -> list[Person]:
    return [person_of(row) for row in db.query("select * from person where ambassador order by id")]


def insert(db: Database, name: str, email: str, language: str | None = None, ambassador: bool = False) -> int:
    cursor = db.execute(f"insert into person(name, email, language, ambassador, feed_version, plan_version) values (?, ?, ?, ?, {_ANEW}, {_ANEW})", [name, email, language, int(ambassador)])
    return int(cursor.lastrowid or 0)


def update(db: Database, number: int, name: str, email: str, language: str | None) -> None:
    db.execute("update person set name = ?, email = ?, language = ? where id = ?", [name, email, language, number])


def set_ambassador(db: Database, number: int, ambassador: bool) -> None:
    """The address of the plan's calendar ends with the role."""
    db.execute(f"update person set ambassador = ?, plan_version = {_ANEW} where id = ?", [int(ambassador), number])


def archive(db: Database, number: int, now: datetime) -> None:
    """The addresses of the person's calendars end, for good."""
    db.execute(f"update person set archived_at = ?, feed_version = {_ANEW}, plan_version = {_ANEW} where id = ? and archived_at is null", [storage.text(now), number])


def unarchive(db: Database, number: int) -> None:
    db.execute("update person set archived_at = null where id = ?", [number])


def renew_feed(db: Database, number: int) -> None:
    """A new address for the person's own calendar; the old one ends."""
    db.execute(f"update person set feed_version = {_ANEW} where id = ?", [number])


def renew_plan(db: Database, number: int) -> None:
    db.execute(f"update person set plan_version = {_ANEW} where id = ?", [number])


def delete(db: Database, number: int) -> None:
    db.execute("delete from person where id = ?", [number])


def person_of(row: dict[str, Any]) -> Person:
    return Person(row["id"], row["name"], row["email"], row["language"], bool(row["ambassador"]), storage.maybe_instant(row["archived_at"]), row["feed_version"], row["plan_version"])
