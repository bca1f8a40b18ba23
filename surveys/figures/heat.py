"""Groups side by side: every figure of every group that shows, and where on its own scale it lies. Pure.

What has a mean is its mean; what has none is a share: of those who chose an option, who said yes, or who gave the
answer that everybody together gave most often. Only what the results show is here; nothing is worked out about
what they hide.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from surveys import scores
from surveys.disclosure import GroupState
from surveys.figures.shown import Asked, Mean, QuestionResult, Results, ScoreResult, Share
from surveys.questions import Texts

STEPS = 5  # of colour, from the lowest fifth of a scale to the highest
WIDEST = 8  # columns of one table: more fit neither a screen nor a sheet
MEAN, SHARE, SCORE = "mean", "share", "score"

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Cell:
    """One figure of one group, or of everybody, with its 95 % interval (None for one answer): a share is 0–1. `step` is 0 to 4."""

    n: int
    value: float
    low: float | None
    high: float | None
    step: int

    @property
    def uncertain(self) -> bool:
        return self.n < scores.VERY_UNCERTAIN_BELOW


@dataclass(frozen=True)
class Column:
    """What was asked, or a score's name (English, to be translated), and its figures. `whole` is None where too few answered in all.

    `groups` has those that show it: all that show anything or none, but for answers by name, where nobody of a group may have answered.
    """

    key: str  # the part’s id, or “score:” and the formula: a question may be called what a formula is
    unit: str  # MEAN, SHARE or SCORE
    text: Texts
    name: str
    least: float
    most: float
    whole: Cell | None
    groups: dict[str, Cell] = field(default_factory=dict)
    less_is_better: bool = False


@dataclass(frozen=True)
class Table:
    """Columns that stand together: the scores, the parts of one question with its text as title, or single questions in their order.

    `first` and `last` are the numbers of its questions as the results count them, from 1; 0 for scores.
    """

    columns: list[Column]
    title: Texts = field(default_factory=dict)
    first: int = 0
    last: int = 0

    @property
    def by_group(self) -> bool:
        """Whether something of it shows for groups."""
        return any(column.groups for column in self.columns)


@dataclass(frozen=True)
class Heat:
    """`groups` in the order asked for; `sorted_by` is a column's key, or '' for the alphabet."""

    groups: list[GroupState]
    tables: list[Table]
    sorted_by: str = ""

    @property
    def columns(self) -> list[Column]:
        return [column for table in self.tables for column in table.columns]

    @property
    def hides(self) -> bool:
        """Whether there are figures of everybody that show for no group."""
        return any(column.whole and not column.groups for column in self.columns)


def heat_of(found: Results, sort: str = "") -> Heat:
    """Every table of a round's results. `sort` is the key of a column: the highest first, what is hidden last; else the alphabet."""
    tables = [*(Table(columns) for columns in _split([_of_score(score) for score in found.scores])), *_of_questions(found)]
    by = next((column for table in tables for column in table.columns if column.key == sort and column.groups), None)
    if by is None:
        return Heat(list(found.groups), tables)
    return Heat(sorted(found.groups, key=lambda group: -by.groups[group.name].value if group.name in by.groups else float("inf")), tables, by.key)


def step(value: float, least: float, most: float) -> int:
    """Which fifth of its scale a value lies in, from 0."""
    return min(STEPS - 1, max(0, int(STEPS * (value - least) / (most - least))))


def _of_questions(found: Results) -> Iterator[Table]:
    """A question of several parts has a table of its own; single ones that follow each other share one."""
    for several, group in itertools.groupby(enumerate(found.asked, 1), key=lambda one: len(one[1].parts) > 1):
        if several:
            yield from (Table(columns, asked.question.text, number, number) for number, asked in group for columns in _split(_of_asked(asked, found)))
        else:
            yield from (Table([column for _number, column in some], {}, some[0][0], some[-1][0]) for some in _split([(number, column) for number, asked in group for column in _of_asked(asked, found)]))


def _split(columns: Sequence[Thing]) -> Iterator[list[Thing]]:
    """As few as can be, of nearly the same width."""
    count = -(-len(columns) // WIDEST)
    width = -(-len(columns) // count) if count else 1
    return (list(columns[start : start + width]) for start in range(0, len(columns), width))


def _of_asked(asked: Asked, found: Results) -> list[Column]:
    return [_of_part(part, len(asked.parts) > 1, part.part.id in found.less_is_better) for part in asked.parts]


def _of_part(found: QuestionResult, several: bool, less_is_better: bool) -> Column:
    """A place in a ranking is the better the less it is, too."""
    text = found.part.text if several else found.text
    if found.part.numeric:
        ends = float(found.part.values[0]), float(found.part.values[-1])
        groups = {name: _of_mean(one.mean) for name, one in found.groups.items() if one and one.mean}
        return Column(found.part.id, MEAN, text, "", *ends, _of_mean(found.mean) if found.mean else None, groups, less_is_better or found.question.widget == "places")
    told = _told(found)
    groups = {name: _of_share(share) for name, one in found.groups.items() if one and (share := _share_of(one, told))}
    whole = _share_of(found, told)
    return Column(found.part.id, SHARE, text if several or not whole else _with_answer(found, told), "", 0.0, 1.0, _of_share(whole) if whole else None, groups)


def _told(found: QuestionResult) -> str:
    """The answer whose share stands for the others: of two that are a yes and a no the first, else the one given most often."""
    if len(found.part.values) == 2 or not found.shares:
        return found.part.values[0]
    return max(found.shares, key=lambda share: share.count).value


def _with_answer(found: QuestionResult, value: str) -> Texts:
    return {language: f"{text} “{found.question.label(value, language)}”" for language, text in found.question.text.items()}


def _share_of(found: QuestionResult, value: str) -> Share | None:
    return next((share for share in found.shares if share.value == value), None)


def _of_score(found: ScoreResult) -> Column:
    formula = scores.FORMULAS[found.formula]
    unit, cell = (SHARE, _of_percent) if formula.share else (SCORE, _of_mean)
    groups = {name: cell(mean) for name, mean in found.groups.items() if mean}
    return Column(f"score:{found.formula}", unit, {}, found.name, formula.least, formula.most, cell(found.whole) if found.whole else None, groups)


def _of_mean(mean: Mean) -> Cell:
    return Cell(mean.n, mean.mean, mean.low, mean.high, step(mean.mean, mean.least, mean.most))


def _of_percent(mean: Mean) -> Cell:
    low, high = (None if end is None else end / 100 for end in (mean.low, mean.high))
    return Cell(mean.n, mean.mean / 100, low, high, step(mean.mean, mean.least, mean.most))


def _of_share(share: Share) -> Cell:
    return Cell(share.n, share.share, share.low, share.high, step(share.share, 0, 1))
