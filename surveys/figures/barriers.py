"""The first step of the change pulse that is not taken yet: of everybody, and of each group. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.disclosure import GroupState
from surveys.figures.shown import Mean, Profile, QuestionResult, Results


@dataclass(frozen=True)
class Barrier:
    """`group` is None for everybody together. `step` has that group's own figures; None: there is none, or it cannot be told.

    `told` says which: whether all the steps show, and `lowest` is then the lowest mean of them. A group that does not show has its reason in `group.state`.
    """

    group: GroupState | None
    step: QuestionResult | None
    told: bool
    lowest: Mean | None = None  # of all its steps


def barriers_of(found: Results) -> list[Barrier]:
    """Everybody's, then every group's in its place; none where no change pulse was asked. The first mean of 3 or less is the one: later ones wait for it."""
    return list(_of(found.steps, found)) if found.steps else []


def _of(profile: Profile, found: Results) -> Iterator[Barrier]:
    yield Barrier(None, profile.barrier, profile.told, profile.lowest_of(None))
    for group in found.groups:
        step = profile.barrier_of(group.name)
        yield Barrier(group, step.groups[group.name] if step else None, profile.shows_of(group.name), profile.lowest_of(group.name))
