"""Answers: sealed, released, named; and what retention took."""

import json
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from surveys.model import NamedAnswer
from surveys.questions import Value
from surveys.store.counting import count_in, count_named

READ_AT_ONCE = 500

# as others read them: words that were edited in the place of those that were written
_EDITED = "json_patch(answers, (select json_group_object(question_id, edited) from comment where answer_id = named_answer.id and edited is not null)) as answers"

# also answers from a file that names the person by an address which was on nobody's list then
_OF_PERSON = "(person_id = ?1 or (person_id is null and respondent = (select email from person where id = ?1) collate nocase))"


def insert_sealed(db: Database, wave_id: int, record: bytes) -> bytes:
    """Returns its random name."""
    name = secrets.token_bytes(16)
    db.execute("insert into sealed(id, wave_id, record) values (?, ?, ?)", [name, wave_id, record])
    return name


def find_sealed(db: Database, wave_id: int, name: bytes) -> bytes | None:
    return next((row["record"] for row in db.query("select record from sealed where wave_id = ? and id = ?", [wave_id, name])), None)


def delete_one_sealed(db: Database, wave_id: int, name: bytes) -> None:
    db.execute("delete from sealed where wave_id = ? and id = ?", [wave_id, name])


def each_sealed(db: Database, wave_id: int) -> Iterator[tuple[bytes, bytes]]:
    """All sealed answers of a wave by their random names, a few read at a time: together they may be larger than the memory."""
    after = b""
    while some := list(db.query("select id, record from sealed where wave_id = ? and id > ? order by id limit ?", [wave_id, after, READ_AT_ONCE])):
        yield from ((row["id"], row["record"]) for row in some)
        after = some[-1]["id"]


def sealed(db: Database, wave_id: int) -> list[bytes]:
    return [record for _name, record in each_sealed(db, wave_id)]


def delete_sealed(db: Database, wave_id: int, most: int) -> int:
    """Delete so many sealed answers at most. Returns how many."""
    return db.execute("delete from sealed where id in (select id from sealed where wave_id = ? limit ?)", [wave_id, most]).rowcount


def release_json(db: Database, wave_id: int) -> dict[str, Any] | None:
    for row in db.query("select release from wave where id = ? and release is not null", [wave_id]):
        found: dict[str, Any] = json.loads(row["release"])
        return found
    return None


def save_named(db: Database, wave_id: int, person_id: int | None, respondent: str, group: str, answers: Mapping[str, Value], counted: bool = True) -> int:
    """Keep one person's answers in the place of those they gave before, and count them. Returns their number, which stays the same.

    `counted` is false where many come at once and are counted together (recount).
    """
    before = find_named(db, wave_id, person_id) if person_id and counted else None
    if before:
        count_in(db, wave_id, before.group, before.answers, times=-1)
    if counted:
        count_in(db, wave_id, group, answers)
    [row] = db.query(
        """insert into named_answer(wave_id, person_id, respondent, group_name, answers) values (?, ?, ?, ?, ?)
            on conflict (wave_id, person_id) where person_id is not null do update set respondent = excluded.respondent, group_name = excluded.group_name, answers = excluded.answers
            returning id""",
        [wave_id, person_id, respondent, group, json.dumps(answers)],
    )
    return int(row["id"])


def named(db: Database, wave_id: int) -> list[NamedAnswer]:
    """By name, as others read them."""
    found = db.query(f"select id, respondent, group_name, {_EDITED} from named_answer where wave_id = ? order by respondent collate nocase, id", [wave_id])
    return [NamedAnswer(row["id"], row["respondent"], row["group_name"], json.loads(row["answers"])) for row in found]


def each_named(db: Database, wave_id: int) -> Iterator[NamedAnswer]:
    """The same one after the other, a few read at a time: neither does memory grow with them, nor does a long reading hold up anybody's writing."""
    after: tuple[str, int] | None = ("", 0)
    while after:
        found = db.query(
            f"""select id, respondent, group_name, {_EDITED} from named_answer where wave_id = ? and respondent collate nocase >= ?
                and (respondent collate nocase > ? or id > ?) order by respondent collate nocase, id limit ?""",
            [wave_id, after[0], *after, READ_AT_ONCE],
        )
        some = [NamedAnswer(row["id"], row["respondent"], row["group_name"], json.loads(row["answers"])) for row in found]
        yield from some
        after = (some[-1].respondent, some[-1].id) if len(some) == READ_AT_ONCE else None


def find_named(db: Database, wave_id: int, person_id: int) -> NamedAnswer | None:
    """What a person answered in a wave by the link of their invitation, as they wrote it."""
    for row in db.query("select id, respondent, group_name, answers from named_answer where wave_id = ? and person_id = ?", [wave_id, person_id]):
        return NamedAnswer(row["id"], row["respondent"], row["group_name"], json.loads(row["answers"]))
    return None


def named_of_person(db: Database, person_id: int) -> list[dict[str, Any]]:
    found = db.query(f"select title, wave.number, answers from named_answer join wave on wave.id = wave_id join survey on survey.id = survey_id where {_OF_PERSON} order by wave.id", [person_id])
    return [row | {"answers": json.loads(row["answers"])} for row in found]


def delete_named(db: Database, wave_id: int, person_id: int) -> None:
    _delete_named(db, "wave_id = ? and person_id = ?", wave_id, person_id)


def delete_named_of_person(db: Database, person_id: int) -> int:
    return _delete_named(db, _OF_PERSON, person_id)


def _delete_named(db: Database, which: str, *values: int) -> int:
    """Delete named answers, and take them out of the counts. Returns how many."""
    gone = list(db.query(f"delete from named_answer where {which} returning wave_id, group_name, answers", values))
    for row in gone:
        count_in(db, row["wave_id"], row["group_name"], json.loads(row["answers"]), times=-1)
    return len(gone)


def count_answers(db: Database, wave_id: int) -> int:
    """How many people's answers a closed wave has."""
    [row] = db.query("select json_extract(release, '$.n') as n from wave where id = ?", [wave_id])
    return int(row["n"]) if row["n"] is not None else count_named(db, wave_id)


def delete_answers(db: Database, wave_id: int) -> int:
    """Delete all that was answered in a wave. Returns how many had answered."""
    count = count_answers(db, wave_id)
    for table in ("comment", "named_answer", "named_count", "sealed", "kept_answer"):
        db.execute(f"delete from {table} where wave_id = ?", [wave_id])
    return count


def log_retention(db: Database, what: str, answers: int, now: datetime) -> None:
    db.execute("insert into retention_log(at, what, waves, answers) values (?, ?, 1, ?)", [storage.text(now), what, answers])


def retention_log(db: Database) -> list[dict[str, Any]]:
    return list(db.query("select at, what, waves, answers from retention_log order by id desc"))
