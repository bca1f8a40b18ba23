"""Connections, the write transaction, and instants as they are stored."""

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed

Error = sqlite3.Error
DatabaseError = sqlite3.DatabaseError
IntegrityError = sqlite3.IntegrityError
OperationalError = sqlite3.OperationalError
SQLITE_VERSION: str = sqlite3.sqlite_version

_lock = threading.RLock()


def connect(path: Path) -> Database:
    """A connection with the settings that every one of ours has. The caller closes it."""
    raw = sqlite3.connect(str(path), timeout=10, isolation_level=None, check_same_thread=False)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")
    raw.create_function("folded", 1, str.casefold, deterministic=True)  # SQLite's own lower() knows ASCII only
    return Database(raw, strict=True, execute_plugins=False)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Database]:
    db = connect(path)
    try:
        yield db
    finally:
        close(db)


@contextlib.contextmanager
def kept_open(path: Path) -> Iterator[Database]:
    """A connection that has touched its file: while it is open, pages can be read even when the disk is full."""
    with opened(path) as db:
        db.execute("select count(*) from sqlite_master").fetchall()
        yield db


def close(db: Database) -> None:
    if db.conn.in_transaction:
        db.rollback()
    db.close()


@contextlib.contextmanager
def write(db: Database) -> Iterator[Database]:
    """One write transaction, BEGIN IMMEDIATE, under the process's one write lock; a savepoint when nested."""
    if db.conn.in_transaction:
        with db.atomic():
            yield db
        return
    with _lock:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.rollback()
            raise
        try:
            db.commit()
        except BaseException:
            db.rollback()
            raise


def forget_deleted(db: Database) -> bool:
    """Empty the write-ahead log, so that what was deleted is in no file any more. False while somebody reads: try again later."""
    [(busy, _pages, _moved)] = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return not busy


def text(moment: datetime) -> str:
    """An instant as it is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored)


def maybe_instant(stored: str | None) -> datetime | None:
    return instant(stored) if stored else None
