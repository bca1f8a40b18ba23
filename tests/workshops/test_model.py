"""The rules of a plan and of answering."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from errors import Refused
from tests.workshops.cast import PLAN
from tests.workshops.test_invite import KIM, WORKSHOP
from workshops import model
from workshops.model import DETAILS, MAYBE, NO, TEXT, TIME, YES

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(("changes", "field"), [
    ({"ends": datetime(2026, 12, 1, 14)}, "ends"),
    ({"ends": datetime(2026, 12, 1, 13)}, "ends"),
    ({"ends": datetime(2026, 12, 4, 14, 1)}, "ends"),
    ({"zone": "Europe/Gothenburg"}, "zone"),
    ({"zone": "../../etc/passwd"}, "zone"),
    ({"starts": datetime(2027, 3, 28, 2, 30), "ends": datetime(2027, 3, 28, 4)}, "starts"),
    ({"starts": datetime(2027, 3, 28, 1), "ends": datetime(2027, 3, 28, 2, 30)}, "ends"),
    ({"starts": datetime(1, 1, 1), "ends": datetime(1, 1, 1, 1)}, "starts"),
    ({"ends": datetime(9999, 12, 31, 23, 59)}, "ends"),
    ({"seats": 0}, "seats"),
    ({"place": "", "link": ""}, "place"),
    ({"link": "javascript:alert(1)"}, "link"),
    ({"link": "https://"}, "link"),
    ({"link": "https://meet.example.com/a b"}, "link"),
    ({"link": "https://[meet.example.com"}, "link"),
    ({"starts": datetime(2026, 11, 23, 9), "ends": datetime(2026, 11, 23, 12)}, "starts"),
])
def test_a_plan_that_nobody_can_carry_out_is_refused_at_its_field(changes, field):
    with pytest.raises(Refused) as refused:
        model.check_new(replace(PLAN, **changes), NOW)
    assert refused.value.field == field


def test_three_days_an_hour_twice_and_a_link_alone_are_fine():
    model.check_new(replace(PLAN, ends=PLAN.starts + timedelta(days=3)), NOW)
    model.check_new(replace(PLAN, starts=datetime(2027, 10, 31, 2, 30), ends=datetime(2027, 10, 31, 5)), NOW)
    model.check_new(replace(PLAN, place=""), NOW)


@pytest.mark.parametrize(("changes", "what"), [
    ({}, ""), ({"seats": 5}, ""), ({"purpose": "Other"}, TEXT), ({"title": "Other"}, DETAILS), ({"place": "Other"}, DETAILS), ({"link": ""}, DETAILS),
    ({"ends": datetime(2026, 12, 1, 16)}, TIME), ({"zone": "Europe/Helsinki", "title": "Other"}, TIME),
])
def test_a_change_is_as_grave_as_its_gravest_part(changes, what):
    assert model.change(PLAN, replace(PLAN, **changes)) == what


def test_a_past_workshop_keeps_its_time_but_its_words_may_change():
    after = WORKSHOP.ends_at
    with pytest.raises(Refused, match="has been held"):
        model.check_change(WORKSHOP, replace(PLAN, starts=datetime(2027, 1, 1), ends=datetime(2027, 1, 1, 1)), 0, after)
    model.check_change(WORKSHOP, replace(PLAN, title="As it was called in the end"), 0, after)


def test_seats_never_fall_below_those_taken():
    model.check_change(WORKSHOP, replace(PLAN, seats=3), 3, NOW)
    with pytest.raises(Refused, match="3 seats are taken"):
        model.check_change(WORKSHOP, replace(PLAN, seats=2), 3, NOW)


def test_the_last_seat_is_given_once_and_kept_by_whoever_has_it():
    full = replace(WORKSHOP, seats=2)
    model.check_answer(full, KIM, YES, 1, NOW)
    with pytest.raises(Refused, match=r"No seat is left.*Åsa Öberg"):
        model.check_answer(full, KIM, YES, 2, NOW)
    for answer in (MAYBE, NO):
        model.check_answer(full, KIM, answer, 2, NOW)


@pytest.mark.parametrize(("workshop", "invitation", "now"), [
    (WORKSHOP, KIM, WORKSHOP.ends_at), (replace(WORKSHOP, state="cancelled"), KIM, NOW), (WORKSHOP, replace(KIM, removed_at=NOW), NOW), (WORKSHOP, replace(KIM, archived=True), NOW),
])
def test_nobody_answers_what_is_over(workshop, invitation, now):
    for answer in (YES, MAYBE, NO):
        with pytest.raises(Refused):
            model.check_answer(workshop, invitation, answer, 0, now)


def test_a_running_workshop_can_still_be_answered():
    model.check_answer(WORKSHOP, KIM, YES, 0, WORKSHOP.ends_at - timedelta(minutes=1))


def test_a_stamp_is_always_later_than_the_one_before():
    assert model.next_stamp(None, NOW) == NOW
    assert model.next_stamp(NOW, NOW) == NOW + timedelta(seconds=1)
    assert model.next_stamp(NOW, NOW + timedelta(minutes=1)) == NOW + timedelta(minutes=1)
