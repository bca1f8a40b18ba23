"""Rounds of the change pulse: a company in departments, each with what its people answer to the five steps."""

from datetime import datetime

from sqlite_utils import Database

from config import Config
from surveys import actions, store
from surveys.model import Wave
from tests.surveys import rounds

STEPS = ("why", "want", "how", "can", "support")


def answers(line: str) -> dict[str, int]:
    """“54321” as the answers to the five steps, in order."""
    return {f"pulse.{step}": int(value) for step, value in zip(STEPS, line, strict=True)}


def asked(db: Database, config: Config, now: datetime, closed: bool = True, **departments: list[str]) -> Wave:
    """A round that everybody of each department has answered, a line each: asked(db, config, now, Sales=["54321", …])."""
    people = rounds.company(db, **{name: len(lines) for name, lines in departments.items()})
    wave = rounds.opened(db, now, "change-pulse", dimension_id=rounds.department(db))
    for name, lines in departments.items():
        for person, line in zip(people[name], lines, strict=True):
            rounds.give(db, config, wave, person, now, **answers(line))
    if closed:
        actions.close_wave(db, config, wave.id, now)
    return store.get_wave(db, wave.id)


def mixed(low: str, high: str, count: int) -> list[str]:
    """So many lines, in turn the one and the other: never too alike to show."""
    return [low if place % 2 else high for place in range(count)]
