"""Real servers for the tests, each in a process of its own: a mail server, and Ombord as people run it."""

import email
import email.policy
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


class MailServer:
    """A mail server that keeps what it accepts. See tests/smtp_server.py for the recipients it treats badly."""

    def __init__(self, folder: Path, mode: str = "") -> None:
        self.folder = folder
        self.process = subprocess.Popen([sys.executable, str(ROOT / "tests" / "smtp_server.py"), str(folder), *([mode] if mode else [])], stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.port = int(self.process.stdout.readline())

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"))

    @property
    def mails(self) -> list[EmailMessage]:
        """What was accepted, in order, parsed; X-Envelope holds the sender and the recipients as the server was told them."""
        return [_parsed(file.read_bytes()) for file in self.files]

    @property
    def connections(self) -> list[str]:
        file = self.folder / "connections"
        return file.read_text().splitlines() if file.exists() else []

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"].addresses[0].addr_spec == address]

    def stop(self) -> None:
        _stop(self.process)


class Ombord:
    """Ombord as `python app.py` serves it. `url` is where; `said` what it printed; `start_url` the first ambassador's one-time address."""

    def __init__(self, data: Path, port: int, **settings: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("OMBORD_")}
        self.environment = {**inherited, "OMBORD_DATA": str(data), "OMBORD_PORT": str(port), **settings}
        self.process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)
        self.said = self._read()
        found = re.search(r"http\S+/start/\S+", self.said)
        self.start_url = found.group() if found else ""

    def _read(self) -> str:
        assert self.process.stdout
        lines: list[str] = []
        while not lines or "Ctrl-C" not in lines[-1]:
            line = self.process.stdout.readline()
            assert line, f"Ombord did not start: {''.join(lines)}"
            lines.append(line)
        return "".join(lines)

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run `python app.py WORDS` on the same data."""
        return subprocess.run([sys.executable, "app.py", *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60, check=False)

    def stop(self) -> int:
        """End it as the system does. Returns its exit code."""
        return _stop(self.process)


def wait_for(is_so: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so; fails when it does not become so in time."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "that did not happen in time"
        threading.Event().wait(0.05)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture()
def smtp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    running = MailServer(tmp_path_factory.mktemp("smtp"))
    yield running
    running.stop()


@pytest.fixture()
def server(tmp_path: Path, smtp: MailServer) -> Iterator[Ombord]:
    """Ombord on an empty data folder, delivering to `smtp`."""
    running = Ombord(tmp_path / "data", free_port(), OMBORD_SMTP=smtp.url, OMBORD_SENDER="ombord@nordverk.example.com")
    yield running
    running.stop()


def _parsed(content: bytes) -> EmailMessage:
    made = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    return made


def _stop(process: subprocess.Popen[str]) -> int:
    if process.poll() is None:
        process.terminate()
    try:
        code = process.wait(20)
    finally:
        process.kill()
        if process.stdout:
            process.stdout.close()
    return code
