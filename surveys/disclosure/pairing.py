"""Rule 10: how much the same people have changed from one confidential wave to the next, and what of it may show. Pure.

What shows is the mean of the differences b − a of those who answered both times. Together with the sums of all who
answered, and of each group that shows, it tells something of the people who answered once: whoever adds and subtracts
can take away, in each group, those who were compared or those who were not, whichever are more. What is left is told.
It must be nobody, or at least k people whose sum does not give their answers away. A wave between two others is in two
comparisons; then the same must hold however the two are weighed against each other.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from surveys.disclosure.gate import LEAST_DIFFERENT, judging, too_alike
from surveys.disclosure.kept import Record, Release
from surveys.questionnaire import Questionnaire
from surveys.scores import FORMULAS, Summary, summary

WEIGHTS = ((1, 0), (0, 1), (1, 1), (1, -1), (1, 2))  # of the comparison with the wave before, and of that with the wave after: every way in which some of the four kinds of people weigh the same

Part = tuple[str, bool, bool]  # people of one group who were, or were not, compared with the wave before, and with the wave after


@dataclass(frozen=True)
class Kept:
    """What is kept of one person's answers to a confidential wave: what can be compared with their next ones, and no words."""

    person: str  # a pseudonym; '' once it is cut off
    group: str  # '' unless it shows
    answers: Mapping[str, int]
    paired: tuple[str, ...] = ()  # the figures for which they were compared with the wave before


@dataclass(frozen=True)
class Side:
    """One of the two waves of a comparison."""

    questionnaire: Questionnaire
    release: Release
    people: Sequence[Kept]
    k: int


@dataclass(frozen=True)
class _Answer:
    person: str
    group: str  # '' for the rest
    paired: bool
    value: float


def pairable(questionnaire: Questionnaire) -> frozenset[str]:
    """The figures that can be compared person by person: scores, and numbers that are in none.

    A score and all but one of its items would tell the last one, so items stay out. So does what only some were asked,
    since how many answered it twice tells of those answers, and what hangs together or is counted in classes only. So do
    scores that have an item in common.
    """
    of_all = {part.id for question, part in questionnaire.parts if part.numeric and not (question.show_if or question.together or question.classed)}
    scores = [score for score in questionnaire.scores if not FORMULAS[score.formula].profile]
    used = Counter(item for score in scores for item in score.items)
    return frozenset(of_all - used.keys() | {score.formula for score in scores if all(item in of_all and used[item] == 1 for item in score.items)})


def kept(records: Sequence[Record], questionnaire: Questionnaire, release: Release) -> list[Kept]:
    """What is kept of a wave's records, in their order: nothing of typed ones, which carry no pseudonym, and nothing where nothing shows."""
    names, shown = pairable(questionnaire), {group.name for group in release.groups if group.n is not None}
    items = names | {item for score in questionnaire.scores if score.formula in names for item in score.items}
    found = [Kept(one.person, one.group if one.group in shown else "", {item: value for item in items if isinstance(value := one.answers.get(item), int)}) for one in judging(records) if not one.typed]
    return found if release.shown else []


def compared(before: Side, after: Side, names: Collection[str], chance: Random) -> tuple[dict[str, Summary | None], list[Kept]]:
    """The differences of the same people by figure, None where they do not show; and the later people, marked as compared.

    `names` are the figures that mean the same in both. Where fewer than k people would be told of, a few of the pairs
    are left out by `chance`, so that those few are not alone.
    """
    found: dict[str, Summary | None] = {}
    marks: dict[str, list[str]] = {}
    for name in sorted(names):
        differences = _differences(_answers(before, name), _answers(after, name), max(before.k, after.k), chance)
        found[name] = summary(list(differences.values())) if differences else None
        for person in differences:
            marks.setdefault(person, []).append(name)
    return found, [replace(one, paired=tuple(marks.get(one.person, ()))) for one in after.people]


def told(sizes: Mapping[Part, int]) -> Iterator[int]:
    """For each way of weighing two comparisons: of how many people something is told, if in every group the most of those who weigh the same are taken away."""
    for groups in _weighed({part: Counter({0.0: size}) for part, size in sizes.items()}):
        yield sum(sum(same.total() for same in group.values()) - max(same.total() for same in group.values()) for group in groups)


def too_one_sided(parts: Mapping[Part, Counter[float]]) -> bool:
    """Whether a sum of the people who are told of is as good as their answers: all but one of them say the same, or say what is highest or lowest in their group."""
    for groups in _weighed(parts):
        mixed = [group for group in groups if len(group) > 1]
        values = {value for group in mixed for same in group.values() for value in same}
        if mixed and (min(_differing(mixed, value) for value in values) < LEAST_DIFFERENT or any(_swapped(mixed, turned) < LEAST_DIFFERENT for turned in (False, True))):
            return True
    return False


def _weighed(parts: Mapping[Part, Counter[float]]) -> Iterator[list[dict[int, Counter[float]]]]:
    """For each way of weighing two comparisons: by group, what was said by those who weigh the same."""
    for first, second in WEIGHTS:
        groups: dict[str, dict[int, Counter[float]]] = {}
        for (group, was, now), said in parts.items():
            groups.setdefault(group, {}).setdefault(first * was + second * now, Counter()).update(said)
        yield [{weight: said for weight, said in group.items() if said.total()} for group in groups.values()]


def _differing(groups: Sequence[Mapping[int, Counter[float]]], value: float) -> int:
    """How many of the people who are told of say something else, if those are taken away of whom the most do."""
    others = [[same.total() - same[value] for same in group.values()] for group in groups]
    return sum(sum(one) - max(one) for one in others)


def _swapped(groups: Sequence[Mapping[int, Counter[float]]], turned: bool) -> int:
    """How many would have to change places so that those who weigh more say more than all others in their group; `turned`: less."""
    displaced = 0
    for group in groups:
        everything = sorted(sum(group.values(), Counter()).elements())
        for weight in sorted(group, reverse=turned):
            size = group[weight].total()
            displaced += size - (group[weight] & Counter(everything[:size])).total()
            everything = everything[size:]
    return displaced // 2


def _differences(before: list[_Answer], after: list[_Answer], k: int, chance: Random) -> dict[str, float]:
    """The differences that show, by person; nothing where they may not."""
    earlier, later = ({one.person: one for one in side if one.person} for side in (before, after))
    pairs = sorted(earlier.keys() & later.keys())
    chance.shuffle(pairs)
    pairs = _with_company(pairs, before, after, k)
    differences = {person: later[person].value - earlier[person].value for person in pairs}
    telling = len(pairs) < k or too_alike(list(differences.values())) or any(too_one_sided(_parts(side, differences)) for side in (before, after))
    return {} if telling else differences


def _with_company(pairs: list[str], before: list[_Answer], after: list[_Answer], k: int) -> list[str]:
    """As many of the pairs, from the first, as leave nobody or at least k people to be told of; none where that cannot be."""
    sides = [({one.person: (one.group, one.paired) for one in side}, Counter({part: said.total() for part, said in _parts(side, set(pairs)).items()})) for side in (before, after)]
    for last in range(len(pairs), k - 1, -1):
        if not any(0 < people < k for _where, sizes in sides for people in told(sizes)):
            return pairs[:last]
        for where, sizes in sides:
            group, was = where[pairs[last - 1]]
            sizes.update({(group, was, False): 1, (group, was, True): -1})
    return []


def _parts(side: list[_Answer], paired: Collection[str]) -> dict[Part, Counter[float]]:
    """What was said by those of each group who were, or were not, compared with the wave before, and with the wave after."""
    parts: dict[Part, Counter[float]] = {}
    for one in side:
        parts.setdefault((one.group, one.paired, one.person in paired), Counter())[one.value] += 1
    return parts


def _answers(side: Side, name: str) -> list[_Answer]:
    """Everybody's value of a figure, with the group it is released for; nobody's where its whole does not show."""
    score = next((score for score in side.questionnaire.scores if score.formula == name), None)
    if score:
        figures = side.release.scores[name]
        shows, whole = bool(figures.groups) or all(side.release.items[item].groups for item in score.items), figures.whole is not None
    else:
        item = side.release.items[name]
        shows, whole = bool(item.groups), item.whole is not None
    values = [FORMULAS[name].figure([one.answers.get(item) for item in score.items]) if score else one.answers.get(name) for one in side.people]
    return [_Answer(one.person, one.group if shows else "", name in one.paired, value) for one, value in zip(side.people, values, strict=True) if whole and value is not None]
