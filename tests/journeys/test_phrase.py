"""Replies without a name: a phrase is kept, the round closes, the ambassador asks back, and whoever has the phrase answers."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from surveys import actions
from surveys.model import Wave
from tests import factories
from tests.journeys.house import House
from tests.journeys.looking import look
from tests.surveys import rounds
from tests.surveys.answering import link, round_of

WORDS = "The list of calls, if it were shorter 📞"


def asked(house: House) -> tuple[Wave, str]:
    """A round in which eleven have written something; the twelfth has the link."""
    with house.inside() as db:
        people = factories.people(db, "Sales", 12)
        wave: Wave = round_of(db, house.clock(), "open", closes=house.clock().replace(tzinfo=None) + timedelta(days=7))
        for number, person in enumerate(people[1:]):
            rounds.give(db, house.config, wave, person, house.clock(), open1=f"Something else, number {number}")
        return wave, house.url + link(db, house.config, wave, people[0])


def answer(page: Page, address: str) -> str:
    """Write something and send it; returns the phrase that is shown."""
    page.goto(address)
    page.get_by_role("button", name="Start the survey").click()
    page.locator("textarea").fill(WORDS)
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Your phrase, if you want to hear back")).to_be_visible()
    look(page, "phrase-1-shown")
    shown: str = page.locator("#phrase").inner_text()
    assert re.fullmatch(r"\d+( [a-z]{6}){3}", shown)
    return shown


def look_up(page: Page, house: House, phrase: str) -> None:
    page.goto(house.url + "/reply")
    page.get_by_label("Your phrase").fill(phrase)
    page.get_by_role("button", name="Show my words").click()


def ask_back(page: Page, house: House, wave: Wave) -> None:
    page.goto(f"{house.url}/waves/{wave.id}/results")
    page.locator("li", has_text=WORDS).get_by_role("link", name="Ask about this, or say what became of it").click()
    look(page, "phrase-4-comment")
    page.get_by_label("Your message").fill("Which team are you in?")
    page.get_by_role("button", name="Leave the message").click()
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.get_by_label("Your message")).to_have_value("Which team are you in?")
    look(page, "phrase-5-too-curious")
    page.get_by_label("Your message").fill("What should be left out of it?")
    page.get_by_role("button", name="Leave the message").click()
    expect(page.get_by_text("Your message stands beside the comment.")).to_be_visible()


@pytest.mark.parametrize(("width", "scripts"), [("phone", True), ("desktop", True), ("phone", False)])
def test_who_kept_the_phrase_is_asked_back_and_answers(open_page: Callable[..., Page], house: House, width: str, scripts: bool) -> None:
    asa, nobody = house.be_asa(open_page(width)), open_page(width, scripts=scripts, dark=scripts)
    wave, address = asked(house)
    phrase = answer(nobody, address)
    look_up(nobody, house, "badulo kimera")
    expect(nobody).to_have_title(re.compile("^Error:"))
    look(nobody, "phrase-2-slip")
    look_up(nobody, house, phrase)
    expect(nobody.get_by_text("The survey is still open")).to_be_visible()
    house.turn(days=8)
    house.be_asa(asa)
    look_up(nobody, house, phrase.upper().replace(" ", "-"))
    expect(nobody.get_by_text("Nobody has written about this yet.")).to_be_visible()
    look(nobody, "phrase-3-nothing-yet")
    ask_back(asa, house, wave)
    look_up(nobody, house, phrase)
    expect(nobody.get_by_text("What should be left out of it?")).to_be_visible()
    look(nobody, "phrase-6-asked")
    nobody.get_by_label("Your answer").fill("The ones that are done")
    nobody.get_by_role("button", name="Send it without my name").click()
    expect(nobody.get_by_text("Your answer is kept.")).to_be_visible()
    look(nobody, "phrase-7-answered")
    assert nobody.context.cookies() == []
    asa.goto(f"{house.url}/waves/{wave.id}/results")
    expect(asa.get_by_text("The ones that are done")).to_have_count(0)
    expect(asa.get_by_role("link", name="Read the replies")).to_have_count(0)
    house.turn(days=1)
    asa.goto(f"{house.url}/waves/{wave.id}/results")
    asa.get_by_role("link", name="Read the replies").click()
    expect(asa.get_by_text("They replied: The ones that are done")).to_be_visible()
    look(asa, "phrase-8-replies")
    asa.get_by_role("link", name="Read the reply and answer").click()
    asa.get_by_role("button", name="Mark the reply as read").click()
    expect(asa.get_by_text("The reply is marked as read.")).to_be_visible()


def test_a_wrong_phrase_leads_to_nothing(page: Page, house: House) -> None:
    house.be_asa(page)
    wave, _address = asked(house)
    with house.inside() as db:
        actions.close_wave(db, house.config, wave.id, house.clock())
    look_up(page, house, f"{wave.id} badulo kimera tusapo")
    expect(page.get_by_text("This phrase leads to no comment.").first).to_be_visible()
    expect(page.get_by_label("Your phrase")).to_have_value(f"{wave.id} badulo kimera tusapo")
    look(page, "phrase-9-unknown")
