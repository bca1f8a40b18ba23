"""The confidential level: the computer pairs two rounds' answers of the same person, and no human sees a single one."""

import pytest

from errors import Refused
from surveys import actions, sealing, store
from surveys.model import CONFIDENTIAL, LINK
from tests.surveys import rounds

SUS = {f"sus{n}": 4 for n in range(1, 11)}


def answers(n: int, up: int = 0) -> dict[str, int]:
    """Everybody's own, later ones by `up` steps better."""
    return {f"sus{item}": min(5, 1 + (n + item) % 3 + up) if item % 2 else max(1, 5 - (n + item) % 3 - up) for item in range(1, 11)}


def held(db, config, clock, survey: int, given: dict[int, dict[str, int]], **chosen):
    """One more round of a survey, answered and closed."""
    number = actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL, **chosen), clock())
    wave = rounds.start(db, number, clock())
    for person, found in given.items():
        rounds.give(db, config, wave, person, clock(), **found)
    actions.close_wave(db, config, number, clock())
    clock.turn(hours=1)
    return store.get_wave(db, number)


@pytest.fixture()
def survey(db, clock):
    return actions.new_survey(db, "sus", "How is it going?", clock())


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=12, Support=12)["Sales"]


def test_the_second_round_says_how_much_the_same_people_have_changed(db, config, clock, survey, staff):
    first = held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
    second = held(db, config, clock, survey, {person: answers(n, up=1 + n % 2) for n, person in enumerate(staff)})
    pairs = store.results(db, second).pairs
    assert (pairs.round, pairs.wave) == (1, first.id)
    [sus] = pairs.scores
    assert (sus.formula, sus.found.n, sus.found.direction) == ("sus", 12, 1)
    assert sus.found.low < sus.found.mean < sus.found.high
    assert pairs.parts == []  # a score and nine of its ten questions would tell the tenth
    assert store.results(db, first).pairs is None


def test_what_is_kept_is_one_locked_record_a_person_all_of_one_length_and_without_words(db, config, clock, survey, staff):
    wave = held(db, config, clock, survey, {person: answers(n) | {"works": "word " * n or "-"} for n, person in enumerate(staff)})
    records = [record for _name, record in store.kept(db, wave.id)]
    assert (len(records), len({len(one) for one in records}), store.sealed(db, wave.id)) == (12, 1, [])
    opened = sealing.unseal_kept(config, wave.id, records)
    assert {one.person for one in opened} == {sealing.pseudonym(config, survey, person) for person in staff}
    assert all(set(one.answers) == set(SUS) for one in opened)


def test_an_anonymous_round_has_no_pseudonyms_and_keeps_nothing(db, config, clock, staff):
    wave = rounds.opened(db, clock())
    rounds.give(db, config, wave, staff[0], clock())
    assert [sealing.unseal(config, wave.id, record).person for record in store.sealed(db, wave.id)] == [""]
    actions.close_wave(db, config, wave.id, clock())
    assert store.kept(db, wave.id) == []


def test_whoever_has_the_open_link_cannot_be_asked_confidentially(db, clock, survey, staff):
    with pytest.raises(Refused, match="cannot tell who answers again"):
        actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL, access=LINK), clock())
