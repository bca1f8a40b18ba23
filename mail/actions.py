"""Queueing mail and changing what is queued."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from mail import store
from mail.bounces import Bounce
from mail.model import REMINDER, Letter, Message


def queue(db: Database, messages: Iterable[Message], now: datetime) -> int:
    """Put messages into the outbox, each once. Returns how many were new."""
    with storage.write(db):
        return sum(store.insert(db, message, f"<{uuid.uuid4()}@ombord.mail>", now) for message in messages)


def withdraw(db: Database, kind: str, link_kind: str, numbers: Iterable[int]) -> None:
    with storage.write(db):
        store.withdraw(db, kind, link_kind, numbers)


def withdraw_about(db: Database, kind: str, about: str) -> None:
    """Take back every mail of one kind about a thing that still waits."""
    with storage.write(db):
        store.withdraw_about(db, kind, about)


def withdraw_to(db: Database, email: str) -> int:
    """Take back every mail that still waits to go to an address. Returns how many there were, reminders not counted."""
    with storage.write(db):
        return store.withdraw_to(db, email)


def retry(db: Database, number: int, now: datetime) -> None:
    """Send a failed mail once more. Raises Refused when it has not failed."""
    with storage.write(db):
        if store.overtaken(db, number):
            raise Refused("A newer mail has been written to this person about the same workshop. Send the invitation again from its own page, with what holds now.")
        if not store.retry(db, number, now):
            raise Refused("Only a mail that failed can be sent again.")


def forget(db: Database, email: str) -> int:
    """Delete every mail to an address. Returns how many there were."""
    with storage.write(db):
        return store.forget(db, email)


def forget_about(db: Database, kind: str, about: str, most: int) -> int:
    """Delete so many mails at most of one kind about a thing. Returns how many there were."""
    with storage.write(db):
        return store.forget_about(db, kind, about, most)


def forget_links(db: Database, kind: str, numbers: Iterable[int]) -> int:
    """Delete every mail whose link opens one of these numbers. Returns how many there were."""
    with storage.write(db):
        return store.forget_links(db, kind, numbers)


def forget_sender(db: Database, about: str, words: Iterable[str]) -> None:
    """Take the name and address of somebody who wrote about a thing out of those mails."""
    with storage.write(db):
        store.forget_sender(db, about, words)


def note_about(db: Database, letter: Letter, about: str) -> None:
    """Keep what a mail that came in is about, as "workshop:7": its line on the page leads there. For whoever takes letters."""
    with storage.write(db):
        store.set_about(db, letter.key, about)


def bounced(db: Database, letter: Letter, bounce: Bounce, now: datetime) -> bool:
    """Note that a mail did not arrive. False when it is none of ours, or did not arrive at other addresses only.

    What a reminder's bounce is about is not kept: who gets a reminder has not answered.
    """
    with storage.write(db):
        mail = store.find_by_message_id(db, bounce.message_id)
        if mail is None or (bounce.recipients and mail.to_email.casefold() not in bounce.recipients):
            return False
        store.bounced(db, mail.id, bounce.words, now)
        if mail.kind != REMINDER:
            store.set_about(db, letter.key, f"mail:{mail.id}", bounce.words)
        return True


def forget_old(db: Database, before: datetime) -> int:
    """Delete what is kept of the mails that came in before then. Returns how many there were."""
    with storage.write(db):
        return store.drop_received_before(db, before)


def forget_received(db: Database, email: str) -> int:
    """Delete what is kept of the mails that came from an address or could not reach it; before the mails themselves go. Returns how many there were."""
    with storage.write(db):
        return store.forget_received(db, email)
