"""The one file of data: what is written is whole, an update is all or nothing, a backup is what it says."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing.connection import Connection
from pathlib import Path

import flask
import pytest
from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3

import storage
from config import Config, from_environment
from errors import Refused

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = "a key that only the tests know, ever"
SECRET = "Perhaps nobody should ever read this sentence again"

# several processes at once, as the server and the commands are; fork would carry locks along
PROCESSES = multiprocessing.get_context("spawn")


def sets(*later: Callable[[Database], None]) -> list[Migrations]:
    """A schema of one table, and what comes later."""
    migrations = Migrations("things")

    @migrations()
    def m001_thing(db: Database) -> None:
        db.execute("create table thing(id integer primary key, name text not null) strict")
        db.execute("create table part(thing_id integer not null references thing(id)) strict")

    for number, step in enumerate(later, 2):
        migrations(name=f"m{number:03}")(step)
    return [migrations]


@pytest.fixture()
def config(tmp_path: Path) -> Config:
    return from_environment({"OMBORD_DATA": str(tmp_path / "data"), "OMBORD_KEY": KEY})


@pytest.fixture()
def database(config: Config) -> Path:
    storage.migrate(config, sets(), NOW)
    return config.database


def add(db: Database, *names: str) -> None:
    with storage.write(db):
        for name in names:
            db.execute("insert into thing(name) values (?)", [name])


def names(path: Path) -> list[str]:
    with storage.opened(path) as db:
        return [row["name"] for row in db.query("select name from thing order by id")]


class TestPrivacy:
    def test_only_the_owner_may_read_the_data(self, tmp_path: Path) -> None:
        old = os.umask(0o022)
        try:
            config = from_environment({"OMBORD_DATA": str(tmp_path / "data")})
            storage.migrate(config, sets(), NOW)
            with storage.opened(config.database) as db, storage.write(db):
                db.execute("create table one(a)")
                files = {file.name: file.stat().st_mode & 0o077 for file in (config.data, *config.data.iterdir())}
        finally:
            os.umask(old)
        assert files == dict.fromkeys(("data", "key", "ombord.db", "ombord.db-wal", "ombord.db-shm"), 0)


class TestConnections:
    def test_references_are_kept_and_commits_reach_the_disk(self, database: Path) -> None:
        with storage.opened(database) as db:
            settings = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous", "secure_delete", "journal_mode")}
            assert settings == {"foreign_keys": 1, "synchronous": 2, "secure_delete": 1, "journal_mode": "wal"}
            with pytest.raises(storage.IntegrityError), storage.write(db):
                db.execute("insert into part(thing_id) values (7)")

    def test_what_is_left_open_is_rolled_back(self, database: Path) -> None:
        with storage.opened(database) as db:
            db.execute("begin immediate")
            db.execute("insert into thing(name) values ('half')")
        assert names(database) == []

    def test_instants_sort_as_texts_and_come_back_aware(self) -> None:
        stockholm = timezone(timedelta(hours=1))
        assert storage.text(datetime(2026, 11, 23, 10, 0, tzinfo=stockholm)) == "2026-11-23T09:00:00Z"
        assert storage.instant("2026-11-23T09:00:00Z") == NOW
        assert storage.maybe_instant(None) is None


class TestWriting:
    def test_all_or_nothing(self, database: Path) -> None:
        with storage.opened(database) as db:
            with pytest.raises(ZeroDivisionError), storage.write(db):
                db.execute("insert into thing(name) values ('half')")
                raise ZeroDivisionError
            add(db, "whole")
        assert names(database) == ["whole"]

    def test_a_part_that_fails_takes_only_itself_back(self, database: Path) -> None:
        with storage.opened(database) as db, storage.write(db):
            db.execute("insert into thing(name) values ('outer')")
            with pytest.raises(ZeroDivisionError), storage.write(db):
                db.execute("insert into thing(name) values ('inner')")
                raise ZeroDivisionError
        assert names(database) == ["outer"]

    def test_a_part_counts_only_with_the_whole(self, database: Path) -> None:
        with storage.opened(database) as db, pytest.raises(ZeroDivisionError), storage.write(db):
            add(db, "inner")
            raise ZeroDivisionError
        assert names(database) == []

    def test_a_commit_that_fails_leaves_nothing_open(self, database: Path) -> None:
        with storage.opened(database) as db:
            with pytest.raises(storage.IntegrityError), storage.write(db):
                db.execute("PRAGMA defer_foreign_keys=ON")
                db.execute("insert into part(thing_id) values (7)")
            add(db, "next")
        assert names(database) == ["next"]

    def test_a_reader_is_never_in_the_way(self, database: Path) -> None:
        with storage.opened(database) as reader, storage.opened(database) as writer:
            reader.execute("begin")
            assert reader.execute("select count(*) from thing").fetchone() == (0,)
            add(writer, "meanwhile")
            assert reader.execute("select count(*) from thing").fetchone() == (0,)

    def test_who_reads_and_then_writes_counts_everybody(self, database: Path) -> None:
        """Eight threads each read a number and store the next: no number is lost, nobody is told that the database is busy."""
        threads = [threading.Thread(target=count_up, args=(database, 25)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert names(database) == [str(number) for number in range(200)]

    def test_processes_count_together_too(self, database: Path) -> None:
        workers = [PROCESSES.Process(target=count_up, args=(database, 20)) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
        assert names(database) == [str(number) for number in range(80)]


def count_up(path: Path, times: int) -> None:
    with storage.opened(path) as db:
        for _ in range(times):
            with storage.write(db):
                [row] = db.query("select count(*) as n from thing")
                db.execute("insert into thing(name) values (?)", [str(row["n"])])


def add_colour(db: Database) -> None:
    db.execute("alter table thing add column colour text")


def break_midway(db: Database) -> None:
    db.execute("alter table thing add column size integer")
    raise ZeroDivisionError


def lose_a_thing(db: Database) -> None:
    db.execute("delete from thing")


def columns(path: Path) -> list[str]:
    with storage.opened(path) as db:
        return [column.name for column in db["thing"].columns]


class TestUpdating:
    def test_a_second_start_changes_nothing(self, config: Config, database: Path) -> None:
        before = database.read_bytes()
        storage.migrate(config, sets(), NOW)
        assert (database.read_bytes(), sorted(file.name for file in config.data.iterdir())) == (before, ["ombord.db"])

    def test_an_update_keeps_a_copy_of_what_was(self, config: Config, database: Path) -> None:
        with storage.opened(database) as db:
            add(db, "old")
        storage.migrate(config, sets(add_colour), NOW)
        assert columns(database) == ["id", "name", "colour"]
        assert columns(config.data / "before-update-20261123T090000.db") == ["id", "name"]
        assert names(config.data / "before-update-20261123T090000.db") == ["old"]

    def test_an_update_that_breaks_changes_nothing(self, config: Config, database: Path) -> None:
        with pytest.raises(ZeroDivisionError):
            storage.migrate(config, sets(add_colour, break_midway), NOW)
        assert columns(database) == ["id", "name"]

    def test_an_update_that_would_break_references_is_refused(self, config: Config, database: Path) -> None:
        with storage.opened(database) as db:
            add(db, "kept")
            db.execute("insert into part(thing_id) values (1)")
        with pytest.raises(Refused, match="references"):
            storage.migrate(config, sets(lose_a_thing), NOW)
        assert names(database) == ["kept"]

    def test_many_can_start_at_once(self, config: Config) -> None:
        workers = [PROCESSES.Process(target=start, args=(str(config.data), number)) for number in range(6)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert [worker.exitcode for worker in workers] == [0] * 6
        assert columns(config.database) == ["id", "name", "colour"]

    def test_many_can_update_at_once(self, config: Config, database: Path) -> None:
        with storage.opened(database) as db:
            add(db, "old")
        workers = [PROCESSES.Process(target=start, args=(str(config.data), number)) for number in range(6)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert [worker.exitcode for worker in workers] == [0] * 6
        [copy] = config.data.glob("before-update-*.db")
        assert (columns(copy), columns(database), names(database)) == (["id", "name"], ["id", "name", "colour"], ["old"])

    @pytest.mark.parametrize("step", [0, 1, 20, 39])
    def test_killed_midway_it_is_as_before_and_the_next_start_goes_on(self, config: Config, database: Path, step: int) -> None:
        here, there = PROCESSES.Pipe()
        worker = PROCESSES.Process(target=update_step_by_step, args=(str(config.data), there))
        worker.start()
        while here.recv() < step:
            here.send("go on")
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        assert columns(database) == ["id", "name"]
        storage.migrate(config, sets(add_columns), NOW)
        assert len(columns(database)) == 42

    def test_a_newer_database_is_refused(self, config: Config, database: Path) -> None:
        storage.migrate(config, sets(add_colour), NOW)
        with pytest.raises(Refused, match="newer version"):
            storage.migrate(config, sets(), NOW)

    def test_another_key_is_refused(self, config: Config, database: Path) -> None:
        with pytest.raises(Refused, match="another key"):
            storage.migrate(from_environment({"OMBORD_DATA": str(config.data), "OMBORD_KEY": KEY + "!"}), sets(), NOW)

    @pytest.mark.parametrize("damage", ["header", "half", "middle"])
    def test_a_damaged_file_is_refused_and_left_as_it_is(self, config: Config, database: Path, damage: str) -> None:
        with storage.opened(database) as db:
            add(db, *(f"{number} " * 200 for number in range(100)))
            storage.forget_deleted(db)
        spoil(database, damage)
        before = database.read_bytes()
        with pytest.raises(Refused, match=r"is damaged .* Restore the latest backup"):
            storage.migrate(config, sets(), NOW)
        assert database.read_bytes() == before

    def test_a_busy_database_is_not_called_damaged(self, config: Config, database: Path) -> None:
        with pytest.raises(Refused, match="cannot be used") as refused, storage.opened(database) as other:
            other.execute("begin exclusive")
            other.execute("PRAGMA locking_mode=EXCLUSIVE")
            raise_soon(config)
        assert "damaged" not in str(refused.value)


def raise_soon(config: Config) -> None:
    """Migrate, waiting for a busy database a tenth of a second instead of ten."""
    real = sqlite3.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda path, timeout, **options: real(path, timeout=0.1, **options))
        storage.migrate(config, sets(), NOW)


def spoil(path: Path, damage: str) -> None:
    content = bytearray(path.read_bytes())
    if damage == "header":
        content[:100] = b"\0" * 100
    elif damage == "half":
        del content[len(content) // 2:]
    else:
        content[4096 * 6:4096 * 8] = b"\xff" * 8192
    path.write_bytes(content)


def start(data: str, number: int) -> None:
    storage.migrate(from_environment({"OMBORD_DATA": data, "OMBORD_KEY": KEY}), sets(add_colour), NOW + timedelta(seconds=number))


def add_columns(db: Database) -> None:
    for number in range(40):
        db.execute(f"alter table thing add column c{number} text")


def update_step_by_step(data: str, told: Connection) -> None:
    def step_by_step(db: Database) -> None:
        for number in range(40):
            db.execute(f"alter table thing add column c{number} text")
            told.send(number)
            told.recv()

    storage.migrate(from_environment({"OMBORD_DATA": data, "OMBORD_KEY": KEY}), sets(step_by_step), NOW)


class TestBackup:
    def test_while_others_write_it_is_one_moment(self, database: Path, tmp_path: Path) -> None:
        """Two rows are always written together: no backup has one without the other."""
        stop = threading.Event()

        def write_pairs() -> None:
            with storage.opened(database) as db:
                while not stop.is_set():
                    add(db, "left", "right")

        writer = threading.Thread(target=write_pairs)
        writer.start()
        try:
            for number in range(8):
                storage.backup(database, tmp_path / f"{number}.db")
        finally:
            stop.set()
            writer.join()
        for number in range(8):
            found = names(tmp_path / f"{number}.db")
            assert found == ["left", "right"] * (len(found) // 2)
        assert len(names(tmp_path / "7.db")) > len(names(tmp_path / "0.db"))

    def test_its_checksum_lies_beside_it_and_only_the_owner_may_read_it(self, database: Path, tmp_path: Path) -> None:
        target = tmp_path / "monday.db"
        assert storage.backup(database, target) == target.stat().st_size
        assert subprocess.run(["sha256sum", "-c", "monday.db.sha256"], cwd=tmp_path, capture_output=True, check=False).returncode == 0
        assert target.stat().st_mode & 0o077 == 0

    def test_the_key_is_not_in_it(self, tmp_path: Path) -> None:
        config = from_environment({"OMBORD_DATA": str(tmp_path / "data")})
        storage.migrate(config, sets(), NOW)
        storage.backup(config.database, tmp_path / "copy.db")
        written = (config.data / "key").read_text().strip().encode()
        assert len(written) > 32
        content = (tmp_path / "copy.db").read_bytes()
        assert [secret for secret in (written, config.key, config.subkey("links"), config.subkey("cookies")) if secret in content or secret.hex().encode() in content] == []

    def test_nothing_is_overwritten(self, database: Path, tmp_path: Path) -> None:
        (tmp_path / "taken.db").write_text("precious")
        with pytest.raises(Refused, match="exists already"):
            storage.backup(database, tmp_path / "taken.db")
        assert (tmp_path / "taken.db").read_text() == "precious"

    def test_a_folder_that_is_not_there_is_named(self, database: Path, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="folder"):
            storage.backup(database, tmp_path / "nowhere" / "copy.db")

    def test_a_damaged_database_gives_no_backup(self, database: Path, tmp_path: Path) -> None:
        with storage.opened(database) as db:
            add(db, *(f"{number} " * 200 for number in range(100)))
            storage.forget_deleted(db)
        spoil(database, "middle")
        with pytest.raises(Refused):
            storage.backup(database, tmp_path / "copy.db")


class TestRestore:
    @pytest.fixture()
    def saved(self, database: Path, tmp_path: Path) -> Path:
        with storage.opened(database) as db:
            add(db, "saved")
        storage.backup(database, tmp_path / "saved.db")
        return tmp_path / "saved.db"

    def test_what_was_saved_is_back_and_what_was_there_is_kept(self, config: Config, saved: Path) -> None:
        with storage.opened(config.database) as db:
            add(db, "later")
        aside = storage.restore(saved, config, NOW)
        assert aside == config.data / "before-restore-20261123T090000.db"
        assert (names(config.database), names(aside)) == (["saved"], ["saved", "later"])

    def test_it_starts_again_as_before(self, config: Config, saved: Path) -> None:
        storage.restore(saved, config, NOW)
        storage.migrate(config, sets(), NOW)
        with storage.opened(config.database) as db:
            assert db.journal_mode == "wal"

    def test_a_dead_servers_log_is_not_replayed(self, config: Config, saved: Path) -> None:
        """Copying a backup over the file of a server that was killed brings its later rows back: its log lies beside it."""
        subprocess.run([sys.executable, "-c", DIE_WRITING, str(config.database)], check=False, cwd=Path(__file__).parent.parent)
        assert config.database.with_name("ombord.db-wal").stat().st_size
        storage.restore(saved, config, NOW)
        assert names(config.database) == ["saved"]

    def test_what_was_there_may_be_damaged(self, config: Config, saved: Path) -> None:
        spoil(config.database, "header")
        config.database.with_name("ombord.db-wal").write_bytes(b"rubbish")
        storage.restore(saved, config, NOW)
        assert names(config.database) == ["saved"]

    def test_into_an_empty_folder(self, tmp_path: Path, saved: Path) -> None:
        elsewhere = from_environment({"OMBORD_DATA": str(tmp_path / "new" / "place"), "OMBORD_KEY": KEY})
        assert storage.restore(saved, elsewhere, NOW) is None
        assert names(elsewhere.database) == ["saved"]

    @pytest.mark.parametrize("damage", ["header", "half", "middle", "bit", "checksum"])
    def test_a_damaged_backup_changes_nothing(self, config: Config, saved: Path, damage: str) -> None:
        if damage == "checksum":
            storage.checksum_file(saved).write_text("")
        elif damage == "bit":
            saved.write_bytes(saved.read_bytes().replace(b"saved", b"taved"))
        else:
            spoil(saved, damage)
        self.refused(saved, config, "checksum")

    @pytest.mark.parametrize("damage", ["header", "half"])
    def test_neither_does_one_that_lost_its_checksum(self, config: Config, saved: Path, damage: str) -> None:
        storage.checksum_file(saved).unlink()
        spoil(saved, damage)
        self.refused(saved, config, "sound|damaged|not a backup")

    def test_nor_one_of_another_key(self, config: Config, saved: Path) -> None:
        stranger = from_environment({"OMBORD_DATA": str(config.data), "OMBORD_KEY": KEY + "!"})
        self.refused(saved, stranger, "another key")

    def test_nor_what_is_no_backup_at_all(self, config: Config, saved: Path, tmp_path: Path) -> None:
        with storage.opened(tmp_path / "other.db") as db:
            db.execute("create table other(id integer primary key) strict")
        (tmp_path / "text.db").write_text("I am a text, and longer than the hundred bytes that every database of this kind begins with, at least.")
        for name in ("other.db", "text.db", "missing.db"):
            self.refused(tmp_path / name, config, name)

    def test_not_while_it_runs(self, config: Config, saved: Path) -> None:
        with storage.kept_open(config.database):
            self.refused(saved, config, "is running")
        storage.restore(saved, config, NOW)

    def refused(self, source: Path, config: Config, words: str) -> None:
        before = names(config.database)
        with pytest.raises(Refused, match=words):
            storage.restore(source, config, NOW)
        assert names(config.database) == before
        assert not list(config.data.glob("*restor*"))


DIE_WRITING = """
import os, signal, sys
from pathlib import Path
import storage
db = storage.connect(Path(sys.argv[1]))
with storage.write(db):
    db.execute("insert into thing(name) values ('after the backup')")
os.kill(os.getpid(), signal.SIGKILL)
"""


class TestForgetting:
    def test_what_is_deleted_is_in_no_file(self, config: Config, database: Path) -> None:
        with storage.kept_open(database) as db:
            add(db, *(f"{number} {SECRET}" for number in range(500)), "kept")
            assert SECRET.encode() in everything(config.data)
            with storage.write(db):
                db.execute("delete from thing where name <> 'kept'")
            assert storage.forget_deleted(db)
            assert SECRET.encode() not in everything(config.data)
            assert names(database) == ["kept"]

    def test_it_says_when_a_reader_holds_on_to_it(self, database: Path) -> None:
        with storage.opened(database) as db, storage.opened(database) as reader:
            add(db, SECRET)
            reader.execute("begin")
            reader.execute("select * from thing").fetchall()
            with storage.write(db):
                db.execute("delete from thing")
            db.execute("PRAGMA busy_timeout=100")
            assert not storage.forget_deleted(db)
            reader.rollback()
            assert storage.forget_deleted(db)


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_sqlite_is_one_without_the_known_fault() -> None:
    """Versions before 3.51.3 can corrupt a database in WAL mode when two connections checkpoint at once."""
    if sys.platform == "linux" and os.uname().machine == "x86_64":
        assert tuple(map(int, re.findall(r"\d+", storage.SQLITE_VERSION))) >= (3, 51, 3)


def test_copies_kept_before_updates_and_restores_go_after_a_month(config: Config, app: flask.Flask) -> None:
    for name in ("before-update-20261020T080000.db", "before-restore-20261020T080000.db-wal", "before-update-20261120T080000.db", "mine.db"):
        (config.data / name).write_text("a copy")
    assert storage.drop_old_copies(config, datetime(2026, 11, 23, tzinfo=UTC)) == 2
    assert {file.name for file in config.data.glob("*.db*")} >= {"before-update-20261120T080000.db", "mine.db", "ombord.db"}
    assert not list(config.data.glob("before-*-20261020*"))
