"""What the columns of a file of answers are called: which heading is which field of a questionnaire, and the other way round. Pure.

A field is a part's id, or a question's own id for a column that holds the whole answer to a question of several parts.
"""

import re
from collections.abc import Iterator

from surveys.questionnaire import SYSTEM, Questionnaire, pattern, piped, plain
from surveys.questions import Part, Question, Texts, in_language

NUMBERED = re.compile(r"(?:q|f|fr|fråga|question|item|sus|umux)?\s*[.:#]?\s*0*(\d{1,2})(?:[._]0*(\d{1,2}))?", re.IGNORECASE)
LEADING_NUMBER = re.compile(r"^\s*(?:q|f)?\d{1,2}\s*[.:)]\s*", re.IGNORECASE)
OWN_WORDS = {"en": "in their own words", "sv": "med egna ord"}


class Headings:
    """The headings of one questionnaire's columns: a part's id, the question's text with the option's behind it, or its number."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._asking = questionnaire.asking
        self._worded = {question.id: question for question in piped(questionnaire, {}).asking}
        self._ids = {field: field for question in self._asking for field, _part in _fields(question)}
        self._texts: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        for question in (*self._asking, *self._worded.values()):
            for field, part in _fields(question):
                self._learn(field, _texts(question, part))

    def field(self, heading: str) -> str | None:
        """The field whose column has this heading; None for none."""
        return self._ids.get(heading.casefold()) or self._by_text(plain(heading)) or self._by_text(plain(LEADING_NUMBER.sub("", heading))) or self._by_number(heading)

    def heading(self, field: str, part: Part, language: str) -> str:
        """What a part's column is called so that it is recognised again: by its text, or by its id where its text is not its alone."""
        question = self._worded[field.split(".")[0]]
        text = " ".join(in_language(_texts(question, part), language).split())
        return text if self.field(text) == field else field

    def _learn(self, field: str, texts: Texts) -> None:
        for text in texts.values():
            if SYSTEM in text and plain(text.replace(SYSTEM, "")):
                self._patterns.append((re.compile(pattern(text)), field))
            elif plain(text) and SYSTEM not in text:
                self._texts.setdefault(plain(text), field)

    def _by_text(self, heading: str) -> str | None:
        if not heading:
            return None
        return self._texts.get(heading) or next((field for asked, field in self._patterns if asked.fullmatch(heading)), None)

    def _by_number(self, heading: str) -> str | None:
        found = NUMBERED.fullmatch(heading.strip())
        if not found or not 0 < int(found[1]) <= len(self._asking):
            return None
        question = self._asking[int(found[1]) - 1]
        if found[2] is None:
            return question.id if question.id in self._ids else None
        parts = question.parts() if question.id not in (part.id for part in question.parts()) else ()
        return parts[int(found[2]) - 1].id if 0 < int(found[2]) <= len(parts) else None


def _fields(question: Question) -> Iterator[tuple[str, Part | None]]:
    parts = question.parts()
    yield from ((part.id, part) for part in parts)
    if question.id not in (part.id for part in parts) and question.listed("") is not None:
        yield question.id, None


def _texts(question: Question, part: Part | None) -> Texts:
    """What a column is called in each language."""
    if part is None or not part.text:
        return question.text
    own = {language: f" ({in_language(OWN_WORDS, language)})" if part.words else "" for language in question.text}
    return {language: f"{text}: {in_language(part.text, language)}{own[language]}" for language, text in question.text.items()}
