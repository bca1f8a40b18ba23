"""What is kept of confidential waves, locked: one record a person, under a random name and in no order."""

import secrets
from collections.abc import Sequence

from sqlite_utils import Database

from surveys.model import Wave
from surveys.store.waves import get_wave


def insert_kept(db: Database, wave_id: int, records: Sequence[bytes]) -> None:
    for record in records:
        db.execute("insert into kept_answer(id, wave_id, record) values (?, ?, ?)", [secrets.token_bytes(16), wave_id, record])


def kept(db: Database, wave_id: int) -> list[tuple[bytes, bytes]]:
    """The names and the records."""
    return [(row["id"], row["record"]) for row in db.query("select id, record from kept_answer where wave_id = ?", [wave_id])]


def delete_kept(db: Database, wave_id: int, most: int) -> int:
    """Delete so many at most. Returns how many."""
    return db.execute("delete from kept_answer where id in (select id from kept_answer where wave_id = ? limit ?)", [wave_id, most]).rowcount


def last_confidential(db: Database, wave: Wave) -> Wave | None:
    """The confidential wave of the same survey that closed last and shows something, unless another is compared with it already, or was before it was deleted."""
    last = "select id from wave where survey_id = ? and id <> ? and level = 'confidential' and state = 'closed' and json_extract(release, '$.shown') order by closed_at desc, number desc limit 1"
    for row in db.query(last, [wave.survey_id, wave.id]):
        return None if is_compared(db, row["id"]) or not is_kept(db, row["id"]) else get_wave(db, row["id"])
    return None


def is_kept(db: Database, wave_id: int) -> bool:
    return any(db.query("select 1 from kept_answer where wave_id = ? limit 1", [wave_id]))


def forget_compared(db: Database, wave_id: int) -> None:
    """Delete what is kept of the wave that this one is compared with. Before a wave is deleted: nothing would say any more that the other one has been compared."""
    db.execute("delete from kept_answer where wave_id = (select json_extract(release, '$.pairs.wave') from wave where id = ?)", [wave_id])


def is_compared(db: Database, wave_id: int) -> bool:
    """Whether a later wave tells how much the same people have changed since this one."""
    return any(db.query("select 1 from wave where survey_id = (select survey_id from wave where id = ?1) and json_extract(release, '$.pairs.wave') = ?1", [wave_id]))
