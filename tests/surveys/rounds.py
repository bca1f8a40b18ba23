"""Rounds for tests: a company in groups, and answers given straight through the actions."""

from datetime import datetime

from sqlite_utils import Database

from config import Config
from people import store as people_store
from surveys import actions, store
from surveys.model import Settings, Wave
from tests import factories

ZONE = "Europe/Stockholm"
CLOSES = datetime(2026, 12, 4, 16)  # a Friday; the clock of the tests stands at Monday 23 November, ten in Stockholm


def settings(**chosen) -> Settings:
    usual = {"level": "anonymous", "k": 5, "kc": 10, "dimension_id": None, "closes": CLOSES, "zone": ZONE}
    return Settings(**usual | chosen)


def draft(db: Database, now: datetime, template: str = "sus", **chosen) -> int:
    """A survey with one drafted round; the round's number."""
    return actions.save_wave(db, actions.new_survey(db, template, "How is it going?", now), None, settings(**chosen), now)


def start(db: Database, number: int, now: datetime) -> Wave:
    return actions.start(db, number, people_store.get(db, factories.asa(db)), people_store.get_company(db), now)


def opened(db: Database, now: datetime, template: str = "sus", **chosen) -> Wave:
    return start(db, draft(db, now, template, **chosen), now)


def company(db: Database, **sizes: int) -> dict[str, list[int]]:
    """People in groups of the dimension Department: company(db, Sales=7)."""
    return {group: factories.people(db, group, size) for group, size in sizes.items()}


def department(db: Database) -> int:
    return people_store.ensure_dimension(db, "Department")


def invitation(db: Database, wave: Wave, person: int) -> int:
    return next(one.id for one in store.invitations(db, wave.id) if one.person_id == person)


def give(db: Database, config: Config, wave: Wave, person: int, now: datetime, **answers: int | str) -> str:
    """One person's answers to a round; without any, every rating of the SUS is 4."""
    return actions.answer(db, config, invitation(db, wave, person), answers or {f"sus{n}": 4 for n in range(1, 11)}, f"form of {person}", now)
