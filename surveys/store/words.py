"""What people wrote: loose texts of sealed rounds, and those of rounds by name; found by their words' stems, tagged, edited.

Ids are random, and so are places in the search: no order tells who came when, or what else somebody wrote.
"""

import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

import storage
from surveys.comments import Chosen, expression, indexed
from surveys.messages import Comment
from surveys.store.replies import COMMENT, comment_of
from surveys.store.tags import places

Loose = tuple[str, str, bytes | None]  # part, text, mark of the writer's phrase

FORGETS_BY_ITSELF = (3, 42)  # SQLite from this version on can take deleted words out of the search at once

_SHOWN = "coalesce(edited, comment.text)"
_HELD = "select count(*) as n, comment.wave_id, question_id from comment"


def insert_comments(db: Database, wave_id: int, comments: Sequence[Loose]) -> None:
    """Loose texts: nothing connects two of the same person."""
    for part, text, mark in comments:
        _insert(db, wave_id, part, text, mark=mark)


def keep_words(db: Database, wave_id: int, answer_id: int, words: Mapping[str, str]) -> None:
    """What somebody wrote by name, by part, in the place of what they wrote before. A text that is still the same keeps its tags."""
    before = {row["question_id"]: row for row in db.query("select id, question_id, text from comment where answer_id = ?", [answer_id])}
    kept = {part for part, row in before.items() if words.get(part) == row["text"]}
    for part in before.keys() - kept:
        db.execute("delete from comment where id = ?", [before[part]["id"]])
    if before.keys() - kept:
        forget_words(db)
    for part in words.keys() - kept:
        _insert(db, wave_id, part, words[part], answer_id=answer_id)


def delete_comments(db: Database, wave_id: int, most: int) -> int:
    """Delete so many comments of a wave at most. Returns how many."""
    return db.execute("delete from comment where id in (select id from comment where wave_id = ? limit ?)", [wave_id, most]).rowcount


def count_comments(db: Database, waves: Sequence[int], chosen: Chosen) -> dict[tuple[int, str], int]:
    """How many comments of some waves are chosen, by wave and part."""
    fits, values = _fits(chosen)
    found = db.query(f"{_HELD} where comment.wave_id in (select value from json_each(?)) and {fits} group by comment.wave_id, question_id", [json.dumps(list(waves)), *values])
    return {(row["wave_id"], row["question_id"]): row["n"] for row in found}


def comments(db: Database, wave_id: int, part: str, chosen: Chosen | None = None, limit: int = -1, offset: int = 0) -> list[Comment]:
    """The comments of one part of a wave in the order of their random ids, without what was written about them."""
    fits, values = _fits(chosen or Chosen())
    found = db.query(f"{COMMENT} where comment.wave_id = ? and question_id = ? and {fits} order by comment.id limit ? offset ?", [wave_id, part, *values, limit, offset])
    return [comment_of(row) for row in found]


def count_up_to(db: Database, wave_id: int, part: str, most: int) -> int:
    """How many comments there are of one part, counted no farther than `most`."""
    [row] = db.query("select count(*) as n from (select 1 from comment where wave_id = ? and question_id = ? limit ?)", [wave_id, part, most])
    return int(row["n"])


def each_comment(db: Database, wave_id: int, parts: Sequence[str]) -> Iterator[Comment]:
    """All comments of a wave, part by part, a few read at a time."""
    for part in parts:
        after = b""
        while some := list(db.query(f"{COMMENT} where comment.wave_id = ? and question_id = ? and comment.id > ? order by comment.id limit 500", [wave_id, part, after])):
            yield from map(comment_of, some)
            after = some[-1]["id"]


def not_looked_at(db: Database, waves: Sequence[int], most: int) -> list[tuple[str, str]]:
    """Ids and texts of so many comments at most that nobody has edited or let stand."""
    found = db.query("select lower(hex(id)) as id, text from comment where wave_id in (select value from json_each(?)) and edited is null limit ?", [json.dumps(list(waves)), most])
    return [(row["id"], row["text"]) for row in found]


def sample(db: Database, waves: Sequence[int], most: int) -> list[str]:
    """So many texts of some waves at most, by their random ids."""
    return [row["said"] for row in db.query(f"select {_SHOWN} as said from comment where wave_id in (select value from json_each(?)) order by id limit ?", [json.dumps(list(waves)), most])]


def edit(db: Database, comment_id: str, edited: str | None) -> None:
    """How others read a comment from now on; None: as it was written."""
    number = bytes.fromhex(comment_id)
    db.execute("update comment set edited = ? where id = ?", [edited, number])
    [row] = db.query(f"select words_id, {_SHOWN} as said from comment where id = ?", [number])
    db.execute("update comment_words set sv = ?, en = ? where rowid = ?", [*indexed(row["said"]), row["words_id"]])


def follow_up(db: Database, comments: Sequence[str], marked: bool) -> int:
    """Mark comments, given by their ids, or take the mark off. Returns how many are different now."""
    return db.execute(f"update comment set follow_up = ? where follow_up <> ? and id in ({places(comments)})", [int(marked), int(marked), *map(bytes.fromhex, comments)]).rowcount


def to_follow_up(db: Database) -> dict[int, int]:
    """How many comments are marked for follow-up, by wave."""
    return {row["wave_id"]: row["n"] for row in db.query("select wave_id, count(*) as n from comment where follow_up = 1 group by wave_id order by wave_id")}


def belonging(db: Database, survey_id: int, comments: Sequence[str]) -> list[str]:
    """Those of the ids that are a survey's comments."""
    ids = [bytes.fromhex(one) for one in comments if re.fullmatch("[0-9a-f]{32}", one)]
    found = db.query(f"select lower(hex(comment.id)) as id from comment join wave on wave.id = wave_id where survey_id = ? and comment.id in ({places(ids)})", [survey_id, *ids])
    return [row["id"] for row in found]


def unindexed(db: Database, most: int) -> list[tuple[bytes, str]]:
    """Comments that the search does not know yet."""
    return [(row["id"], row["said"]) for row in db.query(f"select id, {_SHOWN} as said from comment where words_id is null limit ?", [most])]


def index(db: Database, comment_id: bytes, text: str) -> None:
    db.execute("update comment set words_id = ? where id = ?", [_into_search(db, text), comment_id])


def forget_words_at_once(db: Database) -> bool:
    """See that the search forgets what is deleted. False where this SQLite cannot, and it has to be told each time."""
    if tuple(int(part) for part in storage.SQLITE_VERSION.split(".")[:2]) < FORGETS_BY_ITSELF:
        return False
    if not any(db.query("select 1 from comment_words_config where k = 'secure-delete' and v = 1")):
        db.execute("insert into comment_words(comment_words, rank) values ('secure-delete', 1)")
    return True


def forget_words(db: Database) -> None:
    """Take deleted words out of the search, where it does not do so by itself. The beginnings of some may stay in its table of contents."""
    if not forget_words_at_once(db):
        db.execute("insert into comment_words(comment_words) values ('optimize')")


def write_search_anew(db: Database) -> None:
    """Nothing stays of deleted words, not even in the search's table of contents, which names where its pages begin."""
    db.execute("insert into comment_words(comment_words) values ('rebuild')")


def _insert(db: Database, wave_id: int, part: str, text: str, mark: bytes | None = None, answer_id: int | None = None) -> None:
    values = [secrets.token_bytes(16), wave_id, part, text, mark, answer_id, _into_search(db, text)]
    db.execute("insert into comment(id, wave_id, question_id, text, phrase, answer_id, words_id) values (?, ?, ?, ?, ?, ?, ?)", values)


def _into_search(db: Database, text: str) -> int:
    place = secrets.randbits(62)
    db.execute("insert into comment_words(rowid, sv, en) values (?, ?, ?)", [place, *indexed(text)])
    return place


def _fits(chosen: Chosen) -> tuple[str, list[Any]]:
    """The condition, and its values."""
    choices: list[tuple[str, list[Any]]] = []
    if chosen.part:
        choices.append(("question_id = ?", [chosen.part]))
    if chosen.terms:
        choices.append(("words_id in (select rowid from comment_words where comment_words match ?)", [expression(chosen.terms)]))
    if chosen.tag:
        choices.append(("comment.id in (select comment_id from comment_tag where tag = ?)", [chosen.tag]))
    if chosen.follow_up:
        choices.append(("follow_up = 1", []))
    if chosen.among is not None:
        choices.append((f"comment.id in ({places(chosen.among)})", [bytes.fromhex(one) for one in chosen.among]))
    return " and ".join(["true", *(condition for condition, _values in choices)]), [value for _condition, values in choices for value in values]
