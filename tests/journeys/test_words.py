"""What people wrote, read by the ambassador: searched, tagged, followed up, edited, on a phone and on a desk, with and without script."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from surveys import actions, store
from tests import factories
from tests.journeys.house import House
from tests.journeys.looking import look
from tests.surveys import rounds
from tests.surveys.test_words import SAID


@pytest.mark.parametrize(("width", "scripts", "dark"), [("phone", False, True), ("desktop", True, False)])
def test_words_are_found_tagged_followed_up_and_edited(house: House, open_page: Callable[..., Page], width: str, scripts: bool, dark: bool) -> None:
    page = house.be_asa(open_page(width, scripts=scripts, dark=dark))
    with house.inside() as db:
        people = rounds.company(db, Sales=12)["Sales"]
        wave = rounds.opened(db, house.clock(), closes=datetime(2026, 10, 30, 16))
        for number, person in enumerate(people):
            answers = {f"sus{item}": 1 + (number + item) % 5 for item in range(1, 11)}
            rounds.give(db, house.config, wave, person, house.clock(), **answers, works=[*SAID, "Annas list is too long"][number % 7])
        actions.close_wave(db, house.config, wave.id, house.clock())
        factories.person(db, "Anna Lindqvist")
    page.goto(f"{house.url}/waves/{wave.id}/words")
    look(page, "words-1-all")
    page.get_by_label("Search", exact=True).fill("utbildningen")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("mark")).to_have_count(4)
    page.get_by_role("button", name="Add the tag").click()
    expect(page.get_by_role("alert")).to_contain_text("Tick the comments that you mean")
    look(page, "words-2-nothing-ticked")
    for place in (1, 2):
        page.get_by_label(f"Tick comment {place}").check()
    page.locator("#tag").fill("training")
    page.get_by_role("button", name="Add the tag").click()
    expect(page.get_by_role("status").first).to_contain_text("stands beside 2 comments more")
    page.get_by_label("Tick comment 1").check()
    page.get_by_role("button", name="Mark for follow-up").click()
    look(page, "words-3-tagged")
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name=re.compile("Look at (it|them)")).click()
    page.get_by_role("link", name="Edit names out").first.click()
    expect(page.get_by_role("main")).to_contain_text("Look at: Annas.")
    look(page, "words-4-editing")
    page.get_by_label("How others read it").fill("[…] list is too long")
    page.get_by_role("button", name="Let others read it like this").click()
    page.goto(f"{house.url}/surveys/{wave.survey_id}/tags")
    look(page, "words-5-tags")
    page.goto(house.url)
    page.get_by_role("link", name="is marked for follow-up").click()
    expect(page.get_by_role("listitem").filter(has=page.get_by_label("Tick comment"))).to_have_count(1)
    page.goto(f"{house.url}/waves/{wave.id}/words?q=elephant")
    look(page, "words-6-nothing-found")
    with house.inside() as db:
        assert store.tags(db, wave.survey_id) == {"training": 2}
