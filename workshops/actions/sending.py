"""Queueing a mail to each invited person, with a sequence and a stamp of its own."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from mail import actions as mail_actions
from mail.model import WORKSHOP, Message
from people import store as people_store
from people.model import Company
from workshops import store
from workshops.model import Invitation, next_stamp

Write = Callable[[Invitation, Company], Message]


def send(db: Database, invitations: Iterable[Invitation], write: Write, now: datetime, step: int = 0) -> int:
    """Queue what `write` writes to each, the sequence raised by `step`, and note it. Returns how many there were.

    What still waits for the same person is withdrawn: it has been overtaken. Call it inside storage.write.
    """
    company = people_store.find_company(db)
    assert company is not None
    fresh = [_stamped(invitation, step, now) for invitation in invitations]
    mail_actions.withdraw(db, WORKSHOP, "workshop", [one.id for one in fresh])
    for one in fresh:
        store.save_sent(db, one)
    return mail_actions.queue(db, [write(one, company) for one in fresh], now)


def _stamped(invitation: Invitation, step: int, now: datetime) -> Invitation:
    """The first mail has sequence 0. A mended address gets a new link, and the old one ends."""
    moved = bool(invitation.sent_to) and invitation.sent_to.casefold() != invitation.email.casefold()
    return replace(
        invitation,
        sequence=invitation.sequence + step if invitation.stamp else 0,
        stamp=next_stamp(invitation.stamp, now),
        sent_to=invitation.email,
        link_version=invitation.link_version + moved,
    )
