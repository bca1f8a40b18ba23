"""Surveys and the versions of their questionnaires."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from surveys import questionnaire as definitions
from surveys import removal
from surveys.model import Survey, Wave
from surveys.questionnaire import Questionnaire
from surveys.removal import Removed
from surveys.versions import Version, marked


def get_survey(db: Database, number: int) -> Survey:
    for row in db.query("select * from survey where id = ?", [number]):
        return _survey(row)
    raise NotFound("survey")


def find_survey(db: Database, title: str) -> Survey | None:
    """The newest survey of that title."""
    for row in db.query("select * from survey where title = ? order by id desc", [title]):
        return _survey(row)
    return None


def surveys(db: Database, words: str = "") -> list[Survey]:
    """The newest first, those whose title holds the words."""
    return [_survey(row) for row in db.query("select * from survey where instr(folded(title), ?) > 0 order by id desc", [words.casefold()])]


def insert_survey(db: Database, title: str, now: datetime) -> int:
    return int(db.execute("insert into survey(title, created_at) values (?, ?)", [title, storage.text(now)]).lastrowid or 0)


def rename_survey(db: Database, number: int, title: str) -> None:
    db.execute("update survey set title = ? where id = ?", [title, number])


def delete_survey(db: Database, number: int) -> None:
    db.execute("delete from survey where id = ?", [number])


def questionnaire(db: Database, number: int) -> Questionnaire:
    for row in db.query("select definition from questionnaire where id = ?", [number]):
        return definitions.of_json(row["definition"])
    raise NotFound("questionnaire")


def asked(db: Database, wave: Wave) -> Questionnaire:
    """A wave's questionnaire with the product's name as it was when the wave opened."""
    content = questionnaire(db, wave.questionnaire_id)
    return definitions.worded(content, wave.system) if wave.system else content


def read_back(db: Database, wave: Wave) -> Questionnaire:
    """The same, with the questions and options that have been asked no longer since then marked as such."""
    later = [version for version in sent_versions(db, wave.survey_id) if version.number >= questionnaire_version(db, wave.questionnaire_id)]
    content = marked([version.content for version in later]) if len(later) > 1 else questionnaire(db, wave.questionnaire_id)
    return definitions.worded(content, wave.system) if wave.system else content


def latest_questionnaire(db: Database, survey_id: int) -> tuple[int, int, bool]:
    """The newest version: its id, its number, and whether it was sent and so is frozen."""
    found = db.query(
        "select id, version, exists (select 1 from wave where questionnaire_id = questionnaire.id and opened_at is not null) as sent"
        " from questionnaire where survey_id = ? order by version desc limit 1", [survey_id],
    )
    for row in found:
        return row["id"], row["version"], bool(row["sent"])
    raise NotFound("questionnaire")


def insert_questionnaire(db: Database, survey_id: int, version: int, content: Questionnaire) -> int:
    cursor = db.execute("insert into questionnaire(survey_id, version, definition) values (?, ?, ?)", [survey_id, version, definitions.as_json(content)])
    return int(cursor.lastrowid or 0)


def update_questionnaire(db: Database, number: int, content: Questionnaire) -> None:
    db.execute("update questionnaire set definition = ? where id = ?", [definitions.as_json(content), number])


def delete_questionnaire(db: Database, number: int) -> None:
    """Forget a version that no round has used."""
    db.execute("delete from questionnaire where id = ?", [number])


def versions(db: Database, survey_id: int) -> list[Version]:
    """All versions, the first first, with the rounds that were opened with them."""
    rounds: dict[int, list[tuple[str, int]]] = {}
    for row in db.query("select questionnaire_id, number, opened_at from wave where survey_id = ? and opened_at is not null order by number", [survey_id]):
        rounds.setdefault(row["questionnaire_id"], []).append((row["opened_at"], row["number"]))
    found = db.query("select id, version, definition from questionnaire where survey_id = ? order by version", [survey_id])
    return [_version(row, rounds.get(row["id"], [])) for row in found]


def sent_versions(db: Database, survey_id: int) -> list[Version]:
    """Those that were sent, and so are frozen."""
    return [version for version in versions(db, survey_id) if version.sent]


def removed(db: Database, survey_id: int) -> Removed | None:
    """What was removed from the survey's questionnaire last and can come back."""
    for row in db.query("select removed from survey where id = ?", [survey_id]):
        return removal.of_json(row["removed"]) if row["removed"] else None
    return None


def keep_removed(db: Database, survey_id: int, removed: Removed | None) -> None:
    db.execute("update survey set removed = ? where id = ?", [removed.as_json() if removed else None, survey_id])


def questionnaire_version(db: Database, number: int) -> int:
    for row in db.query("select version from questionnaire where id = ?", [number]):
        return int(row["version"])
    raise NotFound("questionnaire")


def _version(row: dict[str, Any], rounds: list[tuple[str, int]]) -> Version:
    sent = storage.instant(min(rounds)[0]) if rounds else None
    return Version(row["id"], row["version"], definitions.of_json(row["definition"]), sent, tuple(number for _opened, number in rounds))


def _survey(row: dict[str, Any]) -> Survey:
    return Survey(row["id"], row["title"], storage.instant(row["created_at"]))
