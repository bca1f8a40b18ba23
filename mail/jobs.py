"""What is due by itself: forgetting what came in long ago."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from mail import actions

KEPT = timedelta(days=365)


def forget_due(db: Database, now: datetime) -> int:
    """Forget the mails that came in a year ago. Returns how many."""
    return actions.forget_old(db, now - KEPT)
