"""What belongs to one request: the settings, the clock, the database, who is asking and in what language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import flask
import flask_babel
from sqlite_utils import Database

import storage
import walltime
from config import LANGUAGES, Config
from errors import NotFound


class Person(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def ambassador(self) -> bool: ...


class Company(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def crm(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def zone(self) -> str: ...


@dataclass(frozen=True)
class Visitor:
    """Who is asking: the signed-in person, if any, and the company, once it has been set up."""

    person: Person | None = None
    company: Company | None = None


def config() -> Config:
    found: Config = flask.current_app.config["OMBORD"]
    return found


def now() -> datetime:
    moment: datetime = flask.current_app.config["CLOCK"]()
    return moment.astimezone(UTC)


def now_in_zone() -> datetime:
    """What the clocks of the company's zone show now."""
    return walltime.wall(now(), zone())


def db() -> Database:
    if "db" not in flask.g:
        flask.g.db = storage.connect(config().database)
    found: Database = flask.g.db
    return found


def close(_error: BaseException | None) -> None:
    if "db" in flask.g:
        storage.close(flask.g.pop("db"))


def visitor() -> Visitor:
    if "visitor" not in flask.g:
        flask.g.visitor = flask.current_app.extensions["ombord_identify"]()
    found: Visitor = flask.g.visitor
    return found


def me() -> Person:
    person = visitor().person
    if person is None:
        flask.abort(403)
    return person


def company() -> Company:
    found = visitor().company
    if found is None:
        raise NotFound("company")
    return found


def zone() -> str:
    """The company's time zone, in which instants are shown."""
    known = visitor().company if flask.has_request_context() else None
    return known.zone if known else "UTC"


def speak(code: str | None, among: Sequence[str] | None = None) -> None:
    """Show this page in the language of the person whose link was followed, unless the page was asked for in another.

    A page that is not written in every language speaks one of those it is written `among`: the first, where the one wanted is not there.
    """
    flask.g.language = code if among is None or code in among else among[0]
    flask.g.languages = among or LANGUAGES
    flask_babel.refresh()


def language() -> str:
    """The visitor's: as asked for, else the person's choice, else the browser's, else the company's."""
    if not flask.has_request_context():
        return "en"
    asked = flask.request.values.get("lang", "") if flask.request.method == "GET" else flask.request.args.get("lang", "")
    person = visitor().person
    known = visitor().company
    for code in (asked, flask.g.get("language"), person.language if person else None, flask.request.accept_languages.best_match(LANGUAGES), known.language if known else None):
        if code in flask.g.get("languages", LANGUAGES):
            return str(code)
    return "en"
