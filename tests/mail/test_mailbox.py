"""Every mail is read once from a real mailbox, whoever else has read it, and people's own mail is never touched."""

import logging
import multiprocessing
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlite_utils import Database

import storage
from config import Config, Server, from_environment
from mail import actions, jobs, letters, mailbox, store
from mail import imap as wire
from mail.model import AUTOMATIC, BROKEN, CERTIFICATE, FORGED, IN_THE_CLEAR, NOT_A_REPLY, REPLY, TOO_BIG, UNKNOWN, UNREACHABLE, UNREADABLE, Letter
from mail.model import PASSWORD as PASSWORD_TROUBLE
from tests.conftest import Clock
from tests.imap_server import PASSWORD, USER, ImapServer, ScriptedImap
from tests.servers import free_port

MINUTE = timedelta(minutes=1)


def answer(subject: str = "Accepted: Pipeline in practice", method: str = "REPLY", calendar: str = "", **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = headers.pop("From", "Kalle Ångström <kalle@nordverk.example.com>"), "ombord@nordverk.example.com", subject
    made["Message-ID"] = f"<{abs(hash(subject))}@nordverk.example.com>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content("Kalle has accepted.")
    made.add_alternative(calendar or f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nEND:VCALENDAR\r\n", subtype="calendar", params={"method": method})
    return made


def letter_to_a_person(subject: str = "Lunch on Friday?", size: int = 10) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = "olle@example.com", "ombord@nordverk.example.com", subject, f"<{subject.split()[0]}@example.com>"
    made.set_content("Shall we?\n" * (size // 10))
    return made


class Taker:
    """Takes letters as workshops do: remembers them, and says what became of each."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.says = REPLY

    def __call__(self, db: Database, letter: Letter, now: datetime) -> str:
        subject = str(letter.content["Subject"])
        if "poison" in subject:
            db.execute("insert into mailbox(id) values (1)")
        self.taken.append(subject)
        return self.says


@pytest.fixture()
def take() -> Taker:
    return Taker()


@pytest.fixture()
def config(config: Config, imap: ImapServer) -> Config:
    return replace(config, imap=Server("127.0.0.1", imap.port, USER, PASSWORD, False), sender="ombord@nordverk.example.com")


@pytest.fixture()
def look(db: Database, config: Config, take: Taker, clock: Clock):
    """A tick of the timetable, a minute after the one before."""

    def look(**changes: object) -> int:
        clock.turn(minutes=1)
        return mailbox.read_due(db, replace(config, **changes), take, clock)

    return look


def outcomes(db: Database) -> list[str]:
    return [one.outcome for one in reversed(store.received(db, 100))]


def test_an_answer_is_read_once_and_moved_out_of_the_way(db: Database, imap: ImapServer, take: Taker, look, clock: Clock) -> None:
    imap.deliver(answer())
    assert (look(), look()) == (1, 0)
    assert take.taken == ["Accepted: Pipeline in practice"]
    assert (imap.subjects(), imap.subjects("Processed")) == ([], ["Accepted: Pipeline in practice"])
    assert imap.mails("Processed")[0].seen
    [kept] = store.received(db, 10)
    assert (kept.outcome, kept.sender, kept.received_at) == (REPLY, "kalle@nordverk.example.com", clock() - MINUTE)


def test_it_is_read_once_a_minute_at_most(imap: ImapServer, db: Database, config: Config, take: Taker, clock: Clock) -> None:
    mailbox.read_due(db, config, take, clock)
    imap.deliver(answer())
    clock.turn(seconds=59)
    assert mailbox.read_due(db, config, take, clock) == 0
    clock.turn(seconds=1)
    assert mailbox.read_due(db, config, take, clock) == 1


def test_a_mail_that_a_person_has_read_already_counts_all_the_same(imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(answer())
    imap.read_and_mark()
    assert look() == 1


def test_peoples_own_mail_stays_unread_where_it_is_and_is_kept_nowhere(db: Database, imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(letter_to_a_person(), letter_to_a_person("Big one", 3_000_000), answer())
    assert (look(), look()) == (1, 0)
    assert [(mail.content["Subject"], mail.seen) for mail in imap.mails()] == [("Lunch on Friday?", False), ("Big one", False)]
    assert (len(take.taken), outcomes(db)) == (1, [REPLY])
    assert imap.folders() == ["INBOX", "Processed"]


def test_what_people_have_marked_as_deleted_is_not_swept_away(imap: ImapServer, look) -> None:
    imap.deliver(letter_to_a_person())
    imap.read_and_mark("\\Deleted")
    imap.deliver(answer())
    look()
    assert imap.subjects() == ["Lunch on Friday?"]


@pytest.mark.parametrize("code", [NOT_A_REPLY, UNKNOWN])
def test_what_is_somebodys_own_calendar_is_listed_and_left_alone(db: Database, imap: ImapServer, take: Taker, look, code: str) -> None:
    take.says = code
    imap.deliver(answer("Invitation: budget"))
    look()
    assert ([(mail.content["Subject"], mail.seen) for mail in imap.mails()], outcomes(db)) == ([("Invitation: budget", False)], [code])


def test_nothing_that_take_has_no_use_for_is_kept(db: Database, imap: ImapServer, take: Taker, look) -> None:
    take.says = ""
    imap.deliver(answer())
    assert (look(), outcomes(db), len(imap.mails())) == (0, [], 1)


def test_one_that_breaks_goes_to_failed_and_the_next_goes_on(db: Database, imap: ImapServer, take: Taker, look, caplog: pytest.LogCaptureFixture) -> None:
    imap.deliver(answer("poison"), answer())
    with caplog.at_level(logging.ERROR):
        look()
    assert (outcomes(db), imap.subjects("Failed"), imap.subjects("Processed")) == ([UNREADABLE, REPLY], ["poison"], ["Accepted: Pipeline in practice"])
    assert "UNIQUE constraint failed" in caplog.text


OVERDONE = {
    "remarks in remarks of the sender": "From: " + "(" * 5000 + "\n\n",
    "remarks in remarks of the type": "Content-Type: text/calendar; x=" + "(" * 5000 + "\n\n",
    "mails in mails": "Content-Type: message/rfc822\n\n" * 3000,
    "parts in parts and many lines": "Content-Type: multipart/mixed; boundary=b0\n\n" + "".join(f"--b{level}\nContent-Type: multipart/mixed; boundary=b{level + 1}\n\n" for level in range(400)) + "x\n" * 300_000,
    "parts on lines of the old Macintosh": "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\r\r" * 150_000,
}


@pytest.mark.parametrize("kind", OVERDONE)
def test_a_mail_made_to_keep_us_busy_does_not_and_the_next_is_read(db: Database, imap: ImapServer, look, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    imap.deliver(answer("first"), answer())
    mails = iter([(OVERDONE[kind] + "text/calendar\n").replace("\n", "\r\n").encode(), answer().as_bytes()])  # which the server of the tests cannot bear either
    monkeypatch.setattr(wire.Inbox, "whole", lambda _inbox, _uid: next(mails))
    with caplog.at_level(logging.CRITICAL):
        look()
    assert (outcomes(db)[-1], imap.subjects("Processed")) == (REPLY, ["Accepted: Pipeline in practice"])


def test_headers_of_a_big_mail_that_cannot_be_read_stop_nothing(db: Database, imap: ImapServer, look, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    imap.deliver(answer("first"), answer())
    monkeypatch.setattr(mailbox, "BIGGEST", 10)
    outlines = iter([(b"From: " + b"(" * 30_000 + b"\r\n\r\n", b'"text" "calendar"'), (b"From: a@example.com\r\n\r\n", b'"text" "calendar"')])
    monkeypatch.setattr(wire.Inbox, "outline", lambda _inbox, _uid: next(outlines))
    with caplog.at_level(logging.CRITICAL):
        look()
    assert outcomes(db) == [TOO_BIG, TOO_BIG]


def test_one_that_breaks_leaves_nothing_half_done(db: Database, imap: ImapServer, look, clock: Clock, config: Config, caplog: pytest.LogCaptureFixture) -> None:
    def half(db: Database, letter: Letter, now: datetime) -> str:
        actions.note_about(db, letter, "workshop:1")
        raise ValueError("broken calendar")

    imap.deliver(answer())
    with caplog.at_level(logging.CRITICAL):
        mailbox.read_due(db, config, half, clock)
    assert [(one.outcome, one.about) for one in store.received(db, 10)] == [(UNREADABLE, "")]


@pytest.mark.parametrize("raw", [
    b"", b"\r\n", b"text/calendar", b"\xff\xfe\x00text/calendar\x00", b"Content-Type: text/calendar; method=\r\n\r\n", b"From: =?x?q?\r\nContent-Type: multipart/mixed\r\n\r\ntext/calendar",
    b"Content-Type: text/calendar; charset=nonsense; method*=x'y'%ff\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!", b"Content-Disposition: attachment; filename*=\r\nContent-Type: ;;;\r\n\r\ninvite.ics",
    b"Message-ID: <\r\nFrom: <\r\nAuthentication-Results: =?\r\nContent-Type: text/calendar\r\n\r\nx", b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n" * 3000 + b"text/calendar",
])
def test_no_bytes_stop_the_reading(imap: ImapServer, take: Taker, look, raw: bytes, caplog: pytest.LogCaptureFixture) -> None:
    imap.deliver(raw or b"\r\n", answer())
    with caplog.at_level(logging.CRITICAL):
        look()
    assert take.taken[-1] == "Accepted: Pipeline in practice"


@pytest.mark.parametrize("raw", [
    "From: " + "a@b.example.com,\r\n " * 50_000 + "\r\nContent-Type: text/calendar; method=REPLY\r\n\r\nx", "From: a@example.com\r\nContent-Type: text/calendar" + "".join(f"; a*{n}=b" for n in range(60_000)) + "\r\n\r\nx",
    "From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n" * 100_000 + "text/calendar", "From: mailer-daemon@example.com\r\n\r\n" + "-" * 900_000 + "<00000000-0000-4000-8000-000000000000@ombord.mail>",
])
def test_a_mail_that_is_made_to_keep_the_reader_busy_does_not(db: Database, take: Taker, clock: Clock, raw: str) -> None:
    """Read in full, each of these takes minutes or more. It is handed over here, since they keep the IMAP server busy too."""
    assert mailbox.receive(db, letters.read(raw.encode(), clock()), take, clock()) in ("", REPLY)


def test_an_answer_that_is_too_big_is_not_fetched(db: Database, imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(answer("Huge", calendar="BEGIN:VCALENDAR\r\n" + "X-FILL:nothing at all\r\n" * 90_000))
    look()
    assert (take.taken, outcomes(db), imap.subjects("Failed")) == ([], [TOO_BIG], ["Huge"])
    assert store.received(db, 1)[0].sender == "kalle@nordverk.example.com"


def test_a_calendar_part_that_is_too_big_is_not_read(db: Database, imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(answer("Long", calendar="BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + "X-FILL:nothing at all\r\n" * 13_000))
    look()
    assert (take.taken, outcomes(db)) == ([], [TOO_BIG])


def test_only_the_verdict_of_our_own_server_makes_an_answer_forged(db: Database, imap: ImapServer, take: Taker, look) -> None:
    fail, passed = "mx.nordverk.example.com; spf=pass; dmarc=fail (p=reject) header.from=nordverk.example.com", "mx.nordverk.example.com; dmarc=pass (said dmarc=fail once)"
    first, second = answer("Forged"), answer("Genuine")
    for made, verdicts in ((first, (fail, passed)), (second, (passed, fail))):
        made._headers[0:0] = [("Authentication-Results", verdict) for verdict in verdicts]  # type: ignore[attr-defined]
    imap.deliver(first, second)
    look()
    assert (take.taken, outcomes(db), imap.subjects("Failed")) == (["Genuine"], [FORGED, REPLY], ["Forged"])


def test_an_answer_that_google_marks_as_made_by_a_machine_counts(db: Database, imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(answer(Auto_Submitted="auto-generated"))
    look()
    assert outcomes(db) == [REPLY]


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"List_Id": "<all.example.com>"}, {"Precedence": "bulk"}])
def test_what_a_machine_or_a_list_sends_and_is_no_answer_is_left_alone(db: Database, imap: ImapServer, take: Taker, look, headers: dict[str, str]) -> None:
    imap.deliver(answer("Out of office", method="REQUEST", **headers))
    look()
    assert (take.taken, outcomes(db), imap.subjects()) == ([], [AUTOMATIC], ["Out of office"])


def test_the_same_mail_twice_counts_once(db: Database, imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(answer(), answer())
    assert (look(), len(take.taken), len(imap.mails("Processed"))) == (1, 1, 2)


def test_a_crash_between_deciding_and_moving_counts_nothing_twice(imap: ImapServer, take: Taker, look, monkeypatch: pytest.MonkeyPatch) -> None:
    imap.deliver(answer())
    with monkeypatch.context() as broken:
        broken.setattr(wire.Inbox, "move", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            look()
    assert len(imap.mails()) == 1
    assert (look(), len(take.taken), imap.mails()) == (0, 1, [])


def test_a_mailbox_whose_numbers_begin_anew_counts_nothing_twice(db: Database, imap: ImapServer, take: Taker, look) -> None:
    imap.deliver(answer(), letter_to_a_person())
    look()
    moved = ImapServer()
    moved.deliver(letter_to_a_person(), answer(), answer("Declined"))
    assert look(imap=Server("127.0.0.1", moved.port, USER, PASSWORD, False)) == 1
    assert (take.taken, moved.subjects()) == (["Accepted: Pipeline in practice", "Declined"], ["Lunch on Friday?"])
    moved.stop()


def test_what_lies_in_a_new_mailbox_since_long_is_left_alone(imap: ImapServer, take: Taker, look, clock: Clock) -> None:
    imap.deliver(answer())
    clock.turn(days=500)
    assert look() == 0
    imap.deliver(answer("Declined"))
    assert (look(), take.taken) == (1, ["Declined"])


def test_many_are_read_a_hundred_at_a_time_without_waiting_for_the_next_minute(db: Database, imap: ImapServer, config: Config, take: Taker, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "MOST", 3)
    imap.deliver(*(answer(f"Accepted {number}") for number in range(8)))
    assert [mailbox.read_due(db, config, take, clock) for _ in range(4)] == [3, 3, 2, 0]
    assert take.taken == [f"Accepted {number}" for number in range(8)]


def test_nobody_reads_while_somebody_else_does(db: Database, imap: ImapServer, config: Config, clock: Clock, take: Taker) -> None:
    meanwhile = []

    def slowly(db: Database, letter: Letter, now: datetime) -> str:
        meanwhile.append(mailbox.read_due(db, config, take, clock))
        return REPLY

    imap.deliver(answer())
    assert (mailbox.read_due(db, config, slowly, clock), meanwhile, take.taken) == (1, [0], [])


def test_what_a_crash_left_held_is_read_after_a_while(db: Database, imap: ImapServer, look, clock: Clock) -> None:
    with storage.write(db):
        store.hold(db, clock(), clock() + mailbox.LEASE)
    imap.deliver(answer())
    assert [look() for _ in range(5)] == [0, 0, 0, 0, 1]


def test_without_a_mailbox_nothing_is_read(look) -> None:
    assert look(imap=None) == 0


def scripted(look, **says: str) -> ScriptedImap:
    """A server that holds one answer, after two looks into it."""
    with ScriptedImap(answer().as_bytes().replace(b"\n", b"\r\n"), **says).running() as server:
        look(imap=Server("127.0.0.1", server.port, USER, PASSWORD, False))
        look(imap=Server("127.0.0.1", server.port, USER, PASSWORD, False))
    return server


@pytest.mark.parametrize("refusing", ["MOVE", "STORE"])
def test_a_mailbox_that_is_full_counts_the_answer_and_says_why_it_stays(db: Database, take: Taker, look, refusing: str) -> None:
    server = scripted(look, **{refusing: "NO [OVERQUOTA] The mailbox is full,"})
    assert (len(take.taken), outcomes(db), store.mailbox(db).last_uid) == (1, [REPLY], 1)
    assert (store.mailbox(db).stuck, store.mailbox(db).trouble) == ("[OVERQUOTA] The mailbox is full, done", "")
    assert not any("Deleted" in command for command in server.heard)


def test_that_nothing_can_be_moved_is_forgotten_once_it_can(db: Database, imap: ImapServer, look) -> None:
    with storage.write(db):
        store.set_stuck(db, "full")
    imap.deliver(answer())
    look()
    assert store.mailbox(db).stuck == ""


def test_folders_are_made_where_the_server_wants_them(look) -> None:
    server = scripted(look, capabilities="IMAP4rev1 UIDPLUS MOVE NAMESPACE")
    assert [command for command in server.heard if "Processed" in command] == ['UID MOVE 1 "INBOX.Processed"']


@pytest.mark.parametrize(("capabilities", "last"), [("IMAP4rev1 UIDPLUS", "UID EXPUNGE 1"), ("IMAP4rev1", "UID STORE 1 +FLAGS.SILENT (\\Deleted)")])
def test_a_server_that_cannot_move_copies_and_takes_away_that_one_mail(look, capabilities: str, last: str) -> None:
    server = scripted(look, capabilities=capabilities)
    assert 'UID COPY 1 "Processed"' in server.heard
    assert [command for command in server.heard if "EXPUNGE" in command or "Deleted" in command][-1] == last
    assert "EXPUNGE" not in server.heard


def test_a_mail_that_the_server_does_not_hand_out_is_listed_and_passed(db: Database, take: Taker, look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire.Inbox, "sizes", lambda *_: {})
    scripted(look, FETCH="NO [SERVERBUG] damaged,")
    assert (take.taken, outcomes(db), store.mailbox(db).trouble) == ([], [UNREADABLE], "")


@pytest.mark.parametrize(("server", "trouble"), [
    (lambda port: Server("127.0.0.1", port, USER, "guessed", False), PASSWORD_TROUBLE),
    (lambda port: Server("127.0.0.1", port, USER, "lösen", False), PASSWORD_TROUBLE),
    (lambda port: Server("127.0.0.1", free_port(), USER, PASSWORD, False), UNREACHABLE),
    (lambda port: Server("nowhere.invalid", 143, USER, PASSWORD, False), UNREACHABLE),
    (lambda port: Server("127.0.0.1", port, USER, PASSWORD, True), BROKEN),
])
def test_a_mailbox_that_cannot_be_read_says_why_and_since_when_until_it_can(db: Database, imap: ImapServer, look, clock: Clock, server, trouble: str) -> None:
    imap.deliver(answer())
    assert look(imap=server(imap.port)) == 0
    first = clock()
    look(imap=server(imap.port))
    found = store.mailbox(db)
    assert (found.trouble, found.failing_since, found.read_at) == (trouble, first, None)
    assert found.words
    assert look() == 1
    assert (store.mailbox(db).trouble, store.mailbox(db).failing_since, store.mailbox(db).read_at) == ("", None, clock())


def test_a_server_that_never_answers_is_given_up(db: Database, look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert look(imap=Server("127.0.0.1", silent.getsockname()[1], USER, PASSWORD, False)) == 0
    assert store.mailbox(db).trouble == UNREACHABLE


def test_a_server_that_hangs_up_in_the_middle_is_read_on_next_time(db: Database, imap: ImapServer, take: Taker, look, monkeypatch: pytest.MonkeyPatch) -> None:
    imap.deliver(answer("One"), answer("Two"))
    whole = wire.Inbox.whole

    def hangs_up(inbox: wire.Inbox, uid: int) -> bytes:
        if take.taken:
            inbox._client.shutdown()
        return whole(inbox, uid)

    with monkeypatch.context() as broken:
        broken.setattr(wire.Inbox, "whole", hangs_up)
        assert look() == 1
    assert store.mailbox(db).trouble == UNREACHABLE
    assert (look(), take.taken) == (1, ["One", "Two"])


def test_a_password_never_travels_in_the_clear(db: Database, imap: ImapServer, look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LOOPBACK", ())
    assert (look(), store.mailbox(db).trouble) == (0, IN_THE_CLEAR)


class TestTls:
    @pytest.fixture()
    def sealed(self, tmp_path: Path) -> Iterator[ImapServer]:
        make = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
        subprocess.run(make.split(), cwd=tmp_path, capture_output=True, check=True)
        running = ImapServer(tmp_path)
        yield running
        running.stop()

    def test_only_a_certificate_that_somebody_vouches_for_gets_the_password(self, db: Database, sealed: ImapServer, tmp_path: Path, look, monkeypatch: pytest.MonkeyPatch) -> None:
        server = Server("localhost", sealed.port, USER, PASSWORD, False)
        assert (look(imap=server), store.mailbox(db).trouble) == (0, CERTIFICATE)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        look(imap=server)
        assert (store.mailbox(db).trouble, store.mailbox(db).read_at is not None) == ("", True)


def test_two_processes_read_every_mail_once(db: Database, config: Config, imap: ImapServer) -> None:
    imap.deliver(*(answer(f"Accepted {number}") for number in range(20)))
    spawn = multiprocessing.get_context("spawn")
    gate, counts = spawn.Barrier(2), spawn.Queue()
    workers = [spawn.Process(target=read, args=(str(config.data), imap.port, gate, counts)) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert sorted(counts.get(timeout=60) for _ in workers) == [0, 20]
    for worker in workers:
        worker.join(60)
    assert (len(outcomes(db)), len(imap.mails("Processed"))) == (20, 20)


def read(data: str, port: int, gate, counts) -> None:
    config = replace(from_environment({"OMBORD_DATA": data, "OMBORD_KEY": "a key that only the tests know, ever"}), imap=Server("127.0.0.1", port, USER, PASSWORD, False))
    with storage.opened(config.database) as db:
        gate.wait(30)
        counts.put(mailbox.read_due(db, config, Taker(), lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC)))


def test_what_came_in_a_year_ago_is_forgotten(db: Database, imap: ImapServer, look, clock: Clock) -> None:
    imap.deliver(answer())
    look()
    clock.turn(days=364)
    assert (jobs.forget_due(db, clock()), outcomes(db)) == (0, [REPLY])
    clock.turn(days=2)
    assert (jobs.forget_due(db, clock()), outcomes(db)) == (1, [])
