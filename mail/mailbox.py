"""Reads the mailbox for answers and bounces: every mail once, whoever else has read it, and people's own mail never touched.

How far it has been read is a UID, since whether a mail is unread says nothing: people and phones read too. For each mail: fetch, decide
and commit, then move, then remember how far. A crash in between meets the same mail again, knows it by its key and goes on.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlite_utils import Database

import storage
from config import Config
from mail import actions, bounces, imap, letters, store
from mail.model import BOUNCE, FAILED_FOLDER, MOVED, NOT_A_REPLY, PROCESSED_FOLDER, READ, TOO_BIG, UNREADABLE, Letter

log = logging.getLogger("ombord")

Take = Callable[[Database, Letter, datetime], str]

EVERY = timedelta(minutes=1)
LEASE = timedelta(minutes=5)
LOOK_BACK = timedelta(days=90)  # into a mailbox that is met for the first time
MOST, SECONDS = 100, 20  # of mails and of time, for one reading
BIGGEST = 1_000_000


def read_due(db: Database, config: Config, take: Take, clock: Callable[[], datetime]) -> int:
    """Read what is new, once a minute at most. Returns how many mails were for Ombord.

    `take` says what becomes of a mail with something for a calendar: one of the codes of the model, or "" for a mail that is nothing for it.
    """
    now = clock()
    if config.imap is None or not _hold(db, now):
        return 0
    reading = _Reading(db, take, now)
    try:
        with imap.opened(config.imap) as inbox:
            reading.run(inbox)
        _fine(db, now)
    except imap.Trouble as trouble:
        log.warning("the mailbox cannot be read: %s: %s", trouble.kind, trouble.words)
        _failing(db, trouble, now)
    finally:
        with storage.write(db):
            store.release(db, now if reading.more else now + EVERY)
    return reading.taken


def receive(db: Database, letter: Letter, take: Take, now: datetime) -> str:
    """Let one mail come in that is at hand already. What becomes of it, as in `read_due`; it comes in once."""
    return _Reading(db, take, now).decided(letter)


def attempt(config: Config) -> imap.Trouble | None:
    """Open the mailbox and leave it as it is. What is wrong, or None."""
    try:
        if config.imap:
            with imap.opened(config.imap):
                pass
    except imap.Trouble as trouble:
        return trouble
    return None


class _Reading:
    """One reading of the mailbox."""

    def __init__(self, db: Database, take: Take, now: datetime) -> None:
        self.db, self.take, self.now = db, take, now
        self.taken, self.more = 0, False

    def run(self, inbox: imap.Inbox) -> None:
        uids, until = self._new(inbox), time.monotonic() + SECONDS
        sizes = inbox.sizes(uids[:MOST])
        for number, uid in enumerate(uids):
            if number == MOST or time.monotonic() > until:
                self.more = True
                return
            self._one(inbox, uid, sizes.get(uid, BIGGEST + 1))
            self._read_to(inbox, uid)

    def _new(self, inbox: imap.Inbox) -> list[int]:
        known = store.mailbox(self.db)
        if known.uid_validity == inbox.uid_validity:
            return inbox.uids(known.last_uid)
        uids = inbox.uids(0, (self.now - LOOK_BACK).date())
        self._read_to(inbox, uids[0] - 1 if uids else max(inbox.uid_next - 1, 0))
        return uids

    def _read_to(self, inbox: imap.Inbox, uid: int) -> None:
        with storage.write(self.db):
            store.read_to(self.db, inbox.uid_validity, uid)

    def _one(self, inbox: imap.Inbox, uid: int, size: int) -> None:
        try:
            letter, outcome = self._too_big(inbox, uid) if size > BIGGEST else self._whole(inbox, uid)
        except imap.No as refusal:
            log.warning("mail %s in the mailbox cannot be fetched: %s", uid, refusal)
            self._keep(_unfetched(inbox, uid, self.now), UNREADABLE)
            return
        if letter and outcome in MOVED:
            self._move(inbox, uid, PROCESSED_FOLDER if outcome in READ else FAILED_FOLDER)

    def _whole(self, inbox: imap.Inbox, uid: int) -> tuple[Letter | None, str]:
        raw = inbox.whole(uid)
        if not raw:
            return None, ""  # gone meanwhile
        letter = letters.unread(raw, self.now)
        try:
            letter = letters.read(raw, self.now)
            return letter, self.decided(letter)
        except Exception:  # whatever is wrong with one mail, the others shall be read
            log.exception("a mail in the mailbox cannot be read")
            return letter, self._keep(letter, UNREADABLE) if letters.mentions_calendar(letter) else ""

    def _too_big(self, inbox: imap.Inbox, uid: int) -> tuple[Letter, str]:
        headers, structure = inbox.outline(uid)
        try:
            letter = letters.read(headers, self.now)
        except Exception:
            log.exception("the headers of a big mail in the mailbox cannot be read")
            letter = letters.unread(headers, self.now)
        return letter, self._keep(letter, TOO_BIG) if letters.structure_has_calendar(structure) else ""

    def decided(self, letter: Letter) -> str:
        """What becomes of a mail, committed together with all that it changes."""
        judge = self._judge(letter)  # reading it can take a while: before anybody has to wait for the database
        with storage.write(self.db):
            if known := store.outcome(self.db, letter.key):
                return known
            store.insert_received(self.db, letter, NOT_A_REPLY)  # so that what it is about can be noted
            outcome = judge()
            if outcome:
                store.set_outcome(self.db, letter.key, outcome)
            else:
                store.drop_received(self.db, letter.key)
        self.taken += bool(outcome)
        return outcome

    def _judge(self, letter: Letter) -> Callable[[], str]:
        """What decides about a mail."""
        if bounces.is_report(letter.content):
            bounce = bounces.read(letter)
            return lambda: BOUNCE if bounce and actions.bounced(self.db, letter, bounce, self.now) else ""
        if not letters.has_calendar(letter):
            return lambda: ""
        refused = letters.refused(letter)
        return lambda: refused or self.take(self.db, letter, self.now)

    def _keep(self, letter: Letter, outcome: str) -> str:
        """Note a mail that says nothing. What became of it, the first time it was met."""
        with storage.write(self.db):
            known = store.outcome(self.db, letter.key)
            if not known:
                store.insert_received(self.db, letter, outcome)
        self.taken += not known
        return known or outcome

    def _move(self, inbox: imap.Inbox, uid: int, folder: str) -> None:
        words = ""
        try:
            inbox.move(uid, folder)
        except imap.No as refusal:
            words = str(refusal) or "refused"
            log.warning("mail %s cannot be moved to %s: %s", uid, folder, words)
        with storage.write(self.db):
            store.set_stuck(self.db, words)


def _unfetched(inbox: imap.Inbox, uid: int, now: datetime) -> Letter:
    """What stands for a mail that the server does not hand out."""
    return Letter(hashlib.sha256(f"{inbox.uid_validity}:{uid}".encode()).hexdigest(), "", now, EmailMessage(), b"")


def _hold(db: Database, now: datetime) -> bool:
    with storage.write(db):
        return store.hold(db, now, now + LEASE)


def _fine(db: Database, now: datetime) -> None:
    with storage.write(db):
        store.fine(db, now)


def _failing(db: Database, trouble: imap.Trouble, now: datetime) -> None:
    with storage.write(db):
        store.failing(db, trouble.kind, trouble.words, now)
