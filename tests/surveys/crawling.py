"""Somebody who looks at everything: every page and file a browser reaches, found by the routes, the links and the forms themselves."""

import hashlib
import io
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import islice, product
from urllib.parse import urlencode, urljoin

import flask
import openpyxl
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

BY_CHANCE = re.compile(r'<input[^>]*name="(?:csrf_token|ticket|_key)"[^>]*>')  # what makes each form different from every other
NOT_FOLLOWED = re.compile(r"^//|^/static/|[?&]lang=")  # another site; what is the same for all; the same page in another language
SLOW = 3  # pictures in dots that are looked at: they are made of the drawings, which are all looked at
AT_MOST = 8  # addresses of one page that differ only after the question mark, like a form for each place of a questionnaire
LINK = re.compile(r'\b(?:href|src|srcset|data|poster)="([^" ]+)')
GET_FORM = re.compile(r'<form(?![^>]*method="post")')
PIECES = re.compile(r"[\n,\[\]]|(?<=>)")
ARCHIVES = {"application/zip"}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Seen = dict[str, list[str]]  # what there is at each address, in pieces


class Crawler:
    """A browser that goes everywhere, and looks for words that people wrote wherever something can be sought."""

    def __init__(self, app: flask.Flask, client: FlaskClient, told: Collection[str] = (), without: str = "") -> None:
        self.app, self.client, self.told, self.without = app, client, told, without
        self.endpoints: set[str] = set()
        self.counts: dict[str, int] = {}

    def seen(self, starts: Iterable[str]) -> Seen:
        """Everything from these addresses on."""
        return dict(self._walk(starts))

    def _walk(self, starts: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
        waiting, known = list(starts), set()
        while waiting:
            address = waiting.pop(0)
            if address in known or NOT_FOLLOWED.search(address) or self._enough(address):
                continue
            known.add(address)
            response = self.client.get(address)
            self.endpoints |= {self._endpoint(address)} if response.status_code == 200 else set()
            text = BY_CHANCE.sub("", read(response)).replace(self.without, "")
            yield address, [f"{response.status_code} {response.mimetype}", *PIECES.split(text)]
            waiting += [str(response.location)] if response.location else []
            waiting += sorted(links(address, response.text, self.told)) if response.mimetype == "text/html" else []

    def _enough(self, address: str) -> bool:
        path = address.partition("?")[0]
        alike = ".png" if path.endswith(".png") else path
        self.counts[alike] = self.counts.get(alike, 0) + 1
        return self.counts[alike] > (SLOW if alike == ".png" else AT_MOST)

    def _endpoint(self, address: str) -> str:
        return str(self.app.url_map.bind("localhost").match(address.partition("?")[0], method="GET")[0])


def read(response: TestResponse) -> str:
    """What somebody can read in an answer, whatever kind of file it is."""
    if response.mimetype == WORKBOOK:
        return workbook(response.data)
    if response.mimetype in ARCHIVES:
        return archive(response.data)
    if response.mimetype.startswith("text/") or response.mimetype in ("application/json", "image/svg+xml"):
        return response.text
    return f"{len(response.data)} bytes {hashlib.sha256(response.data).hexdigest()}"


def workbook(content: bytes) -> str:
    """Each sheet's cells, a row a line, with their comments and formats, and what the file says about itself."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [f"{sheet.title} {sheet.sheet_state}\n" + "\n".join("\t".join(f"{cell.data_type} {cell.value!r} {cell.number_format} {cell.comment}" for cell in row) for row in sheet.iter_rows()) for sheet in book.worksheets]
    return "\n".join([*rows, repr(book.properties), *book.defined_names, *zipfile.ZipFile(io.BytesIO(content)).namelist()])


def archive(content: bytes) -> str:
    """The names of an archive's files and, of those with text, what is in them."""
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return "\n".join(f"{one.filename} {one.date_time} {one.comment!r}\n{files.read(one).decode(errors='replace')}" for one in files.infolist())


def links(address: str, html: str, told: Collection[str]) -> set[str]:
    """All addresses that a page leads to or shows, also by the forms that only ask for another page: each choice of theirs."""
    shown = {unescape(place) for place in LINK.findall(html)}
    asked = _Asking(html, told).found if GET_FORM.search(html) else set()
    return {found for place in shown | asked if (found := urljoin(address, place).partition("#")[0]).startswith("/")}


class _Asking(HTMLParser):
    """The addresses to which a page's forms lead that only ask for another page."""

    def __init__(self, html: str, told: Collection[str]) -> None:
        super().__init__()
        self.found, self.action, self.select = set[str](), "", ""
        self.choices: dict[str, list[str]] = {}
        self.sought = min(told, default="").partition(" ")[0]  # a word that somebody wrote
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.action, self.choices = ("" if given.get("method") == "post" else given.get("action") or "?"), {}
        elif tag == "select":
            self.select = name
        elif tag == "option":
            self.choices.setdefault(self.select, []).append(given.get("value", ""))
        elif tag in ("input", "button") and name:
            self.choices.setdefault(name, []).append(given.get("value") or (self.sought if given.get("type") in ("text", "search") else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.action:
            chosen = product(*self.choices.values())
            self.found |= {f"{self.action.partition('?')[0]}?{urlencode(dict(zip(self.choices, one, strict=True)))}" for one in islice(chosen, AT_MOST)}
