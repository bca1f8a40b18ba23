"""How often somebody who only guesses is right: computed, so that a test can say what is more than chance.

Whoever puts people and things into two orders that have nothing to do with each other matches them by a permutation in
which all are equally likely. Two things are counted: how many are matched rightly, and how many of the first half of
the people have their things in the first half. Both are known exactly; no approximation is used.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from math import comb, factorial

FALSE_ALARM = Fraction(1, 10**8)  # how likely one guess is called better than chance though it is not; a run makes a few thousand


@cache
def right_by_chance(people: int, at_least: int) -> Fraction:
    """The probability that a random permutation leaves so many in their place (the matching problem of Montmort)."""
    return Fraction(sum(comb(people, right) * _nobody_right(people - right) for right in range(at_least, people + 1)), factorial(people))


@cache
def in_half_by_chance(people: int, at_least: int) -> Fraction:
    """The probability that so many of one half are drawn when half of all are (hypergeometric), or as few of them."""
    half = people // 2
    several = sum(comb(half, drawn) * comb(people - half, half - drawn) for drawn in range(half + 1) if drawn >= at_least or drawn <= half - at_least)
    return Fraction(several, comb(people, half))


def most_right(people: int) -> int:
    """How many may be matched rightly before it is called more than chance."""
    return max(right for right in range(people + 1) if right_by_chance(people, right) > FALSE_ALARM)


def most_in_half(people: int) -> int:
    half = people // 2
    return max(found for found in range(half // 2, half + 1) if in_half_by_chance(people, found) > FALSE_ALARM)


def better_than_chance(people: Sequence[str], things: Sequence[str]) -> str:
    """What of an order of things, each named by whose it is, can be told from an order of people; '' for nothing."""
    half = len(people) // 2
    right = sum(mine == whose for mine, whose in zip(people, things, strict=True))
    together = len(set(people[:half]) & set(things[:half]))
    if right > most_right(len(people)):
        return f"{right} of {len(people)} are right"
    return f"{together} of {half} are in the same half" if not half - most_in_half(len(people)) <= together <= most_in_half(len(people)) else ""


@cache
def _nobody_right(people: int) -> int:
    """Permutations that leave nobody in place."""
    return 1 if people == 0 else 0 if people == 1 else (people - 1) * (_nobody_right(people - 1) + _nobody_right(people - 2))


def told(people: dict[str, list[str]], things: dict[str, list[str]]) -> dict[str, str]:
    """Every order of people tried on every order of things, forwards and backwards: those that tell more than chance would."""
    tried: Iterable[tuple[str, list[str], list[str]]] = ((f"{mine} and {theirs}{turned}", who, whose[::step]) for mine, who in people.items() for theirs, whose in things.items() for turned, step in (("", 1), (", turned", -1)))
    return {way: found for way, who, whose in tried if (found := better_than_chance(who, whose))}
