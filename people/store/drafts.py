"""What has been uploaded, between its preview and its confirmation."""

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from people.roster import Draft, Line, Table


def insert_draft(db: Database, draft: Draft, now: datetime) -> None:
    db.execute(
        "insert into import_draft(id, person_id, created_at, filename, content) values (?, ?, ?, ?, ?)",
        [draft.id, draft.person_id, storage.text(now), draft.filename, _written(draft)],
    )


def get_draft(db: Database, number: str, person_id: int) -> Draft:
    """Somebody's own draft. Raises NotFound for another's, and when it is gone."""
    for row in db.query("select id, person_id, filename, content from import_draft where id = ? and person_id = ?", [number, person_id]):
        return _draft(row)
    raise NotFound("draft")


def update_draft(db: Database, draft: Draft) -> None:
    db.execute("update import_draft set content = ? where id = ?", [_written(draft), draft.id])


def delete_draft(db: Database, number: str, person_id: int) -> None:
    db.execute("delete from import_draft where id = ? and person_id = ?", [number, person_id])


def delete_old_drafts(db: Database, before: datetime) -> int:
    return int(db.execute("delete from import_draft where created_at < ?", [storage.text(before)]).rowcount)


def _written(draft: Draft) -> str:
    return json.dumps({"headings": draft.table.headings, "groups": draft.groups, "lines": [[line.number, *line.cells] for line in draft.table.lines]})


def _draft(row: dict[str, Any]) -> Draft:
    kept = json.loads(row["content"])
    table = Table(tuple(kept["headings"]), tuple(Line(number, tuple(cells)) for number, *cells in kept["lines"]))
    return Draft(row["id"], row["person_id"], row["filename"], table, tuple(kept["groups"]))
