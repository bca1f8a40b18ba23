"""Replies without a name: from the phrase after sending to the ambassador's question and the answer to it, with and without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from people import store as people_store
from surveys import actions, store
from tests.journeys.house import House
from tests.journeys.looking import look, overflow
from tests.journeys.test_answering import Round, asked, house, press, rate
from tests.surveys import rounds

__all__ = ["asked", "house"]

WORDS, QUESTION, ANSWER = "The day's list, since it is short", "Which part of it do you use?", "The calls, in the morning 😀"


def send(page: Page, asked: Round) -> str:
    """Answer the survey and write something. Returns the phrase."""
    page.goto(asked.address)
    press(page, "Start the survey", "Statements")
    rate(page, 1, "4")
    press(page, "Next page", "Statements")
    expect(page.locator(".progress")).to_contain_text("Page 2 of 3")
    rate(page, 6, "2")
    press(page, "Next page", "In your own words")
    page.get_by_label("What works well").fill(WORDS)
    press(page, "Check your answers", "Check your answers")
    press(page, "Send my answers", "Thank you")
    return page.locator("#phrase").inner_text()


def close_after_others(house: House, asked: Round) -> None:
    """Nine more people write something, and the round closes."""
    with house.inside() as db:
        for number, invitation in enumerate(one for one in store.invitations(db, asked.wave.id) if not one.used):
            actions.answer(db, house.config, invitation.id, {"sus1": 1 + number % 5, "works": f"Something works in number {number}"}, f"form {number}", house.clock())
        actions.close_wave(db, house.config, asked.wave.id, house.clock())


@pytest.fixture()
def many(house: House, asked: Round) -> Round:
    """The same round, with enough people for their words to be shown."""
    with house.inside() as db:
        rounds.company(db, Support=10)
        actions.invite_missing(db, asked.wave, people_store.get_company(db), house.clock())
    return asked


@pytest.mark.parametrize(("width", "scripts", "dark"), [("phone", True, False), ("desktop", False, True)])
def test_from_the_phrase_to_the_answer(house: House, many: Round, open_page: Callable[..., Page], width: str, scripts: bool, dark: bool) -> None:
    page = open_page(width, scripts=scripts, dark=dark)
    phrase = send(page, many)
    look(page, "phrase-1-thanks")
    page.goto(house.url + "/reply")
    look(page, "phrase-2-reply")
    page.get_by_label("Your phrase").fill("1 badulo")
    page.get_by_role("button", name="Show my words").click()
    look(page, "phrase-3-mistyped")
    page.get_by_label("Your phrase").fill(phrase.upper().replace(" ", "-"))
    page.get_by_role("button", name="Show my words").click()
    expect(page.get_by_role("main")).to_contain_text("still open, and what was written is under seal")
    look(page, "phrase-4-open")

    close_after_others(house, many)
    desk = house.be_asa(open_page(width, scripts=scripts))
    desk.goto(f"{house.url}/waves/{many.wave.id}/words")
    desk.get_by_role("listitem").filter(has_text=WORDS).get_by_role("link", name="Ask about it").click()
    desk.get_by_label("Your message").fill("Who are you?")
    desk.get_by_role("button", name="Leave the message").click()
    look(desk, "phrase-5-warned")
    desk.get_by_label("Your message").fill(QUESTION)
    desk.get_by_role("button", name="Leave the message").click()
    expect(desk.get_by_role("main")).to_contain_text("stands beside the comment")

    page.get_by_label("Your phrase").fill(phrase)
    page.get_by_role("button", name="Show my words").click()
    expect(page.get_by_role("main")).to_contain_text(QUESTION)
    page.get_by_label("Your answer").fill(ANSWER)
    page.get_by_role("button", name="Send it without my name").click()
    expect(page.get_by_role("status")).to_contain_text("the next morning")
    look(page, "phrase-6-answered")
    assert page.context.cookies() == []
    assert phrase.split()[1] not in page.url

    house.turn(days=1)
    desk.goto(house.url)
    desk.get_by_role("link", name="A new reply to a comment").click()
    look(desk, "phrase-7-replies")
    desk.get_by_role("link", name="Read the reply and answer").click()
    expect(desk.get_by_role("main")).to_contain_text(ANSWER)
    look(desk, "phrase-8-comment")
    desk.get_by_role("button", name="Mark the reply as read").click()
    desk.goto(house.url)
    expect(desk.get_by_role("main")).not_to_contain_text("new reply")


def test_the_phrase_is_copied_with_one_tap_and_gone_after_a_reload(asked: Round, open_page: Callable[..., Page]) -> None:
    page = open_page("phone")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phrase = send(page, asked)
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == []
    page.get_by_role("button", name="Copy the phrase").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == phrase
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert phrase not in page.content()
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
