"""A questionnaire on paper: what is typed for each box of a sheet, and what that comes to. Pure.

Whoever types sees letters and numbers: a number of a scale, a letter for an option, several letters for several
options, a place for each thing ranked, and “-” wherever somebody would rather not say. Nothing typed means nothing crossed.
"""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field

from errors import N_, Refused
from surveys.questionnaire import Filled, Questionnaire, filled
from surveys.questions import DECLINED, Part, Question, Texts

LETTERS = string.ascii_lowercase + "1234"  # as many as a question has options at most


@dataclass(frozen=True)
class Box:
    """One field of the page on which papers are typed in.

    `keys` are what can be typed and the value that each stands for; none where words, a number or a day is written.
    """

    name: str
    text: Texts = field(default_factory=dict)  # what it is for, where a question has several
    keys: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    long: bool = False


def boxes(question: Question) -> tuple[Box, ...]:
    """The fields that a question is typed into; none for a text that asks nothing."""
    chosen, words = [part for part in question.parts() if not part.words], [part for part in question.parts() if part.words]
    if question.widget == "radios":
        return (Box(question.id, keys=lettered(question)), *_written(words))
    if question.widget == "ticks":
        return (Box(question.id, keys=lettered(question), several=True), *_written(words))
    if question.widget in ("scale", "rows", "places"):
        return tuple(Box(part.id, part.text, {value: value for value in part.values}) for part in chosen)
    return tuple(Box(part.id, long=question.widget == "area") for part in question.parts())


def lettered(question: Question) -> dict[str, str]:
    """The options of a choice by the letter that stands before each on paper: of one, their values; of several, their parts."""
    parts = [part for part in question.parts() if not part.words]
    return dict(zip(LETTERS, [part.id for part in parts] if question.widget == "ticks" else parts[0].values, strict=False))


def read(questionnaire: Questionnaire, typed: Mapping[str, str]) -> Filled:
    """What a sheet comes to. `typed` is by the names of the boxes.

    Nobody can be asked for what a paper leaves out, so nothing is required. What was answered although its rule
    leaves it out is wrong rather than dropped: it may be a slip at the answer that the rule asks for.
    """
    given: dict[str, str] = {}
    wrong: dict[str, Refused] = {}
    for question in questionnaire.questions:
        try:
            given |= _given(question, {box.name: typed.get(box.name, "").strip() for box in boxes(question)})
        except Refused as refused:
            wrong[question.id] = refused
    found = filled(questionnaire, given, complete=False)
    wrong = found.wrong | wrong
    for question in questionnaire.asking:
        if question.id not in found.shown and any(typed.get(box.name, "").strip() for box in boxes(question)) and not _asked_by(question) & set(wrong):
            wrong[question.id] = question.refused(N_("This question is left out after the answers that are typed above. Look at those again, or empty this one."))
    return Filled(found.answers, wrong, found.shown)


def _asked_by(question: Question) -> set[str]:
    """The ids of the questions that decide whether this one is asked."""
    return {condition.part.split(".")[0] for condition in question.show_if.conditions} if question.show_if else set()


def _written(parts: list[Part]) -> tuple[Box, ...]:
    return tuple(Box(part.id, part.text) for part in parts)


def _given(question: Question, typed: dict[str, str]) -> dict[str, str]:
    """What was typed for a question, as the form on the screen would send it."""
    said = {name: raw for name, raw in typed.items() if raw}
    if said and set(said.values()) == {DECLINED} and question.widget != "rows":
        return {question.declining: DECLINED}
    for box in boxes(question):
        if box.name in said and question.widget in ("radios", "ticks") and box.keys:
            said |= _chosen(question, box, said.pop(box.name))
    return said


def _chosen(question: Question, box: Box, raw: str) -> dict[str, str]:
    letters = [letter for letter in raw.casefold() if letter not in " ,.;"]
    if not letters or any(letter not in box.keys for letter in letters) or (len(letters) > 1 and not box.several):
        message = N_("“%(raw)s” does not fit: type one or several of the letters %(letters)s.") if box.several else N_("“%(raw)s” does not fit: type one of the letters %(letters)s.")
        raise question.refused(message, raw=raw[:40], letters=", ".join(box.keys))
    return {box.keys[letter]: "1" for letter in letters} if box.several else {question.id: box.keys[letters[0]]}
