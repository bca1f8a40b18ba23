"""What is due with surveys: opening, inviting late joiners, reminding, closing, deleting what was promised to be deleted."""

from datetime import datetime

from sqlite_utils import Database

import walltime
from config import Config
from people.model import Company
from surveys import actions, store
from surveys.model import CLOSING, OPEN, PLANNED


def open_due(db: Database, company: Company, now: datetime) -> int:
    due = [wave for wave in store.waves(db, PLANNED) if wave.opens and walltime.instant(wave.opens, wave.zone) <= now]
    for wave in due:
        if wave.closes_at <= now:
            actions.give_back_missed(db, wave.id)
    return sum(actions.open_wave(db, wave, company, now) for wave in due if wave.closes_at > now)


def close_due(db: Database, config: Config, now: datetime) -> int:
    due = [wave for wave in store.waves(db, OPEN) if wave.closes_at <= now]
    closed = sum(actions.close_wave(db, config, wave.id, now, due=True) for wave in due)
    return closed + sum(actions.go_on(db, config, wave.id, now) for wave in store.waves(db, CLOSING))


def invite_late_joiners(db: Database, company: Company, now: datetime) -> int:
    return sum(actions.invite_missing(db, wave, company, now) for wave in store.waves(db, OPEN) if wave.accepts(now))


def remind_due(db: Database, company: Company, now: datetime) -> int:
    return sum(actions.remind(db, wave, company, now) for wave in store.waves(db, OPEN))


def hand_over_replies(db: Database, company: Company, now: datetime) -> int:
    return actions.hand_over(db, company, now)


def delete_old(db: Database, now: datetime) -> int:
    return actions.delete_old(db, now)
