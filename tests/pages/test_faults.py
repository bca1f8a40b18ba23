"""When something goes wrong: a page in a person's words, all headers, and never a trace."""

import flask
import pytest
from sqlite_utils import Database

import pages
import storage
from config import Config
from errors import NotFound, Refused
from pages.headers import POLICY
from tests.conftest import Client


@pytest.fixture()
def broken(app: flask.Flask, db: Database) -> Client:
    """A stranger at an app in which each fault has an address of its own. Served as in earnest: nothing is raised."""
    faults = {
        "refused": Refused("There are %(n)s <people> too many.", n=3), "missing": NotFound("thing"), "bug": ZeroDivisionError("a secret detail"),
        "busy": storage.OperationalError("database is locked"), "damaged": storage.DatabaseError("database disk image is malformed"),
    }

    @app.get("/fault/<kind>")
    @pages.open_to_all
    def fault(kind: str) -> str:
        raise faults[kind]

    app.testing = False
    client: Client = app.test_client()
    return client


@pytest.mark.parametrize(("kind", "code", "words"), [
    ("refused", 409, "There are 3 &lt;people&gt; too many."), ("missing", 404, "There is nothing here"), ("bug", 500, "Something broke on our side"),
    ("busy", 503, "What you send will not count twice"), ("damaged", 500, "Something broke on our side"),
])
def test_each_fault_has_its_page(broken: Client, kind: str, code: int, words: str) -> None:
    answer = broken.get(f"/fault/{kind}")
    assert answer.status_code == code
    assert words in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text


def test_a_busy_database_says_when_to_come_back(broken: Client) -> None:
    assert broken.get("/fault/busy").headers["Retry-After"] == "10"


def test_what_broke_is_in_the_log_under_the_number_that_the_page_shows(broken: Client, caplog: pytest.LogCaptureFixture) -> None:
    text = broken.get("/fault/bug").text
    [record] = [record for record in caplog.records if record.exc_info]
    assert record.getMessage().removeprefix("error ") in text
    assert "a secret detail" in caplog.text


def test_a_page_is_made_even_when_the_database_cannot_be_read(broken: Client, config: Config) -> None:
    """Who is asking is in the database too: that must not break the page that says so."""
    config.database.write_bytes(b"rubbish" * 1000)
    for suffix in ("-wal", "-shm"):
        config.database.with_name(f"ombord.db{suffix}").unlink(missing_ok=True)
    with broken.session_transaction() as session:
        session["secret"] = "somebody"
    answer = broken.get("/people/")
    assert answer.status_code in (500, 503)
    assert "<h1>" in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_strange_host_gets_a_plain_answer(broken: Client) -> None:
    answer = broken.get("/sign-in", headers={"Host": "evil.example.com"})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_files_may_be_kept_by_a_browser_but_their_error_pages_not(stranger: Client, ambassador: Client) -> None:
    found = stranger.get("/static/css/base.css")
    assert "immutable" in found.headers["Cache-Control"]
    found.close()
    assert ambassador.get("/static/css/nowhere.css").headers["Cache-Control"] == "no-store"


def test_only_over_https_is_https_insisted_on(app: flask.Flask, stranger: Client, config: Config) -> None:
    from dataclasses import replace

    assert "Strict-Transport-Security" not in stranger.get("/sign-in").headers
    app.config["OMBORD"] = replace(config, url="https://ombord.example.com")
    assert "max-age=63072000" in stranger.get("/sign-in").headers["Strict-Transport-Security"]
