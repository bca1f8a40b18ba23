"""Bringing the database to the newest schema."""

import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database, Migrations

from config import Config
from errors import Refused
from storage.backups import copy, stamp
from storage.connections import DatabaseError, OperationalError, opened, write


def migrate(config: Config, sets: Iterable[Migrations], now: datetime) -> None:
    """Bring the database to the newest schema, all or nothing; a copy is kept of one that had data.

    Raises Refused when the file is damaged, newer than this version, or sealed with another key.
    """
    sets = list(sets)
    config.data.mkdir(0o700, parents=True, exist_ok=True)
    try:
        if not config.database.exists():
            config.database.touch(0o600)  # names and mails are in it; what SQLite puts beside it is as private
        with opened(config.database) as db:
            _refuse_damaged(db)
            _refuse_newer(db, sets)
            _update(db, sets, config, now)
            _check_key(db, config)
    except (OperationalError, OSError) as error:
        raise Refused("The database %(path)s cannot be used (%(error)s). Is another program busy with it, or the disk full?", path=config.database, error=error) from error
    except DatabaseError as error:
        raise Refused("The database %(path)s is damaged (%(error)s). Restore the latest backup: python app.py restore FILE", path=config.database, error=error) from error


def _refuse_damaged(db: Database) -> None:
    [(found,)] = db.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise DatabaseError(str(found).splitlines()[-1])


def _refuse_newer(db: Database, sets: list[Migrations]) -> None:
    if "_sqlite_migrations" not in db.table_names():
        return
    known = {(one.name, m.name) for one in sets for m in one._migrations}
    applied = {(row["migration_set"], row["name"]) for row in db.query("select migration_set, name from _sqlite_migrations")}
    if applied - known:
        raise Refused("The database was written by a newer version of Ombord. Start that version, or restore an older backup.")


def _update(db: Database, sets: list[Migrations], config: Config, now: datetime) -> None:
    db.enable_wal()  # each time: a restored backup is not in WAL mode
    if any(one.pending(db) for one in sets):
        db.execute("PRAGMA foreign_keys=OFF")
        try:
            _apply(db, sets, config, now)
        finally:
            db.execute("PRAGMA foreign_keys=ON")


def _apply(db: Database, sets: list[Migrations], config: Config, now: datetime) -> None:
    with write(db):
        if not any(one.pending(db) for one in sets):
            return  # another process was first
        if db.table_names():
            with opened(config.database) as before:  # a connection of its own: one that writes cannot be copied
                copy(before, config.data / f"before-update-{stamp(now)}.db")
        for one in sets:
            one.apply(db)
        db.execute("create table if not exists key_check(id integer primary key check (id = 1), digest text not null) strict")
        if list(db.query("PRAGMA foreign_key_check")):
            raise Refused("The update would break references in the database; nothing was changed.")


def _check_key(db: Database, config: Config) -> None:
    digest = config.subkey("check").hex()
    with write(db):
        db.execute("insert into key_check(id, digest) values (1, ?) on conflict do nothing", [digest])
        [row] = db.query("select digest from key_check")
    if not hmac.compare_digest(row["digest"], digest):
        raise Refused("The database belongs to another key. Set OMBORD_KEY, or put the file called key back into %(data)s.", data=config.data)
