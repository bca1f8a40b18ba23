"""Loose comments with what was written about them, and the marks by which their writers find them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from errors import NotFound
from surveys.messages import Comment, Message

COMMENT = (
    "select comment.id, comment.wave_id, question_id, comment.text, phrase is not null as reachable, edited, follow_up, respondent,"
    " (select json_group_array(tag) from (select tag from comment_tag where comment_id = comment.id order by folded(tag))) as tags"
    " from comment left join named_answer on named_answer.id = answer_id"
)


def talked_about(db: Database, wave_id: int) -> list[Comment]:
    """The comments of a wave that something was written about, in the order of their random ids."""
    return [_with_messages(db, row) for row in db.query(f"{COMMENT} where comment.wave_id = ? and comment.id in (select comment_id from comment_message) order by comment.id", [wave_id])]


def has_messages(db: Database, wave_id: int) -> bool:
    """Whether something was written about a comment of a wave."""
    return any(db.query("select 1 from comment_message cross join comment on comment.id = comment_id where wave_id = ? limit 1", [wave_id]))  # in this order: there are fewer messages


def get_comment(db: Database, wave_id: int, number: str) -> Comment:
    """A comment of a wave by its id in hexadecimal. Raises NotFound, also while a sealed wave is being counted."""
    shows = "exists (select 1 from wave where id = comment.wave_id and (state = 'closed' or level = 'named'))"
    for row in db.query(f"{COMMENT} where comment.wave_id = ? and comment.id = ? and {shows}", [wave_id, _bytes(number)]):
        return _with_messages(db, row)
    raise NotFound("comment")


def marked(db: Database, wave_id: int, marks: Mapping[str, bytes]) -> list[Comment]:
    """The comments of a wave that have one of the marks, given by part, in the order of the parts."""
    return [
        _with_messages(db, row)
        for part, mark in marks.items()
        for row in db.query(f"{COMMENT} where comment.wave_id = ? and question_id = ? and phrase = ?", [wave_id, part, mark])
    ]


def add_message(db: Database, comment_id: str, message: Message) -> None:
    db.execute(
        "insert into comment_message(comment_id, number, writer, text, state) select ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4 from comment_message where comment_id = ?1",
        [bytes.fromhex(comment_id), message.writer, message.text, message.state],
    )


def mark_read(db: Database, comment_id: str) -> None:
    db.execute("update comment_message set state = 'read' where comment_id = ? and state = 'new'", [bytes.fromhex(comment_id)])


def hand_over(db: Database, day: date) -> int:
    """Claim a day's handing over of what was held: how many messages there were, 0 when it was done that day."""
    claimed = db.execute("insert into handed_over(day) select ?1 where not exists (select 1 from handed_over where day >= ?1)", [day.isoformat()]).rowcount
    if not claimed:
        return 0
    db.execute("delete from handed_over where day < ?", [day.isoformat()])
    return db.execute("update comment_message set state = 'new' where state = 'held'").rowcount


def handed_over(db: Database, day: date) -> bool:
    """Whether that day's handing over has been."""
    return any(db.query("select 1 from handed_over where day >= ?", [day.isoformat()]))


def new_replies(db: Database) -> dict[int, int]:
    """How many comments have replies that no ambassador has read, by wave."""
    found = db.query("select wave_id, count(distinct comment_id) as n from comment_message join comment on comment.id = comment_id where state = 'new' group by wave_id order by wave_id")
    return {row["wave_id"]: row["n"] for row in found}


def comment_of(row: dict[str, Any], messages: tuple[Message, ...] = ()) -> Comment:
    """A row of COMMENT."""
    return Comment(
        row["id"].hex(), row["wave_id"], row["question_id"], row["text"], bool(row["reachable"]), messages,
        row["edited"], bool(row["follow_up"]), tuple(json.loads(row["tags"])), row["respondent"] or "",
    )


def _with_messages(db: Database, row: dict[str, Any]) -> Comment:
    found = db.query("select writer, text, state from comment_message where comment_id = ? order by number", [row["id"]])
    return comment_of(row, tuple(Message(**message) for message in found))


def _bytes(number: str) -> bytes:
    try:
        return bytes.fromhex(number)
    except ValueError:
        raise NotFound("comment") from None
