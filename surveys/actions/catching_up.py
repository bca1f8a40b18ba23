"""What a database of an earlier version lacks that no migration can give it: it takes the rules on answers. Once, at start."""

from sqlite_utils import Database

import storage
from surveys import store


def catch_up(db: Database) -> None:
    """Cheap when there is nothing to do."""
    for wave_id in store.uncounted(db):
        with storage.write(db):
            store.recount(db, wave_id)
