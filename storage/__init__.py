"""Opens the one file of data: connections, write transactions, migrations, backup and restore.

Instants are stored as UTC text of one width (2026-11-23T09:00:00Z), so that text order is time order.
"""

from storage.backups import backup, checksum_file, drop_old_copies, restore
from storage.connections import (
    SQLITE_VERSION,
    DatabaseError,
    Error,
    IntegrityError,
    OperationalError,
    close,
    connect,
    forget_deleted,
    instant,
    kept_open,
    maybe_instant,
    opened,
    text,
    write,
)
from storage.updates import migrate

__all__ = [
    "SQLITE_VERSION", "DatabaseError", "Error", "IntegrityError", "OperationalError", "backup", "checksum_file", "close", "connect", "drop_old_copies", "forget_deleted", "instant", "kept_open",
    "maybe_instant", "migrate", "opened", "restore", "text", "write",
]
