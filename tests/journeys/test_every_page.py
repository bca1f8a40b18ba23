"""Every page that can be come to by following links in the demo, looked at: as each visitor, on a phone in the dark and on a desk in the light."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from config import Config
from tests.journeys.invented import be, served
from tests.journeys.looking import look

FILES = re.compile(r"\.(csv|xlsx|md|json|ics|png|svg)$|/(google|outlook|outlook-at-home)$")  # or another place: calendars on the web
SECRET = re.compile(r"http://127\.0\.0\.1:\d+(/[sw]/[\w-]{28})")


@pytest.fixture(scope="module")
def url(told: Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One copy for all that are only looked at."""
    with served(told, tmp_path_factory.mktemp("every")) as address:
        yield address


def links(page: Page) -> list[str]:
    """The pages that this one leads to, links in mails among them."""
    hrefs: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    return [urlsplit(href).path + (f"?{urlsplit(href).query}" if urlsplit(href).query and "lang=" not in href else "") for href in hrefs if href.startswith(("http://127.0.0.1", "/"))] + SECRET.findall(page.content())


def kind(path: str) -> str:
    """One of each kind of page is looked at: those that differ in a number or a secret only are of one kind."""
    path = path.split("?")[0]
    return re.sub(r"\d+", "*", re.sub(r"/(?:[\w-]{28}|[0-9a-f]{32})(?=/|$)", "/*", path))


def walk(page: Page, url: str, who: str) -> set[str]:
    """Look at one page of each kind that can be come to. Returns the kinds."""
    be(page, url, who)
    waiting, seen = [urlsplit(page.url).path, "/nowhere"], set[str]()
    while waiting:
        path = waiting.pop(0)
        if kind(path) in seen or FILES.search(path.split("?")[0]):
            continue
        seen.add(kind(path))
        page.goto(url + path)
        look(page, f"page-{who}{kind(path).replace('/', '-').replace('*', 'n')}")
        waiting += links(page)
        if path == "/mail/mine":
            waiting += secrets_in(page, url)
    return seen


def secrets_in(page: Page, url: str) -> list[str]:
    """Where all of one's own mails lead."""
    found = []
    for path in [one for one in links(page) if re.fullmatch(r"/mail/\d+", one)]:
        page.goto(url + path)
        found += SECRET.findall(page.content())
    return found


@pytest.mark.parametrize(("who", "least"), [("ambassador", 35), ("participant", 5), ("stranger", 2)])
@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_every_page_is_fit_to_be_seen(open_page: Callable[..., Page], url: str, who: str, least: int, width: str) -> None:
    seen = walk(open_page(width, dark=width == "phone"), url, who)
    assert len(seen) >= least, sorted(seen)


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_rounds_in_every_state_and_every_kind_are_fit_to_be_seen(open_page: Callable[..., Page], url: str, width: str) -> None:
    """The walk looks at one round only: here those by an open link, open and closed, one that is planned, and the survey with every kind of question."""
    page = open_page(width, dark=width == "desktop")
    be(page, url, "ambassador")
    page.goto(url + "/waves/12/room")
    open_link = urlsplit("http://" + page.locator(".room-address").inner_text()).path
    for path in ("/surveys/3/questionnaire", "/waves/3/results", "/waves/5", "/waves/8", "/waves/8/room", "/waves/8/results", "/waves/12", "/waves/12/room", "/waves/12/poster", "/waves/12/paper", open_link):
        page.goto(url + path)
        look(page, f"state{path.replace('/', '-') if path != open_link else '-open-link'}")


def test_pictures_are_kept_of_every_page(url: str, open_page: Callable[..., Page]) -> None:
    walk(open_page("desktop"), url, "stranger")
    assert list((Path(__file__).parent.parent.parent / "screenshots").glob("page-stranger*-1280.png"))
