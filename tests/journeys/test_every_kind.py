"""From the builder to the answers: a survey with every kind of question in two languages, tried out, sent, and answered in Swedish on a phone."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from people import actions as people_actions
from people import store as people_store
from surveys import actions, store
from surveys.model import Settings, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import kinds
from tests import factories
from tests.journeys.house import House
from tests.journeys.looking import look
from tests.surveys.answering import link, under_seal

AT_WORK = (  # kind, English, Swedish, options
    ("A text between questions", "First about your days.", "Först om dina dagar.", ()),
    ("A choice of one", "Where do you use it?", "Var använder du det?", (("At my desk", "Vid skrivbordet"), ("On the road", "På väg"))),
    ("Yes or no", "Does it work on your phone?", "Fungerar det i mobilen?", ()),
    ("A choice of several", "What do you do with it?", "Vad gör du med det?", (("Look things up", "Slår upp saker"), ("Plan my week", "Planerar veckan"))),
    ("A number", "How many hours a week?", "Hur många timmar i veckan?", ()),
    ("A day", "Since when?", "Sedan när?", ()),
)
VIEWS = (
    ("A rating", "It is easy to use.", "Det är lätt att använda.", ()),
    ("A scale from 0 to 10", "Would you recommend it?", "Skulle du rekommendera det?", ()),
    ("Several statements on one scale", "How true is this?", "Hur väl stämmer det?", (("It takes time.", "Det tar tid."), ("I feel watched.", "Jag känner mig övervakad."))),
    ("A ranking", "What would help you most?", "Vad skulle hjälpa dig mest?", (("Fewer fields", "Färre fält"), ("A course", "En kurs"))),
    ("A short answer", "In one word?", "Med ett ord?", ()),
    ("An open question", "Why {answer:CODE}?", "Varför {answer:CODE}?", ()),
)


def fill(page: Page, kind: str, english: str, swedish: str, rows: tuple[tuple[str, str], ...]) -> None:
    """The form of a new question, filled in from the keyboard where it stands."""
    page.get_by_role("link", name=kind, exact=True).click()
    page.locator("[name=text-en]").fill(english)
    page.locator("[name=text-sv]").fill(swedish)
    setting = "statements" if kind.startswith("Several statements") else "options"
    for number, texts in enumerate(rows):
        for language, text in zip(("en", "sv"), texts, strict=True):
            page.locator(f"[name={setting}-{number}-{language}]").fill(text)


def save(page: Page) -> None:
    page.locator("#sheet").get_by_role("button", name="Save the question").last.click()
    expect(page.locator("#status")).to_have_text("The question is there.")
    expect(page.locator("#sheet")).to_have_count(0)


def build(page: Page, house: House, content: Callable[[], Questionnaire]) -> None:
    for place, (kind, english, swedish, rows) in enumerate(AT_WORK):
        page.get_by_role("link", name="Add a page" if place == 0 else "Add a question to page 2").click()
        fill(page, kind, english, swedish, rows)
        if kind == "Yes or no":
            page.get_by_text("When it is shown").click()
            page.locator("[name=conditions-0-part]").select_option(label="2. Where do you use it?")
            page.get_by_label("On the road").check()
        save(page)
    code = next(question.id for question in content().questions if question.text["en"] == "Where do you use it?")
    for place, (kind, english, swedish, rows) in enumerate(VIEWS):
        page.get_by_role("link", name="Add a page" if place == 0 else "Add a question to page 3").click()
        fill(page, kind, english.replace("CODE", code), swedish.replace("CODE", code), rows)
        save(page)


def by_key(page: Page, name: str) -> None:
    """Press a button of a question's “More” by keyboard."""
    button = page.get_by_role("button", name=name, exact=True)
    more = page.locator(".editing > li", has=page.get_by_role("button", name=name, exact=True, include_hidden=True)).locator("summary")
    more.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")


def try_out(page: Page) -> None:
    page.get_by_role("link", name="Try it out").click()
    look(page, "every-2-test")
    page.get_by_role("button", name="Start the test").click()
    for _page in range(3):
        page.get_by_role("button", name=re.compile("Next page|Check your answers")).click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="The test is over, and nothing was kept")).to_be_visible()
    look(page, "every-3-test-over")
    page.get_by_role("link", name="Back to the questions").click()


def choose(page: Page, within: str, label: str) -> None:
    page.locator("[data-question]", has_text=within).locator("label", has_text=label).first.click()


def onward(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Nästa sida|Kontrollera|Skicka)")).click()


def answer_in_swedish(page: Page, address: str) -> None:
    """On a phone, with a slip and a step back; the second question comes with the first one's answer."""
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    look(page, "every-4-promise")
    page.locator("main button.main").click()
    onward(page)
    phone = page.locator("[data-question]", has_text="Fungerar det i mobilen?")
    expect(phone).to_be_hidden()
    choose(page, "Var använder du det?", "På väg")
    expect(phone).to_be_visible()
    choose(page, "Fungerar det i mobilen?", "Ja")
    choose(page, "Vad gör du med det?", "Planerar veckan")
    page.get_by_label("Hur många timmar i veckan?").fill("många")
    onward(page)
    expect(page.locator("#errors")).to_be_focused()
    look(page, "every-5-error")
    page.get_by_label("Hur många timmar i veckan?").fill("12")
    onward(page)
    expect(page.get_by_text("Varför På väg?")).to_be_visible()
    look(page, "every-6-views")
    page.get_by_role("button", name="Föregående sida").click()
    expect(page.get_by_label("Hur många timmar i veckan?")).to_have_value("12")
    onward(page)
    page.get_by_role("button", name=re.compile("^Upp")).last.press("Enter")
    page.get_by_label("Varför På väg?").fill("Det är där kunderna är 🚗")
    onward(page)
    expect(page.get_by_role("button", name="Kontrollera dina svar")).to_be_visible()
    for statement in page.locator("[data-question]", has=page.locator("input[type=radio]")).all():
        statement.locator("label", has_text="5").first.click()
    onward(page)
    look(page, "every-7-check")
    onward(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tack")


def send(house: House, survey: int) -> tuple[Wave, str]:
    """A round of what was built, and the link of somebody who reads Swedish."""
    with house.inside() as db:
        person = factories.people(db, "Sales", 6)[0]
        people_actions.change_me(db, person, "Karin Berg", "sv")
        closes = house.clock().replace(tzinfo=None) + timedelta(days=14)
        number = actions.save_wave(db, survey, None, Settings("anonymous", 5, 10, None, closes, "Europe/Stockholm"), house.clock())
        wave = actions.start(db, number, people_store.ambassadors(db)[0], people_store.get_company(db), house.clock())
        return wave, house.url + link(db, house.config, wave, person)


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_every_kind_is_built_tried_out_and_answered(open_page: Callable[..., Page], house: House, width: str) -> None:
    page = house.be_asa(open_page(width))
    with house.inside() as db:
        survey = actions.new_survey(db, "open", "Your days", house.clock())

    def content() -> Questionnaire:
        with house.inside() as db:
            return store.questionnaire(db, store.latest_questionnaire(db, survey)[0])

    cards = page.locator(".editing > li")
    page.goto(f"{house.url}/surveys/{survey}/questionnaire")
    build(page, house, content)
    assert {type(question) for question in content().questions} == set(kinds())
    assert set(content().languages) == {"en", "sv"}
    by_key(page, "Copy question 2")
    expect(cards).to_have_count(14)
    by_key(page, "Remove question 3")
    expect(cards).to_have_count(13)
    page.locator("#status").get_by_role("button", name="Bring it back").press("Enter")
    expect(cards).to_have_count(14)
    by_key(page, "Remove question 3")
    expect(cards).to_have_count(13)
    look(page, "every-1-built")
    try_out(page)
    page.get_by_role("link", name="Add from the bank").click()
    page.get_by_role("button", name=re.compile("^Add UMUX")).click()
    expect(cards).to_have_count(15)
    wave, address = send(house, survey)
    answer_in_swedish(open_page("phone", dark=width == "phone", locale="sv-SE"), address)
    with house.inside() as db:
        [kept] = under_seal(db, house.config, wave)
    said = {question.text["en"]: question.said(kept, "en") for question in content().questions}
    assert said["Where do you use it?"] == "On the road"
    assert said["What would help you most?"] == "1. A course\n2. Fewer fields"
    assert said["How many hours a week?"].startswith("12")
