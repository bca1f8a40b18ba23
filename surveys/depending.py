"""Which answers decide whether a question is asked, and whether words can be written. Pure."""

from collections.abc import Iterator

from surveys.questionnaire import Questionnaire
from surveys.questions import Part, Question


def deciding(questionnaire: Questionnaire) -> Iterator[tuple[Question, frozenset[str]]]:
    """Each question with the counted parts on which it depends. Whether there are words depends on what those depend on, and on what stands beside them."""
    found: dict[str, frozenset[str]] = {}
    owner = {part.id: (question, part) for question, part in questionnaire.parts}
    for question in questionnaire.questions:
        parts: set[str] = set()
        for condition in question.show_if.conditions if question.show_if else ():
            asked, part = owner[condition.part]
            parts |= counted_parts(asked) | found[asked.id] if part.words else {part.id}
        found[question.id] = frozenset(parts)
        yield question, found[question.id]


def around_words(questionnaire: Questionnaire) -> Iterator[tuple[Question, Part, set[str], set[str]]]:
    """Each part of words with its question, the counted parts that tell who could write there, and those that tell who did."""
    owner = {part.id: question for question, part in questionnaire.parts}
    behind: dict[str, set[str]] = {}
    for question in questionnaire.questions:
        asked = [owner[condition.part] for condition in question.show_if.conditions] if question.show_if else []
        behind[question.id] = {part for one in asked for part in counted_parts(one) | behind[one.id]}
    for question, part in questionnaire.parts:
        if part.words:
            after = [one for one in questionnaire.questions if one.show_if and part.id in (condition.part for condition in one.show_if.conditions)]
            yield question, part, counted_parts(question) | behind[question.id], {own for one in after for own in counted_parts(one)}


def counted_parts(question: Question) -> set[str]:
    return {part.id for part in question.parts() if not part.words}
