"""A survey that repeats by the rollout's phases, under a moved clock: planned, moved with go-live, opened, reminded once in the ambassador's own words, closed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import storage
from people import store as people_store
from tests.journeys.house import House, text
from tests.journeys.looking import look

ASA, KARIN = "asa@nordverk.example.com", "karin@nordverk.example.com"


def begin(page: Page, house: House) -> None:
    page.goto(house.start_url)
    page.get_by_label("The company's name").fill("Nordverk")
    page.get_by_label("Your name").fill("Åsa Öberg")
    page.get_by_label("Your mail address").fill(ASA)
    page.get_by_role("main").get_by_role("button").click()
    with storage.opened(house.config.database) as db:
        for name in ("Karin", "Johan", "Sara", "Amir", "Eva", "Ida"):
            people_store.insert(db, f"{name} Berg", f"{name.lower()}@nordverk.example.com", "en")
    page.goto(house.url + "/surveys/new")
    page.get_by_label(re.compile("UMUX")).check()
    page.get_by_label("Title").fill("How is the new CRM?")
    page.get_by_role("main").locator("button.main").click()


def plan(page: Page, go_live: str, button: str) -> None:
    page.get_by_label("Go-live", exact=True).fill(go_live)
    page.get_by_label("Remind so many days after the opening").fill("3")
    page.get_by_role("button", name="Show what will happen").or_(page.get_by_role("button", name=re.compile("^Plan "))).click()
    look(page, "phases-preview")
    page.get_by_role("button", name=button).click()


def reword(page: Page, house: House, number: str) -> None:
    page.goto(f"{house.url}/waves/{number}/mail")
    page.get_by_role("link", name="Change the reminder’s words (English)").click()
    page.get_by_label("Text").fill("{name}, no link")
    page.get_by_role("button", name="Save the words").click()
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.get_by_label("Text")).to_have_value("{name}, no link")
    look(page, "words-error")
    page.get_by_label("Text").fill("{name}, we miss you until {day}.\n\nAnswer here:\n{link}")
    page.get_by_role("button", name="Save the words").click()
    expect(page.get_by_text("Karin Berg, we miss you").or_(page.get_by_text(re.compile("Berg, we miss you until"))).first).to_be_visible()
    look(page, "words")


@pytest.mark.parametrize(("width", "scripts", "dark"), [("phone", True, True), ("desktop", True, False), ("phone", False, False)])
def test_a_survey_repeats_by_itself(open_page: Callable[..., Page], house: House, width: str, scripts: bool, dark: bool) -> None:
    page = open_page(width, scripts=scripts, dark=dark)
    begin(page, house)
    page.get_by_role("link", name="Ask by the rollout’s phases").click()
    look(page, "phases")
    plan(page, "2026-10-20", "Plan 6 rounds")
    expect(page.get_by_text("6 rounds are planned and open by themselves.")).to_be_visible()
    look(page, "phases-survey")
    page.get_by_role("link", name="Ask by the rollout’s phases").click()
    expect(page.get_by_label("Go-live", exact=True)).to_have_value("2026-10-20")
    plan(page, "2026-10-26", "Plan 6 rounds")
    page.get_by_role("link", name=re.compile("^Week 1: Round 1 opens by itself on Monday 2 November 2026 at 08:00")).click()
    look(page, "phases-round")
    number = page.url.split("/")[-1]
    reword(page, house, number)

    house.turn(days=10)
    page.goto(house.url + "/surveys/attention")  # she looks in now and then, and so stays signed in
    look(page, "budget-ahead")
    house.turn(days=3, hours=23, minutes=59)  # a minute to eight, in winter time
    assert house.mails_to(KARIN) == []
    house.turn(minutes=1)
    [invitation] = house.mails_to(KARIN)
    assert "You can answer until Friday 13 November 2026 at 17:00 (Europe/Stockholm)." in text(invitation)
    house.turn(days=3, hours=1)
    [_invitation, reminder] = house.mails_to(KARIN)
    assert text(reminder).startswith("Karin Berg, we miss you until Friday 13 November 2026.")
    assert "The survey is anonymous" in text(reminder)
    page.goto(f"{house.url}/waves/{number}")
    expect(page.get_by_text("The last reminder is too fresh")).to_be_visible()
    look(page, "phases-reminded")
    page.goto(house.url + "/surveys/attention")
    expect(page.get_by_text("7 reminders, counted as if everybody")).to_be_visible()
    look(page, "budget")

    house.turn(days=8, hours=8)
    page.goto(f"{house.url}/waves/{number}")
    expect(page.get_by_text("Closed on Friday 13 November 2026")).to_be_visible()
    assert len(house.mails_to(KARIN)) == 2
