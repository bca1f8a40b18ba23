"""Which answers decide whether a question is asked. Pure."""

from collections.abc import Iterator

from surveys.questionnaire import Questionnaire
from surveys.questions import Question


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


def counted_parts(question: Question) -> set[str]:
    return {part.id for part in question.parts() if not part.words}
