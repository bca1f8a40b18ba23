"""Companies over several confidential rounds: people who join, leave, move between groups, stay away and leave answers out."""

from dataclasses import dataclass, field
from random import Random

from surveys import disclosure
from surveys.disclosure import Kept, Record, Release, Side, pairing
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions.rating import Rating

CONTENT = Questionnaire((Page({}, (Rating("u1", {"en": "a"}, high=7), Rating("u2", {"en": "b"}, high=7), Rating("coffee", {"en": "How is the coffee?"}))),), (Score("umux_lite", ("u1", "u2")),))
NAMES = pairing.pairable(CONTENT)


@dataclass
class Closed:
    """A round after closing: what everybody said, what was released of it, and what is kept."""

    records: list[Record]
    release: Release
    people: list[Kept]
    k: int
    before: "Closed | None" = None  # the round it is compared with
    differences: dict = field(default_factory=dict)

    @property
    def side(self) -> Side:
        return Side(CONTENT, self.release, self.people, self.k)

    def values(self, name: str) -> dict[str, float]:
        """Everybody's figure, by pseudonym."""
        items = ("u1", "u2") if name == "umux_lite" else (name,)
        return {one.person: sum(one.answers[item] for item in items) for one in self.records if all(item in one.answers for item in items)}

    def paired(self, name: str) -> set[str]:
        return {one.person for one in self.people if name in one.paired}


def close(records: list[Record], before: Closed | None, k: int, chance: Random) -> Closed:
    """What closing makes of a round's records."""
    release = disclosure.release(records, CONTENT, (), k, 2 * k)
    people = pairing.kept(records, CONTENT, release)
    if before is None or not people:
        return Closed(records, release, people, k)
    differences, people = pairing.compared(before.side, Side(CONTENT, release, people, k), NAMES, chance)
    return Closed(records, release, people, k, before, differences)


def company(chance: Random, rounds: int, k: int) -> list[Closed]:
    """Most people stay, answer everything and stay where they are; how many do not differs from company to company."""
    people = {f"p{n}": chance.choice("ABC"[: chance.randint(1, 3)]) for n in range(chance.randint(k, 6 * k))}
    away, moves, skips = (chance.choice((0.0, 0.05, 0.2)) for _ in range(3))
    found: list[Closed] = []
    for number in range(rounds):
        people = {name: chance.choice("ABC") if chance.random() < moves else group for name, group in people.items() if chance.random() >= away / 2}
        people |= {f"new{number}.{n}": chance.choice("ABC") for n in range(chance.choice((0, 0, 1, k)))}
        records = [Record(group, given, person=name) for name, group in people.items() if chance.random() >= away and (given := _given(chance, skips))]
        last = next((one for one in reversed(found) if one.release.shown), None)
        found.append(close(records, last, k, chance))
    return found


def staying(chance: Random, size: int, rounds: int, k: int) -> list[Closed]:
    """Always the same people, three quarters of whom answer everything each time."""
    people = {f"p{n}": chance.choice("ABC") for n in range(size)}
    found: list[Closed] = []
    for _round in range(rounds):
        records = [Record(group, _given(chance, 0.0), person=name) for name, group in people.items() if chance.random() < 0.75]
        found.append(close(records, found[-1] if found else None, k, chance))
    return found


def _given(chance: Random, skips: float) -> dict[str, int]:
    return {name: chance.randint(1, most) for name, most in (("u1", 7), ("u2", 7), ("coffee", 5)) if chance.random() >= skips}
