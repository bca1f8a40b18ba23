"""What came of a workshop: its rules, what others read, and what is kept about a person."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from errors import Refused
from outcomes import actions, store
from outcomes.model import ACTION, BEST_PRACTICE, DECISION, QUESTION, Draft
from people import store as people_store
from tests import factories
from tests.workshops import cast
from workshops import actions as workshop_actions


@pytest.fixture()
def kim(db) -> int:
    return factories.person(db, "Kim Berg")


@pytest.fixture()
def held(db, config, clock, kim):
    """A workshop that was held a week ago."""
    workshop = cast.planned(db, config, clock, kim)
    clock.turn(days=15)
    return workshop


def action(kim: int, due: date = date(2026, 12, 18)) -> Draft:
    return Draft(kind=ACTION, text="Merge the duplicates.", owner_id=kim, due=due)


def test_the_four_kinds_are_kept_in_the_order_written(db, clock, held, kim):
    drafts = [Draft(kind=DECISION, text="Search before adding."), action(kim), Draft(kind=BEST_PRACTICE, text="By number first."), Draft(kind=QUESTION, text="Who owns suppliers?")]
    for draft in drafts:
        actions.add(db, held.id, draft, clock())
    found = store.of_workshop(db, held.id)
    assert [one.kind for one in found] == [DECISION, ACTION, BEST_PRACTICE, QUESTION]
    assert (found[1].owner, found[1].due, found[1].workshop_title, found[1].open) == ("Kim Berg", date(2026, 12, 18), "Pipeline in practice", True)


@pytest.mark.parametrize(("draft", "field"), [
    (Draft(kind=ACTION, text="Do it", due=date(2026, 12, 18)), "owner"),
    (Draft(kind=ACTION, text="Do it", owner_id=1), "due"),
    (Draft(kind=ACTION, text="Do it", owner_id=1, due=date(9999, 1, 1)), "due"),
    (Draft(kind=DECISION, text="Decided", owner_id=1), "text"),
    (Draft(kind=QUESTION, text=""), "text"),
    (Draft(kind="wish", text="More"), None),
])
def test_an_action_has_one_owner_and_one_day_and_nothing_else_has(db, clock, held, draft, field):
    with pytest.raises(Refused) as refused:
        actions.add(db, held.id, draft, clock())
    assert refused.value.field == field
    assert store.of_workshop(db, held.id) == []


def test_nothing_comes_of_a_workshop_before_it_begins_or_when_it_was_cancelled(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    with pytest.raises(Refused, match="begun"):
        actions.add(db, workshop.id, Draft(kind=DECISION, text="Early"), clock())
    workshop_actions.cancel(db, workshop.id, clock())
    clock.turn(days=30)
    with pytest.raises(Refused, match="cancelled"):
        actions.keep_record(db, workshop.id, "", clock())


def test_an_action_is_overdue_the_day_after_and_until_it_is_done(db, clock, held, kim):
    number = actions.add(db, held.id, action(kim), clock())
    assert store.overdue(db, date(2026, 12, 18)) == []
    assert [one.id for one in store.overdue(db, date(2026, 12, 19))] == [number]
    actions.set_done(db, number, True, clock())
    first = store.get(db, number).done_at
    clock.turn(days=1)
    actions.set_done(db, number, True, clock())  # a second click
    assert store.get(db, number).done_at == first
    assert store.overdue(db, date(2026, 12, 19)) == store.open_actions(db) == []
    actions.set_done(db, number, False, clock())
    assert [one.id for one in store.open_actions(db)] == [number]


def test_only_actions_can_be_done_and_kinds_stay(db, clock, held):
    number = actions.add(db, held.id, Draft(kind=DECISION, text="Decided"), clock())
    with pytest.raises(Refused):
        actions.set_done(db, number, True, clock())
    with pytest.raises(Refused):
        actions.change(db, number, Draft(kind=QUESTION, text="Decided?"), clock())
    actions.change(db, number, Draft(kind=DECISION, text="Decided again"), clock())
    assert store.get(db, number).text == "Decided again"
    actions.remove(db, number)
    assert store.of_workshop(db, held.id) == []


def test_a_held_workshop_is_pointed_out_until_its_record_is_kept(db, config, clock, kim, held):
    cancelled = cast.planned(db, config, clock, kim, title="Cancelled", starts=datetime(2027, 1, 12, 9), ends=datetime(2027, 1, 12, 10))
    workshop_actions.cancel(db, cancelled.id, clock())
    cast.planned(db, config, clock, kim, title="Coming", starts=datetime(2027, 9, 1, 9), ends=datetime(2027, 9, 1, 10))
    clock.turn(days=60)
    assert [one.id for one in store.without_record(db, clock())] == [held.id]
    assert store.record_of(db, held.id) is None
    actions.keep_record(db, held.id, "We agreed.", clock())
    assert store.without_record(db, clock()) == []
    actions.keep_record(db, held.id, "We agreed at last.", clock() + timedelta(days=1))
    assert store.record_of(db, held.id).summary == "We agreed at last."


def test_what_was_written_down_in_a_period(db, clock, held):
    number = actions.add(db, held.id, Draft(kind=DECISION, text="Decided"), clock())
    assert [one.id for one in store.between(db, clock(), clock() + timedelta(seconds=1))] == [number]
    assert store.between(db, clock() - timedelta(days=1), clock()) == []


def test_an_owner_who_has_left_stays_shown_and_one_who_is_erased_does_not(db, clock, held, kim):
    number = actions.add(db, held.id, action(kim), clock())
    people_store.archive(db, kim, clock())
    assert (store.get(db, number).owner, store.get(db, number).owner_archived) == ("Kim Berg", True)
    [about] = actions.about_person(db, kim)
    assert (about["text"], about["due"]) == ("Merge the duplicates.", "2026-12-18")
    assert actions.forget_person(db, kim) == 1
    assert (store.get(db, number).owner, store.get(db, number).owner_id) == ("", None)
    assert actions.about_person(db, kim) == []


def test_a_person_can_be_erased_once_both_features_have_forgotten(db, config, clock, held, kim):
    actions.add(db, held.id, action(kim), clock())
    workshop_actions.note_attendance(db, held.id, [kim], clock())
    [about] = workshop_actions.about_person(db, kim)
    assert (about["workshop"], about["attended"], about["role"]) == ("Pipeline in practice", True, "participant")
    actions.forget_person(db, kim)
    assert workshop_actions.forget_person(db, kim) == 1
    people_store.delete(db, kim)
    assert workshop_actions.about_person(db, kim) == []


def test_an_organiser_can_be_erased_and_then_nobody_is_written_to_in_her_name(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    asa = factories.asa(db)
    assert [about["role"] for about in workshop_actions.about_person(db, asa)] == ["organiser"]
    workshop_actions.forget_person(db, asa)
    assert "Åsa" not in str(list(db.query("select * from workshop")))
    assert "asa@" not in str(list(db.query("select * from workshop")))
    with pytest.raises(Refused, match="erased"):
        workshop_actions.change(db, workshop.id, replace(cast.PLAN, place="Elsewhere"), clock())
