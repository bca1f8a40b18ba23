"""Questions that were kept as favourites."""

import json

from sqlite_utils import Database

from errors import NotFound
from surveys.bank import Favourite
from surveys.questions import Question, question_of


def favourites(db: Database) -> list[Favourite]:
    """The newest first."""
    return [Favourite(row["id"], question_of(json.loads(row["definition"]))) for row in db.query("select * from favourite order by id desc")]


def get_favourite(db: Database, number: int) -> Favourite:
    for row in db.query("select * from favourite where id = ?", [number]):
        return Favourite(row["id"], question_of(json.loads(row["definition"])))
    raise NotFound("favourite")


def insert_favourite(db: Database, question: Question) -> None:
    """Once: the same question again stays as it is."""
    definition = json.dumps(question.definition(), ensure_ascii=False, sort_keys=True)
    db.execute("insert or ignore into favourite(definition) values (?)", [definition])


def delete_favourite(db: Database, number: int) -> None:
    db.execute("delete from favourite where id = ?", [number])
