"""Asking by the rollout's phases: planned at once, moved with go-live, each round opening and closing by the clocks of its zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from errors import Refused
from mail import store as mail_store
from people import actions as people_actions
from people import store as people_store
from surveys import actions, jobs, phases, store
from surveys.budget import Budget
from surveys.model import CLOSED, DRAFT, OPEN, PLANNED
from surveys.phases import ASKED, BEHIND, CANCELLED, MOVED, NEW, PHASES, SAME, Plan
from tests import factories
from tests.surveys import rounds
from tests.surveys.test_pages_surveys import text

PLAN = Plan(date(2027, 1, 11), tuple(PHASES), time(8), 11, (3, 9))  # a Monday, seven weeks ahead


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=6, Support=5)


@pytest.fixture()
def survey(db, staff, clock):
    return actions.new_survey(db, "umux-lite", "How is it going?", clock())


def company(db):
    return people_store.get_company(db)


def plan(db, survey, clock, chosen=PLAN, **settings):
    return actions.plan_phases(db, survey, chosen, rounds.settings(**settings), people_store.get(db, factories.asa(db)), company(db), clock())


def done(steps):
    return {step.phase: step.what for step in steps}


def held(db, survey):
    """The survey's rounds by phase."""
    return {wave.phase: wave for wave in store.waves_of(db, survey)}


def tick(db, config, clock):
    jobs.open_due(db, company(db), clock())
    jobs.remind_due(db, company(db), clock())
    jobs.close_due(db, config, clock())


class TestTheTimes:
    @pytest.mark.parametrize(("phase", "opens"), [
        ("before", datetime(2026, 12, 28, 8)), ("week 1", datetime(2027, 1, 18, 8)), ("week 4", datetime(2027, 2, 8, 8)), ("week 8", datetime(2027, 3, 8, 8)),
        ("month 3", datetime(2027, 4, 11, 8)), ("month 6", datetime(2027, 7, 11, 8)), ("month 12", datetime(2028, 1, 11, 8)),
    ])
    def test_each_phase_has_its_distance_from_go_live(self, phase, opens):
        assert PLAN.opens(phase) == opens
        assert PLAN.closes(phase) == datetime(opens.year, opens.month, opens.day, 17) + timedelta(days=11)

    @pytest.mark.parametrize(("chosen", "field"), [
        ({"go_live": date(2206, 1, 1)}, "go_live"), ({"go_live": date(1, 1, 1)}, "go_live"), ({"go_live": date(9999, 12, 31)}, "go_live"), ({"go_live": date(2026, 11, 9), "phases": ("before",)}, "go_live"),
        ({"phases": ()}, "phases"), ({"phases": ("week 5",)}, "phases"), ({"days": 0}, "days"), ({"days": 91}, "days"),
        ({"reminders": (0,)}, "reminders"), ({"reminders": (12,)}, "reminders"), ({"reminders": (3, 4)}, "reminders"), ({"reminders": (3, 3)}, "reminders"), ({"reminders": (1, 4, 8)}, "reminders"),
    ])
    def test_a_plan_that_makes_no_sense_is_refused_at_its_field_and_nothing_is_planned(self, db, survey, clock, chosen, field):
        with pytest.raises(Refused) as refused:
            plan(db, survey, clock, replace(PLAN, **chosen))
        assert refused.value.field == field
        assert (store.waves_of(db, survey), store.plan(db, survey)) == ([], None)

    def test_an_hour_that_the_clocks_skip_is_refused_and_none_of_the_rounds_is_planned(self, db, survey, clock):
        with pytest.raises(Refused, match="02:30 does not exist on 2027-03-28") as refused:
            plan(db, survey, clock, replace(PLAN, go_live=date(2027, 2, 28), hour=time(2, 30)))
        assert refused.value.field == "hour"
        assert store.waves_of(db, survey) == []


class TestPlanning:
    def test_each_phase_ahead_becomes_a_planned_round_of_its_own(self, db, survey, clock):
        assert done(plan(db, survey, clock)) == dict.fromkeys(PHASES, NEW)
        waves = held(db, survey)
        assert {phase: (wave.state, wave.opens, wave.closes) for phase, wave in waves.items()} == {phase: (PLANNED, PLAN.opens(phase), PLAN.closes(phase)) for phase in PHASES}
        assert [wave.number for wave in reversed(store.waves_of(db, survey))] == list(range(1, 8))
        assert [day for day, _sent in store.reminders(db, waves["week 1"].id)] == [date(2027, 1, 21), date(2027, 1, 27)]
        assert mail_store.search(db) == []

    def test_what_lies_behind_is_left_out_and_named(self, db, survey, clock):
        found = done(plan(db, survey, clock, replace(PLAN, go_live=date(2026, 11, 16))))  # week 1 began an hour ago
        assert [phase for phase, what in found.items() if what == BEHIND] == ["before", "week 1"]
        assert set(held(db, survey)) == {"week 4", "week 8", "month 3", "month 6", "month 12"}

    def test_a_round_a_year_ahead_may_be_open_as_long_as_any(self, db, survey, clock):
        plan(db, survey, clock, replace(PLAN, go_live=date(2027, 11, 1), phases=("month 12",)))
        assert held(db, survey)["month 12"].closes == datetime(2028, 11, 12, 17)

    def test_it_is_all_or_nothing(self, db, survey, clock):
        with pytest.raises(Refused, match="Nobody is in the groups"):
            plan(db, survey, clock, targets=(people_store.ensure_group(db, rounds.department(db), "Empty"),))
        assert (store.waves_of(db, survey), store.plan(db, survey)) == ([], None)

    def test_doing_it_twice_changes_nothing(self, db, survey, clock):
        plan(db, survey, clock)
        before = store.waves_of(db, survey)
        assert done(plan(db, survey, clock)) == dict.fromkeys(PHASES, SAME)
        assert store.waves_of(db, survey) == before

    def test_more_reminders_than_usual_go_as_far_as_the_budget(self, db, survey, clock):
        actions.set_budget(db, Budget(most_reminders=3, gap_days=1))
        plan(db, survey, clock, replace(PLAN, phases=("before",), reminders=(3, 4, 9)))
        assert len(store.reminders(db, held(db, survey)["before"].id)) == 3


class TestMoving:
    def test_rounds_that_are_not_open_move_and_keep_their_other_settings(self, db, survey, clock):
        plan(db, survey, clock, k=4, kc=10)
        moved = replace(PLAN, go_live=date(2027, 2, 1), phases=("before", "week 1"), reminders=(5,))
        assert done(plan(db, survey, clock, moved)) == {"before": MOVED, "week 1": MOVED} | dict.fromkeys(("week 4", "week 8", "month 3", "month 6", "month 12"), CANCELLED)
        waves = held(db, survey)
        assert {phase: (wave.opens, wave.k, wave.state) for phase, wave in waves.items()} == {"before": (datetime(2027, 1, 18, 8), 4, PLANNED), "week 1": (datetime(2027, 2, 8, 8), 4, PLANNED)}
        assert [day for day, _sent in store.reminders(db, waves["week 1"].id)] == [date(2027, 2, 13)]
        assert store.plan(db, survey) == moved

    def test_one_that_has_been_opened_stays_whatever_happens(self, db, survey, config, clock):
        plan(db, survey, clock)
        clock.moment = datetime(2026, 12, 28, 7, tzinfo=UTC)
        tick(db, config, clock)
        opened = held(db, survey)["before"]
        assert opened.state == OPEN
        found = done(plan(db, survey, clock, replace(PLAN, go_live=date(2027, 2, 1))))
        assert (found["before"], found["week 1"]) == (ASKED, MOVED)
        assert held(db, survey)["before"] == opened

    def test_one_that_was_taken_back_is_planned_again(self, db, survey, clock):
        plan(db, survey, clock)
        actions.unplan(db, held(db, survey)["week 4"].id)
        assert done(plan(db, survey, clock))["week 4"] == MOVED
        assert held(db, survey)["week 4"].state == PLANNED

    def test_one_whose_new_time_lies_behind_is_cancelled(self, db, survey, clock):
        plan(db, survey, clock)
        assert done(plan(db, survey, clock, replace(PLAN, go_live=date(2026, 12, 1))))["before"] == CANCELLED
        assert "before" not in held(db, survey)

    def test_rounds_without_a_phase_are_left_alone(self, db, survey, clock):
        other = actions.save_wave(db, survey, None, rounds.settings(), clock())
        plan(db, survey, clock)
        plan(db, survey, clock, replace(PLAN, phases=("before",)))
        assert store.get_wave(db, other).state == DRAFT

    def test_changing_the_settings_of_one_keeps_its_phase(self, ambassador, db, survey, clock):
        plan(db, survey, clock, replace(PLAN, phases=("before",)))
        number = held(db, survey)["before"].id
        actions.unplan(db, number)
        page = ambassador.send(f"/waves/{number}/settings", {"level": "named", "k": "5", "kc": "10", "opens": "2026-12-28T08:00", "closes": "2027-01-08T17:00", "keep_months": "24"})
        assert page.status_code == 200
        assert (store.get_wave(db, number).level, store.get_wave(db, number).phase) == ("named", "before")


class TestLiving:
    def test_each_opens_and_closes_by_itself_on_both_sides_of_the_change_of_clocks(self, db, survey, config, clock):
        plan(db, survey, clock, replace(PLAN, phases=("week 8", "month 3")))  # Monday 8 March to Friday 19 March, and Sunday 11 April: winter and summer time
        for phase, hour in (("week 8", 7), ("month 3", 6)):
            opens = PLAN.opens(phase)
            clock.moment = datetime(opens.year, opens.month, opens.day, hour, tzinfo=UTC) - timedelta(seconds=1)
            tick(db, config, clock)
            assert held(db, survey)[phase].state == PLANNED
            clock.turn(seconds=1)
            tick(db, config, clock)
            assert held(db, survey)[phase].state == OPEN
            clock.moment = datetime(opens.year, opens.month, opens.day, 9 + hour, tzinfo=UTC) + timedelta(days=11, seconds=-1)
            tick(db, config, clock)
            assert held(db, survey)[phase].state == OPEN
            clock.turn(seconds=1)
            tick(db, config, clock)
            assert held(db, survey)[phase].state == CLOSED

    def test_each_has_the_people_and_groups_of_its_own_opening(self, db, survey, staff, config, clock):
        plan(db, survey, clock, replace(PLAN, phases=("before", "week 4")), dimension_id=rounds.department(db))
        clock.moment = datetime(2026, 12, 28, 7, tzinfo=UTC)
        tick(db, config, clock)
        people_actions.change_person(db, staff["Sales"][0], "Sales 1", "sales.1@nordverk.example.com", groups={rounds.department(db): "Support"})
        clock.moment = datetime(2027, 2, 8, 7, tzinfo=UTC)
        tick(db, config, clock)
        waves = held(db, survey)
        assert store.group_sizes(db, waves["before"].id) == {"Sales": 6, "Support": 5, "": 1}
        assert store.group_sizes(db, waves["week 4"].id) == {"Sales": 5, "Support": 6, "": 1}

    def test_after_a_standstill_one_that_is_not_over_opens_late_and_nobody_is_reminded_with_the_invitation(self, db, survey, config, clock):
        plan(db, survey, clock, replace(PLAN, phases=("before", "week 1")))
        clock.moment = datetime(2027, 1, 21, 10, tzinfo=UTC)  # the first round is over; the day of the second one's first reminder
        tick(db, config, clock)
        waves = held(db, survey)
        assert (waves["before"].state, waves["week 1"].state) == (DRAFT, OPEN)
        assert {mail.kind for mail in mail_store.search(db)} == {"survey invitation"}
        assert mail_store.counts(db, kind="survey reminder")["waiting"] == 0
        assert [day for day, _sent in store.reminders(db, waves["week 1"].id)] == [date(2027, 1, 27)]


FORM = {"go_live": "2027-01-11", "phases": ["before", "week 1", "month 12"], "hour": "08:00", "days": "11", "reminders": "3, 9"}


class TestThePage:
    def preview(self, ambassador, survey, **changed):
        return ambassador.send(f"/surveys/{survey}/phases", FORM | changed)

    def confirm(self, ambassador, survey, page, **changed):
        shown = page.text.split('name="shown"')[1].split('value="')[1].split('"')[0]
        return ambassador.send(f"/surveys/{survey}/phases", FORM | changed | {"shown": shown})

    def test_every_time_is_shown_in_words_before_anything_is_planned(self, ambassador, db, survey):
        page = self.preview(ambassador, survey)
        for words in ("Monday 28 December 2026 08:00", "Friday 8 January 2027 17:00", "Thursday 31 December 2026", "Tuesday 11 January 2028 08:00", "Plan 3 rounds", "at present 12 people"):
            assert words in text(page)
        assert store.waves_of(db, survey) == []

    def test_what_was_shown_is_what_is_confirmed(self, ambassador, db, survey):
        page = self.preview(ambassador, survey)
        again = self.confirm(ambassador, survey, page, go_live="2027-01-18")
        assert "Monday 4 January 2027 08:00" in text(again)
        assert store.waves_of(db, survey) == []
        planned = text(self.confirm(ambassador, survey, again, go_live="2027-01-18"))
        assert "3 rounds are planned and open by themselves." in planned
        assert "Week 1: Round 2 opens by itself on Monday 25 January 2027 at 08:00." in planned
        assert set(held(db, survey)) == {"before", "week 1", "month 12"}

    def test_the_second_visit_shows_what_was_planned_and_what_would_move(self, ambassador, db, survey):
        self.confirm(ambassador, survey, self.preview(ambassador, survey))
        assert 'value="2027-01-11"' in ambassador.get(f"/surveys/{survey}/phases").text
        assert "Everything is planned like this already." in text(self.preview(ambassador, survey))
        page = self.preview(ambassador, survey, go_live="2027-01-25", phases=["before", "week 1"])
        assert "Round 1 moves here" in text(page)
        assert "Round 3 is cancelled; nobody has been asked" in text(page)
        told = text(self.confirm(ambassador, survey, page, go_live="2027-01-25", phases=["before", "week 1"]))
        assert "2 rounds are planned and open by themselves. 1 round is cancelled; nobody had been asked." in told

    def test_phases_that_lie_behind_are_named(self, ambassador, survey):
        page = text(self.preview(ambassador, survey, go_live="2026-11-16"))
        assert "Left out: this time lies behind" in page
        assert "Plan 1 round" in page

    @pytest.mark.parametrize(("changed", "said"), [
        ({"go_live": ""}, "This is needed."), ({"go_live": "2027-02-30"}, "This is not a day that exists."), ({"phases": []}, "Tick at least one phase."), ({"phases": ["week 5"]}, "not a valid choice"),
        ({"hour": "25:00"}, "This is not a time of day."), ({"days": "0"}, "between 1 and 90"), ({"reminders": "soon"}, "Write the days as numbers"), ({"reminders": "3, 4"}, "so many days apart"),
        ({"hour": "02:30", "go_live": "2027-02-28", "phases": list(PHASES)}, "02:30 does not exist on 2027-03-28"), ({"go_live": "2026-11-10", "phases": ["before"]}, "nothing to plan"),
    ])
    def test_what_cannot_be_is_refused_and_what_was_typed_stays(self, ambassador, db, survey, changed, said):
        page = self.preview(ambassador, survey, **changed)
        assert page.status_code == 422
        assert said in text(page)
        name, typed = next(iter(changed.items()))
        assert not typed or name == "phases" or f'value="{typed}"' in page.text
        assert store.waves_of(db, survey) == []


def test_every_phase_has_a_name():
    assert set(phases.NAMES) == set(PHASES)
