"""Answering an invitation by its link: no account, no cookie, no script."""

from dataclasses import replace
from datetime import datetime

import pytest

import pages
from mail import links
from mail.model import Link
from people import store as people_store
from tests import factories
from tests.workshops import cast, parsers
from workshops import actions, store


@pytest.fixture(autouse=True)
def fresh_limits(app):
    pages.limiter.reset()


@pytest.fixture()
def workshop(db, config, clock, kim):
    return cast.planned(db, config, clock, kim, factories.person(db, "Robin Ek"), seats=1)


def address(db, config, workshop, person: int) -> str:
    one = cast.invitation(db, workshop, person)
    return "/w/" + links.token(config, Link("workshop", one.id, one.link_version))


def test_the_page_says_what_when_where_and_who_and_sets_no_cookie(db, config, stranger, workshop, kim):
    page = stranger.get(address(db, config, workshop, kim))
    for words in ("Pipeline in practice", "Tuesday 1 December 2026, 14:00–15:30", "Central European Standard Time", "1 hour 30 minutes", "Room Vinga", "Åsa Öberg", "1 seat of 1 is left", "move a sale", "You have not answered yet", "Kim Berg"):
        assert words in page.text, words
    assert "Set-Cookie" not in page.headers
    assert cast.invitation(db, workshop, kim).answer == "none"


def test_an_answer_takes_one_tap_is_confirmed_and_can_be_changed(db, config, stranger, workshop, kim):
    page = address(db, config, workshop, kim)
    answered = stranger.post(f"{page}/answer", data={"answer": "yes"}, follow_redirects=True)
    assert "You are coming" in answered.text
    assert "invite.ics" in answered.text
    assert page in answered.text
    assert "Set-Cookie" not in answered.headers
    assert cast.invitation(db, workshop, kim).answer == "yes"
    for answer, words in (("maybe", "Perhaps you are coming"), ("no", "You are not coming")):
        assert words in stranger.post(f"{page}/answer", data={"answer": answer}, follow_redirects=True).text
    assert cast.invitation(db, workshop, kim).answer == "no"


def test_when_the_seats_are_taken_the_page_names_whom_to_ask(db, config, stranger, workshop, kim):
    robin = people_store.find_by_email(db, "robin.ek@nordverk.example.com").id
    stranger.post(address(db, config, workshop, robin) + "/answer", data={"answer": "yes"})
    refused = stranger.post(address(db, config, workshop, kim) + "/answer", data={"answer": "yes"})
    assert refused.status_code == 409
    assert "The only seat is taken" in refused.text
    assert "Should one become free" in refused.text
    assert 'class="main"' not in refused.text
    assert "Write to Åsa Öberg" in refused.text
    assert cast.invitation(db, workshop, kim).answer == "none"


@pytest.mark.parametrize("data", [{}, {"answer": "perhaps"}, {"answer": ["yes", "no"]}, {"answer": "x" * 100_000}, {"invented": "1"}])
def test_an_answer_that_is_none_is_refused_and_changes_nothing(db, config, stranger, workshop, kim, data):
    refused = stranger.post(address(db, config, workshop, kim) + "/answer", data=data)
    assert refused.status_code == 422
    assert "<title>Error:" in refused.text
    assert "Choose one of the three answers" in refused.text
    assert cast.invitation(db, workshop, kim).answer == "none"


@pytest.mark.parametrize("token", ["x", "AAAAAAFn6GHjJE6BzDTj2xKf098I", "å" * 28, "A" * 28])
def test_a_wrong_link_opens_nothing(stranger, workshop, token):
    for page in (f"/w/{token}", f"/w/{token}/answer", f"/w/{token}/invite.ics"):
        assert stranger.get(page).status_code == 404
    assert stranger.post(f"/w/{token}/answer", data={"answer": "yes"}).status_code == 404


def test_links_of_other_things_do_not_open_an_invitation(db, config, stranger, workshop, kim):
    one = cast.invitation(db, workshop, kim)
    assert stranger.get("/w/" + links.token(config, Link("survey", one.id))).status_code == 404


def test_a_mended_address_ends_the_old_link(db, config, clock, stranger, workshop, kim):
    old = address(db, config, workshop, kim)
    people_store.update(db, kim, "Kim Berg", "kim@nordverk.example.com", None)
    actions.send_again(db, cast.invitation(db, workshop, kim).id, clock())
    assert stranger.get(old).status_code == 404
    assert stranger.get(address(db, config, workshop, kim)).status_code == 200


def cancelled(db, clock, workshop, kim):
    actions.cancel(db, workshop.id, clock())


def removed(db, clock, workshop, kim):
    actions.remove(db, cast.invitation(db, workshop, kim).id, clock())


def archived(db, clock, workshop, kim):
    people_store.archive(db, kim, clock())


def held(db, clock, workshop, kim):
    clock.turn(days=30)


@pytest.mark.parametrize(("happened", "words"), [(cancelled, "has been cancelled"), (removed, "not invited to this workshop any more"), (archived, "not invited to this workshop any more"), (held, "has been held")])
def test_when_it_is_over_the_page_says_so_kindly_and_takes_no_answer(db, config, clock, stranger, workshop, kim, happened, words):
    page = address(db, config, workshop, kim)
    happened(db, clock, workshop, kim)
    for shown in (page, f"{page}/answer", f"{page}/invite.ics"):
        answer = stranger.get(shown)
        assert answer.status_code == 200
        assert words in answer.text
        assert "asa@nordverk.example.com" in answer.text
        assert "<button" not in answer.text
    assert stranger.post(f"{page}/answer", data={"answer": "yes"}).status_code == 409
    assert cast.invitation(db, workshop, kim).answer == "none"


def test_the_calendar_file_is_the_persons_own_and_asks_nothing(db, config, stranger, workshop, kim):
    page = address(db, config, workshop, kim)
    file = stranger.get(f"{page}/invite.ics")
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert set(parsers.instants(file.text)) == {(workshop.starts_at, workshop.ends_at)}
    event = parsers.event(file.text)
    assert event.url.value == config.url + page
    assert event.uid.value == workshop.uid
    assert "ATTENDEE" not in file.text


def test_the_page_speaks_the_persons_language_unless_asked_otherwise(db, config, stranger, workshop, kim):
    people_store.update(db, kim, "Kim Berg", "kim.berg@nordverk.example.com", "sv")
    page = address(db, config, workshop, kim)
    assert '<html lang="sv">' in stranger.get(page, headers={"Accept-Language": "en"}).text
    assert '<html lang="en">' in stranger.get(f"{page}?lang=en").text
    assert '<html lang="en">' in stranger.post(f"{page}/answer?lang=en", data={"answer": "yes"}, follow_redirects=True).text


def test_after_a_new_time_the_page_asks_once_more(db, config, clock, stranger, workshop, kim):
    page = address(db, config, workshop, kim)
    stranger.post(f"{page}/answer", data={"answer": "yes"})
    actions.change(db, workshop.id, replace(cast.PLAN, seats=1, starts=datetime(2026, 12, 2, 9), ends=datetime(2026, 12, 2, 10)), clock())
    assert "The time has changed since you answered" in stranger.get(f"{page}/answer").text
    assert store.seats_taken(db, workshop.id) == 1  # the seat is kept meanwhile
    assert "You are coming" in stranger.post(f"{page}/answer", data={"answer": "yes"}, follow_redirects=True).text


def test_guessing_links_is_slowed_down(stranger, db, config, workshop, kim, monkeypatch):
    monkeypatch.setattr(pages.limiter, "enabled", True)
    codes = [stranger.get("/w/" + "A" * 28).status_code for _try in range(31)]
    assert (codes[0], codes[-1]) == (404, 429)
    pages.limiter.reset()
    assert {stranger.get(address(db, config, workshop, kim)).status_code for _look in range(40)} == {200}
