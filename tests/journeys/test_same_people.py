"""A confidential survey by hand: chosen in the settings, promised on phones, asked twice, and at the end how much the same people have changed."""

import re
import urllib.parse
import urllib.request
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.journeys.house import House, text
from tests.journeys.looking import look, look_at_print

PEOPLE = 12
STEPS = ("why", "want", "how", "can", "support")
FIRST = {f"pulse.{step}": (2, 3, 1, 2, 3)[place] for place, step in enumerate(STEPS)}  # what Sales 1 answers

Open = Callable[..., Page]


def address(number: int) -> str:
    return f"sales.{number}@nordverk.example.com"


def make(page: Page, house: House) -> None:
    """A survey with the change pulse, and its first round with the level chosen by hand."""
    page.goto(house.url + "/surveys/new")
    page.get_by_label(re.compile("Change pulse")).check()
    page.get_by_label("Title").fill("On our way")
    page.get_by_role("main").locator("button.main").click()
    page.goto(house.url + "/surveys/1/waves/new")
    page.get_by_label(re.compile("Confidential: no human")).check()
    look(page, "same-1-settings")
    page.get_by_role("button", name="Save the round").click()
    expect(page.get_by_text(re.compile("confidential", re.I)).first).to_be_visible()
    look(page, "same-2-draft")
    open_it(page)


def open_it(page: Page) -> None:
    page.get_by_role("button", name=f"Open the survey to {PEOPLE + 1} people").click()
    expect(page.get_by_text(f"0 of {PEOPLE + 1}")).to_be_visible()


def answer_on_a_phone(page: Page, house: House, number: int, given: dict[str, int], name: str) -> None:
    """One of them by hand: reads the promise, answers, and is not called anonymous anywhere on the way."""
    page.goto(house.link(address(number), "s"))
    expect(page.get_by_role("heading", name="This survey is confidential")).to_be_visible()
    expect(page.get_by_text("figures are shown only for 5 people or more together")).to_be_visible()
    expect(page.get_by_text("anonymous")).to_have_count(0)
    look(page, f"same-{name}-promise")
    page.get_by_role("button", name="Start the survey").click()
    for part, value in given.items():
        page.locator(f'input[name="{part}"][value="{value}"]').check(force=True)
    look(page, f"same-{name}-questions")
    page.get_by_role("button", name="Next page").click()
    page.get_by_role("button", name="Check your answers").click()
    look(page, f"same-{name}-check")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank").first).to_be_visible()
    look(page, f"same-{name}-thanks")
    assert page.context.cookies() == []


def answer_the_rest(house: House, up: int) -> None:
    """The others through the same form; each has a temper of their own, and a step of their own upwards."""
    for number in range(2, PEOPLE + 1):
        given = {f"pulse.{step}": str(min(5, 1 + (number + place) % 3 + (up + number % 2 if up else 0))) for place, step in enumerate(STEPS)}
        data = urllib.parse.urlencode({**given, "_key": f"{up}-{number}"}).encode()
        with urllib.request.urlopen(house.link(address(number), "s") + "/answer", data, timeout=20) as response:
            assert response.status == 200


@pytest.mark.parametrize(("width", "scripts", "dark"), [("phone", True, True), ("desktop", True, False), ("phone", False, False)])
def test_from_the_settings_to_the_same_people(open_page: Open, house: House, width: str, scripts: bool, dark: bool) -> None:
    page = house.be_asa(open_page(width, scripts=scripts, dark=dark))
    with house.inside() as db:
        factories.people(db, "Sales", PEOPLE)
    make(page, house)
    assert "confidential" in text(house.mails_to(address(1))[-1])
    assert "anonymous" not in text(house.mails_to(address(1))[-1])
    answer_on_a_phone(open_page("phone", scripts=scripts, dark=dark), house, 1, FIRST, "3-first")
    answer_the_rest(house, up=0)
    page.goto(house.url + "/waves/1/results")
    expect(page.get_by_role("main")).to_contain_text("12 of 13")
    expect(page.get_by_text("Mean")).to_have_count(0)
    look(page, "same-4-sealed")
    house.turn(days=12)
    page.goto(house.url + "/waves/1/results")
    expect(page.get_by_role("heading", name=re.compile("^The same people"))).to_have_count(0)

    page.goto(house.url + "/surveys/1/waves/new")
    expect(page.get_by_label(re.compile("Confidential: no human"))).to_be_checked()
    page.get_by_role("button", name="Save the round").click()
    open_it(page)
    answer_on_a_phone(open_page("phone", scripts=scripts, dark=not dark), house, 1, {part: value + 1 for part, value in FIRST.items()}, "5-again")
    answer_the_rest(house, up=1)
    house.turn(days=12)
    page.goto(house.url + "/waves/2/results")
    expect(page.get_by_role("heading", name="The same people, since round 1")).to_be_visible()
    expect(page.get_by_text(re.compile(r"The same 12 people: up by 1\.\d\d since round 1 \(\d\.\d\d to \d\.\d\d\)\.")).first).to_be_visible()
    look(page, "same-6-results")
    if scripts:
        look_at_print(page, "same-6-results")
    page.goto(house.url + "/surveys/1/results")
    expect(page.get_by_text(re.compile(r"The same 12 people: up by 1\.\d\d")).first).to_be_visible()
    look(page, "same-7-over")
