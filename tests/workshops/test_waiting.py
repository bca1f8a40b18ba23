"""What waits for the ambassador on a workshop's page: each thing with whom it is about, settled by one press, and taken back by another."""

import re
from datetime import datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.workshops import cast, mailed
from workshops import actions, store
from workshops.model import MAIL, MAYBE, NEED_DECISION, NO, NONE, YES, Reply


@pytest.fixture()
def workshop(db, config, clock, kim):
    found = mailed.invited(db, config, clock, kim, seats=1)
    clock.turn(hours=4)
    return found


class Board:
    """The workshop's page as its ambassador uses it."""

    def __init__(self, client, db, workshop) -> None:
        self.client, self.db, self.number = client, db, workshop.id
        self.address = f"/workshops/{workshop.id}"

    @property
    def text(self) -> str:
        return unescape(self.client.get(self.address).text)

    @property
    def waiting(self) -> str:
        return self.text.partition('<section class="waiting"')[2].partition("</section>")[0]

    def press(self, thing: str, **data) -> str:
        """Press a button of the newest thing that was for the ambassador to decide."""
        newest = next(reply.id for reply in store.replies(self.db, self.number) if reply.outcome in NEED_DECISION)
        return unescape(self.client.send(self.address, data, to=f"{self.address}/replies/{newest}/{thing}").text)


@pytest.fixture()
def board(ambassador, db, workshop) -> Board:
    return Board(ambassador, db, workshop)


def said(db, workshop, person: int) -> str:
    return cast.invitation(db, workshop, person).answer


def test_nothing_waits_when_answers_simply_count(db, clock, board):
    mailed.send(db, clock, "ACCEPTED")
    assert board.waiting == ""
    assert "from the calendar" in board.text


def test_each_thing_that_waits_is_said_in_a_sentence_of_its_own(db, clock, workshop, kim, board):
    for outcome in NEED_DECISION:
        store.insert_reply(db, Reply(workshop_id=workshop.id, invitation_id=cast.invitation(db, workshop, kim).id, at=clock(), via=MAIL, attendee=mailed.KIM, method="REPLY", outcome=outcome))
    assert len(set(re.findall("<strong>.+?</strong>", board.waiting))) == len(NEED_DECISION)


def test_somebody_on_the_roster_who_wants_to_come_is_invited_by_one_press(db, clock, workshop, robin, board):
    mailed.send(db, clock, "ACCEPTED", sender=mailed.ROBIN, more="COMMENT:May I <b>join</b>?")
    assert "Robin Ek wants to come and is not invited" in board.waiting
    assert "May I <b>join</b>?" in board.waiting
    assert "<b>join" not in board.client.get(board.address).text
    assert "Robin Ek is invited and answers an invitation of their own" in board.press("invitation")
    assert board.waiting == ""
    assert said(db, workshop, robin) == NONE
    assert cast.mails(db, workshop)[-1].to_email == mailed.ROBIN
    before = len(cast.mails(db, workshop))
    board.press("invitation")  # a second click
    assert len(cast.mails(db, workshop)) == before


def test_somebody_unknown_is_added_to_the_roster_first_with_name_and_address_filled_in(db, clock, board):
    mailed.send(db, clock, "ACCEPTED", sender="eva.lind@example.com")
    [address] = [part.partition('"')[0] for part in board.waiting.split('href="') if "/people/new" in part.partition('"')[0]]
    form = board.client.get(address).text
    assert 'value="Eva Lind"' in form
    assert 'value="eva.lind@example.com"' in form
    added = board.client.send(address, {"name": "Eva Lind", "email": "eva.lind@example.com"})
    assert added.request.path == board.address
    assert "Invite Eva Lind" in added.text
    board.press("invitation")
    assert board.waiting == ""


def test_nobody_is_invited_whom_the_roster_does_not_know(db, clock, workshop, board):
    mailed.send(db, clock, "ACCEPTED", sender="eva.lind@example.com")
    assert "Add the person first" in board.press("invitation")
    assert board.waiting
    assert len(cast.mails(db, workshop)) == 1


def test_a_second_address_counts_for_whom_the_ambassador_says(db, clock, workshop, kim, board):
    mailed.send(db, clock, "TENTATIVE", sender="kim@home.example.com")
    assert "The answer counts for Kim Berg now" in board.press("counting", invitation=cast.invitation(db, workshop, kim).id)
    assert said(db, workshop, kim) == MAYBE
    assert board.waiting == ""


@pytest.mark.parametrize("number", ["", "0", "x", "-1", "999", "9" * 40])
def test_an_answer_counts_for_nobody_who_is_not_there(db, clock, workshop, kim, board, number):
    mailed.send(db, clock, "TENTATIVE", sender="kim@home.example.com")
    newest = store.replies(db, workshop.id)[0].id
    assert board.client.send(board.address, {"invitation": number}, to=f"{board.address}/replies/{newest}/counting").status_code == 404
    assert said(db, workshop, kim) == NONE
    assert board.waiting


def test_an_answer_from_another_address_is_counted_or_left(db, clock, workshop, kim, board):
    mailed.take(db, clock, "another-address")
    assert "An answer for Kim Berg came from another address" in board.waiting
    assert said(db, workshop, kim) == NONE
    assert "nothing was changed" in board.press("settlement")
    assert board.waiting == ""
    assert "It waits for you again" in board.press("waiting")
    assert "Count it for Kim Berg" in board.waiting
    board.press("counting", invitation=cast.invitation(db, workshop, kim).id)
    assert said(db, workshop, kim) == YES


def test_a_late_yes_offers_more_seats_and_then_the_seat(db, clock, workshop, kim, robin, board):
    actions.invite(db, workshop.id, [robin], clock())
    actions.answer(db, cast.invitation(db, workshop, robin).id, YES, clock())
    mailed.send(db, clock, "ACCEPTED", at="20261123T140000Z")
    assert "Kim Berg wants to come, and no seat was left" in board.waiting
    assert "Give it more seats" in board.waiting
    actions.answer(db, cast.invitation(db, workshop, robin).id, NO, clock())
    assert "Give Kim Berg a seat" in board.waiting
    board.press("counting", invitation=cast.invitation(db, workshop, kim).id)
    assert said(db, workshop, kim) == YES


def test_another_time_is_shown_on_the_workshops_clocks_and_opens_the_form_with_it(db, clock, workshop, kim, board):
    mailed.take(db, clock, "outlook-counter")
    assert "Kim Berg proposes another time" in board.waiting
    assert "Tuesday 15 June 2027, 09:00–10:30 (Europe/Stockholm)" in plain(board.waiting)
    [address] = [part.partition('"')[0] for part in board.waiting.split('href="') if "/plan" in part.partition('"')[0]]
    query = parse_qs(urlsplit(address).query)
    assert (query["starts"], query["ends"]) == (["2027-06-15T09:00"], ["2027-06-15T10:30"])
    form = board.client.get(address).text
    assert f'value="{query["starts"][0]}"' in form
    assert f'value="{query["ends"][0]}"' in form
    assert "The time that was proposed is filled in" in form
    assert store.get(db, workshop.id).starts == workshop.starts
    board.client.send(address, {**typed(workshop), "starts": query["starts"][0], "ends": query["ends"][0]})
    assert store.get(db, workshop.id).starts == datetime(2027, 6, 15, 9)
    assert board.waiting == ""  # the change has answered it


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def typed(workshop) -> dict[str, str]:
    return {"title": workshop.title, "purpose": workshop.purpose, "zone": workshop.zone, "place": workshop.place, "link": workshop.link, "seats": "1", "press": "save"}


def test_the_time_may_stay(db, clock, workshop, board):
    mailed.take(db, clock, "outlook-counter")
    assert "The time stays" in board.waiting
    board.press("settlement")
    assert board.waiting == ""
    assert len(cast.mails(db, workshop)) == 1


@pytest.mark.parametrize("query", ["starts=x&ends=y", "starts=2026-12-10T10:00", "starts=9999-99-99T10:00&ends=2026-12-10T10:00", "starts=2026-12-10T10:00%00&ends=2026-12-10T10:00"])
def test_a_time_that_is_none_is_passed_over(ambassador, workshop, query):
    form = ambassador.get(f"/workshops/{workshop.id}/plan?{query}").text
    assert 'value="2026-12-01T14:00"' in form
    assert "was proposed" not in form


def test_who_is_sent_instead_is_invited_by_one_press(db, clock, workshop, kim, robin, board):
    mailed.take(db, clock, "delegation")
    assert "Kim Berg cannot come and sends somebody else" in board.waiting
    assert "Robin comes instead of me." in board.waiting
    assert "Robin Ek is invited" in board.press("invitation")
    assert board.waiting == ""
    assert (said(db, workshop, kim), said(db, workshop, robin)) == (NO, NONE)
    assert cast.mails(db, workshop)[-1].to_email == mailed.ROBIN


def test_nothing_waits_about_a_workshop_that_is_over_or_cancelled(db, clock, workshop, board):
    mailed.send(db, clock, "ACCEPTED", sender="eva.lind@example.com")
    assert "One answer about “Pipeline in practice” waits for you" in unescape(board.client.get("/").text)
    actions.cancel(db, workshop.id, clock())
    assert board.waiting == ""
    assert "waits for you" not in board.client.get("/").text


def test_the_dashboard_counts_what_waits_and_leads_there(db, clock, workshop, board):
    for sender in ("eva.lind@example.com", "kai.lind@example.com"):
        mailed.send(db, clock, "ACCEPTED", sender=sender)
    page = unescape(board.client.get("/").text)
    assert "2 answers about “Pipeline in practice” wait for you" in page
    assert f'href="{board.address}#waiting"' in page


@pytest.mark.parametrize("back", ["//evil.example.com", "https://evil.example.com", "/\\evil.example.com", "javascript:alert(1)", "/workshops/1?next=//evil.example.com", ""])
def test_adding_a_person_leads_back_to_a_page_of_ours_only(ambassador, back):
    added = ambassador.send(f"/people/new?back={back}", {"name": "Eva Lind", "email": "eva.lind@example.com"}, follow=False)
    assert added.location == "/people/"


def test_things_of_another_workshop_are_not_there(db, clock, config, workshop, board):
    mailed.send(db, clock, "ACCEPTED", sender="eva.lind@example.com")
    other = cast.planned(db, config, clock)
    newest = store.replies(db, workshop.id)[0].id
    for thing in ("counting", "settlement", "invitation", "waiting", "reversal"):
        assert board.client.send(board.address, {}, to=f"/workshops/{other.id}/replies/{newest}/{thing}").status_code == 404
    assert board.waiting
