"""When a question is shown: rules on the answers to earlier ones. Pure.

What was not answered, or was itself not shown, meets no condition but NOT_ANSWERED.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ALL, ANY = "all", "any"
MODES = (ALL, ANY)

IS, IS_NOT, AT_LEAST, AT_MOST, ANSWERED, NOT_ANSWERED = "is", "is_not", "at_least", "at_most", "answered", "not_answered"
TESTS = (IS, IS_NOT, AT_LEAST, AT_MOST, ANSWERED, NOT_ANSWERED)
COMPARING = (AT_LEAST, AT_MOST)  # numbers and days only, with one value

Value = int | float | str


@dataclass(frozen=True)
class Condition:
    """One test of one part of an earlier question. `values` as text: several for IS and IS_NOT, one for the comparisons."""

    part: str
    test: str
    values: tuple[str, ...] = ()

    def met(self, answers: Mapping[str, Value]) -> bool:
        found = answers.get(self.part)
        if found is None:
            return self.test == NOT_ANSWERED
        if self.test in COMPARING:
            order = _compare(found, self.values[0])
            return order >= 0 if self.test == AT_LEAST else order <= 0
        return {IS: str(found) in self.values, IS_NOT: str(found) not in self.values, ANSWERED: True, NOT_ANSWERED: False}[self.test]


@dataclass(frozen=True)
class Rule:
    mode: str
    conditions: tuple[Condition, ...]

    def holds(self, answers: Mapping[str, Value]) -> bool:
        return (all if self.mode == ALL else any)(condition.met(answers) for condition in self.conditions)


def _compare(found: Value, value: str) -> int:
    """-1, 0 or 1: numbers as numbers, days (ISO 8601) as text."""
    one, other = (found, value) if isinstance(found, str) else (float(found), float(value))
    return (one > other) - (one < other)  # type: ignore[operator]
