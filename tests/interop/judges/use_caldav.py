"""Radicale or Xandikos, servers of calendars: the file is put where the one before was, and the server says what falls in the year.

A second file with the same UID must be refused: so a UID that changed with an update would show.
"""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import reading
import vobject

REPORT = """<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data><C:expand start="20270101T000000Z" end="20280101T000000Z"/></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="20270101T000000Z" end="20280101T000000Z"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


def command(server: str, folder: str, port: int) -> tuple[list[str], str]:
    """How the server is started, and the path of its calendar."""
    if server == "radicale":
        options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--rights-type", "owner_only", "--storage-filesystem-folder", folder]
        return [sys.executable, "-m", "radicale", "--config", "", *options], "/asa/work/"
    return [sys.executable, "-m", "xandikos", "serve", "-d", folder, "--defaults", "--current-user-principal", "/asa/", "-l", "127.0.0.1", "-p", str(port)], "/asa/calendars/calendar/"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Calendar:
    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, method: str, name: str = "", body: bytes = b"", kind: str = "text/calendar; charset=utf-8") -> tuple[int, str]:
        headers = {"Content-Type": kind, "Depth": "1", "Authorization": "Basic " + b64encode(b"asa:x").decode()}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.url + name, body or None, headers, method=method), timeout=60) as said:
                return said.status, said.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")

    def put(self, file: str) -> list[str]:
        """Put a file in the place of the one before. Returns what was wrong."""
        place = Path(file).stem.split("-")[0] + ".ics"
        content = Path(file).read_bytes()
        code, said = self.ask("PUT", place, content)
        again, _said = self.ask("PUT", "again-" + place, content)
        return [*([f"PUT {code}: {said[:100]}"] if code not in (201, 204) else []), *(["the same UID was taken twice"] if again not in (403, 409, 412) else [])]

    def events(self) -> dict[str, list[reading.Event]]:
        """What falls in the year, by UID: times in UTC, as the server works them out."""
        _code, said = self.ask("REPORT", "", REPORT.encode(), "application/xml")
        found: dict[str, list[reading.Event]] = {}
        for text in re.findall(r"BEGIN:VCALENDAR.*?END:VCALENDAR", said.replace("&#13;", "").replace("&quot;", '"').replace("&amp;", "&"), re.S):
            for event in vobject.readOne(text).vevent_list:
                seen = reading.seen(event.uid.value, event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC), event.summary.value, event.status.value)
                found.setdefault(event.uid.value, []).append(seen)
        return found


def wait(port: int) -> None:
    until = datetime.now(UTC).timestamp() + 30
    while datetime.now(UTC).timestamp() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def main(server: str, files: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        words, path = command(server, folder, port)
        with open(Path(folder, "log"), "w") as log, subprocess.Popen(words, stdout=log, stderr=log) as process:
            try:
                wait(port)
                judge(Calendar(f"http://127.0.0.1:{port}{path}"), files)
            finally:
                process.terminate()


def judge(calendar: Calendar, files: list[str]) -> None:
    calendar.ask("MKCALENDAR")
    for _step, together in groupby(files, lambda file: Path(file).stem.split("-")[1]):
        remarks = {file: calendar.put(file) for file in together}
        shown = calendar.events()
        for file, wrong in remarks.items():
            print(json.dumps({"file": file, "events": shown.get(reading.uid(file), []), "remarks": wrong}))


main(sys.argv[1], sys.argv[2:])
