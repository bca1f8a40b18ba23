"""Closing in steps: nothing shows before the last, nothing is lost or counted twice when one breaks off, and others go on meanwhile."""

from datetime import timedelta

import pytest

import storage
from surveys import actions, jobs, store
from surveys.actions import closing
from surveys.model import CLOSED, CLOSING
from tests.surveys import rounds


@pytest.fixture()
def wave(db, config, clock):
    staff = rounds.company(db, Sales=12, Support=5)
    opened = rounds.opened(db, clock(), dimension_id=rounds.department(db))
    for people in staff.values():
        for person in people:
            rounds.give(db, config, opened, person, clock(), sus1=4, works="The calendar")
    return opened


@pytest.fixture()
def broken(db, config, wave, clock, monkeypatch):
    """A wave whose counting broke off after so many steps."""

    def break_off(steps: int):
        monkeypatch.setattr(closing, "A_STEP", 4)
        write, left = closing._Steps.write, iter(range(steps))

        def breaking(self, do):
            if next(left, None) is None:
                raise RuntimeError("killed")
            write(self, do)

        with monkeypatch.context() as patched:
            patched.setattr(closing._Steps, "write", breaking)
            with pytest.raises(RuntimeError, match="killed"):
                actions.close_wave(db, config, wave.id, clock())
        return store.get_wave(db, wave.id)

    return break_off


@pytest.mark.parametrize("steps", range(16))
def test_wherever_it_breaks_off_the_timetable_goes_on_and_counts_once(db, config, clock, broken, steps):
    wave = broken(steps)
    assert (wave.state, wave.has_release) == (CLOSING, False)
    later = clock() + closing.HELD
    assert jobs.close_due(db, config, later) == 1
    found = store.results(db, store.get_wave(db, wave.id))
    assert (found.n, found.invited, found.texts[0].n) == (17, 18, 17)
    assert store.sealed(db, wave.id) == []
    assert not any(one.used for one in store.invitations(db, wave.id))
    assert jobs.close_due(db, config, later + closing.HELD) == 0


def test_while_it_is_counted_nothing_shows_and_nothing_is_taken(ambassador, db, config, clock, broken):
    wave = broken(6)
    page = ambassador.get(f"/waves/{wave.id}").text
    assert "being counted" in page
    assert ambassador.get(f"/waves/{wave.id}/results").status_code == 409
    assert "The calendar" not in ambassador.get(f"/waves/{wave.id}/results").text
    assert not store.get_wave(db, wave.id).accepts(clock())


def test_nobody_else_counts_what_somebody_is_counting(db, config, clock, broken):
    wave = broken(3)
    assert actions.go_on(db, config, wave.id, clock() + closing.HELD - timedelta(seconds=1)) is False
    assert actions.close_wave(db, config, wave.id, clock()) is False


def test_between_the_steps_others_write(db, config, clock, wave, monkeypatch):
    """A second connection gets the write lock between any two steps."""
    monkeypatch.setattr(closing, "A_STEP", 4)
    write, wrote = closing._Steps.write, []

    def and_another(self, do):
        with storage.opened(config.database) as other, storage.write(other):
            wrote.append(other.execute("update company set name = name").rowcount)
        write(self, do)

    monkeypatch.setattr(closing._Steps, "write", and_another)
    actions.close_wave(db, config, wave.id, clock())
    assert store.get_wave(db, wave.id).state == CLOSED
    assert len(wrote) > 10


def test_many_answers_are_left_to_the_timetable(ambassador, db, config, clock, wave, monkeypatch):
    monkeypatch.setattr(closing, "AT_ONCE", 16)
    said = ambassador.send(f"/waves/{wave.id}", to=f"/waves/{wave.id}/closing")
    assert "you need not wait" in said.text
    assert store.get_wave(db, wave.id).state == CLOSING
    assert jobs.close_due(db, config, clock()) == 1
    assert store.get_wave(db, wave.id).state == CLOSED


def test_whoever_broke_off_writes_nothing_on_top_of_whoever_went_on(db, config, clock, broken):
    wave = broken(3)
    late = closing._Steps(db, wave.id, clock() + closing.HELD)
    assert jobs.close_due(db, config, clock() + closing.HELD) == 1
    with pytest.raises(closing._Taken):
        late.write(lambda: store.insert_comments(db, wave.id, [("works", "Twice", None)]))
    assert not list(db.query("select 1 from comment where text = 'Twice'"))
