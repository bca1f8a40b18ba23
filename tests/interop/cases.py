"""The invites, updates and cancellations that are judged: planned in the app, delivered to a real mail server, taken from its files."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

import storage
from app import create_app
from config import Config, from_environment
from feeds import calendar, gathering
from feeds.model import OWN, Address
from mail import delivery
from people import store as people_store
from people.model import Company, Person
from tests import factories
from tests.servers import MailServer
from workshops import actions, store
from workshops.model import YES, Plan

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KINDS = ("invite", "update", "removal", "invited again", "cancel", "feed")
FEED = KINDS[-1]
TITLE = 'Affärer, från lead; till order\\offert – "steg för steg" 👩‍🚀 med Åsa och Zoë så att raden viks mitt i någonting 🇸🇪'
PLACE, MOVED = "Rum Vinga; plan 3, höger", "Rum Winga"
PURPOSE = "Efteråt kan alla flytta en affär; genom stegen, \\N och \\n.\n\nTa med: \"en affär\".\nאבג 😀"
LINK = "https://meet.example.com/vinga?a=1,2;b=3"

DAYS = {  # in each zone: a summer's and a winter's day, the working days around both changes of the clocks, and the night itself; at 14:00
    "Europe/Stockholm": {"summer": "2027-07-12", "winter": "2027-01-12", "before summer time": "2027-03-26", "in summer time": "2027-03-29", "before winter time": "2027-10-29", "in winter time": "2027-11-01", "moved into the doubled hour": "2027-10-31T01:30"},
    "America/New_York": {"summer": "2027-07-12", "winter": "2027-01-12", "before summer time": "2027-03-12", "in summer time": "2027-03-15", "before winter time": "2027-11-05", "in winter time": "2027-11-08", "moved into the doubled hour": "2027-11-07T00:30"},
    "Asia/Kolkata": {"summer": "2027-07-12", "winter": "2027-01-12"},
    "Africa/Cairo": {"summer": "2027-07-12", "winter": "2027-01-12", "before summer time": "2027-04-29", "in summer time": "2027-05-02", "before winter time": "2027-10-28", "in winter time": "2027-10-31"},
}


@dataclass(frozen=True)
class Case:
    """One calendar part as it was delivered, and what a calendar must make of it."""

    file: Path
    kind: str  # one of KINDS
    zone: str
    day: str
    uid: str
    start: datetime  # UTC, as zoneinfo says
    end: datetime
    cancelled: bool
    title: str = TITLE

    @property
    def name(self) -> str:
        return f"{self.kind}, {self.zone}, {self.day}"


def delivered(folder: Path) -> list[Case]:
    """Every case, its file in `folder`: all invites first, then all updates, and so on, as a calendar would receive them; and one feed with all."""
    wanted = [(zone, day, date) for zone, days in DAYS.items() for day, date in days.items()]
    with _ombord(folder) as ombord:
        lives = [list(ombord.life(zone, day, date)) for zone, day, date in wanted]
        feed = list(ombord.feed(wanted))
    return [*(life[step] for step in range(len(lives[0])) for life in lives), *feed]


@contextmanager
def _ombord(folder: Path) -> Iterator["_Ombord"]:
    mails = folder / "mails"
    mails.mkdir(parents=True)
    smtp = MailServer(mails)
    settings = {"OMBORD_DATA": str(folder / "data"), "OMBORD_URL": "https://ombord.nordverk.example.com", "OMBORD_SMTP": smtp.url, "OMBORD_SENDER": "ombord@nordverk.example.com"}
    config = from_environment(settings)
    try:
        with create_app(config, lambda: NOW).app_context(), storage.opened(config.database) as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "sv", "Europe/Stockholm"))
            yield _Ombord(folder, smtp, config, db)
    finally:
        smtp.stop()


@dataclass
class _Ombord:
    folder: Path
    smtp: MailServer
    config: Config
    db: Database

    def feed(self, wanted: Iterable[tuple[str, str, str]]) -> Iterator[Case]:
        """One person's calendar to subscribe to, with a workshop on each of the days, all accepted; where the hour is doubled, in it."""
        plans = [(day, _plan(zone, date, hours=1 if "T" in date else 0)) for zone, day, date in wanted]
        numbers = [actions.plan(self.db, self.config, self._asa(), plan, [self._kalle().id], NOW) for _day, plan in plans]
        for number in numbers:
            [one] = store.invitations(self.db, number)
            actions.answer(self.db, one.id, YES, NOW)
        file = self.folder / f"00-{KINDS.index(FEED)}-feed.ics"
        file.write_bytes(calendar.written(gathering.gathered(self.db, self.config, Address(self._kalle(), OWN), NOW)))
        for (day, plan), number in zip(plans, numbers, strict=True):
            yield Case(file, FEED, plan.zone, day, store.get(self.db, number).uid, plan.starts_at, plan.ends_at, cancelled=False)

    def life(self, zone: str, day: str, date: str) -> Iterator[Case]:
        """A workshop is planned, moved; its one attendee taken off the list and invited again; and it is cancelled."""
        plan, kalle = _plan(zone, date), self._kalle()
        number = actions.plan(self.db, self.config, self._asa(), plan, [kalle.id], NOW)
        yield self._case("invite", day, number)
        actions.change(self.db, number, replace(plan, starts=plan.starts + timedelta(hours=1), ends=plan.starts + timedelta(hours=4), place=MOVED), NOW)
        yield self._case("update", day, number)
        [one] = store.invitations(self.db, number)
        actions.remove(self.db, one.id, NOW)
        yield self._case("removal", day, number)
        actions.invite(self.db, number, [kalle.id], NOW)
        yield self._case("invited again", day, number)
        actions.cancel(self.db, number, NOW)
        yield self._case("cancel", day, number)

    def _asa(self) -> Person:
        return people_store.get(self.db, factories.asa(self.db))

    def _kalle(self) -> Person:
        found = people_store.find_by_email(self.db, "kalle.angstrom@nordverk.example.com")
        return found or people_store.get(self.db, people_store.insert(self.db, 'Kalle "K", Ångström; 👩‍🚀', "kalle.angstrom@nordverk.example.com"))

    def _case(self, kind: str, day: str, number: int) -> Case:
        """What the mail server got last."""
        sent = delivery.deliver_due(self.db, self.config, "Nordverk", lambda: NOW)
        assert sent == 1, sent
        *_words, part = self.smtp.mails[-1].iter_parts()
        workshop = store.get(self.db, number)
        file = self.folder / f"{number:02}-{KINDS.index(kind)}-{kind.replace(' ', '-')}.ics"
        file.write_bytes(part.get_payload(decode=True))
        shutil.copy(self.smtp.files[-1], file.with_suffix(".eml"))
        return Case(file, kind, workshop.zone, day, workshop.uid, workshop.starts_at, workshop.ends_at, cancelled=kind in ("removal", "cancel"))


def _plan(zone: str, date: str, hours: int = 0) -> Plan:
    starts = datetime.fromisoformat(date if "T" in date else f"{date}T14:00") + timedelta(hours=hours)
    return Plan(title=TITLE, starts=starts, ends=starts + timedelta(hours=2), zone=zone, purpose=PURPOSE, place=PLACE, link=LINK)
