"""The outbox in the app: what is waiting, sent and failed, and nobody else's links."""

from dataclasses import replace

import flask
import pytest
from sqlite_utils import Database

from app import create_app
from config import Config
from mail import links, store
from mail.model import FAILED, REMINDER, SIGN_IN, Link
from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.conftest import Clock
from tests.mail.cast import NOW, invite, message, queue, reminder
from tests.workshops.cast import PLAN
from workshops import actions as workshop_actions

MINE = "asa@nordverk.example.com"


def fail(db: Database, number: int, words: str = "550 No such mailbox") -> None:
    store.claim(db, "me", NOW, NOW)
    store.finish(db, number, "me", FAILED, words, NOW)


@pytest.fixture()
def kalle(app: flask.Flask, db: Database, clock: Clock):
    """A browser in which Kalle, who is no ambassador, is signed in."""
    number = factories.person(db, "Kalle Anka")
    db.execute("update person set email = 'kalle@nordverk.example.com' where id = ?", [number])
    client = app.test_client()
    with client.session_transaction() as session:
        session["secret"] = people_actions.start_session(db, number, clock())
    return client


def test_an_empty_outbox_says_what_will_be_here(ambassador) -> None:
    page = ambassador.get("/mail/").text
    assert "No mails yet" in page
    assert "OMBORD_SMTP" in page


def test_each_mail_tells_its_state_and_the_servers_words(db: Database, ambassador) -> None:
    [mail] = queue(db, message())
    assert "waiting" in ambassador.get("/mail/").text
    fail(db, mail.id)
    page = ambassador.get("/mail/").text
    assert "550 No such mailbox" in page
    assert "0 waiting, 0 sent, 1 failed" in page


def test_search_by_recipient_subject_and_state(db: Database, ambassador) -> None:
    queue(db, message("kalle@nordverk.example.com"), message("berit@nordverk.example.com", to_name="Berit 100% Berg", subject="Något annat"))
    for words, shown in (("berit", "Berit"), ("100%", "Berit"), ("NÅGOT", None), ("annat", "Berit"), ("%", "Berit"), ("_", None), ("ingen", None)):
        page = ambassador.get("/mail/", query_string={"words": words}).text
        assert ("Berit 100% Berg" in page) == (shown == "Berit"), words
        assert "kalle@" not in page, words
    assert "No mail fits" in ambassador.get("/mail/?state=failed").text
    assert "kalle@" in ambassador.get("/mail/?state=nonsense").text


def test_the_link_of_another_is_masked_everywhere(db: Database, ambassador, config: Config) -> None:
    [mail] = queue(db, message())
    token = links.token(config, Link("survey", 7))
    pages = ambassador.get(f"/mail/{mail.id}").text + ambassador.get("/mail/").text
    assert token not in pages
    assert "[[link]]" not in pages
    assert "the recipient" in pages


def test_sign_in_links_of_another_ambassador_are_masked_too(db: Database, ambassador, config: Config) -> None:
    [mail] = queue(db, message(kind=SIGN_IN, about="sign-in", link=Link("sign-in", 3)))
    assert links.token(config, Link("sign-in", 3)) not in ambassador.get(f"/mail/{mail.id}").text


def test_ones_own_link_is_shown(db: Database, ambassador, config: Config) -> None:
    [mail] = queue(db, message(MINE.upper()))
    assert links.url(config, Link("survey", 7)) in ambassador.get(f"/mail/{mail.id}").text


def test_a_workshops_link_may_be_seen_by_the_host(db: Database, ambassador, config: Config) -> None:
    [mail] = queue(db, invite())
    assert links.url(config, Link("workshop", 7)) in ambassador.get(f"/mail/{mail.id}").text
    got = ambassador.get(f"/mail/{mail.id}/invite.ics")
    assert (got.status_code, got.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8; method=REQUEST")
    assert got.data.startswith(b"BEGIN:VCALENDAR\r\n")


def test_in_the_demo_every_link_is_open(db: Database, ambassador, clock: Clock, config: Config) -> None:
    [mail] = queue(db, message())
    client = create_app(replace(config, demo=True), clock).test_client()
    with client.session_transaction() as session:
        session["secret"] = people_actions.start_session(db, factories.asa(db), clock())
    assert links.token(config, Link("survey", 7)) in client.get(f"/mail/{mail.id}").text


def test_reminders_are_neither_counted_nor_named(db: Database, ambassador) -> None:
    [mail] = queue(db, reminder())
    queue(db, message("berit@nordverk.example.com"))
    page = ambassador.get("/mail/").text
    assert "1 waiting, 0 sent, 0 failed." in page
    assert "Hinner du?" not in page
    for query in ("", "?words=kalle", "?words=Hinner", "?state=waiting", "?state=failed"):
        assert "kalle@nordverk.example.com" not in ambassador.get(f"/mail/{query}").text, query
    for page in (f"/mail/{mail.id}", f"/mail/{mail.id}/invite.ics"):
        assert ambassador.get(page).status_code == 404


def test_that_reminders_failed_is_told_without_a_number(db: Database, ambassador) -> None:
    queue(db, reminder(), reminder("berit@nordverk.example.com"))
    db.execute("update outbox set state = 'failed'")
    page = ambassador.get("/mail/").text
    assert page.count("Some reminders could not be delivered: “Hinner du?”.") == 1
    assert "0 waiting, 0 sent, 0 failed." in page


def test_a_reminder_to_oneself_can_be_read(db: Database, ambassador) -> None:
    [mail] = queue(db, reminder(MINE))
    assert ambassador.get(f"/mail/{mail.id}").status_code == 200


def test_ones_own_mails_are_listed_but_not_sign_in_links(db: Database, ambassador) -> None:
    queue(db, message(MINE, subject="Till mig"), message(subject="Till Kalle"), message(MINE, kind=SIGN_IN, dedup="x", subject="Logga in"))
    page = ambassador.get("/mail/mine").text
    assert "Till mig" in page
    assert "Till Kalle" not in page
    assert "Logga in" not in page


def test_who_is_no_ambassador_sees_only_their_own(db: Database, kalle, config: Config) -> None:
    [own, other] = queue(db, message(), message("berit@nordverk.example.com"))
    assert kalle.get("/mail/").status_code == 403
    assert links.token(config, Link("survey", 7)) in kalle.get(f"/mail/{own.id}").text
    assert kalle.get(f"/mail/{other.id}").status_code == 404
    assert "kalle@" in kalle.get("/mail/mine").text


def test_a_mail_without_invite_has_no_file(db: Database, ambassador) -> None:
    [mail] = queue(db, message())
    assert ambassador.get(f"/mail/{mail.id}/invite.ics").status_code == 404


def test_only_what_failed_can_be_sent_again(db: Database, ambassador) -> None:
    [mail] = queue(db, message())
    assert ambassador.send("/mail/", to=f"/mail/{mail.id}/retry").status_code == 409
    fail(db, mail.id)
    page = ambassador.send(f"/mail/{mail.id}", to=f"/mail/{mail.id}/retry")
    assert "will be sent again" in page.text
    assert store.get(db, mail.id).attempts == 0


def test_an_invite_that_has_been_overtaken_is_not_sent_again(db: Database, ambassador, config, clock) -> None:
    kim = factories.person(db, "Kim Berg")
    number = workshop_actions.plan(db, config, people_store.get(db, factories.asa(db)), PLAN, [kim], clock())
    first = store.latest(db, "workshop", f"workshop:{number}")[1]
    fail(db, first.id)
    workshop_actions.change(db, number, replace(PLAN, place="Room Onsala"), clock())
    second = store.latest(db, "workshop", f"workshop:{number}")[1]
    fail(db, second.id)
    assert "Send the mail again" in ambassador.get(f"/mail/{second.id}").text
    assert "with what holds now" in ambassador.get(f"/mail/{first.id}").text
    assert "Send the mail again" not in ambassador.get(f"/mail/{first.id}").text
    assert ambassador.send(f"/mail/{second.id}", to=f"/mail/{first.id}/retry").status_code == 409
    assert store.get(db, first.id).state == "failed"
    assert "One mail could not be delivered." in ambassador.get("/").text


def test_an_address_that_is_forgotten_has_no_mail_left(db: Database) -> None:
    from mail import actions

    queue(db, message(), reminder(), message("berit@nordverk.example.com"))
    assert actions.forget(db, "KALLE@nordverk.example.com") == 2
    assert store.counts(db)["waiting"] == 1
    assert store.counts(db, kind=REMINDER)["waiting"] == 0


def test_a_long_outbox_comes_a_page_at_a_time(db: Database, ambassador) -> None:
    for number in range(120):
        queue(db, message(f"number{number}@nordverk.example.com"))
    first = ambassador.get("/mail/?words=nordverk").text
    assert "number119@" in first
    assert "number19@" not in first
    assert "page=2" in first
    assert "number19@" in ambassador.get("/mail/?words=nordverk&page=2").text
    assert "number19@" in ambassador.get("/mail/?words=nordverk&page=99").text
