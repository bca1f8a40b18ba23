"""How long 10,000 people take: to read the file, to preview it, to import it, and to import it again.

Run it with `python -m benchmarks.people_import [ROWS]`.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import openpyxl

import app
import storage
from config import from_environment
from people import actions, roster, store

Result = TypeVar("Result")

HEADINGS = ("User ID", "First name", "Last name", "Primary group", "Role", "User plan", "Telephone")


def main(rows: int) -> None:
    lines: list[tuple[str, ...]] = [(f"p{i}@nordverk.example.com", f"First{i}", f"Last{i}", f"Group {i % 40}", f"Role {i % 7}", "Premium", str(i)) for i in range(rows)]
    content = b"".join(roster.as_csv(HEADINGS, lines))
    workbook = _workbook(lines)
    with tempfile.TemporaryDirectory() as folder:
        config = from_environment({"OMBORD_DATA": folder})
        app.create_app(config)
        with storage.opened(Path(folder) / "ombord.db") as db:
            person = store.insert(db, "Åsa Öberg", "asa@nordverk.example.com", ambassador=True)
            _timed("read the CSV file", lambda: roster.read(content))
            _timed("read the XLSX file", lambda: roster.read(workbook))
            draft = _timed("keep the upload", lambda: actions.start_import(db, "people.csv", content, person, datetime.now(UTC)))
            preview = _timed("preview", lambda: actions.preview(db, draft))
            _timed("confirm", lambda: actions.confirm_import(db, draft.id, person, preview.digest))
            _timed("the same again", lambda: actions.import_people(db, "people.csv", content))


def _timed(what: str, do: Callable[[], Result]) -> Result:
    began = time.perf_counter()
    result = do()
    print(f"{what:<20} {time.perf_counter() - began:6.2f} s")
    return result


def _workbook(lines: list[tuple[str, ...]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in (HEADINGS, *lines):
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
