"""The first minutes: from the terminal's one-time address to Today, and back in by a mailed link."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import look
from tests.servers import MailServer, Ombord, wait_for

ASA = "asa@nordverk.example.com"


def set_up(page: Page, server: Ombord) -> None:
    """Become the first ambassador."""
    page.goto(server.start_url)
    page.get_by_label("Company").fill("Nordverk")
    page.get_by_label("Your name").fill("Åsa Öberg")
    page.get_by_label(re.compile("address", re.I)).fill(ASA)
    page.get_by_role("main").get_by_role("button").click()


def mailed_link(smtp: MailServer) -> str:
    wait_for(lambda: smtp.to(ASA))
    found = re.search(r"http://\S+/in/\S+", smtp.to(ASA)[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found
    return found.group()


def test_from_the_terminal_to_today(page: Page, server: Ombord) -> None:
    page.goto(server.start_url)
    look(page, "start")
    page.get_by_role("main").get_by_role("button").click()
    expect(page).to_have_title(re.compile("^Error:"))
    look(page, "start-error")
    set_up(page, server)
    expect(page).to_have_url(server.url + "/")
    look(page, "first-today")
    page.goto(server.start_url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Nordverk" in page.title()
    expect(page.get_by_label("Your name")).to_have_count(0)


def test_back_in_by_a_mailed_link(page: Page, server: Ombord, smtp: MailServer) -> None:
    set_up(page, server)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in$"))
    look(page, "sign-in")
    page.get_by_label(re.compile("address", re.I)).fill(ASA)
    page.get_by_role("main").get_by_role("button").click()
    look(page, "sign-in-sent")
    address = mailed_link(smtp)
    page.goto(address)
    look(page, "sign-in-link")
    page.get_by_role("main").get_by_role("button").click()
    expect(page).to_have_url(server.url + "/")
    page.goto(address)
    look(page, "sign-in-link-used")
    page.goto(server.url + "/nowhere")
    look(page, "not-found")


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_without_scripts_and_in_the_dark_it_is_the_same(open_page: Callable[..., Page], server: Ombord, width: str) -> None:
    plain = open_page(width, scripts=False)
    set_up(plain, server)
    expect(plain).to_have_url(server.url + "/")
    dark = open_page(width, dark=True)
    dark.goto(server.url + "/sign-in")
    look(dark, "sign-in-dark")


def test_nobody_gets_in_by_scanning_links(open_page: Callable[..., Page], server: Ombord, smtp: MailServer) -> None:
    """A mail scanner opens every link before its reader does: the link must still work afterwards."""
    page = open_page()
    set_up(page, server)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label(re.compile("address", re.I)).fill(ASA)
    page.get_by_role("main").get_by_role("button").click()
    address = mailed_link(smtp)
    open_page().goto(address)
    page.goto(address)
    page.get_by_role("main").get_by_role("button").click()
    expect(page).to_have_url(server.url + "/")
