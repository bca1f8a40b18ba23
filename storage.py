"""Opens the one file of data: connections, write transactions, migrations, backup and restore.

Instants are stored as UTC text of one width (2026-11-23T09:00:00Z), so that text order is time order.
"""

import contextlib
import hashlib
import hmac
import shutil
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3 where it is installed

from config import Config
from errors import Refused

Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError
OperationalError = sqlite3.OperationalError
SQLITE_VERSION: str = sqlite3.sqlite_version

_lock = threading.RLock()


def connect(path: Path) -> Database:
    """A connection with the settings that every one of ours has. The caller closes it."""
    raw = sqlite3.connect(str(path), timeout=10, isolation_level=None, check_same_thread=False)
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        raw.execute(f"PRAGMA {pragma}")
    return Database(raw, strict=True, execute_plugins=False)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Database]:
    db = connect(path)
    try:
        yield db
    finally:
        close(db)


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


def text(moment: datetime) -> str:
    """An instant as it is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored)


def maybe_instant(stored: str | None) -> datetime | None:
    return instant(stored) if stored else None


def migrate(config: Config, sets: Iterable[Migrations]) -> None:
    """Bring the database to the newest schema, all or nothing; a copy is kept of one that had data.

    Raises Refused when the file is damaged, newer than this version, or sealed with another key.
    """
    sets = list(sets)
    config.data.mkdir(parents=True, exist_ok=True)
    try:
        with opened(config.database) as db:
            _refuse_newer(db, sets)
            _update(db, sets, config)
            _check_key(db, config)
    except sqlite3.DatabaseError as error:
        raise Refused("The database %(path)s cannot be read (%(error)s). Restore the latest backup: python app.py restore FILE", path=config.database, error=error) from error


def _update(db: Database, sets: list[Migrations], config: Config) -> None:
    if not any(one.pending(db) for one in sets):
        return
    if db.table_names():
        _copy(db, config.data / f"before-update-{datetime.now(UTC):%Y%m%dT%H%M%S}.db")
    _apply(db, sets)


def _refuse_newer(db: Database, sets: list[Migrations]) -> None:
    if "_sqlite_migrations" not in db.table_names():
        return
    known = {(one.name, m.name) for one in sets for m in one._migrations}
    applied = {(row["migration_set"], row["name"]) for row in db.query("select migration_set, name from _sqlite_migrations")}
    if applied - known:
        raise Refused("The database was written by a newer version of Ombord. Start that version, or restore an older backup.")


def _apply(db: Database, sets: list[Migrations]) -> None:
    db.enable_wal()
    db.execute("PRAGMA foreign_keys=OFF")
    try:
        with write(db):
            for one in sets:
                one.apply(db)
            db.execute("create table if not exists key_check(id integer primary key check (id = 1), digest text not null) strict")
            if list(db.query("PRAGMA foreign_key_check")):
                raise Refused("The update would break references in the database; nothing was changed.")
    finally:
        db.execute("PRAGMA foreign_keys=ON")


def _check_key(db: Database, config: Config) -> None:
    digest = config.subkey("check").hex()
    with write(db):
        db.execute("insert into key_check(id, digest) values (1, ?) on conflict do nothing", [digest])
        [row] = db.query("select digest from key_check")
    if not hmac.compare_digest(row["digest"], digest):
        raise Refused("The database belongs to another key. Set OMBORD_KEY, or put the file called key back into %(data)s.", data=config.data)


def forget_deleted(db: Database) -> None:
    """Empty the write-ahead log, so that what was deleted is in no file any more."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def backup(database: Path, target: Path) -> int:
    """Copy the living database to `target`, checked, with its SHA-256 beside it. Returns its size in bytes.

    The instance's key is not in it. Raises Refused when the target exists or the copy is not sound.
    """
    if not database.exists():
        raise Refused("There is no database at %(path)s yet.", path=database)
    if target.exists():
        raise Refused("%(path)s exists already; name another file.", path=target)
    if not target.absolute().parent.is_dir():
        raise Refused("The folder of %(path)s does not exist.", path=target)
    with opened(database) as db:
        _copy(db, target)
    _check(target)
    checksum_file(target).write_text(f"{_sha256(target)}  {target.name}\n")
    return target.stat().st_size


def restore(source: Path, config: Config) -> Path | None:
    """Put a backup in the database's place. Returns where the database that was there now lies, if there was one.

    Raises Refused, and changes nothing, when the backup is damaged or belongs to another key.
    """
    if not source.is_file():
        raise Refused("There is no file %(path)s.", path=source)
    if checksum_file(source).exists() and checksum_file(source).read_text().split()[0] != _sha256(source):
        raise Refused("%(path)s is not what was saved: its checksum differs.", path=source)
    _check(source)
    _check_backup_key(source, config)
    config.data.mkdir(parents=True, exist_ok=True)
    fresh = config.data / "restoring.db"
    shutil.copyfile(source, fresh)
    fresh.chmod(0o600)
    aside = _move_aside(config)
    fresh.rename(config.database)
    return aside


def _move_aside(config: Config) -> Path | None:
    """An old write-ahead log must never be replayed over the restored file: all three files go."""
    aside = None
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for suffix in ("", "-wal", "-shm"):
        old = config.database.with_name(config.database.name + suffix)
        if old.exists():
            moved = config.data / f"before-restore-{stamp}.db{suffix}"
            old.rename(moved)
            aside = aside or moved
    return aside


def checksum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def _check_backup_key(source: Path, config: Config) -> None:
    with opened(source) as db:
        digests = [row["digest"] for row in db.query("select digest from key_check")] if "key_check" in db.table_names() else []
    if not digests:
        raise Refused("%(path)s is not a backup of Ombord.", path=source)
    if not hmac.compare_digest(digests[0], config.subkey("check").hex()):
        raise Refused("This backup belongs to another key. Set OMBORD_KEY, or put its file called key into %(data)s, then restore again.", data=config.data)


def _copy(db: Database, target: Path) -> None:
    other = sqlite3.connect(str(target))
    try:
        db.conn.backup(other)
        other.execute("PRAGMA journal_mode=DELETE")
    finally:
        other.close()
    target.chmod(0o600)


def _check(path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
            sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not raw.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise Refused("%(path)s is not a sound database: %(error)s.", path=path, error=error) from error
    if not sound:
        raise Refused("%(path)s is damaged and was not used.", path=path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
