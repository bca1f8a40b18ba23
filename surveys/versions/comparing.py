"""One question before and after an edit: each difference with its class. Pure.

By what a question is made of, not by its kind, so that a kind which is added later is judged like the others;
what cannot be told to be harmless is breaking.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from surveys.questions import Option, Question, Texts
from surveys.rules import Rule
from surveys.versions import wording

COSMETIC, COMPARABLE, BREAKING = "cosmetic", "comparable", "breaking"
CLASSES = (COSMETIC, COMPARABLE, BREAKING)
SAME, OTHER = "same", "other"  # what somebody says of a new wording

WORDING = {wording.SPELLING: COSMETIC, wording.TRANSLATED: COSMETIC, wording.UNTRANSLATED: COMPARABLE}


@dataclass(frozen=True)
class Difference:
    """One thing that differs. `open`: only a person can tell its class, which is the one that was told or is proposed.

    `code` says what it is, `where` the field (text, hint, options, …); `option` the option's id, `before` and `after` the texts.
    """

    code: str
    weight: str
    where: str = ""
    option: str = ""
    before: Texts = field(default_factory=dict)
    after: Texts = field(default_factory=dict)
    open: bool = False


def compared(before: Question, after: Question, meaning: str = "") -> tuple[Difference, ...]:
    """All differences but where it stands and what it is called in the answers. `meaning` is what somebody said of its wording; '' for the proposal."""
    if before.kind != after.kind:
        return (Difference("kind", BREAKING),)
    found = tuple(difference for one in fields(after) if one.name not in ("id", "origin", "locked") for difference in _field(one.name, before, after))
    if not before.parts():  # it asks nothing, so nothing can be incomparable
        return tuple(replace(one, weight=COSMETIC, open=False) for one in found)
    if not any(difference.open for difference in found):
        return found
    weight = _weight(meaning or proposed(found))
    return tuple(replace(one, weight=COSMETIC if one.where == "hint" and weight == COMPARABLE else weight) if one.open else one for one in found)


def proposed(found: Iterable[Difference]) -> str:
    """What seems to be true of a new wording, by how close the texts are."""
    return SAME if all(wording.close(one.before, one.after) or not (one.before and one.after) for one in found if one.open) else OTHER


def heaviest(weights: Iterable[str]) -> str:
    """The heaviest of several classes; '' for none."""
    return max(weights, key=CLASSES.index, default="")


def _weight(meaning: str) -> str:
    return COMPARABLE if meaning == SAME else BREAKING


def _field(name: str, before: Question, after: Question) -> Iterator[Difference]:
    old, new = getattr(before, name), getattr(after, name)
    if old == new:
        return
    if isinstance(new, dict):
        yield from _texts(old, new, name)
    elif name == "show_if":
        yield from _rule(old, new, after.locked)
    elif isinstance(new, tuple) and all(isinstance(one, Option) for one in (*old, *new)):
        yield from _options(before, after, name)
    elif name == "required":
        yield Difference("required" if new else "not_required", COMPARABLE)
    else:
        yield _setting(name, before, after)


def _texts(before: Texts, after: Texts, where: str, option: str = "") -> Iterator[Difference]:
    found = wording.changed(before, after)
    if found:
        yield Difference(found, WORDING.get(found, BREAKING), where, option, before, after, open=found == wording.REWORDED)


def _rule(before: Rule | None, after: Rule | None, locked: bool) -> Iterator[Difference]:
    """A statement of an instrument means the same whoever is asked, and is never replaced."""
    if _meant(before) != _meant(after):
        yield Difference("rule" if after else "no_rule", COMPARABLE if locked else BREAKING)


def _meant(rule: Rule | None) -> Any:
    """A rule as what it asks for: the order in which that is written does not matter."""
    conditions = frozenset((one.part, one.test, frozenset(one.values)) for one in rule.conditions) if rule else frozenset()
    return (rule.mode if rule and len(conditions) > 1 else "", conditions)


def _options(before: Question, after: Question, name: str) -> Iterator[Difference]:
    old = {option.id: option for option in getattr(before, name)}
    new = {option.id: option for option in getattr(after, name)}
    ranked = all(part.numeric for part in after.parts()) and _values(before) != _values(after)  # one more place changes what each place means
    for one in (one for one in old if one not in new):
        yield Difference("option_removed", BREAKING, name, one, before=old[one].text)
    for one in (one for one in new if one not in old):
        yield Difference("option_added", BREAKING if ranked else COMPARABLE, name, one, after=new[one].text)
    kept = [one for one in old if one in new]
    for one in kept:
        yield from _option(old[one], new[one], name, taken=_says(new[one], (other for other in old.values() if other.id != one)))
    if kept != [one for one in new if one in old] or any(old[one].last != new[one].last for one in kept):
        yield Difference("order", COMPARABLE, name)


def _option(before: Option, after: Option, name: str, taken: bool) -> Iterator[Difference]:
    """What became of an option; one that took over another's label stands for something else, whatever anybody says."""
    for one in _texts(before.text, after.text, name, after.id):
        yield replace(one, weight=BREAKING, code="option_swapped", open=False) if taken and one.open else one
    if before.namely != after.namely:
        yield Difference("namely" if after.namely else "not_namely", COMPARABLE, name, after.id, after=after.text)


def _says(option: Option, others: Iterable[Option]) -> bool:
    texts = {(language, wording.plain(text)) for language, text in option.text.items() if text}
    return any((language, wording.plain(text)) in texts for other in others for language, text in other.text.items() if text)


def _setting(name: str, before: Question, after: Question) -> Difference:
    """A number, a day, a tick. What changes the values that can be answered, or limits them in a way the parts do not tell, is breaking."""
    if _values(before) != _values(after):
        return Difference("scale", BREAKING, name)
    if isinstance(getattr(after, name), bool):
        return Difference("order", COMPARABLE, name)
    if _by_part(before, lambda part: part.most) != _by_part(after, lambda part: part.most):
        return Difference("length", COMPARABLE, name)
    return Difference("scale", BREAKING, name)


def _values(question: Question) -> list[Sequence[str]]:
    """What each part can be; options that are chosen are compared by themselves."""
    chosen = [option.id for option in getattr(question, "options", ())]
    return [*sorted({part.values for part in question.parts() if list(part.values) != chosen})]


def _by_part(question: Question, of: Callable[[Any], Any]) -> list[Any]:
    return [of(part) for part in question.parts()]
