"""Which sides may be compared, and the sentence for those that may not. Pure."""

from collections.abc import Sequence

from errors import N_, Refused
from surveys.figures.sides import GROUP_FEW, GROUP_PROTECTS, NO_GROUP, NOTHING, OTHER_GROUPS, SEALED, Round, Side

LONGEST = 80  # of what was asked for, in a sentence that says it is not there


def find(rounds: Sequence[Round], number: str) -> Round | None:
    """The round of that number, as it stands in an address."""
    return next((one for one in rounds if str(one.wave.number) == number), None)


def refused_rounds(rounds: Sequence[Round], before: str, after: str, group: str = "", dimension: str = "") -> Refused | None:
    """Why two rounds, or a group in both, cannot be compared; None where they can."""
    for number in (before, after):
        if not find(rounds, number):
            return Refused("There is no round “%(number)s” of this survey that was opened. Choose one of the list.", number=number[:LONGEST])
    if before == after:
        return Refused("Choose two different rounds: compared with itself, round %(number)s has not changed.", number=before)
    sides = [Side(one, group, dimension) for number in (before, after) if (one := find(rounds, number))]
    if group and all(side.why == NO_GROUP for side in sides):
        return Refused("There is no group “%(group)s” in these rounds.", group=group[:LONGEST])
    return next((refused_side(side) for side in sides if side.why), None)


def refused_groups(one: Round, group: str, other: str) -> Refused | None:
    """Why two groups of a round cannot be compared; None where they can."""
    if not group or not other:
        return Refused("Choose two groups of the round: a group is not compared with everybody, of whom it is a part.")
    if group == other:
        return Refused("Choose two different groups: compared with itself, “%(group)s” does not differ.", group=group[:LONGEST])
    return next((refused_side(side) for name in (group, other) if (side := Side(one, name)).why), None)


def refused_group(rounds: Sequence[Round], group: str, dimension: str) -> Refused | None:
    """Why a group cannot be followed over the rounds: it has to show in at least one."""
    if not group or any(not Side(one, group, dimension).why for one in rounds):
        return None
    if not any(one.group_state(group) for one in rounds if one.dimension == dimension):
        return Refused("There is no group “%(group)s” in these rounds.", group=group[:LONGEST])
    return Refused("“%(group)s” shows in none of the rounds: it was always too small, or hidden so that a smaller group cannot be worked out.", group=group)


def refused_dimension(rounds: Sequence[Round], dimension: str) -> Refused | None:
    if not dimension or any(one.dimension == dimension for one in rounds):
        return None
    return Refused("None of the rounds was broken down by “%(dimension)s”.", dimension=dimension[:LONGEST])


def refused_side(side: Side) -> Refused:
    """The sentence for a side of which nothing shows."""
    wave = side.round.wave
    return Refused(_WHY[side.why], number=wave.number, k=wave.k, group=side.group[:LONGEST], dimension=side.dimension)


_WHY = {
    SEALED: N_("Round %(number)s is still open and sealed: nothing of it shows before it is closed."),
    NOTHING: N_("Too few people answered round %(number)s for anything of it to be shown: figures need %(k)s answers."),
    NO_GROUP: N_("“%(group)s” is not among the groups of round %(number)s. Groups are compared by the name they had when people were asked, so one that was renamed or merged since cannot be."),
    OTHER_GROUPS: N_("Round %(number)s was not broken down by “%(dimension)s”, so its groups are others."),
    GROUP_FEW: N_("“%(group)s” does not show in round %(number)s: fewer than %(k)s of its people answered."),
    GROUP_PROTECTS: N_("“%(group)s” does not show in round %(number)s: it is hidden so that a smaller group cannot be worked out."),
}

