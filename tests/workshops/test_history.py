"""The table of what was sent, in which version, what became of it, and what came back."""

import re
from dataclasses import replace
from datetime import datetime
from html import unescape

import pytest

import storage
from mail import store as mail_store
from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.workshops import cast, mailed
from workshops import actions, history, model, store
from workshops.model import MAYBE, NO, NONE, YES

LATER = {"starts": datetime(2026, 12, 2, 14), "ends": datetime(2026, 12, 2, 16)}


@pytest.fixture()
def workshop(db, config, clock, kim):
    return mailed.invited(db, config, clock, kim)


def lines(db, workshop) -> list[history.Line]:
    return history.lines(mail_store.about(db, f"workshop:{workshop.id}", "workshop"), store.replies(db, workshop.id), {})


def rows(client, address: str) -> list[str]:
    """The rows of a page's table as they are read."""
    body = client.get(address).text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in body.split("<tr>")[1:]]


def test_each_mail_says_what_it_was_and_which_version(db, clock, workshop, kim):
    one = cast.invitation(db, workshop, kim)
    for do in (
        lambda: actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock()), lambda: actions.send_again(db, one.id, clock()), lambda: actions.remove(db, one.id, clock()),
        lambda: actions.invite(db, workshop.id, [kim], clock()), lambda: actions.cancel(db, workshop.id, clock()),
    ):
        clock.turn(hours=1)
        do()
    assert [(line.what, line.version) for line in lines(db, workshop)] == [
        ("invitation", 1), ("change", 2), ("again", 2), ("cancellation", 3), ("invitation", 4), ("cancellation", 5),
    ]


def test_what_people_write_is_never_taken_for_the_version(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim, title="SEQUENCE:7", purpose="x\nSEQUENCE:8\r\nSEQUENCE:9", place="SEQUENCE:10 " * 20)
    assert [line.version for line in lines(db, workshop)] == [1]


def test_what_went_out_and_what_came_back_stand_in_the_order_of_time(db, clock, ambassador, workshop, kim):
    clock.turn(hours=1)
    mailed.send(db, clock, "ACCEPTED", at="20261123T100000Z", more="COMMENT:Gladly!")
    clock.turn(hours=1)
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    clock.turn(hours=1)
    mailed.send(db, clock, "DECLINED", at="20261123T113000Z")  # to the old time
    clock.turn(hours=1)
    actions.answer(db, cast.invitation(db, workshop, kim).id, MAYBE, clock())
    told = rows(ambassador, f"/workshops/{workshop.id}/invitations/{cast.invitation(db, workshop, kim).id}")
    for row, words in zip(told, (
        ("10:00", "Invitation, version 1", "Invitation: Pipeline"), ("11:00", "Yes from the calendar, to version 1", "Gladly!", "It counted."), ("12:00", "Change, version 2"),
        ("13:00", "No from the calendar, to version 1", "a time that has changed since"), ("14:00", "Perhaps by the link", "It counted."),
    ), strict=True):
        assert all(word in row for word in words), (row, words)
    newest_first = rows(ambassador, f"/workshops/{workshop.id}/mails")
    assert len(newest_first) == 5
    assert "Kim Berg" in newest_first[0]
    assert "Perhaps by the link" in newest_first[0]


def test_what_became_of_a_mail_is_said_with_the_servers_words(db, clock, ambassador, workshop):
    with storage.write(db):
        mail = mail_store.claim(db, "test", clock(), clock())
        mail_store.finish(db, mail.id, "test", "failed", "550 5.1.1 no such mailbox", clock())
    [row] = rows(ambassador, f"/workshops/{workshop.id}/mails")
    assert "failed 550 5.1.1 no such mailbox" in row


def test_old_rows_stay_as_they_were(db, clock, ambassador, workshop, kim):
    actions.change(db, workshop.id, replace(cast.PLAN, title="Something else", **LATER), clock())
    told = rows(ambassador, f"/workshops/{workshop.id}/invitations/{cast.invitation(db, workshop, kim).id}")
    assert "Invitation: Pipeline in practice – Tuesday 1 December 2026 14:00" in told[0]
    assert "Changed: Something else – Wednesday 2 December 2026 14:00" in told[1]


def test_an_answer_can_be_noted_by_hand_and_taken_back(db, clock, ambassador, workshop, kim):
    one = cast.invitation(db, workshop, kim)
    page = f"/workshops/{workshop.id}/invitations/{one.id}"
    actions.answer(db, one.id, NO, clock())
    clock.turn(hours=1)
    assert "Noted as the answer of Kim Berg" in ambassador.send(page, {"answer": "yes"}, to=f"{page}/answer").text
    assert "noted by hand" in ambassador.get(f"/workshops/{workshop.id}").text
    assert cast.invitation(db, workshop, kim).answer == YES
    [undo] = re.findall(r'action="([^"]+/reversal)"', ambassador.get(page).text)
    assert "the one before counts again" in ambassador.send(page, to=undo).text
    assert cast.invitation(db, workshop, kim).answer == NO
    assert len(cast.mails(db, workshop)) == 1  # nobody is written to


@pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "none"}, {"answer": "x" * 10_000}])
def test_an_answer_by_hand_that_is_none_is_refused(db, ambassador, workshop, kim, data):
    page = f"/workshops/{workshop.id}/invitations/{cast.invitation(db, workshop, kim).id}"
    refused = ambassador.send(page, data, to=f"{page}/answer")
    assert refused.status_code in (409, 422)
    assert "Choose one of the three answers" in refused.text
    assert cast.invitation(db, workshop, kim).answer == NONE


def test_after_a_new_time_the_answer_is_a_state_of_its_own(db, clock, ambassador, workshop, kim):
    actions.answer(db, cast.invitation(db, workshop, kim).id, YES, clock())
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    [row] = rows(ambassador, f"/workshops/{workshop.id}")
    assert "answered before the change said yes, by the link" in row
    assert "One of these answers was given before the time changed" in ambassador.get(f"/workshops/{workshop.id}").text


OUTCOMES = [
    ("unknown address", "ACCEPTED", {"sender": "eva.lind@example.com"}, "eva.lind@example.com was not invited"),
    ("another address", "ACCEPTED", {"sender": "eva.lind@example.com", "attendee": mailed.KIM}, "the mail came from eva.lind@example.com, not from kim.berg@nordverk.example.com"),
]


@pytest.mark.parametrize(("name", "partstat", "given", "words"), OUTCOMES)
def test_what_did_not_count_says_why(db, clock, ambassador, workshop, name, partstat, given, words):
    mailed.send(db, clock, partstat, **given)
    assert words in " ".join(rows(ambassador, f"/workshops/{workshop.id}/mails"))


def test_a_mail_that_did_not_arrive_leads_to_the_address(db, clock, ambassador, workshop, kim):
    page = f"/workshops/{workshop.id}/invitations/{cast.invitation(db, workshop, kim).id}"
    assert "Mend the address" not in ambassador.get(page).text
    [mail] = cast.mails(db, workshop)
    with storage.write(db):
        db.execute("update outbox set state = 'failed', words = '550 no such user', done_at = queued_at where id = ?", [mail.id])
    assert "Mend the address" in ambassador.get(page).text
    assert f'href="/people/{kim}/edit"' in ambassador.get(page).text
    assert "kim.berg" in ambassador.get(f"/mail/{mail.id}").text.partition("/people/?words=")[2]
    person = people_store.get(db, kim)
    people_actions.change_person(db, kim, person.name, "kim@nordverk.example.com")
    assert "Send it again, with a new link" in ambassador.get(page).text
    assert "Mend the address" not in ambassador.get(page).text


def test_the_same_once_more_an_older_one_and_one_after_the_end_say_why(db, clock, ambassador, workshop):
    clock.turn(hours=4)
    mailed.send(db, clock, "ACCEPTED", at="20261123T110000Z")
    mailed.send(db, clock, "ACCEPTED", at="20261123T110000Z")
    mailed.send(db, clock, "DECLINED", at="20261123T100000Z")
    actions.cancel(db, workshop.id, clock())
    mailed.send(db, clock, "TENTATIVE", at="20261123T123000Z")
    told = " ".join(rows(ambassador, f"/workshops/{workshop.id}/mails"))
    for words in ("it had come before", "a newer answer counts", "the workshop was over or cancelled"):
        assert words in told, words


def test_a_long_history_comes_in_pages(db, config, clock, ambassador):
    workshop = cast.planned(db, config, clock, *factories.people(db, "Sales", 101))
    page = ambassador.get(f"/workshops/{workshop.id}/mails")
    assert page.text.count("Invitation, version 1") == 100
    assert "Page 1 of 2" in page.text
    assert ambassador.get(f"/workshops/{workshop.id}/mails?page=2").text.count("Invitation, version 1") == 1


def test_before_anything_is_sent_the_page_says_what_will_be_there(db, config, clock, ambassador):
    assert "Nothing was sent yet" in ambassador.get(f"/workshops/{cast.planned(db, config, clock).id}/mails").text


def test_every_outcome_has_its_sentence(app):
    written = {value for name, value in vars(model.replies).items() if name.isupper() and isinstance(value, str)}
    assert sorted(written) == sorted(model.OUTCOMES)
    with app.test_request_context():
        macro = app.jinja_env.get_template("workshops/parts.html").module.outcome
        base = {"workshop_id": 1, "invitation_id": 1, "at": datetime(2026, 12, 1), "via": "mail", "method": "REPLY"}
        told = {name: macro(model.Reply(**base, outcome=name)) for name in model.OUTCOMES}
    assert len(set(told.values())) == len(model.OUTCOMES)
    assert all(" " in sentence for sentence in told.values())
