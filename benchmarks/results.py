"""How the cost of a round grows with its answers: closing it, meanwhile answering another one, reading it, answering it.

Each size in a server process of its own, with one client. Run it with `python -m benchmarks.results [SIZE …]`; sizes up
to 100,000 are measured by name too. A million needs some 8 GB of disk and half an hour.
"""

import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import app
import storage
from benchmarks.filling import Filled, company, filled
from config import Config, from_environment
from people import actions as people_actions
from people import store as people_store
from surveys import actions, store
from surveys.model import CLOSED

ANSWERS = {f"sus{item}": str(1 + item % 5) for item in range(1, 11)}
SECONDS = 5  # of answering the other round before anything is closed
MOST_BY_NAME = 100_000
READINGS = 5

Row = tuple[str, str]


def main(sizes: list[int]) -> None:
    for level in ("anonymous", "named"):
        for size in sizes:
            if level == "anonymous" or size <= MOST_BY_NAME:
                with tempfile.TemporaryDirectory() as folder:
                    print(f"\n{size:,} answers, {level}", flush=True)
                    for what, found in _measured(Path(folder), level, size):
                        print(f"  {what:<58} {found}", flush=True)


def _measured(folder: Path, level: str, size: int) -> Iterator[Row]:
    config = from_environment({"OMBORD_DATA": str(folder), "OMBORD_PORT": str(_port())})
    with app.create_app(config).app_context(), storage.opened(config.database) as db:
        company(db)
        round_ = filled(db, config, level, size)
        if level == "named":
            yield _timed("count what came in bulk, once, as at an update", lambda: actions.catch_up(db))
    yield "the file", _bytes(config)
    with _served(config) as server:
        yield "answer this round", _spread([_post(address) for address in round_.addresses])
        before = [_post(round_.other) for _ in _until(time.perf_counter() + SECONDS)]
        yield "answer another round", _spread(before)
        if round_.wave.sealed:
            yield from _closed(config, round_)
        yield "peak memory of the server", f"{_peak(server.pid):,} MB"
    yield "the file afterwards", _bytes(config)
    yield from _read(config, round_)


def _closed(config: Config, round_: Filled) -> Iterator[Row]:
    """The timetable closes the round while somebody goes on answering another one."""
    with storage.opened(config.database) as db:
        with storage.write(db):
            store.set_closes(db, round_.wave.id, datetime(2026, 1, 1))
        began, waits = time.perf_counter(), []
        while store.get_wave(db, round_.wave.id).state != CLOSED:
            waits.append(_post(round_.other))
        yield "close it, by the timetable", f"{time.perf_counter() - began:.1f} s"
        yield "answer another round meanwhile", _spread(waits)


def _read(config: Config, round_: Filled) -> Iterator[Row]:
    """By the ambassador, in this process: the best of some readings."""
    made = app.create_app(config)
    with made.app_context(), storage.opened(config.database) as db:
        [ambassador] = people_store.ambassadors(db)
        secret = people_actions.start_session(db, ambassador.id, datetime.now(UTC))
    client = made.test_client()
    with client.session_transaction(base_url=config.url) as session:
        session["secret"] = secret
    for name in ("results", "results.json", "results.csv", "results.xlsx", "report", "words"):
        address = f"/waves/{round_.wave.id}/{name}"

        taken = []
        for _ in range(READINGS):
            began = time.perf_counter()
            response = client.get(address, base_url=config.url)
            taken.append(time.perf_counter() - began)
            assert response.status_code == 200, (address, response.status_code)
        yield f"read {name}", f"{min(taken) * 1000:.0f} ms, {len(response.data) / 1000:.0f} kB"


@contextmanager
def _served(config: Config) -> Iterator["subprocess.Popen[str]"]:
    settings = {"OMBORD_DATA": str(config.data), "OMBORD_PORT": str(config.port)}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=Path(__file__).parent.parent, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        while "Ctrl-C" not in server.stdout.readline():
            pass
        yield server
    finally:
        server.terminate()
        server.wait()


def _post(address: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(address + "/answer", urllib.parse.urlencode(ANSWERS | {"_key": secrets.token_hex(16)}).encode(), timeout=60) as response:
        assert b"your answers are saved" in response.read(), response.url
    return time.perf_counter() - began


def _until(end: float) -> Iterator[None]:
    while time.perf_counter() < end:
        yield


def _spread(waits: list[float]) -> str:
    ordered = sorted(waits)
    return f"median {statistics.median(ordered) * 1000:.0f} ms, 99th percentile {ordered[int(len(ordered) * 0.99)] * 1000:.0f} ms, longest {ordered[-1] * 1000:.0f} ms ({len(ordered):,} answers)"


def _timed(what: str, do: Callable[[], object]) -> Row:
    began = time.perf_counter()
    do()
    return what, f"{time.perf_counter() - began:.2f} s"


def _peak(process: int) -> int:
    """Of a process, in MB, where the system tells."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def _bytes(config: Config) -> str:
    return f"{sum(file.stat().st_size for file in config.data.glob('ombord.db*')) / 1e6:,.1f} MB"


def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 20_000])
