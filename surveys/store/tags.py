"""Tags that stand beside comments; a survey's are those of all its rounds."""

import json
from collections.abc import Sequence

from sqlite_utils import Database

from surveys.comments import Chosen, expression

_OF_SURVEY = "comment_id in (select comment.id from comment join wave on wave.id = wave_id where survey_id = ?)"


def tags(db: Database, survey_id: int) -> dict[str, int]:
    """A survey's tags, by the alphabet, and beside how many comments each stands."""
    found = db.query(
        """select tag, count(*) as n from comment_tag join comment on comment.id = comment_id join wave on wave.id = wave_id
            where survey_id = ? group by tag order by folded(tag)""",
        [survey_id],
    )
    return {row["tag"]: row["n"] for row in found}


def tag_comments(db: Database, comments: Sequence[str], tag: str) -> int:
    """Put a tag beside comments, given by their ids. Returns beside how many it did not stand yet."""
    return db.execute(f"insert into comment_tag(comment_id, tag) select id, ? from comment where id in ({places(comments)}) on conflict do nothing", [tag, *map(bytes.fromhex, comments)]).rowcount


def tag_found(db: Database, waves: Sequence[int], chosen: Chosen, tag: str) -> int:
    """Put a tag beside all comments of some waves that hold the terms. Returns beside how many it did not stand yet."""
    return db.execute(
        """insert into comment_tag(comment_id, tag) select id, ? from comment where wave_id in (select value from json_each(?))
            and words_id in (select rowid from comment_words where comment_words match ?) on conflict do nothing""",
        [tag, json.dumps(list(waves)), expression(chosen.terms)],
    ).rowcount


def untag_comments(db: Database, comments: Sequence[str], tag: str) -> int:
    return db.execute(f"delete from comment_tag where tag = ? and comment_id in ({places(comments)})", [tag, *map(bytes.fromhex, comments)]).rowcount


def rename_tag(db: Database, survey_id: int, tag: str, name: str) -> None:
    """Where both stood they become one."""
    db.execute(f"update or replace comment_tag set tag = ? where tag = ? and {_OF_SURVEY}", [name, tag, survey_id])


def delete_tag(db: Database, survey_id: int, tag: str) -> int:
    return db.execute(f"delete from comment_tag where tag = ? and {_OF_SURVEY}", [tag, survey_id]).rowcount


def places(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))
