"""What tests stand on: an app on a database of its own, a clock to turn, and clients for each kind of visitor."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask
import jinja2
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket
from sqlite_utils import Database
from xdist.dsession import Producer
from xdist.scheduler import LoadScopeScheduling

import pages
import storage
from app import create_app
from config import Config, from_environment
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from tests import factories
from tests.imap_server import imap, imap_server  # noqa: F401
from tests.servers import server, smtp  # noqa: F401


class ByFile(LoadScopeScheduling):
    """Deals out whole files, and all journeys as one: two browsers would fight for the processor."""

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    return ByFile(config, log)


settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no test fails because the machine is busy
settings.load_profile("house")


class Compiled(jinja2.BytecodeCache):
    """Templates compiled once for all the apps of a run, each test making an app of its own."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


flask.Flask.jinja_options = {**flask.Flask.jinja_options, "bytecode_cache": Compiled()}


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **forward: float) -> None:
        self.moment += timedelta(**forward)


class Client(FlaskClient):
    """A visitor. `send` posts a form as a browser would: with the token of the page that shows it."""

    def open(self, *args, **kwargs):
        with self.application.app_context():  # a context of its own for each request, as when served
            return super().open(*args, **kwargs)

    def send(self, page: str, data: dict[str, object] | None = None, to: str | None = None, follow: bool = True):
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(page).text)
        return self.post(to or page, data={"csrf_token": token.group(1) if token else "", **(data or {})}, follow_redirects=follow)


@pytest.fixture()
def clock() -> Clock:
    return Clock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture()
def config(tmp_path: Path) -> Config:
    return from_environment({"OMBORD_DATA": str(tmp_path / "data"), "OMBORD_KEY": "a key that only the tests know, ever"})


@pytest.fixture()
def app(config: Config, clock: Clock) -> flask.Flask:
    made = create_app(config, clock)
    made.testing = True
    made.test_client_class = Client
    with made.app_context():
        pages.limiter.reset()  # every test begins with a clean count of misses
    return made


@pytest.fixture()
def db(app: flask.Flask, config: Config) -> Iterator[Database]:
    """A connection of the test's own, inside the app's context, on a company that has been set up."""
    with app.app_context(), storage.opened(config.database) as opened:
        people_store.save_company(opened, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
        yield opened


@pytest.fixture()
def stranger(app: flask.Flask, db: Database) -> Client:
    """A browser that is not signed in."""
    return app.test_client()


@pytest.fixture()
def ambassador(app: flask.Flask, db: Database, clock: Clock) -> Client:
    """A browser in which Åsa, the ambassador, is signed in."""
    person = factories.asa(db)
    client = app.test_client()
    with client.session_transaction() as session:
        session["secret"] = people_actions.start_session(db, person, clock())
    return client
