"""Editing a survey while a round is open: each kind of edit says what it does before it is saved, and the open round keeps its questions."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

import storage
from people import store as people_store
from surveys import actions, store
from surveys.model import Settings
from surveys.questionnaire import Page as Sheet
from surveys.questionnaire import Questionnaire
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.rating import Rating
from tests.journeys.house import House
from tests.journeys.looking import look

TOOL = Choice("tool", {"en": "What do you use today?"}, options=(Option("mail", {"en": "Mail"}), Option("sheet", {"en": "A spreadsheet"}), Option("none", {"en": "Nothing"})))
EASY = Rating("easy", {"en": "How easy is it to find a customer?"}, low_label={"en": "Hard"}, high_label={"en": "Easy"})


def begin(page: Page, house: House) -> int:
    """A company of seven, and a survey that two rounds were asked: six have answered the one that is closed, the other is open."""
    page.goto(house.start_url)
    page.get_by_label("The company's name").fill("Nordverk")
    page.get_by_label("Your name").fill("Åsa Öberg")
    page.get_by_label("Your mail address").fill("asa@nordverk.example.com")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").click()
    with house.app.app_context(), storage.opened(house.config.database) as db:
        people = [people_store.insert(db, f"{name} Berg", f"{name.lower()}@nordverk.example.com", "en") for name in ("Karin", "Johan", "Sara", "Amir", "Eva", "Ida")]
        survey = actions.new_survey(db, "open", "How is it going?", house.clock())
        actions.adjust(db, survey, Questionnaire((Sheet({}, (TOOL, EASY)),)))
        _ask(house, db, survey, people)
        actions.close_wave(db, house.config, 1, house.clock())
        _ask(house, db, survey, people[:3])
    return survey


def _ask(house: House, db, survey: int, people: list[int]) -> None:  # type: ignore[no-untyped-def]
    asker, company = people_store.ambassadors(db)[0], people_store.get_company(db)
    closes = (house.clock() + timedelta(days=14)).replace(tzinfo=None)
    number = actions.save_wave(db, survey, None, Settings("anonymous", 5, 10, None, closes, company.zone), house.clock())
    wave = actions.start(db, number, asker, company, house.clock())
    for person, tool in zip(people, ("mail", "mail", "mail", "sheet", "none", "none"), strict=False):
        invitation = next(one.id for one in store.invitations(db, wave.id) if one.person_id == person)
        actions.answer(db, house.config, invitation, {"tool": tool, "easy": 4}, f"form of {person}", house.clock())


def change(page: Page, house: House, survey: int, place: int) -> None:
    page.goto(f"{house.url}/surveys/{survey}/questionnaire")
    page.get_by_role("link", name=f"Change question {place}").click()


def save(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Save the question").last.click()
    expect(page.get_by_role("heading", name=re.compile("^What this changes"))).to_be_visible()


@pytest.mark.parametrize(("width", "scripts", "dark"), [("phone", False, True), ("desktop", True, False)])
def test_each_edit_says_what_it_does(open_page: Callable[..., Page], house: House, width: str, scripts: bool, dark: bool) -> None:
    page = open_page(width, scripts=scripts, dark=dark)
    survey = begin(page, house)
    change(page, house, survey, 1)
    page.locator("[name=options-0-en]").fill("Mails")
    save(page)
    expect(page.get_by_text("3 answers keep their option under a new label.")).to_be_visible()
    expect(page.get_by_text("3 more people have answered in a round that is open")).to_be_visible()
    look(page, "effect-comparable")
    page.get_by_role("button", name="Save it like this").click()
    expect(page.get_by_text(re.compile("has been changed"))).to_be_visible()
    change(page, house, survey, 2)
    page.locator("[name=text-en]").fill("How easy is it to find a customer")
    save(page)
    expect(page.get_by_text("Nothing changes for the 6 answers so far.")).to_be_visible()
    look(page, "effect-cosmetic")
    page.get_by_role("button", name="Save it like this").click()
    expect(page.get_by_text(re.compile("has been changed"))).to_be_visible()
    change(page, house, survey, 1)
    page.locator("[name=options-2-en]").fill("")
    save(page)
    expect(page.get_by_text("2 answers for “Nothing” become incomparable.")).to_be_visible()
    look(page, "effect-breaking")
    page.get_by_role("button", name="Save it all the same").click()
    expect(page.get_by_text("The trend breaks here: answers so far stay with what was asked.")).to_be_visible()
    expect(page.get_by_text("Round 2 is open and keeps its questions.")).to_be_visible()
    look(page, "questions-of-a-sent-survey")
    page.get_by_role("link", name="See what each version changed").click()
    expect(page.get_by_text("“Nothing” is no longer there.")).to_be_visible()
    look(page, "versions")
    ask_the_new_version(page, house, survey)
    page.goto(f"{house.url}/waves/1/results")
    expect(page.get_by_text("Nothing (removed)")).to_be_visible()
    look(page, "results-with-what-was-removed")


def ask_the_new_version(page: Page, house: House, survey: int) -> None:
    """The open round still has what it was sent with; the next one has what the edits came to."""
    page.goto(f"{house.url}/waves/2/preview")
    expect(page.locator("[data-question], fieldset").filter(has_text="What do you use today?").first).to_contain_text("Nothing")
    with house.inside() as db:
        _ask(house, db, survey, [])
    page.goto(f"{house.url}/waves/3/preview")
    today = page.locator("[data-question], fieldset").filter(has_text="What do you use today?").first
    expect(today).to_contain_text("Mails")
    expect(today).not_to_contain_text("Nothing")
