"""How fast calendars are read that programs look at again and again: real server in a process of its own, eight clients on this machine.

Run it with `python -m benchmarks.feeds [PEOPLE]`. Everybody is invited to five of a hundred workshops, answers, and has an action to do.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import app
import storage
from config import Config, from_environment
from feeds.model import OWN, PLAN, Address
from mail import links
from outcomes import store as outcomes_store
from outcomes.model import ACTION, Draft
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from workshops import actions, store
from workshops.model import Plan

CLIENTS = 8
WORKSHOPS, EACH = 100, 5
PLANS = 40  # readings of the plan

Asked = tuple[str, str]  # an address, and the tag of what the client has


def main(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        config = from_environment({"OMBORD_DATA": folder, "OMBORD_PORT": str(port)})
        own, plan = _filled(config, people)
        with _served(config):
            tagged = _measured(f"{people:,} people's own calendars", own)
            _measured("the same, with nothing new", tagged)
            tagged = _measured(f"the plan of {WORKSHOPS} workshops and {people:,} actions", [plan] * PLANS)
            _measured("the same, with nothing new", tagged)


def _filled(config: Config, people: int) -> tuple[list[Asked], Asked]:
    now = datetime.now(UTC)
    with app.create_app(config).app_context(), storage.opened(config.database) as db:
        people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
        asa = people_store.get(db, people_store.insert(db, "Åsa Öberg", "asa@nordverk.example.com", ambassador=True))
        lines = "\n".join(f"p{i}@nordverk.example.com,Person {i}" for i in range(people))
        people_actions.import_people(db, "people.csv", f"E-mail,Name\n{lines}".encode())
        persons = [one for one in people_store.people(db) if not one.ambassador]
        for number in range(WORKSHOPS):
            starts = (now + timedelta(days=1 + number)).replace(tzinfo=None, hour=9, minute=0, second=0, microsecond=0)
            plan = Plan(title=f"Workshop {number}", starts=starts, ends=starts + timedelta(hours=1), zone="Europe/Stockholm", purpose="Afterwards everybody can do it.", place="Room Vinga")
            actions.plan(db, config, asa, plan, [one.id for place, one in enumerate(persons) if (place - number) % WORKSHOPS < EACH], now)
        with storage.write(db):
            for one in persons:
                outcomes_store.insert(db, store.workshops(db)[0].id, Draft(kind=ACTION, text="Ring a customer", owner_id=one.id, due=now.date() + timedelta(days=30)), now)
        return [(_url(config, Address(one, OWN)), "") for one in persons], (_url(config, Address(asa, PLAN)), "")


def _url(config: Config, address: Address) -> str:
    return links.url(config, address.link) + ".ics"


@contextmanager
def _served(config: Config) -> Iterator[None]:
    settings = {"OMBORD_DATA": str(config.data), "OMBORD_PORT": str(config.port)}
    server = subprocess.Popen([sys.executable, "app.py"], cwd=Path(__file__).parent.parent, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        while "Ctrl-C" not in server.stdout.readline():
            pass
        yield
    finally:
        server.terminate()
        server.wait()


def _measured(what: str, asked: list[Asked]) -> list[Asked]:
    """Ask for each and say how long it took, with one client and with eight. Returns what to ask the next time."""
    alone = sorted(_get(one)[0] for one in asked[:100])
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        found = list(pool.map(_get, asked))
    rate, took = len(asked) / (time.perf_counter() - began), sorted(one[0] for one in found)
    size = statistics.mean(one[2] for one in found)
    print(f"{what}: alone {_ms(alone, 0.5)}; {CLIENTS} at once {_ms(took, 0.5)} (99th percentile {_ms(took, 0.99)}), {rate:.0f} a second, {size:,.0f} bytes", flush=True)
    return [(address, tag) for (address, _old), (_took, tag, _size) in zip(asked, found, strict=True)]


def _ms(took: list[float], place: float) -> str:
    return f"{took[int(len(took) * place)] * 1000:.1f} ms"


def _get(asked: Asked) -> tuple[float, str, int]:
    """How long it took, its tag and its size."""
    address, tag = asked
    request = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            size = len(response.read())
            return time.perf_counter() - began, response.headers["ETag"], size
    except urllib.error.HTTPError as error:
        if error.code != 304:
            raise
        return time.perf_counter() - began, tag, 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
