"""Mails for the tests of the outbox."""

from datetime import UTC, datetime

from sqlite_utils import Database

from mail import actions, store
from mail.model import INVITATION, REMINDER, WORKSHOP, Link, Mail, Message

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

ICS = "\r\n".join((
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ombord//EN", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1@ombord", "DTSTAMP:20261123T090000Z", "SEQUENCE:0",
    "DTSTART:20261204T130000Z", "DTEND:20261204T150000Z", "SUMMARY:Fånga affärerna", "DESCRIPTION:Answer here: [[link]]", "END:VEVENT", "END:VCALENDAR", "",
))


def message(to: str = "kalle@nordverk.example.com", **changes: object) -> Message:
    given = {"kind": INVITATION, "about": "wave:1", "dedup": f"invitation:{to}", "to_name": "Kalle Ångström", "subject": "Två minuter om CRM", "body": "Hej Kalle,\n\nsvara här:\n\n[[link]]\n\nTack!\n", "link": Link("survey", 7)}
    return Message(to_email=to, **{**given, **changes})  # type: ignore[arg-type]


def invite(to: str = "kalle@nordverk.example.com", **changes: object) -> Message:
    return message(to, kind=WORKSHOP, about="workshop:1", dedup=f"invite:{to}", ics=ICS, method="REQUEST", link=Link("workshop", 7), **changes)


def reminder(to: str = "kalle@nordverk.example.com") -> Message:
    return message(to, kind=REMINDER, dedup=f"reminder:1/{to}", subject="Hinner du?")


def queue(db: Database, *messages: Message, now: datetime = NOW) -> list[Mail]:
    """Put messages into the outbox; the mails they became."""
    known = {mail.id for mail in everything(db)}
    actions.queue(db, messages, now)
    return [mail for mail in everything(db) if mail.id not in known]


def everything(db: Database) -> list[Mail]:
    return [store.get(db, row["id"]) for row in db.query("select id from outbox order by id")]
