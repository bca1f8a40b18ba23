"""A question asked in the room: the link on the screen, devices that answer once, and the result that comes by itself when the time is over."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from surveys import actions
from surveys.questionnaire import Page as Sheet
from surveys.questionnaire import Questionnaire
from surveys.questions.rating import Rating
from surveys.questions.scale import Scale
from tests.journeys.house import House
from tests.journeys.looking import look, look_at_print

EASY = Rating("easy", {"en": "It is easy to use."}, required=True, low_label={"en": "Not at all"}, high_label={"en": "Very much"})
AGAIN = Scale("again", {"en": "Would you come to such a meeting again?"}, low_label={"en": "Never"}, high_label={"en": "At once"})


def ask(screen: Page, house: House, minutes: int = 5) -> str:
    """A room that opens on the screen; returns the address that stands there."""
    with house.inside() as db:
        survey = actions.new_survey(db, "open", "How was today?", house.clock())
        actions.adjust(db, survey, Questionnaire((Sheet({}, (EASY, AGAIN)),)))
    screen.goto(f"{house.url}/surveys/{survey}")
    screen.get_by_role("link", name="Ask in the room or by a poster").click()
    screen.get_by_label("In the room: open for so many minutes").fill("1")
    screen.get_by_label("Figures show from so many answers on").fill("3")
    screen.get_by_role("button", name="Open the round").click()
    expect(screen).to_have_title(re.compile("^Error:"))
    look(screen, "room-1-error")
    screen.get_by_label("In the room: open for so many minutes").fill(str(minutes))
    screen.get_by_role("button", name="Open the round").click()
    expect(screen.get_by_text("0 have answered")).to_be_visible()
    shown: str = screen.locator(".room-address").inner_text()
    return f"http://{shown}"


def answer(device: Page, address: str, easy: int) -> None:
    device.goto(address)
    device.get_by_role("button", name="Start the survey").click()
    device.locator(f"label:has([id='q-easy-{easy}'])").click()
    device.get_by_role("button", name="Check your answers").click()
    device.get_by_role("button", name="Send my answers").click()
    expect(device.get_by_role("heading", name="Thank you – your answers are saved")).to_be_visible()


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_a_room_answers_and_sees_what_it_adds_up_to(open_page: Callable[..., Page], house: House, width: str) -> None:
    screen, first = house.be_asa(open_page(width, dark=width == "phone")), open_page("phone")
    address = ask(screen, house)
    look(screen, "room-2-open")
    first.goto(address)
    look(first, "room-3-promise")
    answer(first, address, 4)
    look(first, "room-4-thanks")
    first.goto(address)
    expect(first.get_by_role("heading", name="This device has answered")).to_be_visible()
    look(first, "room-5-used")
    for easy in (5, 2):
        answer(open_page("phone", scripts=easy == 5), address, easy)
    expect(screen.get_by_text("3 have answered", exact=True)).to_be_visible()
    screen.locator("summary", has_text="Close now").click()
    expect(screen.get_by_text("Whoever has not sent cannot answer any more")).to_be_visible()
    screen.get_by_role("button", name="Five more minutes").click()
    house.turn(minutes=6)
    expect(screen.get_by_text("4 minutes left")).to_be_visible()
    expect(screen.get_by_text("It is easy to use.")).to_have_count(0)
    house.turn(minutes=5)
    expect(screen.get_by_text("This is what the answers add up to")).to_be_visible()
    expect(screen.get_by_role("heading", name="It is easy to use.")).to_be_visible()
    look(screen, "room-6-result")
    first.goto(address)
    expect(first.get_by_role("heading", name="This survey is closed")).to_be_visible()
    first.get_by_role("link", name="See the results").click()
    look(first, "room-7-results")


def test_too_few_are_told_kindly_that_nothing_shows(open_page: Callable[..., Page], house: House) -> None:
    screen = house.be_asa(open_page("phone"))
    address = ask(screen, house)
    for easy in (1, 2):
        answer(open_page("phone", dark=True), address, easy)
    house.turn(minutes=6)
    expect(screen.get_by_text("2 people have answered.")).to_be_visible()
    expect(screen.get_by_text("Figures are shown from 3 answers on, so that nobody is recognised.")).to_be_visible()
    look(screen, "room-8-too-few")
    screen.get_by_role("link", name="Ask once more").click()
    expect(screen.get_by_role("heading", name="Ask in the room or by a poster")).to_be_visible()


def test_a_poster_hangs_until_a_day(page: Page, house: House) -> None:
    house.be_asa(page)
    ask(page, house)
    page.goto(page.url.replace("/room", "/poster"))
    expect(page.get_by_text("Point your phone’s camera at the picture, or open")).to_be_visible()
    look(page, "room-9-poster")
    look_at_print(page, "room-9-poster")
