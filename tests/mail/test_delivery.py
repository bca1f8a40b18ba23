"""Every mail ends as sent, or as failed with the server's words; delivered to a real mail server."""

import multiprocessing
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import flask
import pytest
from sqlite_utils import Database

import storage
from config import Config, Server, from_environment
from mail import actions, delivery, store
from mail.model import FAILED, LEASE, RETRY_AFTER, SENT, WAITING, WITHDRAWN, Mail
from tests.conftest import Clock
from tests.mail.cast import NOW, everything, invite, message, queue
from tests.servers import MailServer, free_port


@pytest.fixture()
def config(config: Config, smtp: MailServer) -> Config:
    return replace(config, smtp=Server("127.0.0.1", smtp.port, "", "", False), sender="ombord@nordverk.example.com")


@pytest.fixture()
def post(db: Database, config: Config, clock: Clock):
    """One round of deliveries."""
    return lambda **changes: delivery.deliver_due(db, replace(config, **changes), "Nordverk", clock)


def only(db: Database) -> Mail:
    [mail] = everything(db)
    return mail


def test_a_mail_arrives_once(db: Database, smtp: MailServer, post) -> None:
    queue(db, message())
    assert (post(), post()) == (1, 0)
    [mail] = smtp.mails
    assert mail["X-Envelope"] == "ombord@nordverk.example.com kalle@nordverk.example.com"
    assert (only(db).state, only(db).words, only(db).done_at) == (SENT, "", NOW)


def test_the_same_message_is_queued_once(db: Database, smtp: MailServer, post) -> None:
    assert (len(queue(db, message(), message())), len(queue(db, message()))) == (1, 0)
    post()
    assert len(queue(db, message())) == 0
    assert len(smtp.files) == 1


def test_a_change_that_is_rolled_back_sends_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), storage.write(db):
        actions.queue(db, [message()], NOW)
        raise ZeroDivisionError
    assert everything(db) == []


def test_many_go_over_one_connection(db: Database, smtp: MailServer, post) -> None:
    queue(db, *(message(f"person{number}@nordverk.example.com") for number in range(30)))
    assert post() == 30
    assert (len(smtp.files), len(smtp.connections)) == (30, 1)


def test_each_mail_has_one_recipient(db: Database, smtp: MailServer, post) -> None:
    queue(db, *(message(f"person{number}@nordverk.example.com") for number in range(3)))
    post()
    assert [mail["X-Envelope"].split()[1:] for mail in smtp.mails] == [[mail["To"].addresses[0].addr_spec] for mail in smtp.mails]
    assert [header for mail in smtp.mails for header in ("Cc", "Bcc") if mail[header]] == []


def test_without_a_server_mails_wait(db: Database, post) -> None:
    queue(db, message())
    assert post(smtp=None) == 0
    assert (only(db).state, only(db).attempts) == (WAITING, 0)


def test_an_unknown_mailbox_fails_with_the_servers_words_and_the_rest_goes_on(db: Database, smtp: MailServer, post) -> None:
    queue(db, message("unknown@nordverk.example.com"), message("spam@nordverk.example.com"), message())
    assert post() == 1
    assert [(mail.state, mail.words) for mail in everything(db)] == [(FAILED, "550 5.1.1 No such mailbox here"), (FAILED, "554 5.7.1 That looks like spam"), (SENT, "")]
    assert len(smtp.connections) == 1


def test_a_passing_trouble_is_tried_again_with_growing_patience_and_then_given_up(db: Database, clock: Clock, post) -> None:
    queue(db, message("later@nordverk.example.com"))
    for patience in RETRY_AFTER:
        post()
        mail = only(db)
        assert (mail.state, mail.words, mail.due_at) == (WAITING, "451 4.7.1 Greylisted, try again later", clock() + patience)
        clock.turn(seconds=patience.total_seconds() - 1)
        assert (post(), only(db).attempts) == (0, mail.attempts)
        clock.turn(seconds=1)
    post()
    assert (only(db).state, only(db).words) == (FAILED, "451 4.7.1 Greylisted, try again later")
    assert timedelta(hours=24) < clock() - NOW < timedelta(hours=48)


def test_a_failed_mail_can_be_sent_again_as_the_same_mail(db: Database, smtp: MailServer, clock: Clock, post) -> None:
    [mail] = queue(db, message("unknown@nordverk.example.com"))
    post()
    db.execute("update outbox set to_email = 'known@nordverk.example.com'")
    actions.retry(db, mail.id, clock())
    assert (post(), only(db).state, smtp.mails[0]["Message-ID"]) == (1, SENT, mail.message_id)


def test_a_connection_lost_midway_harms_nobody_else(db: Database, smtp: MailServer, clock: Clock, post) -> None:
    queue(db, message("drop@nordverk.example.com"), message("a@nordverk.example.com"), message("b@nordverk.example.com"))
    sent = post() + post()
    assert sent == 2
    dropped = everything(db)[0]
    assert (dropped.state, dropped.due_at) == (WAITING, clock() + RETRY_AFTER[0])
    assert dropped.words


def test_the_message_id_stays_over_all_tries(db: Database, smtp: MailServer, clock: Clock, post) -> None:
    [mail] = queue(db, message("later@nordverk.example.com"))
    post()
    assert only(db).message_id == mail.message_id
    db.execute("update outbox set to_email = 'now@nordverk.example.com'")
    clock.turn(minutes=1)
    post()
    assert smtp.mails[0]["Message-ID"] == mail.message_id


def test_a_server_that_is_down_costs_one_try_a_round(db: Database, config: Config, clock: Clock, post) -> None:
    queue(db, message("a@nordverk.example.com"), message("b@nordverk.example.com"))
    assert post(smtp=Server("127.0.0.1", free_port(), "", "", False)) == 0
    assert [mail.attempts for mail in everything(db)] == [1, 0]
    assert "refused" in everything(db)[0].words
    clock.turn(minutes=1)
    assert post() == 2


class TestPassword:
    @pytest.fixture()
    def smtp(self, tmp_path: Path) -> Iterator[MailServer]:
        running = MailServer(tmp_path, "password")
        yield running
        running.stop()

    def test_the_right_one_lets_mails_through(self, db: Database, smtp: MailServer, post) -> None:
        queue(db, message())
        assert post(smtp=Server("127.0.0.1", smtp.port, "me", "secret", False)) == 1

    def test_a_wrong_one_fails_nothing_for_good_and_is_not_tried_for_every_mail(self, db: Database, smtp: MailServer, clock: Clock, post) -> None:
        queue(db, message("a@nordverk.example.com"), message("b@nordverk.example.com"))
        assert post(smtp=Server("127.0.0.1", smtp.port, "me", "guessed", False)) == 0
        assert [(mail.state, mail.attempts) for mail in everything(db)] == [(WAITING, 1), (WAITING, 0)]
        assert everything(db)[0].words.startswith("535 5.7.8 Authentication credentials invalid")
        clock.turn(minutes=1)
        assert post(smtp=Server("127.0.0.1", smtp.port, "me", "secret", False)) == 2


class TestTls:
    @pytest.fixture()
    def smtp(self, tmp_path: Path) -> Iterator[MailServer]:
        make = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
        subprocess.run(make.split(), cwd=tmp_path, capture_output=True, check=True)
        running = MailServer(tmp_path, "tls")
        yield running
        running.stop()

    def test_a_certificate_that_nobody_vouches_for_gets_no_mail(self, db: Database, smtp: MailServer, post) -> None:
        queue(db, message())
        assert post(smtp=Server("localhost", smtp.port, "", "", False)) == 0
        assert (only(db).state, smtp.files) == (WAITING, [])
        assert "certificate" in only(db).words.casefold()

    def test_where_tls_is_offered_it_is_used(self, db: Database, smtp: MailServer, post, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(smtp.folder / "cert.pem"))
        queue(db, message())
        assert post(smtp=Server("localhost", smtp.port, "", "", False)) == 1
        assert [connection for connection in smtp.connections if connection.endswith(" tls")]


def test_a_password_never_travels_in_the_clear(db: Database, smtp: MailServer, post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "LOOPBACK", ())
    queue(db, message())
    assert post(smtp=Server("127.0.0.1", smtp.port, "me", "secret", False)) == 0
    assert "clear" in only(db).words


@pytest.mark.parametrize("broken", [{"to_email": "not an address"}, {"to_email": "a@example.com\r\nBcc: b@example.com"}, {"to_email": "åsa@nordverk.example.com"}, {"to_email": ""}, {"to_email": "a@b,c@d"}])
def test_a_mail_that_cannot_be_written_fails_alone(db: Database, smtp: MailServer, post, broken: dict[str, str]) -> None:
    queue(db, message(dedup="broken"), message("fine@nordverk.example.com"))
    db.execute(f"update outbox set {next(iter(broken))} = ? where dedup = 'broken'", list(broken.values()))
    assert post() == 1
    assert [mail.state for mail in everything(db)] == [FAILED, SENT]
    assert everything(db)[0].words
    assert [mail["X-Envelope"].split()[1:] for mail in smtp.mails] == [["fine@nordverk.example.com"]]


def test_what_comes_too_late_is_withdrawn(db: Database, smtp: MailServer, clock: Clock, post) -> None:
    queue(db, message(useless_after=NOW + timedelta(minutes=30)))
    clock.turn(minutes=31)
    assert post() == 0
    assert (only(db).state, only(db).words, smtp.files) == (WITHDRAWN, "too late", [])


def test_what_is_withdrawn_is_not_sent(db: Database, smtp: MailServer, post) -> None:
    queue(db, message(), message("other@nordverk.example.com", link=None))
    actions.withdraw(db, "survey invitation", "survey", [7])
    assert post() == 1
    assert [mail["To"].addresses[0].addr_spec for mail in smtp.mails] == ["other@nordverk.example.com"]


def test_a_claim_holds_until_its_lease_ends(db: Database, clock: Clock) -> None:
    queue(db, message())
    assert store.claim(db, "one", clock(), clock() + LEASE)
    assert store.claim(db, "two", clock(), clock() + LEASE) is None
    clock.turn(seconds=LEASE.total_seconds() + 1)
    again = store.claim(db, "two", clock(), clock() + LEASE)
    assert again
    assert again.attempts == 2
    store.finish(db, again.id, "one", FAILED, "too slow to say so", clock())
    assert only(db).state == WAITING
    store.finish(db, again.id, "two", SENT, "", clock())
    assert only(db).state == SENT


def test_several_processes_send_nothing_twice(db: Database, config: Config, smtp: MailServer) -> None:
    queue(db, *(message(f"person{number}@nordverk.example.com") for number in range(60)))
    spawn = multiprocessing.get_context("spawn")
    gate = spawn.Barrier(3)
    workers = [spawn.Process(target=deliver, args=(str(config.data), smtp.port, NOW, gate)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    arrived = [mail["To"].addresses[0].addr_spec for mail in smtp.mails]
    assert (len(arrived), len(set(arrived))) == (60, 60)
    assert {mail.state for mail in everything(db)} == {SENT}


def deliver(data: str, port: int, now: datetime, gate) -> None:
    from app import create_app

    config = replace(from_environment({"OMBORD_DATA": data, "OMBORD_KEY": "a key that only the tests know, ever"}), smtp=Server("127.0.0.1", port, "", "", False), sender="ombord@nordverk.example.com")
    app = create_app(config, lambda: now)
    with app.app_context(), storage.opened(config.database) as db:
        gate.wait(30)
        delivery.deliver_due(db, config, "Nordverk", lambda: now)


def test_an_invite_arrives_whole(app: flask.Flask, db: Database, smtp: MailServer, post) -> None:
    queue(db, invite())
    post()
    [mail] = smtp.mails
    parts = list(mail.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html", "text/calendar"]
    assert "SUMMARY:Fånga affärerna\r\n" in parts[2].get_payload(decode=True).decode()
