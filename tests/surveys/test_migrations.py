"""A database of an earlier version keeps all it holds."""

from pathlib import Path

from sqlite_utils import Database, Migrations

import storage
from people.migrations import migrations as people
from surveys.migrations import migrations


def _until(name: str) -> Migrations:
    """The history up to a step."""
    some = Migrations(migrations.name)
    for one in migrations._migrations[: [step.name for step in migrations._migrations].index(name) + 1]:
        some(name=one.name)(one.fn)
    return some


class TestResults:
    """m006: the table of rounds is made anew."""

    def test_rounds_and_what_hangs_on_them_stay(self, tmp_path: Path) -> None:
        with storage.opened(tmp_path / "old.db") as db:
            people.apply(db)
            _until("m005_messages").apply(db)
            db.execute("insert into survey(id, title, created_at) values (1, 'How is it going?', '2026-01-01T09:00:00Z')")
            db.execute("insert into questionnaire(id, survey_id, version, definition) values (1, 1, 1, '{}')")
            for number in (1, 2, 3):
                db.execute("insert into wave(survey_id, number, questionnaire_id, level, k, kc, closes, zone, keep_months) values (1, ?, 1, 'anonymous', 5, 10, '2026-02-01T09:00', 'UTC', 24)", [number])
            db.execute("update wave set state = 'open', opened_at = '2026-01-02T09:00:00Z' where id = 1")
            db.execute("insert into comment(id, wave_id, question_id, text) values (x'01', 1, 'more', 'Fewer fields.')")
            db.execute("delete from wave where id = 3")
            before = [dict(row) for row in db.query("select * from wave")]
            db.execute("PRAGMA foreign_keys=OFF")
            migrations.apply(db)
            db.execute("PRAGMA foreign_keys=ON")
            after = list(db.query("select * from wave"))
            assert [{name: row[name] for name in before[0]} for row in after] == before
            assert [row["text"] for row in db.query("select text from comment where wave_id = 1")] == ["Fewer fields."]
            assert not list(db.query("PRAGMA foreign_key_check"))
            assert db.execute("insert into wave(survey_id, number, questionnaire_id, level, k, kc, closes, zone, keep_months) values (1, 4, 1, 'confidential', 5, 10, '2026-02-01T09:00', 'UTC', 24)").lastrowid == 4  # 3 was given once

    def test_the_freeze_holds_on(self, db: Database) -> None:
        triggers = {row["name"] for row in db.query("select name from sqlite_master where type = 'trigger'")}
        assert {"wave_frozen", "wave_opened", "wave_closed", "wave_released", "wave_closed_at", "questionnaire_frozen"} <= triggers
