"""What stands on one side of a comparison: a round's people, or one of its groups, and each figure of them or why there is none. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import walltime
from surveys.disclosure import FEW
from surveys.figures import changes
from surveys.figures.changes import Change
from surveys.figures.pairs import Paired
from surveys.figures.shown import Mean, QuestionResult, Results, Share
from surveys.model import LINK, Promise, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import Part, Question
from surveys.scores import FORMULAS

# Why there is no figure. Of the whole round, of the group, of the question.
SEALED, NOTHING = "sealed", "nothing"
NO_GROUP, OTHER_GROUPS, GROUP_FEW, GROUP_PROTECTS = "no_group", "other_groups", "group_few", "group_protects"
NOT_ASKED, NO_OPTION, OTHER_KIND, UNANSWERED, NOT_BY_GROUP = "not_asked", "no_option", "other_kind", "unanswered", "not_by_group"


@dataclass(frozen=True)
class Round:
    """A round that was opened, and what it asked, as it was asked. Without results while it is open and sealed."""

    wave: Wave
    content: Questionnaire
    results: Results | None
    dimension: str  # the kind of group it was broken down by, as it is called now; '' for none
    promise: Promise | None = None
    targets: tuple[int, ...] = ()  # groups that were asked; none: everybody

    @property
    def shown(self) -> bool:
        return self.results is not None and self.results.shown

    @property
    def day(self) -> datetime:
        """The day that it stands for, on its own clocks: on which it closed, early or late, or was answered elsewhere; of an open one, on which it will close."""
        return walltime.wall(self.wave.closed_at, self.wave.zone) if self.wave.closed_at and not self.wave.imported else self.wave.closes

    @property
    def conditions(self) -> dict[str, object]:
        """How it was asked, as far as it matters to whoever compares."""
        drawn = self.promise.drawn if self.promise else 0
        way = "file" if self.wave.imported else "link" if self.wave.access == LINK else "invited"
        return {"level": self.wave.level, "k": self.wave.k, "way": way, "drawn": drawn, "targets": self.targets}

    def group_state(self, name: str) -> str | None:
        """Of a group that was asked: shown, or why it is not; None for one that there was not."""
        return next((group.state for group in self.results.groups if group.name == name), None) if self.results else None

    @property
    def showing_groups(self) -> list[str]:
        return [group.name for group in self.results.groups if group.n is not None and group.name] if self.results else []


@dataclass(frozen=True)
class Side:
    """A round's people, or one of its groups. `dimension` is the kind of group that is meant."""

    round: Round
    group: str = ""
    dimension: str = ""

    @property
    def why(self) -> str:
        """Why nothing of it shows; '' where something does."""
        if not self.round.results or not self.round.results.shown:
            return NOTHING if self.round.results else SEALED
        if not self.group:
            return ""
        if self.dimension and self.round.dimension != self.dimension:
            return OTHER_GROUPS
        state = self.round.group_state(self.group)
        return NO_GROUP if state is None else "" if self.group in self.round.showing_groups else GROUP_FEW if state == FEW else GROUP_PROTECTS


@dataclass(frozen=True)
class Thing:
    """What is compared: a score by its formula, the mean of a part, or the share of people who gave one of its values."""

    formula: str = ""
    question: Question | None = None
    part: Part | None = None
    value: str = ""

    @property
    def is_share(self) -> bool:
        return bool(self.value) or bool(self.formula and FORMULAS[self.formula].share)

    @property
    def key(self) -> str:
        """What it is called in files: “score:” and the formula, since a question may be called what a formula is; the part's id, or part=value."""
        return f"score:{self.formula}" if self.formula else f"{self.part.id if self.part else ''}{f'={self.value}' if self.value else ''}"


@dataclass(frozen=True)
class Seen:
    """A figure, or why there is none."""

    figure: Mean | Share | None
    why: str = ""


def scores_of(content: Questionnaire) -> list[Thing]:
    """The scores that have a figure of their own: a profile is its items side by side."""
    return [Thing(formula=score.formula) for score in content.scores if not FORMULAS[score.formula].profile]


def things_of(question: Question) -> list[Thing]:
    """All that is compared of a question: means where its values are numbers, else shares; of two values the first, which tells the other."""
    found = []
    for part in question.parts():
        values = () if part.words else ("",) if part.numeric else part.values[:1] if len(part.values) == 2 else part.values
        found += [Thing(question=question, part=part, value=value) for value in values]
    return found


def look(side: Side, thing: Thing | None) -> Seen:
    """The figure of a thing on one side; without a thing it was not asked there."""
    if side.why or not side.round.results:
        return Seen(None, side.why)
    if thing is None:
        return Seen(None, NOT_ASKED)
    return _score(side, side.round.results, thing.formula) if thing.formula else _part(side, side.round.results, thing)


def change(thing: Thing, before: Seen, after: Seen) -> Change | None:
    """From one side to the other; None where one of them has no figure."""
    if isinstance(before.figure, Share) and isinstance(after.figure, Share):
        return changes.of_shares(before.figure, after.figure)
    if isinstance(before.figure, Mean) and isinstance(after.figure, Mean):
        return changes.of_score(thing.formula, before.figure, after.figure) if thing.formula else changes.of_means(before.figure, after.figure)
    return None


def same_people(side: Side, thing: Thing | None, before: Round | None = None) -> tuple[int, Paired] | None:
    """How much the same people have changed until a round, and since which; None where the gate did not let that out. `before` asks for a certain round."""
    pairs = side.round.results.pairs if side.round.results and not side.group else None
    if not pairs or not thing or thing.value or (before and before.wave.id != pairs.wave):
        return None
    scores = [one.found for one in pairs.scores if thing.formula == one.formula]
    parts = [one.found for one in pairs.parts if thing.part and one.part.id == thing.part.id]
    return next(((pairs.round, found) for found in scores + parts if found), None)


def moved(found: Change | None, same: Paired | None) -> bool:
    """Whether a change is clear, of everybody or of the same people."""
    return bool(found and found.clear) or bool(same and same.direction)


def differing(rounds: Iterable[Round]) -> frozenset[str]:
    """In what the rounds were not asked alike: names of their conditions."""
    every = [one.conditions for one in rounds]
    return frozenset(name for name in (every[0] if every else ()) if any(one[name] != every[0][name] for one in every))


def groups_twice(rounds: Sequence[Round], dimension: str) -> list[str]:
    """The groups of a kind that showed in more rounds than one, in alphabetical order: they can be followed."""
    every = [name for one in rounds if one.dimension == dimension for name in one.showing_groups]
    return sorted({name for name in every if every.count(name) > 1}, key=str.casefold)


def groups_once(rounds: Sequence[Round], dimension: str) -> list[tuple[str, list[tuple[Round, str]]]]:
    """The other groups of a kind, with why each round that is shown does not show them: '' for the one that does."""
    shown = [one for one in rounds if one.shown and one.dimension == dimension]
    names = {group.name for one in shown if one.results for group in one.results.groups if group.name} - set(groups_twice(rounds, dimension))
    return [(name, [(one, Side(one, name).why) for one in shown]) for name in sorted(names, key=str.casefold)]


def _score(side: Side, results: Results, formula: str) -> Seen:
    found = next((score for score in results.scores if score.formula == formula), None)
    if found is None:
        return Seen(None, NOT_ASKED)
    if found.whole is None:
        return Seen(None, UNANSWERED)
    mean = found.groups.get(side.group) if side.group else found.whole
    return Seen(mean, "" if mean else NOT_BY_GROUP)


def _part(side: Side, results: Results, thing: Thing) -> Seen:
    whole = next((one for one in results.questions if thing.part and one.part.id == thing.part.id), None)
    if whole is None:
        return Seen(None, NOT_ASKED)
    if not whole.n:
        return Seen(None, UNANSWERED)
    found = whole.groups.get(side.group) if side.group else whole
    return _counted(found, thing) if found and found.n else Seen(None, NOT_BY_GROUP)


def _counted(found: QuestionResult, thing: Thing) -> Seen:
    if not thing.value:
        return Seen(found.mean, "" if found.mean else OTHER_KIND)
    share = next((one for one in found.shares if one.value == thing.value), None)
    return Seen(share, "" if share else OTHER_KIND if found.mean else NO_OPTION)
