"""Keeping an answer by name, wherever it comes from: what was answered, and the words in it where all words stand."""

from collections.abc import Mapping

from sqlite_utils import Database

from surveys import store
from surveys.questionnaire import Questionnaire
from surveys.questions import Value


def keep_named(db: Database, wave_id: int, content: Questionnaire, person_id: int | None, respondent: str, group: str, answers: Mapping[str, Value], counted: bool = True) -> None:
    """Keep a person's answers in the place of those they gave before, inside the caller's transaction. `counted`: see store.save_named."""
    number = store.save_named(db, wave_id, person_id, respondent, group, answers, counted)
    store.keep_words(db, wave_id, number, words_of(content, answers))


def words_of(content: Questionnaire, answers: Mapping[str, Value]) -> dict[str, str]:
    """What somebody wrote, by part."""
    return {part.id: str(answers[part.id]) for _question, part in content.parts if part.words and part.id in answers}
