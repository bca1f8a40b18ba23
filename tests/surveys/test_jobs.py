"""Reminders: on the planned days at nine where the company is, so often as is allowed, only to those who have not answered."""

import multiprocessing
from datetime import UTC, date, datetime

import pytest

import storage
from app import create_app
from errors import Refused
from mail import store as mail_store
from mail.model import REMINDER
from people import actions as people_actions
from people import store as people_store
from surveys import actions, jobs, store
from tests.surveys import rounds

PROCESSES = multiprocessing.get_context("spawn")
FIRST, SECOND = date(2026, 11, 26), date(2026, 12, 1)


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=6)["Sales"]


@pytest.fixture()
def wave(db, staff, clock):
    return rounds.opened(db, clock(), reminders=(FIRST, SECOND))


def remind(db, clock):
    return jobs.remind_due(db, people_store.get_company(db), clock())


def reminded(db, state=None):
    """Who has a reminder in the outbox, once for each; without a state, those whose was not taken back."""
    rows = db.query("select to_name, state from outbox where kind = ? order by to_name", [REMINDER])
    return [row["to_name"] for row in rows if row["state"] == state or (state is None and row["state"] != "withdrawn")]


def at(clock, *moment):
    clock.moment = datetime(*moment, tzinfo=UTC)


class TestPlanned:
    def test_they_go_out_at_nine_where_the_company_is(self, db, wave, clock):
        at(clock, 2026, 11, 26, 7, 59)
        assert remind(db, clock) == 0
        at(clock, 2026, 11, 26, 8)
        assert remind(db, clock) == 7

    def test_also_after_the_clocks_have_gone_forward(self, db, staff, clock):
        rounds.opened(db, clock(), closes=datetime(2027, 4, 2, 16), reminders=(date(2027, 3, 29),))
        at(clock, 2027, 3, 29, 6, 59)
        assert remind(db, clock) == 0
        at(clock, 2027, 3, 29, 7)
        assert remind(db, clock) == 7

    def test_each_only_once_and_only_to_those_who_have_not_answered(self, db, wave, staff, config, clock):
        for person in staff[:4]:
            rounds.give(db, config, wave, person, clock())
        at(clock, 2026, 11, 26, 8)
        assert [remind(db, clock) for _ in range(3)] == [3, 0, 0]
        assert reminded(db) == ["Sales 5", "Sales 6", "Åsa Öberg"]
        rounds.give(db, config, wave, staff[4], clock())
        at(clock, 2026, 12, 1, 8)
        assert remind(db, clock) == 2
        assert [sent is not None for _day, sent in store.reminders(db, wave.id)] == [True, True]

    def test_one_that_still_waits_is_taken_back_when_the_person_answers(self, db, wave, staff, config, clock):
        at(clock, 2026, 11, 26, 8)
        remind(db, clock)
        rounds.give(db, config, wave, staff[0], clock())
        assert "Sales 1" not in reminded(db, "waiting")

    def test_none_goes_to_somebody_who_has_been_archived(self, db, wave, staff, clock):
        people_actions.archive_person(db, staff[0], clock())
        at(clock, 2026, 11, 26, 8)
        assert remind(db, clock) == 6

    def test_none_goes_out_after_the_closing(self, db, wave, clock, config):
        at(clock, 2026, 11, 26, 8)
        actions.close_wave(db, config, wave.id, clock())
        assert remind(db, clock) == 0
        assert reminded(db) == []

    def test_none_goes_out_between_the_closing_time_and_the_closing(self, db, wave, clock):
        at(clock, 2026, 12, 4, 15)
        assert remind(db, clock) == 0

    def test_after_a_standstill_one_is_enough(self, db, wave, clock):
        at(clock, 2026, 12, 2, 12)
        assert [remind(db, clock) for _ in range(2)] == [7, 0]
        assert len(reminded(db)) == 7
        assert [day for day, _sent in store.reminders(db, wave.id)] == [SECOND]


class TestByHand:
    def now(self, db, wave, clock):
        return actions.remind_now(db, wave.id, people_store.get_company(db), clock())

    def test_it_takes_the_place_of_the_next_planned_one(self, db, wave, clock):
        at(clock, 2026, 11, 24, 13)
        assert self.now(db, wave, clock) == 7
        assert [day for day, _sent in store.reminders(db, wave.id)] == [date(2026, 11, 24), SECOND]

    def test_not_again_so_soon_and_not_a_third_time(self, db, wave, clock):
        at(clock, 2026, 11, 24, 13)
        self.now(db, wave, clock)
        with pytest.raises(Refused, match="too fresh"):
            self.now(db, wave, clock)
        at(clock, 2026, 12, 1, 8)
        assert remind(db, clock) == 7
        at(clock, 2026, 12, 2, 8)
        with pytest.raises(Refused, match="As many"):
            self.now(db, wave, clock)
        assert len(reminded(db)) == 14

    def test_on_the_planned_day_before_nine_it_stands_for_the_planned_one(self, db, wave, clock):
        at(clock, 2026, 11, 26, 7)
        assert self.now(db, wave, clock) == 7
        at(clock, 2026, 11, 26, 8)
        assert remind(db, clock) == 0

    def test_not_when_the_round_is_closed(self, db, wave, clock, config):
        actions.close_wave(db, config, wave.id, clock())
        with pytest.raises(Refused):
            self.now(db, wave, clock)


class TestWhoWasReminded:
    def test_the_outbox_does_not_tell_who(self, db, wave, ambassador, clock):
        at(clock, 2026, 11, 26, 8)
        remind(db, clock)
        assert [mail.kind for mail in mail_store.search(db) if mail.kind == REMINDER] == []
        assert mail_store.failed_reminders(db) == []
        numbers = [row["id"] for row in db.query("select id from outbox where kind = ? and to_name <> 'Åsa Öberg'", [REMINDER])]
        assert {ambassador.get(f"/mail/{number}").status_code for number in numbers} == {404}

    def test_after_the_closing_nothing_tells_any_more(self, db, wave, config, clock):
        at(clock, 2026, 11, 26, 8)
        remind(db, clock)
        actions.close_wave(db, config, wave.id, clock())
        assert reminded(db) == []


def work(config, moment, meet, report, act):
    """Another process, which reminds or closes at the same moment."""
    app = create_app(config, lambda: moment)
    with app.app_context(), storage.opened(config.database) as db:
        company = people_store.get_company(db)
        meet.wait()
        report.put({"remind": lambda: jobs.remind_due(db, company, moment), "by hand": lambda: by_hand(db, company, moment), "close": lambda: actions.close_wave(db, config, 1, moment)}[act]())


def by_hand(db, company, moment):
    try:
        return actions.remind_now(db, 1, company, moment)
    except Refused:
        return 0


@pytest.mark.parametrize("level", ["anonymous", "named"])
@pytest.mark.parametrize("act", ["remind", "by hand"])
def test_a_reminder_due_while_the_round_closes_reaches_nobody_whichever_comes_first(db, config, staff, clock, act, level):
    wave = rounds.opened(db, clock(), reminders=(FIRST, SECOND), level=level)
    at(clock, 2026, 11, 26, 8)
    meet, report = PROCESSES.Barrier(2), PROCESSES.Queue()
    both = [PROCESSES.Process(target=work, args=(config, clock(), meet, report, one)) for one in (act, "close")]
    for process in both:
        process.start()
    done = [report.get(timeout=60) for _ in both]
    for process in both:
        process.join()
    assert True in done  # it was closed, once
    assert store.get_wave(db, wave.id).state == "closed"
    assert reminded(db) == []
    assert remind(db, clock) == 0
