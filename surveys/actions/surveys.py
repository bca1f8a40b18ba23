"""Starting a survey and adjusting its questionnaire."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from surveys import definition_file, library, store, versions
from surveys.checking import checked
from surveys.editing import Change
from surveys.questionnaire import Questionnaire

MOST_TITLE = 200


def new_survey(db: Database, template: str, title: str, now: datetime) -> int:
    """A survey from a template. Returns its number."""
    title = _title(title)
    content = checked(library.template(template).questionnaire)
    return _insert(db, title, content, now)


def bring_in(db: Database, raw: bytes, title: str, now: datetime) -> int:
    """A survey from a definition's file (docs/definitions.md), under another title when one is given. Returns its number."""
    own, content = definition_file.read(raw)
    return _insert(db, _title(title or own), content, now)


def copy_survey(db: Database, number: int, title: str, now: datetime) -> int:
    """A new survey with the newest questions of another. Returns its number. Nothing ties the two together."""
    with storage.write(db):
        content = store.questionnaire(db, store.latest_questionnaire(db, number)[0])
        return _insert(db, _title(title), definition_file.without_origins(content), now)


def rename_survey(db: Database, number: int, title: str) -> None:
    title = _title(title)
    with storage.write(db):
        store.get_survey(db, number)
        store.rename_survey(db, number, title)


def adjust(db: Database, survey_id: int, content: Questionnaire, meanings: Mapping[str, str] | None = None) -> int:
    """Keep a changed questionnaire: in its place while it was never sent, else as the next version. Returns its id.

    Drafts and planned rounds of the survey use it from now on. Of a survey that was sent, a question that asks
    something else than before gets an id of its own; `meanings` says of reworded ones which they are (versions.SAME
    or OTHER, by id). What differs in nothing from what was sent last makes no version.
    """
    content = checked(content)
    with storage.write(db):
        number, version, frozen = store.latest_questionnaire(db, survey_id)
        draft, sent = store.questionnaire(db, number), store.sent_versions(db, survey_id)
        if sent:
            content = checked(versions.settled([one.content for one in sent], draft, content, meanings or {}, _fresh))
        if sent and content == sent[-1].content:
            if not frozen:
                _move_rounds(db, survey_id, sent[-1].id)
                store.delete_questionnaire(db, number)
            return sent[-1].id
        if not frozen:
            store.update_questionnaire(db, number, content)
            return number
        fresh = store.insert_questionnaire(db, survey_id, version + 1, content)
        _move_rounds(db, survey_id, fresh)
        return fresh


def change_questionnaire(db: Database, survey_id: int, change: Change, meanings: Mapping[str, str] | None = None) -> int:
    """Adjust the newest version by one of the changes of editing.py. Returns its id."""
    with storage.write(db):
        number, _version, _sent = store.latest_questionnaire(db, survey_id)
        return adjust(db, survey_id, change(store.questionnaire(db, number)), meanings)


def delete_survey(db: Database, number: int) -> None:
    """Remove a survey that was never sent. Raises Refused for one that was: what has answers is kept."""
    with storage.write(db):
        if any(wave.opened_at for wave in store.waves_of(db, number)):
            raise Refused("A survey that was sent is kept, with its results.")
        for wave in store.waves_of(db, number):
            store.delete_wave(db, wave.id)
        store.delete_survey(db, number)


def _move_rounds(db: Database, survey_id: int, questionnaire_id: int) -> None:
    """Rounds that were not opened yet ask what that version asks."""
    for wave in store.waves_of(db, survey_id):
        if wave.opened_at is None:
            store.update_wave(db, wave.id, questionnaire_id, store.settings_of(db, wave))


def _fresh() -> str:
    """An id that was never used, so that answers to different questions are never mixed up."""
    return "q" + secrets.token_hex(4)


def _insert(db: Database, title: str, content: Questionnaire, now: datetime) -> int:
    with storage.write(db):
        number = store.insert_survey(db, title, now)
        store.insert_questionnaire(db, number, 1, content)
        return number


def _title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Refused("Give the survey a title.", field="title")
    if len(title) > MOST_TITLE:
        raise Refused("A title has at most %(most)s characters.", field="title", most=MOST_TITLE)
    return title
