"""Two sides beside each other: two rounds, or two groups of one round. What can be compared with its difference, and the rest with its reason. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from surveys import versions
from surveys.figures.changes import Change
from surveys.figures.pairs import Paired
from surveys.figures.sides import Round, Seen, Side, Thing, change, look, moved, same_people, scores_of, things_of
from surveys.figures.trends import differences, joined, lines
from surveys.questions import Question
from surveys.versions import Difference


@dataclass(frozen=True)
class Row:
    """One thing on both sides. `change` is None where a side shows nothing of it; `same_people` is how much the same people have changed, where that shows."""

    thing: Thing
    before: Seen
    after: Seen
    change: Change | None
    same_people: Paired | None = None


@dataclass(frozen=True)
class Asked:
    """A question on both sides, as it was asked last, with a row for each thing that is compared of it. `differences`: how it was asked differently, but comparably."""

    question: Question
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def compared(self) -> bool:
        return any(row.change for row in self.rows)


@dataclass(frozen=True)
class Parted:
    """What is not comparable, since it was asked on one side only or as another question: as it was there and here."""

    before: Question | None
    after: Question | None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    before: Side
    after: Side
    scores: tuple[Row, ...]
    questions: tuple[Asked, ...]
    parted: tuple[Parted, ...] = ()
    parted_scores: tuple[str, ...] = ()  # formulas

    @property
    def rows(self) -> list[Row]:
        return [*self.scores, *(row for one in self.questions for row in one.rows)]

    @property
    def compared(self) -> int:
        """How many comparisons were made."""
        return sum((row.change is not None) + (row.same_people is not None) for row in self.rows)

    @property
    def clear(self) -> list[Row]:
        """What has clearly changed."""
        return [row for row in self.rows if row.change and moved(row.change, row.same_people)]


def of_rounds(rounds: Sequence[Round], before: Round, after: Round, group: str = "", dimension: str = "") -> Comparison:
    """Two of a survey's rounds, as wholes or by a group. `rounds` are all of them, the oldest first: a question may have changed more than once in between."""
    sides = Side(before, group, dimension), Side(after, group, dimension)
    places = [next(place for place, one in enumerate(rounds) if one.wave.id == wanted.wave.id) for wanted in (before, after)]
    asked, parted = [], []
    for line in lines([one.content for one in rounds]):
        old, new = (line[place] for place in places)
        if old and new and not versions.broken(old, new):
            asked.append(_asked(sides, new, differences(Thing(question=new), Thing(question=old), False)))
        elif (old or new) and things_of(new or old):  # type: ignore[arg-type]
            parted.append(Parted(old, new, differences(Thing(question=new), Thing(question=old), True)))
    on = [thing for thing in scores_of(after.content) if joined(thing, before, thing, after)]
    lost = {thing.formula for one in (before, after) for thing in scores_of(one.content)} - {thing.formula for thing in on}
    return Comparison(*sides, tuple(_row(sides, thing) for thing in on), tuple(one for one in asked if one.rows), tuple(parted), tuple(sorted(lost)))


def of_groups(one: Round, group: str, other: str) -> Comparison:
    """Two groups of a round that both show."""
    sides = Side(one, group), Side(one, other)
    asked = [_asked(sides, question) for question in one.content.asking]
    return Comparison(*sides, tuple(_row(sides, thing) for thing in scores_of(one.content)), tuple(found for found in asked if found.rows))


def _asked(sides: tuple[Side, Side], question: Question, differ: tuple[Difference, ...] = ()) -> Asked:
    rows = [_row(sides, thing) for thing in things_of(question)]
    given = [row for row in rows if not question.classed or any(getattr(seen.figure, "count", 0) for seen in (row.before, row.after))]
    return Asked(question, tuple(given or rows[:1]), differ)


def _row(sides: tuple[Side, Side], thing: Thing) -> Row:
    before, after = (look(side, thing) for side in sides)
    same = same_people(sides[1], thing, sides[0].round)
    return Row(thing, before, after, change(thing, before, after), same[1] if same else None)
