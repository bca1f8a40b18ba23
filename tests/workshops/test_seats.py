"""Seats are never given twice, however many ask at once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import storage
from errors import Refused
from tests import factories
from tests.workshops import cast
from workshops import actions, store
from workshops.model import NO, YES


def ask(path: Path, invitation: int, answer: str, now: datetime) -> bool:
    with storage.opened(path) as db:
        try:
            actions.answer(db, invitation, answer, now)
        except Refused:
            return False
    return True


def ask_all(path: Path, invitations: list[int], now: datetime) -> int:
    """Everybody says yes in a thread of their own; some think better of it and try again."""
    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda number: ask(path, number, YES, now), invitations))
        list(threads.map(lambda number: ask(path, number, NO, now), invitations[::5]))
        list(threads.map(lambda number: ask(path, number, YES, now), invitations))
    return sum(said)


def test_many_at_once_on_few_seats_from_several_processes(db, config, clock):
    people = factories.people(db, "Sales", 36)
    workshop = cast.planned(db, config, clock, *people, seats=5)
    numbers = [one.id for one in store.invitations(db, workshop.id)]
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as processes:
        waiting = [processes.submit(ask_all, config.database, numbers[i::3], clock()) for i in range(3)]
        assert sum(one.result(timeout=60) for one in waiting) >= 5
    assert store.seats_taken(db, workshop.id) == 5


def test_a_seat_given_back_can_be_taken(db, config, clock):
    kim, robin = factories.person(db, "Kim Berg"), factories.person(db, "Robin Ek")
    workshop = cast.planned(db, config, clock, kim, robin, seats=1)
    first, second = (cast.invitation(db, workshop, person).id for person in (kim, robin))
    assert ask(config.database, first, YES, clock())
    assert ask(config.database, first, YES, clock())  # a second click
    assert not ask(config.database, second, YES, clock())
    assert ask(config.database, first, NO, clock())
    assert ask(config.database, second, YES, clock())
