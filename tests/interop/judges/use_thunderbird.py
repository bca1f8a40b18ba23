"""Thunderbird as somebody uses it: each mail is opened, what its bar offers is pressed, and the calendar looked at; a feed is subscribed to."""

import functools
import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.interop.judges import reading
from tests.interop.marionette import Marionette, thunderbird
from tests.servers import MailServer, wait_for

ME = "Kalle Ångström", "kalle.angstrom@nordverk.example.com"


def main(files: list[str]) -> None:
    mails, feeds = [[file for file in files if file.endswith("-feed.ics") is feed] for feed in (False, True)]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        sent = Path(folder, "sent")
        sent.mkdir()
        smtp = MailServer(sent)
        try:
            with thunderbird(Path(folder, "profile"), *ME, [Path(file).with_suffix(".eml").read_bytes() for file in mails], smtp.port) as program:
                wait_for(lambda: program.call("openInbox", len(mails)))
                for number, file in enumerate(mails):
                    _say(file, **_judged(program, number, reading.uid(file)))
                for file in feeds:
                    with _served(Path(file)) as address:
                        _say(file, events=program.call("subscribe", address))
            _say("all", events=[], remarks=[f"{len(smtp.files)} answers mailed"])
        finally:
            smtp.stop()


def _say(file: str, **said: Any) -> None:
    print(json.dumps({"file": file, **said}), flush=True)


@contextmanager
def _served(file: Path) -> Iterator[str]:
    """The address at which a file is served."""
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(file.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{file.name}"
        server.shutdown()


def _judged(program: Marionette, number: int, uid: str) -> dict[str, Any]:
    """What the calendar holds after the mail; an event that has gone counts as cancelled."""
    offered = program.call("show", number)
    if not offered:
        return {"error": "nothing is offered"}
    before = _found(program, uid)
    program.call("press", offered[0])
    wait_for(lambda: _found(program, uid) != before)
    found = _found(program, uid)
    return {"events": found or [{"uid": uid, "cancelled": offered[0] == "Delete"}], "offered": offered}


def _found(program: Marionette, uid: str) -> list[dict[str, Any]]:
    return [event for event in program.call("events") or () if event["uid"] == uid]  # None while a question was answered


if __name__ == "__main__":
    main(sys.argv[1:])
