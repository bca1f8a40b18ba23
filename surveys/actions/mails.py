"""A round's mails: their own words, and an invitation sent once more."""

from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from mail import actions as mail_actions
from mail import store as mail_store
from mail.model import INVITATION, REMINDER
from people import store as people_store
from people.model import Company
from surveys import mails, store, words
from surveys.model import CLOSED, CLOSING, Wave
from surveys.words import Words, check_words


def reword(db: Database, wave_id: int, kind: str, language: str, said: Words) -> None:
    """Give a round's invitation or reminder words of its own in one language; the usual words make it the usual mail again."""
    check_words(said)
    with storage.write(db):
        may_reword(store.get_wave(db, wave_id), kind)
        if said == mails.usual(kind, language):
            store.delete_words(db, wave_id, kind, language)
        else:
            store.save_words(db, wave_id, kind, language, said)


def unword(db: Database, wave_id: int, kind: str, language: str) -> None:
    """Back to the usual words."""
    with storage.write(db):
        may_reword(store.get_wave(db, wave_id), kind)
        store.delete_words(db, wave_id, kind, language)


def may_reword(wave: Wave, kind: str) -> None:
    """Raises Refused once the mail has gone out: the invitation at opening, the reminder at closing."""
    if kind == words.INVITATION and wave.opened_at is not None:
        raise Refused("The round has been opened, and its invitation has gone out in these words.")
    if wave.state in (CLOSING, CLOSED):
        raise Refused("The round is closed; no reminder goes out any more.")


def send_again(db: Database, invitation_id: int, company: Company, now: datetime) -> None:
    """Mail an invitation once more; a mended address gets a link of its own and the old one ends.

    It looks the same whether the person has answered or not.
    """
    with storage.write(db):
        invitation = store.get_invitation(db, invitation_id)
        wave = store.get_wave(db, invitation.wave_id)
        if not wave.accepts(now):
            raise Refused("The survey is closed; nothing was sent.")
        person = people_store.get(db, invitation.person_id)
        last = mail_store.latest(db, "survey", f"wave:{wave.id}", without=REMINDER).get(invitation_id)
        if last and last.to_email.casefold() != person.email.casefold():
            store.raise_link_version(db, invitation_id)
            mail_actions.withdraw(db, INVITATION, "survey", [invitation_id])
        version = store.get_invitation(db, invitation_id).link_version
        content, own = store.asked(db, wave), store.own_words(db, wave.id, words.INVITATION)
        mail_actions.queue(db, [mails.invitation(wave, content, person, company, invitation_id, own, version, again=now)], now)
