"""Ombord served in this process by the production server, on a clock that a test can turn, delivering to a real mail server."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Page
from sqlite_utils import Database

import jobs
import storage
from app import create_app
from config import from_environment
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from tests import factories
from tests.conftest import Clock
from tests.servers import MailServer, free_port

SENDER = "ombord@nordverk.example.com"


class House:
    def __init__(self, data: Path, smtp: MailServer, **settings: str) -> None:
        self.port, self.smtp = free_port(), smtp
        self.url = f"http://127.0.0.1:{self.port}"
        self.clock = Clock(datetime(2026, 10, 19, 7, 0, tzinfo=UTC))  # a Monday, in the week before the clocks change
        self.config = from_environment({"OMBORD_DATA": str(data), "OMBORD_PORT": str(self.port), "OMBORD_SMTP": smtp.url, "OMBORD_SENDER": SENDER, **settings})
        self.app = create_app(self.config, self.clock)
        self.server = waitress.create_server(self.app, host="127.0.0.1", port=self.port, threads=4)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    @property
    def start_url(self) -> str:
        with storage.opened(self.config.database) as db:
            return f"{self.url}/start/{people_actions.new_setup_code(db)}"

    @contextmanager
    def inside(self) -> Iterator[Database]:
        """The database, for what a journey takes as given."""
        with self.app.app_context(), storage.opened(self.config.database) as db:
            yield db

    def be_asa(self, page: Page) -> Page:
        """A page whose browser is signed in as the ambassador of a company that is set up."""
        with self.inside() as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
            client = self.app.test_client()
            with client.session_transaction() as session:
                session["secret"] = people_actions.start_session(db, factories.asa(db), self.clock())
        cookie = client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        assert cookie
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])
        return page

    def turn(self, **forward: float) -> None:
        """Turn the clock and let the timetable do what is due."""
        self.clock.turn(**forward)
        jobs.tick(self.app)

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What the mail server got for an address, after everything due was sent."""
        jobs.tick(self.app)
        return self.smtp.to(address)

    def link(self, address: str, kind: str) -> str:
        """The newest link of a kind (s, w or in) that was mailed to an address."""
        found = [link for mail in self.mails_to(address) for link in re.findall(rf"http://\S+/{kind}/[\w-]+", text(mail))]
        assert found, f"no link /{kind}/ was mailed to {address}"
        return found[-1]

    def stop(self) -> None:
        self.server.close()
        self.server.task_dispatcher.shutdown()


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


def part(mail: EmailMessage, subtype: str) -> bytes:
    """The bytes of a mail's text/SUBTYPE part."""
    return next(bytes(one.get_payload(decode=True)) for one in mail.walk() if one.get_content_type() == f"text/{subtype}")


@pytest.fixture()
def house(tmp_path: Path, smtp: MailServer) -> Iterator[House]:
    running = House(tmp_path / "data", smtp)
    yield running
    running.stop()
