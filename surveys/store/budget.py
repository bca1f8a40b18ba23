"""The attention budget, and what the rounds ask of people."""

from datetime import datetime

from sqlite_utils import Database

import storage
from surveys.budget import Budget


def budget(db: Database) -> Budget:
    """As it was set, or the usual one."""
    for row in db.query("select most_reminders, gap_days, window_days, most_mails, most_minutes from budget"):
        return Budget(**row)
    return Budget()


def save_budget(db: Database, chosen: Budget) -> None:
    db.execute(
        "insert or replace into budget(id, most_reminders, gap_days, window_days, most_mails, most_minutes) values (1, :most_reminders, :gap_days, :window_days, :most_mails, :most_minutes)", vars(chosen),
    )


def reminder_instants(db: Database, wave_id: int) -> list[datetime]:
    """When the reminders that have gone out did."""
    return [storage.instant(row["sent_at"]) for row in db.query("select sent_at from reminder where wave_id = ? and sent_at is not null order by sent_at", [wave_id])]
