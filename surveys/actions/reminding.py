"""Reminding those who have not answered: as planned or by hand, so often and at such distance as the attention budget allows."""

from datetime import date, datetime

from sqlite_utils import Database

import storage
import walltime
from errors import Refused
from mail import actions as mail_actions
from mail.model import REMINDER
from people import store as people_store
from people.model import Company
from surveys import mails, store, words
from surveys.model import Wave, may_remind, reminder_at


def remind(db: Database, wave: Wave, company: Company, now: datetime) -> int:
    """Send the planned reminder that is due, once. Returns to how many it goes; 0 when none is due or may go out."""
    with storage.write(db):
        wave = store.get_wave(db, wave.id)
        due = [day for day, sent in store.reminders(db, wave.id) if sent is None and reminder_at(day, wave.zone) <= now]
        if not due or not wave.accepts(now):
            return 0
        may = _may(db, wave, now)
        for missed in due[:-1] if may else due:  # after a standstill one reminder is enough
            store.drop_reminder(db, wave.id, missed)
        return _send(db, wave, due[-1], company, now) if may else 0


def remind_now(db: Database, wave_id: int, company: Company, now: datetime) -> int:
    """The ambassador's own reminder, today, in place of the next planned one and of those too close to it. Returns to how many it goes."""
    with storage.write(db):
        wave, budget = store.get_wave(db, wave_id), store.budget(db)
        may_remind(wave, store.reminder_instants(db, wave_id), now, budget)
        today = walltime.wall(now, wave.zone).date()
        planned = [day for day, sent in store.reminders(db, wave_id) if sent is None]
        for day in planned[:1] + [day for day in planned[1:] if (day - today).days < budget.gap_days]:
            store.drop_reminder(db, wave_id, day)
        store.add_reminder(db, wave_id, today)
        return _send(db, wave, today, company, now)


def _may(db: Database, wave: Wave, now: datetime) -> bool:
    try:
        may_remind(wave, store.reminder_instants(db, wave.id), now, store.budget(db))
    except Refused:
        return False
    return True


def _send(db: Database, wave: Wave, day: date, company: Company, now: datetime) -> int:
    """Claim one reminder and queue it for those who have not answered.

    Everybody's is queued, and the others' are taken back at once: the numbers of the mails that follow, which are seen, must not tell how many went out.
    """
    if not store.claim_reminder(db, wave.id, day, now):
        return 0
    waiting = {invitation.id for invitation in store.invitations(db, wave.id) if not invitation.used}
    content, own, everybody = store.asked(db, wave), store.own_words(db, wave.id, words.REMINDER), store.every_invitation(db, wave.id)
    for invitation in everybody:
        person = people_store.get(db, invitation.person_id)
        mail_actions.queue(db, [mails.reminder(wave, content, person, company, invitation, day, own)], now)
    mail_actions.withdraw(db, REMINDER, "survey", [invitation.id for invitation in everybody if invitation.id not in waiting])
    return len(waiting)
