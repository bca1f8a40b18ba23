"""How fast a survey is shown, answered and closed: real server in a process of its own, eight clients on this machine.

Run it with `python -m benchmarks.answering [PEOPLE]`.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import app
import storage
from config import Config, from_environment
from mail import links
from mail.model import Link
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from surveys import actions, store
from surveys.model import Settings

CLIENTS = 8
ANSWERS = {f"sus{item}": str(1 + item % 5) for item in range(1, 11)} | {"works": "The list for Monday.", "change": "Fewer fields."}


def main(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        settings = {"OMBORD_DATA": folder, "OMBORD_PORT": str(port)}
        config = from_environment(settings)
        wave_id, addresses = _opened(config, people)
        server = subprocess.Popen([sys.executable, "app.py"], cwd=Path(__file__).parent.parent, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            while "Ctrl-C" not in server.stdout.readline():
                pass
            _measured("see the first page", [lambda url=url: _get(url) for url in addresses])  # type: ignore[misc]
            _measured("send the answers", [lambda url=url: _post(url) for url in addresses])  # type: ignore[misc]
        finally:
            server.terminate()
            server.wait()
        _closed(config, wave_id)


def _opened(config: Config, people: int) -> tuple[int, list[str]]:
    now = datetime.now(UTC)
    made = app.create_app(config)
    with made.app_context(), storage.opened(config.database) as db:
        company = Company("Nordverk", "SuperOffice CRM", "en", "UTC")
        people_store.save_company(db, company)
        lines = "\n".join(f"p{i}@nordverk.example.com,Person {i},Group {i % 20}" for i in range(people))
        people_actions.import_people(db, "people.csv", f"E-mail,Name,Primary group\n{lines}".encode())
        survey = actions.new_survey(db, "sus", "How is it going?", now)
        settings = Settings("anonymous", 5, 10, people_store.dimensions(db)[0].id, (now + timedelta(days=9)).replace(tzinfo=None, second=0, microsecond=0), "UTC")
        wave_id = actions.save_wave(db, survey, None, settings, now)
        began = time.perf_counter()
        actions.start(db, wave_id, people_store.people(db)[0], company, now)
        print(f"open a round for {people:,} people: {time.perf_counter() - began:.2f} s")
        return wave_id, [links.url(config, Link("survey", one.id)) for one in store.invitations(db, wave_id)]


def _closed(config: Config, wave_id: int) -> None:
    made = app.create_app(config)
    with made.app_context(), storage.opened(config.database) as db:
        began = time.perf_counter()
        actions.close_wave(db, config, wave_id, datetime.now(UTC))
        print(f"close the round: {time.perf_counter() - began:.2f} s")
        began = time.perf_counter()
        found = store.results(db, store.get_wave(db, wave_id))
        print(f"read its results: {time.perf_counter() - began:.3f} s ({found.n:,} answers)")


def _measured(what: str, tasks: list[Callable[[], float]]) -> None:
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        took = sorted(pool.map(lambda task: task(), tasks))
    rate = len(tasks) / (time.perf_counter() - began)
    print(f"{what}: {rate:.0f} a second, median {statistics.median(took) * 1000:.0f} ms, 99th percentile {took[int(len(took) * 0.99)] * 1000:.0f} ms")


def _get(url: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(url, timeout=30) as response:
        response.read()
    return time.perf_counter() - began


def _post(url: str) -> float:
    began = time.perf_counter()
    with urllib.request.urlopen(url + "/answer", urllib.parse.urlencode(ANSWERS | {"_key": url[-8:]}).encode(), timeout=30) as response:
        assert b"your answers are saved" in response.read(), response.url
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
