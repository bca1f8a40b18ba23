"""The yardstick of the attackers: known answers, and what it calls more than chance."""

import random
from collections import Counter
from fractions import Fraction
from itertools import permutations

import pytest

from tests.surveys import guessing


@pytest.mark.parametrize("people", range(2, 7))
def test_the_probabilities_are_those_of_all_permutations_counted(people):
    everybody = range(people)
    counted = [(sum(one == place for place, one in enumerate(order)), len(set(order[: people // 2]) & set(everybody[: people // 2]))) for order in permutations(everybody)]
    for at_least in range(people + 1):
        assert guessing.right_by_chance(people, at_least) == Fraction(sum(right >= at_least for right, _half in counted), len(counted))
    found = Counter(half for _right, half in counted)
    for at_least in range(people // 4 + 1, people // 2 + 1):
        assert guessing.in_half_by_chance(people, at_least) == Fraction(sum(found[half] for half in found if half >= at_least or half <= people // 2 - at_least), len(counted))


def test_of_sixty_one_is_right_on_average_and_eleven_once_in_a_hundred_million():
    assert sum(guessing.right_by_chance(60, right) for right in range(1, 61)) == 1
    assert (guessing.most_right(60), float(guessing.right_by_chance(60, 12)) < 1e-8 < float(guessing.right_by_chance(60, 11))) == (11, True)
    assert guessing.most_in_half(60) == 26


def test_what_is_in_no_order_is_chance_and_what_is_in_some_is_not():
    chance, people = random.Random(3), [f"p{n}" for n in range(60)]
    mixed = chance.sample(people, 60)
    assert guessing.told({"people": people}, {"mixed": mixed}) == {}
    assert guessing.told({"people": people}, {"same": people}) == {"people and same": "60 of 60 are right", "people and same, turned": "0 of 30 are in the same half"}
    assert "same half" in guessing.better_than_chance(people, chance.sample(people[:30], 30) + chance.sample(people[30:], 30))
