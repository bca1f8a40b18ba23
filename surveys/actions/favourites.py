"""Adding from the bank, and keeping questions as favourites."""

import secrets

from sqlite_utils import Database

import storage
from surveys import bank, editing, library, store
from surveys.actions.surveys import change_questionnaire
from surveys.editing import Place


def add_from_bank(db: Database, survey_id: int, key: str, place: Place | None) -> None:
    """Add an instrument or question of the library, at a place or on pages of its own at the end."""
    entry = library.in_bank(key)
    change_questionnaire(db, survey_id, lambda content: bank.added(content, entry, place, _fresh))


def add_favourite(db: Database, survey_id: int, number: int, place: Place | None) -> None:
    favourite = store.get_favourite(db, number)
    change_questionnaire(db, survey_id, lambda content: bank.with_favourite(content, favourite.question, place, _fresh))


def keep_favourite(db: Database, survey_id: int, question_id: str) -> None:
    """Keep a question of the newest version as a favourite."""
    with storage.write(db):
        content = store.questionnaire(db, store.latest_questionnaire(db, survey_id)[0])
        store.insert_favourite(db, bank.as_favourite(editing.find(content, question_id)))


def drop_favourite(db: Database, number: int) -> None:
    """Surveys that took it keep it."""
    with storage.write(db):
        store.get_favourite(db, number)
        store.delete_favourite(db, number)


def _fresh() -> str:
    """An id that is never used again, so that answers of different rounds are never mixed up."""
    return "q" + secrets.token_hex(4)
