"""Somebody who knows the rules, everything that was released, and linear algebra: what can be worked out of the rest?

The unknowns are how many of each group gave each value to each item. Whatever is released is an equation about them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from surveys.disclosure import Record, Release
from surveys.disclosure.gate import too_alike
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.questions.choice import Choice
from surveys.rules import NOT_ANSWERED

Unknown = tuple[str, str, str]  # group, item, value
Row = dict[Unknown, Fraction]

WORTH = {  # what one answer adds to its person's score
    "sus": lambda place, value: Fraction(5, 2) * (value - 1 if place % 2 == 0 else 5 - value),
    "umux_lite": lambda place, value: Fraction(100, 12) * (value - 1),
}


class Adversary:
    def __init__(self, release: Release, questionnaire: Questionnaire) -> None:
        self.release, self.questionnaire = release, questionnaire
        self.groups = [group.name for group in release.groups]
        self.sizes = {group.name: group.n for group in release.groups if group.n is not None}
        self.values = {part.id: list(part.values) for _question, part in questionnaire.parts if not part.words}
        self.pivots: dict[Unknown, tuple[Row, Fraction]] = {}
        if release.shown:
            self._learn_items()
            self._learn_kinds()
            self._learn_rules()
            self._learn_scores()

    def works_out(self, among: Iterable[str], item: str, value: str) -> int | None:
        """How many among these groups gave that value; None when it cannot be told."""
        return self._told({(group, item, value): Fraction(1) for group in among})

    def works_out_sum(self, among: Iterable[str], item: str) -> int | None:
        """The sum of the answers of these groups to a rating."""
        return self._told({(group, item, value): Fraction(int(value)) for group in among for value in self.values[item] if int(value)})

    def _told(self, row: Row) -> int | None:
        left, known = self._reduced(row, Fraction(0))
        return None if left else int(-known)

    def _learn_items(self) -> None:
        for name, item in self.release.items.items():
            if item.whole is None:
                continue
            for value, count in item.whole.items():
                self._learn({(group, name, value): Fraction(1) for group in self.groups}, count)
            for group, counts in item.groups.items():
                for value, count in counts.items():
                    self._learn({(group, name, value): Fraction(1)}, count)
            if sum(item.whole.values()) == self.release.n:  # nobody left it out, so each group's n is its size
                for group, size in self.sizes.items():
                    self._learn({(group, name, value): Fraction(1) for value in item.whole}, size)

    def _learn_kinds(self) -> None:
        """Who ticks an option has answered for all of them, and in a ranking each place is given once."""
        for question in self.questionnaire.questions:
            parts = [part.id for part in question.parts() if not part.words] if question.together else []
            for group in self.groups:
                whole = [{(group, part, value): Fraction(1) for value in self.values[part]} for part in parts]
                for one, other in pairwise(whole):
                    self._learn(one | {unknown: -share for unknown, share in other.items()}, 0)
                for place in self.values[parts[0]] if question.kind == "ranking" else ():
                    row = Counter({(group, part, place): Fraction(1) for part in parts})
                    row.subtract(whole[0])
                    self._learn({unknown: share for unknown, share in row.items() if share}, 0)

    def _learn_rules(self) -> None:
        """Where all who were asked answered, each group's answers are as many as those in it whose earlier answer asked for them."""
        for question in self.questionnaire.questions:
            for part in question.parts():
                item, asked = self.release.items.get(part.id), self._asked(question)
                if not item or not item.whole or not asked:
                    continue
                other, values = asked
                before = self.release.items[other].whole
                if before and sum(item.whole.values()) == sum(before[value] for value in values):
                    for group in self.groups:
                        self._learn({(group, part.id, value): Fraction(1) for value in item.whole} | {(group, other, value): Fraction(-1) for value in values}, 0)

    def _asked(self, question: Question) -> tuple[str, list[str]] | None:
        """The earlier part, and its values, that ask for a question by one condition; through words, those that ask for the words."""
        [condition, *more] = question.show_if.conditions if question.show_if else (None,)
        if condition is None or more:
            return None
        [(asked, part)] = [(asked, part) for asked, part in self.questionnaire.parts if part.id == condition.part]
        if not part.words:
            return (part.id, [value for value in part.values if condition.met({part.id: int(value) if part.numeric else value})]) if condition.test != NOT_ANSWERED else None
        return (asked.id, [option.id for option in asked.options if option.namely]) if isinstance(asked, Choice) else self._asked(asked)

    def _learn_scores(self) -> None:
        for score in self.questionnaire.scores:
            found = self.release.scores[score.formula]
            known = [(self.groups, found.whole)] if found.whole else []
            for among, summary in [*known, *(([group], summary) for group, summary in found.groups.items())]:
                row = {(group, item, value): WORTH[score.formula](place, int(value)) for group in among for place, item in enumerate(score.items) for value in self.values[item]}
                self._learn({unknown: worth for unknown, worth in row.items() if worth}, Fraction(round(summary.mean * summary.n * 6), 6))
                for item in score.items:
                    self._learn({(group, item, value): Fraction(1) for group in among for value in self.values[item]}, summary.n)

    def _learn(self, row: Row, known: Fraction | int) -> None:
        left, rest = self._reduced(row, Fraction(known))
        if left:
            pivot = next(iter(left))
            factor = left[pivot]
            self.pivots[pivot] = ({unknown: share / factor for unknown, share in left.items()}, rest / factor)

    def _reduced(self, row: Row, known: Fraction) -> tuple[Row, Fraction]:
        """What is left of a row when all that is known is taken off."""
        row, done = dict(row), False
        while not done:
            done = True
            for unknown in list(row):
                if unknown in row and unknown in self.pivots:
                    share = row[unknown]
                    other, value = self.pivots[unknown]
                    for name, amount in other.items():
                        row[name] = row.get(name, Fraction(0)) - share * amount
                        if not row[name]:
                            del row[name]
                    known -= share * value
                    done = False
        return row, known


def breaches(release: Release, questionnaire: Questionnaire, records: Sequence[Record], k: int) -> list[str]:
    """Each union of groups of which something can be worked out although it holds 1 to k − 1 people who answered, or people too alike."""
    adversary = Adversary(release, questionnaire)
    found = []
    for among in _unions(adversary.groups):
        for item, values in adversary.values.items():
            given = [record.answers[item] for record in records if record.group in among and item in record.answers]
            if not given or not (len(given) < k or too_alike(given)):
                continue
            counts = Counter(str(value) for value in given)
            told = {value: count for value in values if (count := adversary.works_out(among, item, value)) is not None}
            if told:
                assert all(counts[value] == count for value, count in told.items()), "the adversary is mistaken"
                found.append(f"{sorted(among)} answered {item}: {told}")
            elif all(value.isdigit() for value in values) and adversary.works_out_sum(among, item) is not None:
                found.append(f"{sorted(among)} sum of {item}")
    return found


def _unions(groups: Sequence[str]) -> list[set[str]]:
    """All unions of groups, but for nobody and everybody."""
    return [set(some) for size in range(1, len(groups)) for some in combinations(groups, size)]
