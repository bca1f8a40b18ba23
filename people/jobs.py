"""What is due with people: forgetting what has served its time."""

from datetime import datetime

from sqlite_utils import Database

import storage
from people import store
from people.model import SESSION_IDLE, SESSION_LASTS
from people.roster.draft import LASTS


def forget_due(db: Database, now: datetime) -> int:
    """Delete uploads that nobody confirmed within a day, sign-in links that are over, and sessions that have ended."""
    with storage.write(db):
        uploads = store.delete_old_drafts(db, now - LASTS)
        links = store.delete_old_links(db, now)
        return uploads + links + store.delete_old_sessions(db, now - SESSION_LASTS, now - SESSION_IDLE)
