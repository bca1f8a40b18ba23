"""Figures over the rounds: where they may stand in a row, where the row breaks, and what has changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from surveys import versions
from surveys.figures.changes import Change
from surveys.figures.pairs import Paired
from surveys.figures.shown import Mean, QuestionResult, Share
from surveys.figures.sides import NOT_ASKED, NOT_BY_GROUP, UNANSWERED, Round, Seen, Side, Thing, change, look, moved, same_people, scores_of, things_of
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.versions import Difference


@dataclass(frozen=True)
class Point:
    """One round of a trend: the figure or why there is none.

    `broken`: it cannot be compared with the rounds before. `differences` are those from how it was asked before, where
    they matter. `change` is that since the round `since`, the last one before it that shows a figure of the same.
    `same_people` is how much the same people have changed, and the number of the round since when.
    """

    round: Round
    thing: Thing | None
    figure: Mean | Share | None
    why: str
    broken: bool = False
    differences: tuple[Difference, ...] = ()
    change: Change | None = None
    since: Round | None = None
    same_people: tuple[int, Paired] | None = None


@dataclass(frozen=True)
class Trend:
    """One thing over the rounds, the oldest first."""

    thing: Thing
    points: tuple[Point, ...]

    @property
    def last(self) -> Point | None:
        """The newest round that shows a figure."""
        return next((point for point in reversed(self.points) if point.figure), None)

    @property
    def change(self) -> Change | None:
        return self.last.change if self.last else None

    @property
    def clear(self) -> bool:
        """Whether the newest figure has clearly changed, of everybody or of the same people."""
        return self.last is not None and moved(self.last.change, self.last.same_people[1] if self.last.same_people else None)

    @property
    def row(self) -> tuple[Point, ...]:
        """The points that can be drawn on one scale: all, or those since the scale became another."""
        last = self.points[-1].thing or self.thing
        first = max((place for place, point in enumerate(self.points) if point.thing and not _on_one_scale(point.thing, last)), default=-1) + 1
        return self.points[first:]

    @property
    def compared(self) -> int:
        """How many comparisons it makes."""
        return sum((point.change is not None) + (point.same_people is not None) for point in self.points)


@dataclass(frozen=True)
class Step:
    """The change pulse of a round: the first step that is not taken yet, or why that cannot be told; neither where every step is taken."""

    round: Round
    item: QuestionResult | None
    why: str = ""


@dataclass(frozen=True)
class Followed:
    """A question over the rounds, as it was asked last, with a trend for each thing that is compared of it."""

    question: Question
    trends: tuple[Trend, ...]

    @property
    def shown(self) -> bool:
        return any(trend.last for trend in self.trends)


def scores_over(rounds: Sequence[Round], group: str = "", dimension: str = "") -> list[Trend]:
    """The trend of each score that any of the rounds has, those of the newest first."""
    things = dict.fromkeys(thing for one in reversed(rounds) for thing in scores_of(one.content))
    return [_trend([thing if thing in scores_of(one.content) else None for one in rounds], rounds, group, dimension) for thing in things]


def steps_over(rounds: Sequence[Round], group: str = "", dimension: str = "") -> list[Step]:
    """The first step to help with, round by round; nothing for a survey without the change pulse."""
    found = [_step(Side(one, group, dimension)) for one in rounds]
    return found if any(not step.why for step in found) else []


def questions_over(rounds: Sequence[Round], group: str = "", dimension: str = "") -> list[Followed]:
    """Each question that is counted, with those whose place it took, as the newest round asks them; those that are asked no longer at the end."""
    found = []
    for line in lines([one.content for one in rounds]):
        newest = next(question for question in reversed(line) if question)
        trends = tuple(_trend([_same(thing, question) for question in line], rounds, group, dimension) for thing in things_of(newest))
        if trends:
            found.append(Followed(newest, _given(newest, trends)))
    return found


def lines(contents: Sequence[Questionnaire]) -> list[list[Question | None]]:
    """For each question: what was asked in its place in each of the questionnaires, in their order."""
    origins = {question.id: question.origin for one in contents for question in one.questions}
    met: set[str] = set()
    found = []
    for content in reversed(contents):
        for question in content.asking:
            if question.id in met:
                continue
            ids = versions.ancestry(question.id, origins)
            met |= set(ids)
            found.append([next((asked for name in ids if (asked := one.find(name))), None) for one in contents])
    return found


def joined(thing: Thing, before: Round, earlier: Thing, after: Round) -> bool:
    """Whether a thing's figures of two rounds may stand in a row."""
    if before.wave.questionnaire_id == after.wave.questionnaire_id:
        return True
    if thing.formula:
        return thing.formula in versions.comparable(before.content, after.content)
    return bool(thing.question and earlier.question) and not versions.broken(earlier.question, thing.question)  # type: ignore[arg-type]


def differences(thing: Thing, earlier: Thing, broken: bool) -> tuple[Difference, ...]:
    """How a question was asked differently before, but for what is cosmetic; nothing for scores."""
    if not thing.question or not earlier.question:
        return ()
    found = versions.compared(earlier.question, thing.question, versions.OTHER if broken else versions.SAME)
    return tuple(one for one in found if one.weight != versions.COSMETIC)


def _step(side: Side) -> Step:
    results = side.round.results
    if side.why or not results:
        return Step(side.round, None, side.why)
    pulse = results.steps
    if pulse is None:
        return Step(side.round, None, NOT_ASKED)
    told = pulse.shows_of(side.group) if side.group else pulse.told
    item = pulse.barrier_of(side.group) if side.group else pulse.barrier
    return Step(side.round, item, "" if told or item else NOT_BY_GROUP if side.group else UNANSWERED)


def _same(thing: Thing, question: Question | None) -> Thing | None:
    """The same thing of the question as it was asked in another round; None where there is nothing like it."""
    if question is None or not thing.question or not thing.part:
        return None
    ending = thing.part.id[len(thing.question.id) :]
    part = next((one for one in question.parts() if one.id[len(question.id) :] == ending), None)
    return Thing(question=question, part=part, value=thing.value) if part else None


def _trend(things: Sequence[Thing | None], rounds: Sequence[Round], group: str, dimension: str) -> Trend:
    points: list[Point] = []
    asked: Point | None = None  # the last one before in which it was asked
    shown: Point | None = None  # the last one before that it can be compared with and that has a figure
    for thing, one in zip(things, rounds, strict=True):
        side = Side(one, group, dimension)
        point = replace(_point(thing, one, look(side, thing), asked, shown), same_people=same_people(side, thing))
        points.append(point)
        asked = point if thing else asked
        shown = point if point.figure else None if point.broken else shown
    return Trend(next(thing for thing in reversed(things) if thing), tuple(points))


def _point(thing: Thing | None, one: Round, seen: Seen, asked: Point | None, shown: Point | None) -> Point:
    """`asked` is the point before in which it was asked, `shown` the last that had a figure and no break after it."""
    if not thing or not asked or not asked.thing:
        return Point(one, thing, seen.figure, seen.why)
    broken = not joined(thing, asked.round, asked.thing, one)
    since = shown if shown and seen.figure and not broken else None
    changed = change(thing, Seen(since.figure), seen) if since else None
    return Point(one, thing, seen.figure, seen.why, broken, differences(thing, asked.thing, broken), changed, since.round if since else None)


def _given(question: Question, trends: tuple[Trend, ...]) -> tuple[Trend, ...]:
    """Without the classes of numbers and days that nobody is in."""
    if not question.classed:
        return trends
    return tuple(trend for trend in trends if any(isinstance(point.figure, Share) and point.figure.count for point in trend.points)) or trends[:1]


def _on_one_scale(one: Thing, other: Thing) -> bool:
    if one.value or other.value or not (one.part and other.part):
        return bool(one.value) == bool(other.value)
    return one.part.values == other.part.values

