"""The ambassador's pages: planning, changing, inviting, cancelling and ticking who came."""

import pytest

from mail import store as mail_store
from people import store as people_store
from tests import factories
from tests.workshops import cast
from workshops import actions, store

TYPED = {
    "title": "Pipeline in practice", "purpose": "Afterwards everybody can move a sale.", "starts": "2026-12-01T14:00", "ends": "2026-12-01T15:30", "zone": "Europe/Stockholm",
    "place": "Room Vinga", "link": "", "seats": "12", "press": "save",
}


@pytest.fixture()
def sales(db) -> list[int]:
    return factories.people(db, "Sales", 3)


@pytest.fixture()
def workshop(db, config, clock, sales):
    return cast.planned(db, config, clock, *sales)


def group(db) -> int:
    return people_store.groups(db)[0].id


def counts(db) -> tuple[int, ...]:
    return tuple(next(iter(db.query(f"select count(*) as n from {table}")))["n"] for table in ("workshop", "workshop_invitation", "outbox"))


def test_planning_invites_a_group_and_a_person_each_once(db, ambassador, sales):
    kim = factories.person(db, "Kim Berg")
    page = ambassador.send("/workshops/new", {**TYPED, "groups": [group(db)], "people": [sales[0], kim]})
    assert "4 invitations are on their way" in page.text
    assert "Of 4 invited: 0 yes, 0 maybe, 0 no, 4 without an answer" in page.text
    assert "12 seats of 12 are left" in page.text
    assert page.text.count("waiting") == 4
    assert mail_store.counts(db)["waiting"] == 4


def test_the_mail_can_be_seen_first_and_nothing_is_saved_by_looking(db, ambassador, sales):
    before = counts(db)
    page = ambassador.send("/workshops/new", {**TYPED, "groups": [group(db)], "press": "preview"})
    assert "It goes to 3 people" in page.text
    assert "Hello Sales 1," in page.text
    assert "Invitation: Pipeline in practice – Tuesday 1 December 2026 14:00" in page.text
    assert "[[link]]" not in page.text
    assert 'name="title" value="Pipeline in practice"' in page.text
    assert counts(db) == before


def test_going_back_from_the_mail_keeps_what_was_typed(db, ambassador, sales):
    page = ambassador.send("/workshops/new", {**TYPED, "groups": [group(db)], "press": "back"})
    assert page.status_code == 200
    assert 'value="2026-12-01T14:00"' in page.text
    assert f'value="{group(db)}" checked' in page.text


def test_finding_a_person_keeps_the_ticks_and_saves_nothing(db, ambassador, sales):
    kim = factories.person(db, "Kim Berg")
    before = counts(db)
    page = ambassador.send("/workshops/new", {**TYPED, "people": [kim], "find": "sales 2", "press": "find"})
    assert f'value="{kim}" checked' in page.text
    assert "Sales 2" in page.text
    assert "Sales 3" not in page.text
    assert "One thing needs" not in page.text
    assert counts(db) == before


def test_the_enter_key_finds_when_a_name_was_typed_and_else_shows_the_mail(db, ambassador, sales):
    found = ambassador.send("/workshops/new", {**TYPED, "find": "sales 2", "found": "", "press": "enter"})
    assert "Plan a workshop" in found.text
    shown = ambassador.send("/workshops/new", {**TYPED, "find": "sales 2", "found": "sales 2", "press": "enter"})
    assert "The mail, before it is sent" in shown.text


def test_a_thousand_people_do_not_swamp_the_page(db, ambassador):
    with db.conn:
        factories.people(db, "Sales", 1000)
    page = ambassador.get("/workshops/new")
    assert "941 more fit" in page.text  # the ambassador too
    assert len(page.data) < 60_000


def test_a_second_click_on_save_plans_nothing_more(db, ambassador, sales):
    typed = {**TYPED, "groups": [group(db)], "ticket": "6f1c1f3e-0000-4000-8000-000000000001"}
    ambassador.send("/workshops/new", typed)
    ambassador.send("/workshops/new", typed)
    assert counts(db) == (1, 3, 3)


@pytest.mark.parametrize(("wrong", "words"), [
    ({"ends": "2026-12-01T13:00"}, "The end must be after the start"),
    ({"ends": "2026-12-09T13:00"}, "at most three days"),
    ({"starts": "2026-11-01T14:00", "ends": "2026-11-01T15:00"}, "This time has passed"),
    ({"starts": "2027-03-28T02:30", "ends": "2027-03-28T05:00"}, "clocks are put forward"),
    ({"starts": "2026-02-30T14:00"}, "not a day and time that exist"),
    ({"starts": "soon"}, "not a day and time that exist"),
    ({"ends": "99999-12-31T23:59"}, "not a day and time that exist"),
    ({"ends": "9999-12-31T23:59"}, "year must be between"),
    ({"zone": "Mars/Olympus"}, "no time zone called"),
    ({"zone": "x" * 1_000_000}, "longer than 60"),
    ({"title": "x" * 1_000_000}, "longer than 120"),
    ({"purpose": "x" * 1_000_000}, "longer than 2000"),
    ({"title": "two\nlines"}, "one line"),
    ({"title": "bell \x07"}, "cannot be shown"),
    ({"title": ""}, "This is needed"),
    ({"place": "", "link": ""}, "Say where it is"),
    ({"link": "javascript:alert(1)"}, "must begin with https://"),
    ({"seats": "0"}, "between 1 and 10000"),
    ({"seats": "many"}, "Not a valid integer"),
    ({"seats": "9" * 400}, "too large"),
    ({"groups": ["999"]}, "not a valid"),
    ({"people": ["999", "x"]}, "Invalid Choice"),
    ({"starts": None}, "This is needed"),
    ({"title": None}, "This is needed"),
])
@pytest.mark.parametrize("press", ["save", "preview"])
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(db, ambassador, sales, wrong, words, press):
    before = counts(db)
    typed = {name: value for name, value in {**TYPED, "press": press, **wrong}.items() if value is not None}
    page = ambassador.send("/workshops/new", typed)
    assert page.status_code == 422
    assert "<title>Error:" in page.text
    assert words.casefold() in page.text.casefold()
    assert "Afterwards everybody" in page.text or "purpose" in wrong
    assert counts(db) == before


def test_fields_doubled_or_invented_do_no_harm(db, ambassador, sales):
    page = ambassador.send("/workshops/new", {**TYPED, "title": ["First", "Second"], "state": "cancelled", "uid": "x", "id": "7", "people": [sales[0], sales[0]]})
    assert page.status_code == 200
    [workshop] = store.workshops(db)
    assert (workshop.title, workshop.state) == ("First", "planned")
    assert store.tally(db, workshop.id).invited == 1


def test_a_change_says_how_many_are_told(db, ambassador, workshop):
    page = ambassador.send(f"/workshops/{workshop.id}/plan", {**TYPED, "place": "Room Winga"})
    assert "3 mails are on their way" in page.text
    assert "Room Winga" in page.text


def test_a_change_can_be_seen_first(db, ambassador, workshop):
    before = counts(db)
    page = ambassador.send(f"/workshops/{workshop.id}/plan", {**TYPED, "starts": "2026-12-02T14:00", "ends": "2026-12-02T15:00", "press": "preview"})
    assert "It goes to 3 people" in page.text
    assert "The time is new. It was: Tuesday 1 December 2026, 14:00–15:30." in page.text
    assert counts(db) == before


def test_a_change_of_nothing_that_matters_writes_to_nobody(db, ambassador, workshop):
    same = {**TYPED, "purpose": workshop.purpose, "link": workshop.link, "seats": "20"}
    assert "Nobody was written to" in ambassador.send(f"/workshops/{workshop.id}/plan", same).text
    assert counts(db)[2] == 3


def test_fewer_seats_than_taken_are_refused_at_the_field(db, clock, ambassador, workshop):
    for one in store.invitations(db, workshop.id):
        actions.answer(db, one.id, "yes", clock())
    page = ambassador.send(f"/workshops/{workshop.id}/plan", {**TYPED, "seats": "2"})
    assert page.status_code == 422
    assert "3 seats are taken already" in page.text


def test_more_people_can_be_invited_and_only_they_are_written_to(db, ambassador, workshop):
    kim = factories.person(db, "Kim Berg")
    assert "Sales 1" not in ambassador.get(f"/workshops/{workshop.id}/people").text
    assert "Hello Kim Berg," in ambassador.send(f"/workshops/{workshop.id}/people", {"people": [kim], "press": "preview"}).text
    assert "One invitation is on its way" in ambassador.send(f"/workshops/{workshop.id}/people", {"people": [kim], "press": "save"}).text
    assert counts(db) == (1, 4, 4)


def test_inviting_nobody_is_refused(db, ambassador, workshop):
    page = ambassador.send(f"/workshops/{workshop.id}/people", {"groups": [group(db)], "press": "save"})
    assert page.status_code == 422
    assert "not invited yet" in page.text


def test_the_page_of_an_invitation_sends_again_and_takes_off_the_list(db, ambassador, workshop):
    one = store.invitations(db, workshop.id)[0]
    page = f"/workshops/{workshop.id}/invitations/{one.id}"
    assert "is on its way to Sales 1 once more" in ambassador.send(page, to=f"{page}/mail").text
    assert "off the list and is told so" in ambassador.send(page, to=f"{page}/removal").text
    assert "no longer invited" in ambassador.get(page).text
    assert counts(db) == (1, 3, 5)
    assert ambassador.get(f"/workshops/99/invitations/{one.id}").status_code == 404


def test_cancelling_says_first_how_many_mails_that_is(db, ambassador, workshop):
    page = f"/workshops/{workshop.id}/cancellation"
    assert "Cancel the workshop and send 3 mails" in ambassador.get(page).text
    assert counts(db)[2] == 3
    assert "3 mails are on their way" in ambassador.send(page).text
    assert "Pipeline in practice" in ambassador.get("/workshops/?show=cancelled").text
    assert "send the mail again" not in ambassador.get(f"/workshops/{workshop.id}").text  # nor would it be possible
    assert ambassador.get(page).status_code == 409


def test_the_list_is_filtered_by_its_address_and_says_what_it_lacks(db, ambassador, config, clock):
    assert "No workshops yet" in ambassador.get("/workshops/").text
    cast.planned(db, config, clock)
    assert "Pipeline in practice" in ambassador.get("/workshops/?show=nonsense").text
    assert "No workshop has been held yet" in ambassador.get("/workshops/?show=past").text
    clock.turn(days=10)
    assert "Pipeline in practice" in ambassador.get("/workshops/?show=past").text


def test_an_empty_workshop_offers_the_next_step(db, ambassador, config, clock):
    workshop = cast.planned(db, config, clock)
    assert "Nobody is invited yet" in ambassador.get(f"/workshops/{workshop.id}").text


def test_who_came_is_ticked_afterwards_with_those_who_just_came(db, ambassador, clock, workshop, sales):
    page = f"/workshops/{workshop.id}/attendance"
    assert ambassador.get(page).status_code == 409
    clock.turn(days=10)
    kim = factories.person(db, "Kim Berg")
    shown = ambassador.send(page, {"came": sales[:2], "also": kim})
    assert "Saved: 3 people came" in shown.text
    assert f'value="{kim}" checked' in shown.text
    listed = {one.person_id: one.attended for one in store.invitations(db, workshop.id)}
    assert listed == {sales[0]: True, sales[1]: True, sales[2]: False, kim: True}
    assert store.tally(db, workshop.id).invited == 3
    ambassador.send(page, {})
    assert store.tally(db, workshop.id).came == 0
    assert "What came of it" in ambassador.send(f"/workshops/{workshop.id}/record", {"came": sales[:1], "back": "record"}, to=page).text
    ambassador.send(page, {})
    assert counts(db)[2] == 3  # nobody is written to


@pytest.mark.parametrize("data", [{"came": ["999"]}, {"came": ["x"]}, {"also": "999"}, {"also": "x"}])
def test_ticks_for_people_who_are_not_there_are_refused(db, ambassador, clock, workshop, data):
    clock.turn(days=10)
    page = ambassador.send(f"/workshops/{workshop.id}/attendance", data)
    assert page.status_code == 422
    assert all(one.attended is None for one in store.invitations(db, workshop.id))


def test_the_pages_are_the_ambassadors_alone(stranger, workshop):
    for page in ("", "new", "1", "1/plan", "1/people", "1/cancellation", "1/invitations/1", "1/attendance", "1/record"):
        assert stranger.get(f"/workshops/{page}").status_code == 303


def test_a_workshop_that_is_not_there_is_not_found(ambassador):
    for page in ("9", "9/plan", "9/people", "9/cancellation", "9/invitations/1", "9/attendance", "9/record", "9" * 30):
        assert ambassador.get(f"/workshops/{page}").status_code == 404, page
