"""Mails with answers: files as mail programs write them, about one workshop, and such as tests make up."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from config import Config
from mail import letters
from mail.model import Letter
from people import store as people_store
from tests import factories
from tests.workshops import cast
from workshops import actions, store
from workshops.model import Reply, Workshop

FILES = Path(__file__).parent / "replies"
TICKET = "6f1c1f3e-0000-4000-8000-000000000001"
KIM, ROBIN = "kim.berg@nordverk.example.com", "robin.ek@nordverk.example.com"


def invited(db: Database, config: Config, clock, *people: int, **changes) -> Workshop:
    """The workshop that the files answer: on 1 December at 14:00 in Stockholm, 13:00 UTC."""
    asa = people_store.get(db, factories.asa(db))
    here = replace(config, url="http://localhost")
    found = store.get(db, actions.plan(db, here, asa, replace(cast.PLAN, **changes), people, clock(), TICKET))
    assert found.uid == f"{TICKET}@localhost"
    return found


def file(name: str) -> bytes:
    return (FILES / f"{name}.eml").read_bytes()


def letter(raw: bytes) -> Letter:
    return letters.read(raw, datetime(2026, 11, 23, 10, 5, tzinfo=UTC))


def mail(calendar: str, sender: str = KIM, kind: str = 'text/calendar; charset="utf-8"; method=REPLY') -> bytes:
    """A mail of nothing but a calendar."""
    return f"From: Somebody <{sender}>\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{calendar}".encode()


def calendar(partstat: str = "ACCEPTED", attendee: str = KIM, at: str = "20261123T100000Z", sequence: int = 0, method: str = "REPLY", more: str = "", uid: str = f"{TICKET}@localhost") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{at}", f"SEQUENCE:{sequence}", f"ATTENDEE;PARTSTAT={partstat}:mailto:{attendee}"]
    return "\r\n".join([*lines, *more.splitlines(), "END:VEVENT", "END:VCALENDAR", ""])


def take(db: Database, clock, name: str) -> str:
    """Take one of the files."""
    return actions.take(db, letter(file(name)), clock())


def send(db: Database, clock, partstat: str = "ACCEPTED", sender: str = KIM, **said) -> str:
    """Take a made-up answer; `sender` is who answers unless another attendee is given."""
    return actions.take(db, letter(mail(calendar(partstat, **{"attendee": sender, **said}), sender)), clock())


def outcomes(db: Database, workshop: Workshop) -> list[str]:
    """What became of everything that came back, in the order in which it came."""
    return [reply.outcome for reply in reversed(store.replies(db, workshop.id))]


def last(db: Database, workshop: Workshop) -> Reply:
    return store.replies(db, workshop.id)[0]
