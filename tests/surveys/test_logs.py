"""Somebody who has the server's logs: what Ombord prints and keeps while people answer tells neither links nor addresses nor devices."""

import contextlib
import http.client
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

import storage
from mail import links
from mail.model import Link
from surveys import sealing, store
from surveys.model import CONFIDENTIAL
from tests import servers
from tests.surveys import rounds
from tests.surveys.worlds import KEY, World

DEVICE, ADDRESS, FROM = "SecretPhone/17 (Ida's own)", "203.0.113.77", "https://intranet.example.com/where-i-came-from"
SOUGHT = "Whistleblower"
SERVER = "import os, app, config; app.create_app(config.from_environment()).run(port=int(os.environ['OMBORD_PORT']))"  # Flask's own, for developers: it writes down what it is asked for
PHRASE = "badulokimeratusapo"
HEADERS = {"User-Agent": DEVICE, "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Referer": FROM, "Content-Type": "application/x-www-form-urlencoded"}


class Running:
    """Ombord in a process of its own, on a round that is open now; everything it prints goes to a file."""

    def __init__(self, folder, *how: str) -> None:
        world = World(folder / "data", Sales=6)
        with world.inside() as db:
            now = datetime.now(UTC)  # the server's own clock is the real one
            self.wave = rounds.opened(db, now, level=CONFIDENTIAL, closes=(now + timedelta(days=20)).replace(tzinfo=None, hour=12, minute=0, second=0, microsecond=0))
            self.tokens = [links.token(world.config, Link("survey", one.id)) for one in store.invitations(db, self.wave.id)]
            self.pseudonyms = [sealing.pseudonym(world.config, self.wave.survey_id, person) for person in world.people.values()]
        self.data, self.port, self.printed = folder / "data", servers.free_port(), folder / "printed"
        settings = {"OMBORD_DATA": str(self.data), "OMBORD_PORT": str(self.port), "OMBORD_KEY": KEY, "OMBORD_PROXY": "127.0.0.1", "PATH": "/usr/bin:/bin"}
        with self.printed.open("w") as file:
            self.process = subprocess.Popen([sys.executable, *(how or ("app.py",))], cwd=servers.ROOT, env=settings, stdout=file, stderr=file)
        servers.wait_for(lambda: re.search("ctrl.c", self.printed.read_text(), re.IGNORECASE))
        self.welcome = self.printed.read_text()

    def ask(self, method: str, path: str, body: str = "") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body, HEADERS)
            return connection.getresponse().status

    def break_off(self, path: str) -> None:
        """Hang up in the middle of a request."""
        with socket.create_connection(("127.0.0.1", self.port)) as wire:
            wire.sendall(f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {DEVICE}\r\nContent-Length: 5000\r\n\r\nsus1=".encode())

    def stop(self) -> str:
        """What was printed after the welcome."""
        self.process.terminate()
        self.process.wait(30)
        return self.printed.read_text().removeprefix(self.welcome)


@pytest.fixture()
def running(tmp_path):
    served = Running(tmp_path)
    yield served
    served.process.kill()
    served.process.wait(30)


def test_nothing_is_printed_and_nothing_kept_of_who_asked_from_where(running):
    mine, other, *_rest = running.tokens
    ratings = "&".join(f"sus{n}=4" for n in range(1, 11))
    assert running.ask("GET", f"/s/{mine}") == 200
    running.ask("POST", f"/s/{mine}", "_to=1")
    running.ask("POST", f"/s/{mine}/answer", f"{ratings}&works=Well&_key=k&_phrase={PHRASE}")
    running.ask("POST", "/reply", f"phrase={running.wave.id}{PHRASE}")
    running.ask("POST", "/reply/messages", f"phrase={running.wave.id}{PHRASE}&part=works&text=Well")
    running.break_off("/reply")
    running.ask("POST", f"/s/{other}/answer", "sus1=99")
    running.ask("PUT", f"/s/{other}")
    running.ask("POST", f"/s/{other}/answer", "x=" + "y" * 4_500_000)
    running.ask("GET", f"/s/{other}?{'z' * 9000}")
    running.break_off(f"/s/{other}/answer")
    running.ask("GET", f"/surveys/1/words?words={SOUGHT}")
    running.ask("GET", f"/s/{mine}/results")
    for wrong in range(40):  # more than the limit allows
        running.ask("GET", f"/s/{mine[:-2]}{wrong:02}")
    with storage.opened(running.data / "ombord.db") as db:
        assert store.rate(db, running.wave.id).answered == 1
    printed = running.stop()
    assert printed.strip() == ""
    _nothing_told(running, b"".join(file.read_bytes() for file in running.data.iterdir()))


def test_not_even_when_something_breaks(running):
    with storage.opened(running.data / "ombord.db") as db:
        db.execute("alter table survey_invitation rename to gone")
    assert running.ask("GET", f"/s/{running.tokens[0]}") in (500, 503)
    printed = running.stop()
    assert "survey_invitation" in printed  # whoever runs it is told what broke
    _nothing_told(running, printed.encode())


def test_red_a_server_that_writes_down_what_it_is_asked_for_tells_the_links(tmp_path):
    served = Running(tmp_path, "-c", SERVER)
    try:
        served.ask("GET", f"/s/{served.tokens[0]}")
        assert served.tokens[0] in served.stop()
    finally:
        served.process.kill()
        served.process.wait(30)


def _nothing_told(running: Running, everything: bytes) -> None:
    for secret in (*running.tokens, PHRASE, "badulo", DEVICE, ADDRESS, FROM, SOUGHT, "SecretPhone", *running.pseudonyms, "intranet.example.com"):
        assert secret.encode() not in everything
    assert not re.search(rb"/s/[A-Za-z0-9_-]{20}", everything)
