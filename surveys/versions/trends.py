"""Which figures of different versions may stand in a row, and what is asked no longer. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from surveys.questionnaire import Questionnaire
from surveys.questions import Option, Question, Texts
from surveys.versions.comparing import BREAKING, SAME, compared

REMOVED: Texts = {"en": "(removed)", "sv": "(borttagen)"}  # part of what is shown in each language of the questionnaire, so not of the catalogue
CHANGED: Texts = {"en": "(changed since)", "sv": "(ändrad sedan dess)"}


def comparable(older: Questionnaire, newer: Questionnaire) -> frozenset[str]:
    """The parts, and the formulas of scores, whose figures of two versions may stand in a row."""
    on = {question.id for question in newer.questions if (old := older.find(question.id)) and not broken(old, question)}
    mine = {part.id for _question, part in older.parts}
    parts = {part.id for question, part in newer.parts if question.id in on and part.id in mine}
    return frozenset(parts | {score.formula for score in newer.scores if score in older.scores and set(score.items) <= parts})


def broken(before: Question, after: Question) -> bool:
    """Whether figures of a question may not stand in a row with those from before it was changed."""
    return before.id != after.id or any(one.weight == BREAKING for one in compared(before, after, SAME))


def breaks(versions: Sequence[Questionnaire]) -> list[tuple[Question | None, Question | None]]:
    """Where trends break between the first and the last of some versions, in order.

    (question, the one in its place), (question, None) for one that is no longer asked, (None, question) for a new one.
    """
    older, newer = versions[0], versions[-1]
    on = comparable(older, newer)
    ended = [(question, successor(versions, question.id)) for question in older.asking if not any(part.id in on for part in question.parts())]
    met = {after.id for _question, after in ended if after}
    return [*ended, *((None, question) for question in newer.asking if not older.find(question.id) and question.id not in met)]


def successor(versions: Sequence[Questionnaire], question_id: str) -> Question | None:
    """The question of the last version that asks what one of an earlier version asked, or took its place."""
    origins = {question.id: question.origin for one in versions for question in one.questions}
    return next((question for question in versions[-1].questions if question_id in ancestry(question.id, origins)), None)


def ancestry(question_id: str, origins: Mapping[str, str]) -> list[str]:
    """A question's id and those whose place it took, the nearest first."""
    ids = [question_id]
    while (earlier := origins.get(ids[-1], "")) and earlier not in ids:
        ids.append(earlier)
    return ids


def gone(versions: Sequence[Questionnaire]) -> frozenset[str]:
    """What the first of some versions asked and the last asks no longer: ids of parts, and "part=value" for options that can no longer be chosen."""
    found = set[str]()
    for question, part in versions[0].parts:
        later = successor(versions, question.id)
        values = {one.id[len(later.id) :]: one.values for one in later.parts()} if later else {}
        mine = part.id[len(question.id) :]
        if mine not in values:
            found.add(part.id)
        elif later and later.kind == question.kind and not part.numeric:
            found |= {f"{part.id}={value}" for value in part.values if value not in values[mine]}
    return frozenset(found)


def marked(versions: Sequence[Questionnaire]) -> Questionnaire:
    """The first of some versions with what the last asks no longer marked as such: questions, options, statements."""
    lost = gone(versions)
    pages = tuple(replace(page, questions=tuple(_marked(question, successor(versions, question.id), lost) for question in page.questions)) for page in versions[0].pages)
    return replace(versions[0], pages=pages)


def _marked(question: Question, later: Question | None, lost: frozenset[str]) -> Question:
    if later is None:
        return replace(question, text=_with(question.text, REMOVED))
    options = {one.name: tuple(_marked_option(question, option, lost) for option in value) for one in fields(question) if _has_options(value := getattr(question, one.name))}
    return replace(question, text=question.text if later.id == question.id else _with(question.text, CHANGED), **options)  # type: ignore[arg-type]


def _marked_option(question: Question, option: Option, lost: frozenset[str]) -> Option:
    return replace(option, text=_with(option.text, REMOVED)) if {f"{question.id}.{option.id}", f"{question.id}={option.id}"} & lost else option


def _has_options(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, Option) for one in value)


def _with(text: Texts, mark: Texts) -> Texts:
    return {language: f"{words} {mark.get(language, mark['en'])}" for language, words in text.items() if words}
