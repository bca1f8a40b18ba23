"""A round to answer, and a respondent's browser without script: it sends a form as it stands on the page."""

from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser

import flask
from sqlite_utils import Database

from config import Config
from mail import links
from mail.model import Link
from people import store as people_store
from surveys import actions, sealing, store
from surveys.model import ANONYMOUS, Settings, Wave
from surveys.questionnaire import Questionnaire
from tests import factories

FIRST = {f"sus{n}": "4" for n in range(1, 6)}  # answers to the two pages of the SUS
SECOND = {f"sus{n}": "2" for n in range(6, 11)}


def round_of(db: Database, now: datetime, template: str | Questionnaire = "sus", level: str = ANONYMOUS, **settings) -> Wave:
    """An open round of a new survey, asked by Åsa, for everybody on the roster, until Friday 4 December at 16:00."""
    asker = people_store.get(db, factories.asa(db))
    survey = actions.new_survey(db, template if isinstance(template, str) else "open", "How is it going?", now)
    if isinstance(template, Questionnaire):
        actions.adjust(db, survey, template)
    dimension = people_store.dimensions(db)
    chosen = {"k": 5, "kc": 10, "dimension_id": dimension[0].id if dimension else None, "closes": datetime(2026, 12, 4, 16), "zone": "Europe/Stockholm"} | settings
    wave = actions.save_wave(db, survey, None, Settings(level=level, **chosen), now)
    return actions.start(db, wave, asker, people_store.get_company(db), now)


def link(db: Database, config: Config, wave: Wave, person: int) -> str:
    """The address in a person's invitation, without the host."""
    [found] = [one for one in store.invitations(db, wave.id) if one.person_id == person]
    return "/s/" + links.token(config, Link("survey", found.id, found.link_version))


def under_seal(db: Database, config: Config, wave: Wave) -> list[dict[str, object]]:
    """The answers under seal, opened as only closing does."""
    return [dict(sealing.unseal(config, wave.id, record).answers) for record in store.sealed(db, wave.id)]


def dump(db: Database) -> str:
    """The whole database as text."""
    return "\n".join(f"{table} {row}" for table in sorted(db.table_names()) for row in db.query(f"select * from [{table}]"))


class Page(HTMLParser):
    """What a browser makes of a page: its text, the one form's fields as they stand, and its buttons by their label."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.buttons: dict[str, tuple[str, str, str]] = {}
        self.action, self.text = "", ""
        self._button: dict[str, str | None] | None = None
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.action = attributes["action"]
        elif tag == "input" and (attributes["type"] == "hidden" or "checked" in attributes):
            self.fields[attributes["name"]] = attributes["value"]
        elif tag == "textarea":
            self._area = attributes["name"]
            self.fields[self._area] = ""
        elif tag == "button":
            self._button, self._label = attributes, ""

    def handle_data(self, data):
        self.text += " " + " ".join(data.split()) if data.strip() else ""
        if self._area:
            self.fields[self._area] += data
        if self._button is not None:
            self._label += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = None
        elif tag == "button":
            button = self._button
            self.buttons[" ".join(self._label.split())] = (button.get("formaction") or self.action, button.get("name") or "", button.get("value") or "")
            self._button = None


@dataclass
class Respondent:
    app: flask.Flask
    address: str
    cookies: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.app.test_client(use_cookies=False)
        self.status, self.page = 0, Page("")

    def open(self, address: str = "") -> "Respondent":
        return self._arrived(self.client.get(address or self.address, follow_redirects=True))

    def press(self, label: str, **typed: str) -> "Respondent":
        """Fill in fields of the page and press the button that begins with the label."""
        address, name, value = next(button for text, button in self.page.buttons.items() if text.startswith(label))
        data = self.page.fields | typed | ({name: value} if name else {})
        return self._arrived(self.client.post(address, data=data, follow_redirects=True))

    def _arrived(self, response) -> "Respondent":
        for step in (*response.history, response):
            self.cookies += step.headers.getlist("Set-Cookie")
        self.status, self.html, self.page, self.at = response.status_code, response.text, Page(response.text), response.request.path
        return self

    def sees(self, *words: str) -> bool:
        return all(one in self.page.text for one in words)


def answered(app: flask.Flask, address: str, **words: str) -> Respondent:
    """Somebody who has gone the whole way."""
    visitor = Respondent(app, address).open()
    visitor.press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", **words)
    return visitor.press("Send")
