"""Removing questions from a questionnaire, and bringing back what was removed last."""

from collections.abc import Callable, Collection

from sqlite_utils import Database

import storage
from errors import Refused
from surveys import removal, store, versions
from surveys.actions.surveys import adjust, change_questionnaire
from surveys.questionnaire import Questionnaire


def remove_questions(db: Database, survey_id: int, choose: Callable[[Questionnaire], Collection[str]]) -> int:
    """Remove questions that stand together, and keep them so that they can come back. `choose` names them and may refuse. Returns the questionnaire's id."""
    with storage.write(db):
        number, _version, _sent = store.latest_questionnaire(db, survey_id)
        content = store.questionnaire(db, number)
        slim, kept = removal.removed(content, choose(content))
        adjusted = adjust(db, survey_id, slim)
        store.keep_removed(db, survey_id, kept)
        return adjusted


def bring_back(db: Database, survey_id: int, known: str) -> int:
    """Bring back what was removed last, if that is what is `known` by its key. Returns the questionnaire's id."""
    with storage.write(db):
        kept = store.removed(db, survey_id)
        if kept is None or kept.key != known:
            raise Refused("It is back already, or something else has been removed meanwhile.")
        adjusted = change_questionnaire(db, survey_id, lambda content: versions.caught_up(removal.returned(content, kept)))
        store.keep_removed(db, survey_id, None)
        return adjusted
