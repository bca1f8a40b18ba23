"""The page of what came in: how the mailbox is, and what became of each mail, in sentences with the reason."""

from dataclasses import replace
from datetime import timedelta

import flask
import pytest
from sqlite_utils import Database

import jobs
import privacy
import storage
from app import create_app
from config import Config, Server
from mail import model, store
from mail.model import BOUNCE, FORGED, REPLY, UNREADABLE
from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.conftest import Client, Clock
from tests.imap_server import PASSWORD, USER, ImapServer
from tests.mail.cast import NOW, invite, queue
from tests.mail.test_mailbox import answer, letter_to_a_person
from tests.servers import free_port
from tests.workshops import cast


def came_in(db: Database, outcome: str, sender: str = "kalle@nordverk.example.com", about: str = "", number: int = 1) -> None:
    with storage.write(db):
        letter = model.Letter(f"{outcome}{number}", sender, NOW, letter_to_a_person(), b"")
        store.insert_received(db, letter, outcome)
        store.set_about(db, letter.key, about)


@pytest.fixture()
def set_up(db: Database, config: Config, clock: Clock):
    """The browser of an ambassador where a mailbox is set."""

    def set_up(port: int = 143, password: str = PASSWORD) -> Client:
        made = create_app(replace(config, imap=Server("127.0.0.1", port, USER, password, False), sender="ombord@nordverk.example.com"), clock)
        made.testing, made.test_client_class = True, Client
        return signed_in(made, db, clock)

    return set_up


def signed_in(app: flask.Flask, db: Database, clock: Clock) -> Client:
    client = app.test_client()
    with client.session_transaction() as session:
        session["secret"] = people_actions.start_session(db, factories.asa(db), clock())
    assert isinstance(client, Client)
    return client


def test_without_a_mailbox_it_says_what_one_would_give_and_which_setting(ambassador) -> None:
    page = ambassador.get("/mail/received").text
    assert "OMBORD_IMAP" in page
    assert "people answer by the link" in page


def test_it_is_a_click_away_from_the_mails_that_go_out(ambassador) -> None:
    assert 'href="/mail/received"' in ambassador.get("/mail/").text


@pytest.mark.parametrize("outcome", model.OUTCOMES)
def test_each_outcome_is_a_sentence_of_its_own(db: Database, ambassador, outcome: str) -> None:
    other = model.OUTCOMES[model.OUTCOMES.index(outcome) - 1]
    came_in(db, outcome)
    first = ambassador.get("/mail/received").text
    db.execute("update received set outcome = ?", [other])
    second = ambassador.get("/mail/received").text
    assert first != second
    assert first.split("<tbody>")[1].split("<td>")[1].split("</td>")[0].strip().endswith(".")


def test_an_answer_leads_to_its_workshop(db: Database, ambassador) -> None:
    came_in(db, REPLY, about="workshop:7")
    assert 'href="/workshops/7"' in ambassador.get("/mail/received").text


def test_a_sender_of_markup_is_only_text(db: Database, ambassador) -> None:
    came_in(db, UNREADABLE, sender="<script>alert(1)</script>@example.com")
    assert "<script>alert" not in ambassador.get("/mail/received").text


def test_a_hundred_are_shown_and_the_rest_a_page_further(db: Database, ambassador) -> None:
    for number in range(101):
        came_in(db, FORGED, f"person{number}@example.com", number=number)
    first, second = ambassador.get("/mail/received").text, ambassador.get("/mail/received?page=2").text
    assert "person100@" in first
    assert "person0@" not in first
    assert "person0@" in second


def test_when_it_was_read_and_how_many_came_today(db: Database, set_up, clock: Clock) -> None:
    assert "has not been read yet" in set_up().get("/mail/received").text
    came_in(db, REPLY)
    with storage.write(db):
        store.fine(db, clock())
    assert "One mail for Ombord came in today." in set_up().get("/mail/received").text
    clock.turn(days=1)
    page = set_up().get("/mail/received").text
    assert "Nothing for Ombord came in today." in page


@pytest.mark.parametrize(("trouble", "helps"), [
    (model.PASSWORD, "refuses the name or the password"), (model.UNREACHABLE, "cannot be reached"), (model.CERTIFICATE, "certificate"), (model.IN_THE_CLEAR, "no encryption"), (model.BROKEN, "unexpected"),
])
def test_what_is_wrong_is_said_in_a_sentence_that_helps(db: Database, set_up, clock: Clock, trouble: str, helps: str) -> None:
    with storage.write(db):
        store.failing(db, trouble, "NO <b>said</b> the server", clock())
    page = set_up().get("/mail/received").text
    assert helps in page
    assert "NO &lt;b&gt;said&lt;/b&gt; the server" in page
    assert "OMBORD_IMAP" in page


def test_a_full_mailbox_is_told(db: Database, set_up) -> None:
    with storage.write(db):
        store.set_stuck(db, "[OVERQUOTA] full")
    page = set_up().get("/mail/received").text
    assert "may be full" in page
    assert "[OVERQUOTA] full" in page


def test_the_dashboard_tells_of_a_mailbox_that_fails_for_an_hour(db: Database, set_up, ambassador, clock: Clock) -> None:
    with storage.write(db):
        store.failing(db, model.UNREACHABLE, "timed out", clock() - timedelta(minutes=59))
    assert "mailbox cannot be read" not in set_up().get("/").text
    clock.turn(minutes=1)
    assert "mailbox cannot be read" in set_up().get("/").text
    assert "mailbox cannot be read" not in ambassador.get("/").text  # none is set there any more


def test_the_mailbox_can_be_tried_from_the_settings(db: Database, imap: ImapServer, set_up) -> None:
    imap.deliver(letter_to_a_person())
    assert "opens. It is read once a minute." in set_up(imap.port).send("/settings/", to="/mail/mailbox/trial").text
    assert "refuses the name or the password" in set_up(imap.port, "guessed").send("/settings/", to="/mail/mailbox/trial").text
    assert "cannot be reached" in set_up(free_port()).send("/settings/", to="/mail/mailbox/trial").text
    assert ([mail.seen for mail in imap.mails()], store.mailbox(db).trouble) == ([False], "")


def test_without_a_mailbox_there_is_nothing_to_try(ambassador) -> None:
    assert "OMBORD_IMAP" in ambassador.send("/settings/", to="/mail/mailbox/trial").text


def test_what_came_from_a_person_is_handed_out_and_erased_with_the_person(db: Database, config: Config) -> None:
    person = factories.person(db, "Kalle Anka")
    db.execute("update person set email = 'Kalle@nordverk.example.com' where id = ?", [person])
    [lost] = queue(db, invite("Kalle@nordverk.example.com"))
    came_in(db, REPLY)
    came_in(db, BOUNCE, "mailer-daemon@nordverk.example.com", about=f"mail:{lost.id}")
    came_in(db, FORGED, "other@nordverk.example.com")
    assert [one["outcome"] for one in privacy.export(db, person)["mails that came in"]] == [REPLY]
    privacy.erase(db, config, person, NOW)
    assert [one.sender for one in store.received(db, 9)] == ["other@nordverk.example.com"]


def test_the_timetable_lets_an_answer_count_and_the_page_leads_to_it(db: Database, config: Config, imap: ImapServer, ambassador, clock: Clock) -> None:
    kalle = factories.person(db, "Kalle Anka")
    workshop = cast.planned(db, config, clock, kalle)
    one = cast.invitation(db, workshop, kalle)
    email = people_store.get(db, kalle).email
    imap.deliver(answer(From=email, calendar="\r\n".join((
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{workshop.uid}", f"SEQUENCE:{one.sequence}", "DTSTAMP:20261123T090100Z",
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{email}", "END:VEVENT", "END:VCALENDAR", "",
    ))))
    done = jobs.run_due(db, replace(config, imap=Server("127.0.0.1", imap.port, USER, PASSWORD, False), sender="ombord@nordverk.example.com"), clock)
    assert (done["answers"], cast.invitation(db, workshop, kalle).answer) == (1, "yes")
    assert f'href="/workshops/{workshop.id}"' in ambassador.get("/mail/received").text
