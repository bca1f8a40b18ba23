"""khal, a calendar in the terminal: one calendar, into which everybody's invites are imported, then all updates, and so on."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import reading

SETTINGS = """
[calendars]
[[work]]
path = {folder}/work
[locale]
local_timezone = Europe/Stockholm
default_timezone = Europe/Stockholm
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "Europe/Stockholm"}


def khal(folder: str, *words: str) -> str:
    done = subprocess.run(["khal", "-c", f"{folder}/khal.conf", *words], capture_output=True, text=True, timeout=120, env={**ENVIRONMENT, "HOME": folder}, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-500:])
    return done.stdout


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Stockholm"))


def listed(folder: str) -> dict[str, list[reading.Event]]:
    """What the calendar shows in the year, by UID."""
    events: dict[str, list[reading.Event]] = {}
    for line in khal(folder, "list", "--day-format", "", "2027-01-01", "365d", "--format", "{uid}|{start-long}|{end-long}|{status}|{title}").splitlines():
        uid, start, end, status, title = line.split("|", 4)
        events.setdefault(uid, []).append(reading.seen(uid, instant(start), instant(end), title, status.strip()))
    return events


def main(files: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "khal.conf").write_text(SETTINGS.format(folder=folder))
        for _step, together in groupby(files, lambda file: Path(file).stem.split("-")[1]):
            imported = list(together)
            khal(folder, "import", "--batch", "-a", "work", *imported)
            shown = listed(folder)
            for file in imported:
                print(json.dumps({"file": file, "events": [event for uid in reading.uids(file) for event in shown.get(uid, [])]}))


main(sys.argv[1:])
