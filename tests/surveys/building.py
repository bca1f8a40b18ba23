"""An ambassador who builds a questionnaire in a browser without script: it sends forms as they stand on the page, and presses buttons by what they say."""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from sqlite_utils import Database

from surveys import store
from surveys.questionnaire import Questionnaire
from tests.conftest import Client


@dataclass
class Shown:
    """A form of a page: where it goes, its fields as they stand, and all that its ticks and lists offer."""

    action: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)
    offers: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page, and every button by its words: the form it belongs to, where it sends it, its name and value."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: dict[str, Shown] = {}
        self.buttons: list[tuple[str, str, str, str, str]] = []
        self._form, self._select, self._area, self._button = "", "", "", None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._form = given.get("id") or f"form{len(self.forms)}"
            self.forms[self._form] = Shown(given.get("action", ""))
        elif tag == "button":
            self._button, self._said = given, ""
        elif self._form and name and tag in ("select", "textarea"):
            self._select, self._area = (name, "") if tag == "select" else ("", name)
            self._shown.fields[name] = []
        elif tag == "option" and self._select:
            self._shown.offers.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given or not self._shown.fields[self._select]:
                self._shown.fields[self._select] = [given.get("value", "")]
        elif tag == "input" and self._form and name:
            ticked = given.get("type") in ("radio", "checkbox")
            if ticked:
                self._shown.offers.setdefault(name, []).append(given.get("value", ""))
            if not ticked or "checked" in given:
                self._shown.fields.setdefault(name, []).append(given.get("value", ""))

    @property
    def _shown(self):
        return self.forms[self._form]

    def handle_data(self, data):
        if self._area:
            self._shown.fields[self._area] = ["".join(self._shown.fields[self._area]) + data]
        if self._button is not None:
            self._said += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = ""
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._shown.fields[self._area] = [text.removeprefix("\r\n").removeprefix("\n") for text in self._shown.fields[self._area]]
            self._area = ""
        elif tag == "button":
            button = self._button
            self.buttons.append((" ".join(self._said.split()), button.get("form") or self._form, button.get("formaction", ""), button.get("name", ""), button.get("value", "")))
            self._button = None


class Builder:
    """What it has before its eyes is in `page`; `said` is its text."""

    def __init__(self, client: Client, db: Database, survey: int) -> None:
        self.client, self.db, self.survey = client, db, survey
        self.here = f"/surveys/{survey}"
        self.open("questionnaire")

    @property
    def content(self) -> Questionnaire:
        return store.questionnaire(self.db, store.latest_questionnaire(self.db, self.survey)[0])

    @property
    def order(self) -> list[list[str]]:
        """The ids of the questions, by page."""
        return [[question.id for question in page.questions] for page in self.content.pages]

    @property
    def said(self) -> str:
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.page)).split())

    @property
    def shown(self) -> Shown:
        """The form one is filling in."""
        return next(form for form in Forms(self.page).forms.values() if "seen" in form.fields)

    def open(self, address: str) -> "Builder":
        return self._arrived(self.client.get(address if address.startswith("/") else f"{self.here}/{address}", follow_redirects=True))

    def press(self, label: str, **typed: object) -> "Builder":
        """Fill in fields of the form and press the first button that says so. A list of values ticks those and no others."""
        forms = Forms(self.page)
        label, form, action, name, value = next(button for button in forms.buttons if button[0].startswith(label))
        shown = forms.forms[form]
        sent = shown.fields | {key.replace("__", "-"): values if isinstance(values, list) else [values] for key, values in typed.items()} | ({name: [value]} if name else {})
        return self._arrived(self.client.post(action or shown.action, data=sent, follow_redirects=True))

    def add(self, kind: str, place: str = "end", **typed: object) -> str:
        """A question added as an ambassador would; its id."""
        before = {question.id for question in self.content.questions}
        self.open(f"questions/new?kind={kind}&place={place}").press("Save the question", **typed)
        assert self.status == 200, self.said
        [made] = {question.id for question in self.content.questions} - before
        return made

    def change(self, question_id: str) -> "Builder":
        return self.open(f"questions/{question_id}")

    def _arrived(self, response) -> "Builder":
        self.status, self.page, self.at = response.status_code, response.text, response.request.path
        return self
