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
from surveys.messages import Comment
from surveys.model import ANONYMOUS, Settings, Wave
from surveys.questionnaire import Questionnaire
from tests import factories

FIRST = {f"sus{n}": "4" for n in range(1, 6)}  # answers to the two pages of the SUS
SECOND = {f"sus{n}": "2" for n in range(6, 11)}

VOID = ("input", "meta", "link", "br", "hr", "img")


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


def every_comment(db: Database, wave_id: int) -> list[Comment]:
    """All that people wrote in a wave, in the order of the random ids."""
    parts = {row["question_id"] for row in db.query("select question_id from comment where wave_id = ?", [wave_id])}
    return sorted((one for part in parts for one in store.comments(db, wave_id, part)), key=lambda one: one.id)


def dump(db: Database) -> str:
    """The whole database as text."""
    return "\n".join(f"{table} {row}" for table in sorted(db.table_names()) for row in db.query(f"select * from [{table}]"))


class Page(HTMLParser):
    """What a browser without script makes of a page: its text, the one form's fields as they stand, and its buttons by their label.

    What is hidden is not in the text; what is disabled is not in the fields. A field of several values has a list.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str | list[str]] = {}
        self.buttons: dict[str, tuple[str, str, str]] = {}
        self.action, self.text, self.language = "", "", ""
        self._button: dict[str, str | None] | None = None
        self._area = self._select = ""
        self._hidden: list[str] = []  # the tags that are open since one that is hidden
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "html":
            self.language = attributes["lang"]
        if tag not in VOID and (self._hidden or ("hidden" in attributes and tag in ("fieldset", "div"))):
            self._hidden.append(tag)
        if self._hidden:
            return
        name = attributes.get("name", "")
        if tag == "form":
            self.action = attributes["action"]
        elif tag == "input" and (attributes["type"] not in ("radio", "checkbox") or "checked" in attributes):
            self._add(name, attributes["value"])
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in attributes or self._select not in self.fields):
            self.fields[self._select] = attributes.get("value", "")
            self._option = "selected" in attributes and "value" not in attributes
        elif tag == "button":
            self._button, self._label = attributes, ""

    def handle_data(self, data):
        if self._hidden:
            return
        self.text += " " + " ".join(data.split()) if data.strip() else ""
        if self._area:
            self.fields[self._area] += data
        if self._select and getattr(self, "_option", False):
            self.fields[self._select], self._option = data, False
        if self._button is not None:
            self._label += data

    def handle_endtag(self, tag):
        if self._hidden:
            self._hidden.pop()
        elif tag == "textarea":
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "button":
            button = self._button
            self.buttons[" ".join(self._label.split())] = (button.get("formaction") or self.action, button.get("name") or "", button.get("value") or "")
            self._button = None

    def _add(self, name, value):
        """Of radios the last that is checked counts; what is only carried may have several values."""
        self.fields[name] = [*self.fields[name], value] if name in self.fields else [value] if name == "_seen" else value


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

    def press(self, label: str, **typed: str | None) -> "Respondent":
        """Fill in fields of the page, or untick them (None), and press the button that begins with the label."""
        address, name, value = next(button for text, button in self.page.buttons.items() if text.startswith(label))
        data = self.page.fields | typed | ({name: value} if name else {})
        return self._arrived(self.client.post(address, data={field: one for field, one in data.items() if one is not None}, follow_redirects=True))

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
