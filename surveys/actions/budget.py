"""Setting the attention budget."""

from sqlite_utils import Database

import storage
from surveys import store
from surveys.budget import Budget, check_budget


def set_budget(db: Database, chosen: Budget) -> None:
    """From now on; reminders that are planned keep to it when they are sent."""
    check_budget(chosen)
    with storage.write(db):
        store.save_budget(db, chosen)
