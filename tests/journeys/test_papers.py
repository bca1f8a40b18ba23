"""Answers on paper: the form that is printed, and papers typed in by keyboard alone, one of them with a slip."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from surveys.model import Wave
from tests import factories
from tests.journeys.house import House
from tests.journeys.looking import look, look_at_print
from tests.surveys.answering import round_of, under_seal
from tests.surveys.every import EVERY

SHEET = ("a", "", "", "ab", "", "6", "9", "2", "-", "", "2", "3", "1", "", "7,5", "2024-05-01")  # what stands in each field, in order


def opened(page: Page, house: House) -> Wave:
    house.be_asa(page)
    with house.inside() as db:
        factories.people(db, "Sales", 6)
        wave: Wave = round_of(db, house.clock(), EVERY, closes=house.clock().replace(tzinfo=None) + timedelta(days=14))
    page.goto(f"{house.url}/waves/{wave.id}")
    return wave


def kept(house: House, wave: Wave) -> list[dict[str, object]]:
    with house.inside() as db:
        return list(under_seal(db, house.config, wave))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))




def type_in(page: Page, scripts: bool, sheet: tuple[str, ...] = SHEET) -> None:
    """One paper, without the mouse: the group is one of a list, then field by field."""
    while focused(page) != "_group":
        page.keyboard.press("Tab")
    page.keyboard.type("Sales")
    page.keyboard.press("Tab")
    for said in sheet:
        before = focused(page)
        page.keyboard.type(said)
        if focused(page) == before:
            page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "scripts"), [("phone", True), ("desktop", True), ("desktop", False)])
def test_papers_are_typed_in_by_keyboard_alone(open_page: Callable[..., Page], house: House, width: str, scripts: bool) -> None:
    page = open_page(width, scripts=scripts, dark=width == "phone")
    wave = opened(page, house)
    page.get_by_role("link", name="Type in papers").click()
    look(page, "papers-1-empty")
    if scripts:
        assert focused(page) == "_group"
    type_in(page, scripts)
    expect(page.get_by_text("One paper is typed in, the last one just now.")).to_be_visible()
    type_in(page, scripts, (*SHEET[:5], "8", *SHEET[6:]))
    expect(page).to_have_title(re.compile("^Error:"))
    look(page, "papers-2-slip")
    assert len(kept(house, wave)) == 1
    link = page.get_by_role("link", name="Question 4")
    while not link.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[id='p-easy']")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("5")
    page.locator("[id='p-easy']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 papers are typed in, the last one just now.")).to_be_visible()
    type_in(page, scripts, ("b", "", "a", "c", "", "1", "10", "5", "5", "", "", "", "", "", "12", "2025-01-31"))
    expect(page.get_by_text("3 papers are typed in, the last one just now.")).to_be_visible()
    look(page, "papers-3-typed")
    assert sorted(one["easy"] for one in kept(house, wave)) == [1, 5, 6]
    page.get_by_role("button", name="Take the last one back").click()
    expect(page.get_by_text("2 papers are typed in")).to_be_visible()
    assert sorted(one["easy"] for one in kept(house, wave)) == [5, 6]


def test_the_form_is_printed(page: Page, house: House) -> None:
    opened(page, house)
    page.get_by_role("link", name="Print the form").click()
    expect(page.get_by_role("button", name="Print the form")).to_be_visible()
    expect(page.get_by_text("Only if you answered “On the road” to question 1.")).to_be_visible()
    look(page, "papers-4-form")
    look_at_print(page, "papers-4-form")
