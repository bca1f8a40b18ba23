"""How the judges that are Python libraries say what they see: a line of JSON a file."""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

Event = dict[str, Any]


def seen(uid: object, start: datetime, end: datetime, title: object, status: object, **more: object) -> Event:
    return {"uid": str(uid), "start": start.timestamp(), "end": end.timestamp(), "title": str(title), "cancelled": str(status).upper().endswith("CANCELLED"), **more}


def say(read: Callable[[str], Iterable[Event]]) -> None:
    """Reads every file that is named on the command line."""
    for file in sys.argv[1:]:
        try:
            print(json.dumps({"file": file, "events": list(read(Path(file).read_bytes().decode()))}), flush=True)
        except Exception as error:  # whatever a library does with one file, the others are judged too
            print(json.dumps({"file": file, "error": f"{type(error).__name__}: {error}"[:200]}), flush=True)


def uids(file: str) -> list[str]:
    """Every UID in a file, found without a parser."""
    lines = Path(file).read_bytes().decode().replace("\r\n ", "").splitlines()
    return [line.removeprefix("UID:") for line in lines if line.startswith("UID:")]


def uid(file: str) -> str:
    [only] = uids(file)
    return only
