"""Building a questionnaire in a browser: forms that open in their place, the hand, the keyboard alone, and no script at all."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

import storage
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from surveys import actions, editing, store
from surveys.questionnaire import Questionnaire
from surveys.rules import Condition, Rule
from tests import factories
from tests.journeys.house import House, house
from tests.journeys.looking import look

__all__ = ["house"]


class Survey:
    """A survey with one open question, and the ambassador's way in."""

    def __init__(self, running: House) -> None:
        self.house, self.pages = running, list[Page]()
        with running.app.app_context(), storage.opened(running.config.database) as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
            self.number = actions.new_survey(db, "open", "Ways of working", running.clock())
            client = running.app.test_client()
            with client.session_transaction() as session:
                session["secret"] = people_actions.start_session(db, factories.asa(db), running.clock())
        self.name = running.app.config["SESSION_COOKIE_NAME"]
        self.cookie = client.get_cookie(self.name)

    def open(self, page: Page) -> Page:
        self.pages.append(page)
        page.context.add_cookies([{"name": self.name, "value": self.cookie.value, "url": self.house.url}])
        page.goto(f"{self.house.url}/surveys/{self.number}/questionnaire")
        return page

    @property
    def content(self) -> Questionnaire:
        with storage.opened(self.house.config.database) as db:
            return store.questionnaire(db, store.latest_questionnaire(db, self.number)[0])

    @property
    def order(self) -> list[list[str]]:
        return [[question.text["en"] for question in page.questions] for page in self.content.pages]


@pytest.fixture()
def survey(house: House) -> Iterator[Survey]:
    """Ends when all is loaded: a preview may still be on its way."""
    made = Survey(house)
    yield made
    for page in made.pages:
        for frame in page.frames:
            frame.wait_for_load_state("load")
        page.goto("about:blank")


def said(page: Page) -> Locator:
    return page.locator("#status")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save the question").click()


def add(page: Page, where: str, kind: str, english: str) -> None:
    """The form of a new question, filled in with its text."""
    page.get_by_role("link", name=where).click()
    page.get_by_role("link", name=kind, exact=True).click()
    page.get_by_label("The question: English").fill(english)


def options(page: Page, *texts: str) -> None:
    for number, text in enumerate(texts):
        page.locator(f"[name=options-{number}-en]").fill(text)


def test_a_questionnaire_grows_on_one_page(page: Page, survey: Survey) -> None:
    survey.open(page)
    add(page, "Add a page", "A choice of one", "Where do you work?")
    options(page, "At the office", "At home")
    look(page, "builder-choice")
    page.get_by_role("button", name="More lines").click()
    expect(page.locator("[name=options-4-en]")).to_be_focused()
    page.locator("[name=options-4-en]").fill("On the road")
    save(page)
    expect(said(page)).to_have_text("The question is there.")
    add(page, "Add a question to page 2", "A rating", "How often?")
    page.get_by_label("The question: Swedish").fill("Hur ofta?")
    page.get_by_text("When it is shown").click()
    page.locator("[name=conditions-0-part]").select_option(label="2. Where do you work?")
    page.get_by_label("At home").check()
    look(page, "builder-rule")
    save(page)
    expect(page.get_by_text("Shown only if “Where do you work?” is At home.")).to_be_visible()
    look(page, "builder")
    where, often = survey.content.questions[1:]
    assert [option.text["en"] for option in where.options] == ["At the office", "At home", "On the road"]  # type: ignore[attr-defined]
    assert often.show_if == Rule("all", (Condition(where.id, "is", (where.options[1].id,)),))  # type: ignore[attr-defined]
    expect(page.frame_locator("iframe").get_by_text("How often?").first).to_be_attached()


def test_a_question_is_changed_in_its_card_and_what_is_wrong_stays_there(page: Page, survey: Survey) -> None:
    survey.open(page)
    page.get_by_role("link", name="Change question 1").click()
    page.get_by_label("The question: English").fill("")
    page.get_by_label("The question: Swedish").fill("")
    save(page)
    expect(page.locator("#card-open1 #errors")).to_be_focused()
    look(page, "builder-error")
    page.get_by_label("The question: English").fill("What bothers you?")
    save(page)
    expect(page.locator("#card-open1 .asked")).to_contain_text("What bothers you?")
    expect(page.get_by_role("link", name="Change question 1")).to_be_focused()
    assert survey.order == [["What bothers you?"]]


def test_what_is_typed_stays_while_something_else_changes(page: Page, survey: Survey) -> None:
    survey.open(page)
    page.get_by_role("link", name="Change question 1").click()
    page.get_by_label("The question: English").fill("Half a thou")
    page.locator("#card-open1 summary", has_text="More").first.click()
    page.get_by_role("button", name="Copy question 1").click()
    expect(page.locator(".editing > li")).to_have_count(2)
    expect(page.get_by_label("The question: English")).to_have_value("Half a thou")
    page.get_by_role("link", name="Change question 2").click()
    expect(said(page)).to_have_text("You are still filling in this form: save it or go back first.")
    page.get_by_label("The question: English").fill("A whole thought")
    save(page)
    expect(page.locator("#card-open1 .asked")).to_contain_text("A whole thought")


def test_a_removal_is_undone_where_it_happened(page: Page, survey: Survey) -> None:
    survey.open(page)
    add(page, "Add a page", "A short answer", "Anything else?")
    save(page)
    card = page.locator(".editing > li").nth(1)
    card.locator("summary", has_text="More").click()
    page.get_by_role("button", name="Remove question 2").click()
    expect(page.locator(".editing > li")).to_have_count(1)
    look(page, "builder-removed")
    said(page).get_by_role("button", name="Bring it back").click()
    expect(page.locator(".editing > li")).to_have_count(2)
    assert survey.order == [["What is on your mind about {system}?"], ["Anything else?"]]


def test_questions_are_moved_by_hand_and_by_keyboard_alone(open_page: Callable[..., Page], survey: Survey) -> None:
    page = survey.open(open_page("desktop"))
    for text in ("One?", "Two?"):
        add(page, "Add a question to page 1", "Yes or no", text)
        save(page)
        expect(page.locator(".asked", has_text=text)).to_be_visible()
    handle, target = page.locator(".handle").first, page.locator(".editing > li").last
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 50, end["y"] + end["height"] - 5, steps=4)
    expect(target).to_have_class("card drop-after")
    page.mouse.up()
    expect(said(page)).to_contain_text("stands on page 1 now, in place 3")
    assert survey.order == [["One?", "Two?", "What is on your mind about {system}?"]]
    page.get_by_role("button", name="Up question 3").focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("in place 2")
    expect(page.get_by_role("button", name="Up question 2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("in place 1")
    expect(page.get_by_role("button", name="Down question 1")).to_be_focused()
    assert survey.order[0][0] == "What is on your mind about {system}?"


def test_enter_in_a_line_saves_and_moves_no_row(open_page: Callable[..., Page], survey: Survey) -> None:
    page = survey.open(open_page("desktop"))
    add(page, "Add a page", "A ranking", "What comes first?")
    options(page, "Speed", "Looks")
    page.locator("[name=options-1-en]").press("Enter")
    expect(said(page)).to_have_text("The question is there.")
    assert [option.text["en"] for option in survey.content.questions[1].options] == ["Speed", "Looks"]  # type: ignore[attr-defined]


def test_a_question_that_somebody_else_changed_says_so_in_its_card(open_page: Callable[..., Page], survey: Survey) -> None:
    asa, bo = survey.open(open_page("desktop")), survey.open(open_page("desktop"))
    for page, text in ((asa, "Åsa's"), (bo, "Bo's")):
        page.get_by_role("link", name="Change question 1").click()
        page.get_by_label("The question: English").fill(text)
    save(bo)
    expect(bo.locator(".asked").first).to_contain_text("Bo's")
    save(asa)
    expect(asa.locator("#now")).to_contain_text("Bo's")
    look(asa, "builder-meanwhile")
    expect(asa.get_by_label("The question: English")).to_have_value("Åsa's")
    save(asa)
    expect(asa.locator(".asked").first).to_contain_text("Åsa's")


def test_a_lost_connection_loses_nothing(open_page: Callable[..., Page], survey: Survey) -> None:
    page = survey.open(open_page("phone"))
    page.get_by_role("link", name="Change question 1").click()
    page.get_by_label("The question: English").fill("What bothers you?")
    page.context.set_offline(True)
    save(page)
    expect(said(page)).to_contain_text("The connection is lost.")
    page.watch.wrong.clear()  # type: ignore[attr-defined]  the browser complains that there is no connection
    page.context.set_offline(False)
    save(page)
    expect(page.locator(".asked").first).to_contain_text("What bothers you?")


def test_everything_works_without_script(open_page: Callable[..., Page], survey: Survey) -> None:
    page = survey.open(open_page("phone", scripts=False))
    look(page, "builder-without-script")
    add(page, "Add a page", "A choice of several", "What do you use?")
    options(page, "Mail", "Phone")
    save(page)
    add(page, "Add a page", "An open question", "Why by phone?")
    page.get_by_text("When it is shown").click()
    page.locator("[name=conditions-0-part]").select_option(label="2. What do you use? – Phone")
    page.get_by_role("button", name="Next: the answers").click()
    look(page, "builder-rule-without-script")
    page.get_by_label("Chosen", exact=True).check()
    save(page)
    expect(page.get_by_text("Shown only if “What do you use? – Phone” is Chosen.")).to_be_visible()
    page.get_by_role("button", name="Up question 2").click()
    assert survey.order[0][1] == "What do you use?"


def test_a_long_questionnaire_stays_calm(open_page: Callable[..., Page], survey: Survey) -> None:
    with survey.house.app.app_context(), storage.opened(survey.house.config.database) as db:
        for number in range(59):
            actions.change_questionnaire(db, survey.number, lambda old, number=number: _longer(old, number))  # type: ignore[misc]
    page = survey.open(open_page("phone", dark=True))
    expect(page.locator(".editing > li")).to_have_count(60)
    page.get_by_role("button", name="Up question 60").click()
    expect(said(page)).to_contain_text("stands on page")
    expect(page.get_by_role("button", name="Up question 59")).to_be_focused()
    expect(page.get_by_role("button", name="Up question 59")).to_be_in_viewport()


def _longer(content: Questionnaire, number: int) -> Questionnaire:


    return editing.copied(content, content.questions[-1].id, f"q{number}")
