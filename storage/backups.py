"""Backup of the living database, and restore."""

import contextlib
import hashlib
import hmac
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

from config import Config
from errors import Refused
from storage.connections import DatabaseError, OperationalError, opened

COPIES_LAST = timedelta(days=30)


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
    try:
        with opened(database) as db:
            copy(db, target)
        _check(target)
        checksum_file(target).write_text(f"{_sha256(target)}  {target.name}\n")
    except (OSError, DatabaseError) as error:
        target.unlink(missing_ok=True)
        raise Refused("%(path)s could not be written (%(error)s).", path=target, error=error) from error
    return target.stat().st_size


def restore(source: Path, config: Config, now: datetime) -> Path | None:
    """Put a backup in the database's place. Returns where the database that was there now lies, if there was one.

    Raises Refused, and changes nothing, when the backup is damaged or belongs to another key, or while Ombord runs.
    """
    if not source.is_file():
        raise Refused("There is no file %(path)s.", path=source)
    if checksum_file(source).exists() and checksum_file(source).read_text().split()[:1] != [_sha256(source)]:
        raise Refused("%(path)s is not what was saved: its checksum differs.", path=source)
    _check(source)
    _check_key(source, config)
    _refuse_running(config)
    config.data.mkdir(0o700, parents=True, exist_ok=True)
    fresh = config.data / "restoring.db"
    fresh.touch(0o600)
    fresh.chmod(0o600)
    shutil.copyfile(source, fresh)
    aside = _move_aside(config, now)
    fresh.rename(config.database)
    return aside


def checksum_file(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def copy(db: Database, target: Path) -> None:
    """Copy a database, which this connection is not writing to, to a file that only its owner may read."""
    target.touch(0o600)
    with contextlib.closing(sqlite3.connect(str(target))) as other:
        db.conn.backup(other)
        other.execute("PRAGMA journal_mode=DELETE")


def drop_old_copies(config: Config, now: datetime) -> int:
    """Delete the copies kept before updates and restores that are too old to be of use: they hold what was erased since. Returns how many files."""
    oldest = stamp(now - COPIES_LAST)
    old = [file for pattern in ("before-update-*.db*", "before-restore-*.db*") for file in config.data.glob(pattern) if file.name.split("-")[2] < oldest]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%S}"


def _refuse_running(config: Config) -> None:
    """Whoever has the database open would go on writing into the file that is moved aside."""
    if not config.database.exists():
        return
    with contextlib.suppress(DatabaseError), contextlib.closing(sqlite3.connect(str(config.database), timeout=1)) as raw:
        try:
            raw.execute("PRAGMA journal_mode=DELETE")  # only the last one at a database can leave WAL mode
        except OperationalError as error:
            if "locked" in str(error):
                raise Refused("Ombord is running on this data. Stop it first, then restore.") from error


def _move_aside(config: Config, now: datetime) -> Path | None:
    """An old write-ahead log must never be replayed over the restored file: all three files go."""
    aside = None
    for suffix in ("", "-wal", "-shm"):
        old = config.database.with_name(config.database.name + suffix)
        if old.exists():
            moved = config.data / f"before-restore-{stamp(now)}.db{suffix}"
            old.rename(moved)
            aside = aside or moved
    return aside


def _check_key(source: Path, config: Config) -> None:
    with opened(source) as db:
        digests = [row["digest"] for row in db.query("select digest from key_check")] if "key_check" in db.table_names() else []
    if not digests:
        raise Refused("%(path)s is not a backup of Ombord.", path=source)
    if not hmac.compare_digest(digests[0], config.subkey("check").hex()):
        raise Refused("This backup belongs to another key. Set OMBORD_KEY, or put its file called key into %(data)s, then restore again.", data=config.data)


def _check(path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
            sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not raw.execute("PRAGMA foreign_key_check").fetchall()
    except DatabaseError as error:
        raise Refused("%(path)s is not a sound database: %(error)s.", path=path, error=error) from error
    if not sound:
        raise Refused("%(path)s is damaged and was not used.", path=path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
