"""The record page: attendance, outcomes, and keeping the record."""

import pytest

from outcomes import actions, store
from outcomes.model import ACTION, DECISION, Draft
from people import store as people_store
from tests import factories
from tests.workshops import cast


@pytest.fixture()
def kim(db) -> int:
    return factories.person(db, "Kim Berg")


@pytest.fixture()
def record(db, config, clock, kim) -> str:
    """The address of the record of a workshop that has been held."""
    workshop = cast.planned(db, config, clock, kim)
    clock.turn(days=9)
    return f"/workshops/{workshop.id}/record"


def test_each_kind_is_added_from_the_record(db, ambassador, record, kim):
    for things, words in (("decisions", "Search before adding."), ("best-practices", "By number first."), ("open-questions", "Who owns suppliers?")):
        assert words in ambassador.send(record, {f"{things}-text": words}, to=f"{record}/{things}").text
    page = ambassador.send(record, {"actions-text": "Merge them.", "actions-owner": kim, "actions-due": "2026-12-18"}, to=f"{record}/actions")
    assert "Kim Berg, by Friday 18 December 2026" in page.text
    assert len(store.of_workshop(db, 1)) == 4


@pytest.mark.parametrize(("things", "typed", "words"), [
    ("decisions", {}, "This is needed"),
    ("decisions", {"decisions-text": "x" * 1_000_000}, "longer than 2000"),
    ("decisions", {"decisions-text": "bell \x07"}, "cannot be shown"),
    ("actions", {"actions-text": "Merge them."}, "This is needed"),
    ("actions", {"actions-text": "Merge them.", "actions-owner": "0", "actions-due": "2026-12-18"}, "one person who sees to it"),
    ("actions", {"actions-text": "Merge them.", "actions-owner": "999", "actions-due": "2026-12-18"}, "Not a valid choice"),
    ("actions", {"actions-text": "Merge them.", "actions-owner": "x", "actions-due": "2026-12-18"}, "Invalid Choice"),
    ("actions", {"actions-text": "Merge them.", "actions-owner": "KIM", "actions-due": "2026-02-30"}, "not a day that exists"),
    ("actions", {"actions-text": "Merge them.", "actions-owner": "KIM", "actions-due": "9999-02-20"}, "year must be between"),
])
def test_what_is_wrong_is_said_at_its_place_and_what_was_typed_stays(db, ambassador, record, kim, things, typed, words):
    typed = {name: str(kim) if value == "KIM" else value for name, value in typed.items()}
    page = ambassador.send(record, typed, to=f"{record}/{things}")
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert words in page.text
    if typed.get("actions-text"):
        assert "Merge them." in page.text
        assert '<details class="add" open>' in page.text
    assert store.of_workshop(db, 1) == []


def test_an_outcome_can_be_changed_and_removed(db, clock, ambassador, record, kim):
    number = actions.add(db, 1, Draft(kind=DECISION, text="Decided"), clock())
    assert "Decided anew" in ambassador.send(f"/outcomes/{number}", {"text": "Decided anew"}).text
    assert ambassador.send(f"/outcomes/{number}", {"text": ""}).status_code == 422
    page = ambassador.send(f"/outcomes/{number}", to=f"/outcomes/{number}/removal")
    assert "It is removed" in page.text
    assert store.of_workshop(db, 1) == []
    assert ambassador.get(f"/outcomes/{number}").status_code == 404


def test_an_action_is_marked_as_done_and_opened_again(db, clock, ambassador, record, kim):
    number = actions.add(db, 1, Draft(kind=ACTION, text="Merge them.", owner_id=kim, due=clock().date()), clock())
    clock.turn(days=2)
    assert "overdue" in ambassador.get(record).text
    done = ambassador.send(record, to=f"/outcomes/{number}/completion")
    assert "The action is done" in done.text
    assert "overdue" not in done.text
    assert "open again" in ambassador.send(record, {"done": "no"}, to=f"/outcomes/{number}/completion").text


def test_an_archived_owner_stays_when_the_action_is_changed(db, clock, ambassador, record, kim):
    number = actions.add(db, 1, Draft(kind=ACTION, text="Merge them.", owner_id=kim, due=clock().date()), clock())
    people_store.archive(db, kim, clock())
    assert "Kim Berg (archived)" in ambassador.get(f"/outcomes/{number}").text
    page = ambassador.send(f"/outcomes/{number}", {"text": "Merge all.", "owner": kim, "due": "2027-01-08"})
    assert "(archived)" in page.text
    assert store.get(db, number).owner_id == kim


def test_the_record_is_kept_with_its_summary(db, ambassador, record):
    assert "press “Keep the record”" in ambassador.get(record).text
    page = ambassador.send(record, {"summary": "We agreed."})
    assert "The record is kept" in page.text
    assert "We agreed." in page.text
    long = ambassador.send(record, {"summary": "y" * 1_000_000})
    assert long.status_code == 422
    assert store.record_of(db, 1).summary == "We agreed."


def test_who_came_is_ticked_on_the_record_too(ambassador, record, kim):
    assert f'name="came" value="{kim}"' in ambassador.get(record).text
    ambassador.send(record, {"came": kim}, to="/workshops/1/attendance")
    assert "One person came" in ambassador.get(record).text


def test_there_is_no_record_before_the_workshop_or_of_a_cancelled_one(db, config, clock, ambassador, kim):
    workshop = cast.planned(db, config, clock, kim)
    refused = ambassador.get(f"/workshops/{workshop.id}/record")
    assert refused.status_code == 409
    assert "begun" in refused.text


def test_looking_changes_nothing_and_strangers_see_nothing(db, clock, stranger, ambassador, record):
    number = actions.add(db, 1, Draft(kind=DECISION, text="Decided"), clock())
    for page in (record, f"/outcomes/{number}"):
        assert stranger.get(page).status_code == 303
    for page in (f"{record}/decisions", f"/outcomes/{number}/removal", f"/outcomes/{number}/completion"):
        assert ambassador.get(page).status_code == 405
