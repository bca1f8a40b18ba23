"""What a company lives through: two rounds of one survey with everything in it, people who come, go, move and are erased.

`turned` is the world in which the secrets are the other way round: who was harsh and who was kind, whose words are whose,
and which of two people answered at all.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import privacy
from outcomes import actions as outcomes_actions
from outcomes.model import ACTION, Draft
from people import actions as people_actions
from people import store as people_store
from surveys import actions, library, sealing
from surveys.model import LINK
from surveys.questionnaire import Questionnaire
from tests import factories
from tests.surveys import rounds
from tests.surveys.chance import CHANCE
from tests.surveys.crawling import Seen
from tests.surveys.whole import WHOLE
from tests.surveys.whole import answers as answers_to_all
from tests.surveys.worlds import World
from workshops import actions as workshops_actions
from workshops.model import Plan

_SUS, _PULSE = library.template("sus").questionnaire, library.template("change-pulse").questionnaire
EVERYTHING = Questionnaire(_SUS.pages + _PULSE.pages + WHOLE.pages, _SUS.scores + _PULSE.scores)

HARSH = {f"sus{n}": 1 + 4 * (n % 2 == 0) for n in range(1, 11)} | {"pulse.want": 1, "works": "Nothing works and nobody listens"}
KIND = {f"sus{n}": 1 + 4 * (n % 2) for n in range(1, 11)} | {"pulse.want": 5, "works": "All of it works since we got our calendar"}
SIZES = {"Board": 2, "Sales": 8, "Support": 7}
MOST = [f"Sales {n}" for n in range(3, 7)] + [f"Support {n}" for n in range(2, 8)] + ["Board 1"]


def opinion(number: int) -> dict[str, int | str]:
    """What person number n thinks of everything: everybody a little different."""
    found: dict[str, int | str] = {f"sus{item}": 1 + (number * item + item) % 5 for item in range(1, 11)} | {f"pulse.{step}": 1 + (number + place) % 5 for place, step in enumerate(("why", "want", "how", "can", "support"))}
    return found | {name: value for name, value in answers_to_all(number).items() if name not in ("why", "word", "reach.-words")} | {"works": f"Something works in number {number}"}


class Life:
    """One company's autumn. `looks` is called with the hour and the world at every hour that somebody may look."""

    def __init__(self, folder: Path, level: str, turned: bool, looks: Callable[[str, World], None]) -> None:
        self.world, self.level, self.looks = World(folder, **SIZES), level, looks
        self.harsh, self.kind = ("Sales 2", "Sales 1") if turned else ("Sales 1", "Sales 2")
        self.there = "Sales 8" if turned else "Sales 7"  # of the other nobody ever hears
        self.parts = {self.harsh: "harsh", self.kind: "kind", self.there: "there"}
        self.words = (KIND["works"], HARSH["works"]) if turned else (HARSH["works"], KIND["works"])

    def lives(self) -> "Life":
        CHANCE.people = self.part
        for chapter in (self.first_round, self.first_results, self.second_round, self.second_results):
            chapter()
        return self

    def part(self, pseudonym: str) -> str:
        """The part that somebody plays, which is the same in both worlds."""
        names = {sealing.pseudonym(self.world.config, self.world.wave.survey_id, person): name for name, person in self.world.people.items()}
        return self.parts.get(names[pseudonym], names[pseudonym])

    def first_round(self) -> None:
        world = self.world
        world.asks(EVERYTHING, level=self.level, share_results=True, reminders=(world.now.date().replace(day=25),))
        world.answers(self.harsh, **opinion(1) | HARSH | {"works": self.words[0], "missing": "The map is missing"})
        world.answers("Support 1", **opinion(11) | {"works": self.words[1]})
        world.passes(hours=1)
        self.looks("two have answered", world)
        world.answers(self.kind, **opinion(4) | KIND | {"works": "The search"})  # who does not use it on the phone, and was not asked what is missing there
        world.answers(self.there, **opinion(5))
        for number, who in enumerate(MOST, 2):
            world.answers(who, **opinion(number))
        with world.inside() as db:
            people_actions.archive_person(db, world.people["Sales 7"], world.now)
        world.passes(days=2)  # and the reminder goes out
        self.looks("most have answered", world)

    def first_results(self) -> None:
        self.world.closes()
        self.looks("closed", self.world)
        self.meets()
        self.looks("talked about", self.world)

    def meets(self) -> None:
        """A workshop and what came of it, a round in the room, and what is planned next."""
        world = self.world
        with world.inside() as db:
            asa, company = people_store.get(db, world.asa), people_store.get_company(db)
            first, _next = (workshops_actions.plan(db, world.config, asa, self.calendar(days), [world.people["Sales 3"], asa.id], world.now, f"{days:032x}") for days in (3, 90))
            settings = rounds.settings(access=LINK, share_results=True, closes=(world.now + timedelta(days=30)).replace(tzinfo=None))
            actions.ask_by_link(db, actions.new_survey(db, "evaluation", "In the room", world.now), settings, asa, company, world.now)
            rounds.draft(db, world.now, level=self.level, closes=settings.closes + timedelta(days=50))
            world.now += timedelta(days=4)
            outcomes_actions.add(db, first, Draft(kind=ACTION, text="Take out six fields", owner_id=asa.id, due=world.now.date()), world.now)

    def calendar(self, days: int) -> Plan:
        starts = (self.world.now + timedelta(days=days)).replace(tzinfo=None)
        return Plan(title="The calendar", starts=starts, ends=starts + timedelta(hours=1), zone=rounds.ZONE, place="The canteen")

    def second_round(self) -> None:
        world = self.world
        world.passes(days=40)
        with world.inside() as db:
            world.people |= {f"Tech {number}": person for number, person in enumerate(factories.people(db, "Tech", 6), 1)}
            people_actions.bring_back(db, world.people["Sales 7"])
            moved = people_store.get(db, world.people["Sales 3"])
            people_actions.change_person(db, moved.id, moved.name, moved.email, groups={rounds.department(db): "Support"})
            people_actions.archive_person(db, world.people["Support 7"], world.now)
        world.asks_again(level=self.level, share_results=True)
        world.answers(self.kind, **opinion(1) | HARSH | {"works": "The calendar"})
        world.answers(self.harsh, **opinion(1) | KIND | {"works": "The calendar again"})
        world.answers(self.there, **opinion(7))
        world.answers("Support 1", **opinion(12))
        for number, who in enumerate([*MOST[:-3], MOST[-1], *(f"Tech {n}" for n in range(1, 7))], 3):
            world.answers(who, **opinion(number * 2) | {"works": f"More works in number {number}"})

    def second_results(self) -> None:
        world = self.world
        world.passes(hours=1)
        self.looks("second round", world)
        world.closes()
        world.passes(days=1)
        self.looks("second closed", world)
        with world.inside() as db:
            people_actions.archive_person(db, world.people["Sales 1"], world.now)
            privacy.erase(db, world.config, world.people["Sales 1"], world.now)
            privacy.erase(db, world.config, world.people["Sales 7"], world.now)
        self.looks("two are erased", world)


def broken_off(world: World, steps: int, monkeypatch) -> None:
    """A closing that ends after so many steps, as when the power fails; it can be gone on with later."""
    real, done = actions.closing._Steps.write, [0]

    def write(self, do):
        if done[0] == steps:
            raise PowerCut
        done[0] += 1
        real(self, do)

    with monkeypatch.context() as patch, world.inside() as db:
        patch.setattr(actions.closing._Steps, "write", write)
        try:
            actions.close_wave(db, world.config, world.wave.id, world.now)
        except PowerCut:
            return


class PowerCut(Exception):
    pass


def told_apart(one: dict[str, Seen], other: dict[str, Seen]) -> list[tuple[str, str]]:
    """The pages that differ, with the hour."""
    return [(hour, address) for hour, mine in one.items() for address in sorted(mine.keys() | other[hour]) if mine.get(address) != other[hour].get(address)]


__all__ = ["EVERYTHING", "HARSH", "KIND", "Life", "broken_off", "opinion", "told_apart"]
