"""Answering on a phone and at a desk, with script and without, by keyboard, by the browser's own Back, without a connection."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

import storage
from people import store as people_store
from people.model import Company
from surveys import store
from surveys.model import Wave
from tests import factories
from tests.journeys.house import House, house
from tests.journeys.looking import look, overflow
from tests.surveys.answering import link, round_of, under_seal

__all__ = ["house"]


class Round:
    """An open round of the SUS, and one invitation to it."""

    def __init__(self, running: House) -> None:
        self.house = running
        with running.app.app_context(), storage.opened(running.config.database) as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
            person = factories.people(db, "Sales", 6)[0]
            self.wave: Wave = round_of(db, running.clock(), closes=running.clock().replace(tzinfo=None) + timedelta(days=14))
            self.address = running.url + link(db, running.config, self.wave, person)

    def kept(self) -> list[dict[str, object]]:
        with storage.opened(self.house.config.database) as db:
            return under_seal(db, self.house.config, self.wave)

    def used(self) -> int:
        with storage.opened(self.house.config.database) as db:
            return store.rate(db, self.wave.id).answered


@pytest.fixture()
def asked(house: House) -> Round:
    return Round(house)


def rate(page: Page, first: int, value: str) -> None:
    """Answer five statements by clicking anywhere on a step of the scale."""
    for number in range(first, first + 5):
        page.locator(f"label:has(#q-sus{number}-{value})").click()


def press(page: Page, button: str, then: str) -> None:
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(then)


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_every_page_on_the_way(open_page: Callable[..., Page], asked: Round, width: str) -> None:
    page = open_page(width)
    page.goto(asked.address)
    look(page, "answer-1-start")
    press(page, "Start the survey", "Statements")
    press(page, "Next page", "Statements")
    expect(page.locator("#errors")).to_be_focused()
    assert page.title().startswith("Error:")
    look(page, "answer-2-errors")
    page.locator("#errors a").first.click()
    expect(page.locator("#q-sus1-1")).to_be_focused()
    rate(page, 1, "4")
    page.keyboard.press("Enter")
    expect(page.locator(".progress")).to_contain_text("Page 2 of 3")
    rate(page, 6, "2")
    look(page, "answer-3-page")
    press(page, "Next page", "In your own words")
    page.get_by_label("What works well").fill("The day's list\n\nand the search")
    look(page, "answer-4-words")
    press(page, "Check your answers", "Check your answers")
    look(page, "answer-5-check")
    page.get_by_role("button", name="Send my answers").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    look(page, "answer-6-thanks")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("This link has been used")
    look(page, "answer-7-used")
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert (asked.used(), asked.kept()[0]["works"]) == (1, "The day's list\n\nand the search")


def test_the_browsers_own_back_keeps_everything(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    page.goto(asked.address)
    press(page, "Start the survey", "Statements")
    rate(page, 1, "4")
    press(page, "Next page", "Statements")
    expect(page.locator(".progress")).to_contain_text("Page 2")
    page.locator("#q-sus6-5").check()
    page.go_back()
    expect(page.locator("#q-sus1-4")).to_be_checked()
    page.go_forward()
    expect(page.locator("#q-sus6-5")).to_be_checked()
    page.go_back()
    expect(page.locator(".progress")).to_contain_text("Page 1")
    page.go_back()
    press(page, "Start the survey", "Statements")
    expect(page.locator("#q-sus5-4")).to_be_checked()
    assert asked.used() == 0


def test_without_a_connection_nothing_is_lost(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    page.goto(asked.address)
    press(page, "Start the survey", "Statements")
    rate(page, 1, "4")
    page.context.set_offline(True)
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("There is no connection just now")).to_be_visible()
    page.context.set_offline(False)
    press(page, "Next page", "Statements")
    expect(page.locator(".progress")).to_contain_text("Page 2")
    page.watch.wrong.clear()  # type: ignore[attr-defined]  # the browser's own word about the lost connection


def test_the_largest_text_on_the_smallest_phone(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(asked.address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == []
    press(page, "Start the survey", "Statements")
    assert overflow(page) == []
    press(page, "Next page", "Statements")
    expect(page.locator("#errors")).to_be_focused()
    assert overflow(page) == []


def test_a_fault_of_the_server_takes_no_answers_away(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    page.goto(asked.address)
    press(page, "Start the survey", "Statements")
    rate(page, 1, "4")
    page.route("**/s/*", lambda route: route.fulfill(status=500, content_type="text/html", body="<main id=main><h1>Something went wrong</h1></main><footer></footer>"))
    page.get_by_role("button", name="Next page").click()
    expect(page.get_by_text("What you filled in is still here")).to_be_visible()
    expect(page.locator("#q-sus5-4")).to_be_checked()
    page.unroute("**/s/*")
    press(page, "Next page", "Statements")
    expect(page.locator(".progress")).to_contain_text("Page 2")
    page.watch.wrong.clear()  # type: ignore[attr-defined]  # the browser's own word about the fault


def test_the_second_tap_of_a_double_one_answers_nothing(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    page.goto(asked.address)
    press(page, "Start the survey", "Statements")
    answers = page.locator("label:has(input[type=radio])")
    answers.nth(2).dispatch_event("click", {"detail": 2})
    expect(page.locator("input:checked")).to_have_count(0)
    answers.nth(2).dispatch_event("click", {"detail": 1})
    expect(page.locator("input:checked")).to_have_count(1)


def test_the_whole_way_without_script_and_by_keyboard(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone", scripts=False, dark=True)
    page.goto(asked.address)
    press(page, "Start the survey", "Statements")
    for first in (1, 6):
        for number in range(first, first + 5):
            page.locator(f"#q-sus{number}-1").focus()
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
    page.get_by_label("What works well").fill("Much")
    press(page, "Previous page", "Statements")
    expect(page.locator("#q-sus10-2")).to_be_checked()
    press(page, "Next page", "In your own words")
    expect(page.get_by_label("What works well")).to_have_value("Much")
    press(page, "Check your answers", "Check your answers")
    press(page, "Send my answers", "Thank you")
    assert asked.kept() == [{f"sus{number}": 2 for number in range(1, 11)} | {"works": "Much"}]
