"""What a person may ask of us, and what time takes away."""

from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlite_utils import Database

import storage
from config import Config
from surveys import store
from surveys.actions.keeping import cut_off
from surveys.model import CLOSED


def about_person(db: Database, person_id: int) -> dict[str, Any]:
    """Everything about a person that can be found: invitations and named answers. Others cannot, or by the computer only."""
    return {"survey invitations": store.of_person(db, person_id), "named answers": store.named_of_person(db, person_id)}


def forget_person(db: Database, config: Config, person_id: int) -> dict[str, int]:
    """Delete a person's invitations and named answers, and cut confidential ones off. Returns how many of the first two. Anonymous answers cannot be found."""
    with storage.write(db):
        cut_off(db, config, person_id)
        gone = {"survey invitations": store.delete_of_person(db, person_id), "named answers": store.delete_named_of_person(db, person_id)}
        if gone["named answers"]:
            store.write_search_anew(db)
        return gone


def delete_old(db: Database, now: datetime) -> int:
    """Delete the answers of waves whose promised time is over, whole waves at a time. Returns how many waves."""
    gone = 0
    with storage.write(db):
        for wave in store.waves(db, CLOSED):
            if wave.closed_at and wave.closed_at + relativedelta(months=wave.keep_months) < now:
                store.forget_compared(db, wave.id)
                answers = store.delete_answers(db, wave.id)
                store.log_retention(db, f"{wave.title} {wave.number}", answers, now)
                store.delete_wave(db, wave.id)
                gone += 1
        if gone:
            store.write_search_anew(db)
    if gone:
        storage.forget_deleted(db)
    return gone
