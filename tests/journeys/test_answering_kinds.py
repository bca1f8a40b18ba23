"""Answering every kind of question in a browser: what the script adds, by pointer and by keyboard, and the way without it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

import storage
from people import store as people_store
from people.model import Company
from surveys import actions, store
from surveys.model import ANONYMOUS, NAMED, Wave
from surveys.questionnaire import Page as Sheet
from surveys.questionnaire import Questionnaire
from surveys.questions.line import Line
from tests import factories
from tests.journeys.house import House, house
from tests.journeys.looking import look, overflow
from tests.surveys.answering import link, round_of, under_seal
from tests.surveys.every import EVERY

__all__ = ["house"]


class Round:
    """An open round with every kind of question, and one invitation to it."""

    def __init__(self, running: House, level: str) -> None:
        self.house = running
        with running.app.app_context(), storage.opened(running.config.database) as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
            person = factories.people(db, "Sales", 6)[0]
            self.wave: Wave = round_of(db, running.clock(), EVERY, level, closes=running.clock().replace(tzinfo=None) + timedelta(days=14))
            self.address = running.url + link(db, running.config, self.wave, person)

    def kept(self) -> list[dict[str, object]]:
        with storage.opened(self.house.config.database) as db:
            return under_seal(db, self.house.config, self.wave) + [dict(one.answers) for one in store.named(db, self.wave.id)]

    def close(self) -> None:
        with self.house.app.app_context(), storage.opened(self.house.config.database) as db:
            actions.close_wave(db, self.house.config, self.wave.id, self.house.clock())


@pytest.fixture()
def asked(house: House) -> Round:
    return Round(house, ANONYMOUS)


def press(page: Page, button: str, then: str) -> None:
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(then)


def begin(page: Page, asked: Round) -> None:
    page.goto(asked.address)
    press(page, "Start the survey", "Your work")


def choose(page: Page, field: str) -> None:
    page.locator(f"label:has([id='q-{field}'])").click()


def work(page: Page, where: str = "desk") -> None:
    choose(page, f"where-{where}")
    choose(page, "tasks.look")


def views(page: Page) -> None:
    for field in ("easy-6", "recommend-9", "worries.time-2", "worries.watched--"):
        choose(page, field)
    page.get_by_role("button", name="Up A colleague to ask").click()


def last(page: Page) -> None:
    page.get_by_label("How many hours").fill("7,5")
    page.get_by_label("Since when?").fill("2024-05-01")
    page.get_by_label("Is there anything else?").fill("مرحبا 👋")


def test_every_kind_on_the_way(page: Page, asked: Round) -> None:
    begin(page, asked)
    look(page, "kinds-1-work")
    work(page)
    press(page, "Next page", "Your views")
    look(page, "kinds-2-views")
    press(page, "Next page", "Your views")
    expect(page.locator("#errors")).to_be_focused()
    look(page, "kinds-3-errors")
    page.get_by_role("link", name="What would help you most?").click()
    expect(page.locator("[id='q-order.fewer']")).to_be_focused()
    views(page)
    press(page, "Next page", "Last of all")
    last(page)
    look(page, "kinds-4-last")
    press(page, "Check your answers", "Check your answers")
    look(page, "kinds-5-check")
    press(page, "Send my answers", "Thank you")
    [kept] = asked.kept()
    assert kept.items() >= {"where": "desk", "tasks.look": 1, "easy": 6, "recommend": 9, "worries.time": 2, "order.fewer": 1, "order.friend": 2, "order.course": 3, "hours": 7.5, "since": "2024-05-01", "more": "مرحبا 👋"}.items()


def test_a_question_comes_and_goes_with_the_answer(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    begin(page, asked)
    phone, tasks = page.get_by_role("radiogroup", name="Do you use it on a phone?"), page.get_by_role("group", name="What do you do with it?")
    expect(phone).to_be_hidden()
    expect(tasks).to_contain_text("2. What do you do")
    choose(page, "where-road")
    expect(phone).to_be_visible()
    expect(phone).to_contain_text("2. Do you use it")
    expect(tasks).to_contain_text("3. What do you do")
    expect(page.get_by_role("status").filter(has_text="One more question")).to_have_count(1)
    choose(page, "phone-yes")
    choose(page, "where-home")
    expect(phone).to_be_hidden()
    choose(page, "tasks.look")
    press(page, "Next page", "Your views")
    expect(page.get_by_role("group", name="What takes the time?")).to_be_hidden()
    choose(page, "worries.time-4")
    expect(page.get_by_role("group", name="What takes the time?")).to_be_visible()
    choose(page, "worries.time-1")
    views(page)
    choose(page, "worries.time-3")
    press(page, "Next page", "Last of all")
    more = page.get_by_label("Is there anything else?")
    expect(more).to_be_hidden()
    page.get_by_label("How many hours").fill("9,5")
    expect(more).to_be_hidden()
    page.get_by_label("How many hours").fill("10")
    expect(more).to_be_visible()


def test_an_order_by_keyboard_by_place_and_by_dragging(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("desktop")
    begin(page, asked)
    work(page)
    press(page, "Next page", "Your views")
    rows, keep = page.locator(".places label"), page.get_by_role("button", name="Keep this order")
    expect(page.locator("[id='q-order.fewer']")).to_have_value("")
    page.locator(".places").dispatch_event("click")  # between the rows
    keep.click()
    expect(keep).to_be_hidden()
    expect(page.locator("[id='q-order.fewer']")).to_have_value("1")
    page.get_by_role("button", name="Down Fewer fields").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(rows).to_have_text(["A short course", "A colleague to ask", "Fewer fields"])
    expect(page.get_by_role("button", name="Down Fewer fields")).to_be_focused()
    expect(page.locator("#heard")).to_have_text("Fewer fields: place 3 of 3")
    page.locator("[id='q-order.fewer']").select_option("1")
    expect(rows).to_have_text(["Fewer fields", "A short course", "A colleague to ask"])
    handle, to = page.locator(".places .grip").last, page.locator(".places li").first
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 60, steps=5)
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=5)
    page.mouse.up()
    expect(rows).to_have_text(["A colleague to ask", "Fewer fields", "A short course"])
    assert [page.locator(f"[id='q-order.{one}']").input_value() for one in ("friend", "fewer", "course")] == ["1", "2", "3"]
    choose(page, "order.-")
    expect(page.locator("[id='q-order.fewer']")).to_have_value("")


def test_what_excludes_itself_is_unticked_and_the_room_left_is_told(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    begin(page, asked)
    choose(page, "tasks.look")
    choose(page, "tasks.-")
    expect(page.locator("[id='q-tasks.look']")).not_to_be_checked()
    page.get_by_label("Something else, in your own words").fill("Sing")
    expect(page.locator("[id='q-tasks.else']")).to_be_checked()
    expect(page.locator("[id='q-tasks.-']")).not_to_be_checked()
    choose(page, "where-home")
    press(page, "Next page", "Your views")
    choose(page, "worries.time-5")
    words = page.get_by_label("What takes the time?")
    words.fill("x" * 450)
    expect(page.locator("#heard")).to_have_text("Characters left: 50")
    words.fill("🙂" * 502)
    expect(page.locator("#heard")).to_have_text("Characters too many: 2")


def test_answers_kept_on_the_device_are_offered_again_and_deleted_when_sent(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    begin(page, asked)
    work(page)
    press(page, "Next page", "Your views")
    choose(page, "easy-6")
    page.get_by_role("button", name="Keep my answers on this device").click()
    expect(page.get_by_text("Whoever uses this browser can read them.")).to_be_visible()
    expect(page.get_by_role("button", name="Delete what is kept here")).to_be_focused()
    choose(page, "recommend-3")
    look(page, "kept-1-page")
    page.goto(asked.address)
    expect(page.get_by_text("In this browser are answers of yours that have not been sent.")).to_be_visible()
    look(page, "kept-2-start")
    press(page, "Go on where you left", "Your views")
    expect(page.locator("#q-easy-6")).to_be_checked()
    expect(page.locator("#q-recommend-3")).to_be_checked()
    views(page)
    press(page, "Next page", "Last of all")
    last(page)
    press(page, "Check your answers", "Check your answers")
    assert page.evaluate("localStorage.length") == 1
    press(page, "Send my answers", "Thank you")
    assert page.evaluate("localStorage.length") == 0
    assert asked.kept()[0].items() >= {"where": "desk", "easy": 6, "recommend": 9}.items()


def test_what_is_kept_can_be_deleted_and_goes_when_the_survey_is_closed(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    begin(page, asked)
    page.get_by_role("button", name="Keep my answers on this device").click()
    page.goto(asked.address)
    page.get_by_role("button", name="Delete what is kept here").click()
    expect(page.get_by_role("button", name="Go on where you left")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0
    press(page, "Start the survey", "Your work")
    page.get_by_role("button", name="Keep my answers on this device").click()
    assert page.evaluate("localStorage.length") == 1
    asked.close()
    page.goto(asked.address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]


def test_another_language_in_the_middle(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone")
    begin(page, asked)
    work(page, "home")
    page.get_by_role("button", name="Svenska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ditt arbete")
    assert page.evaluate("document.documentElement.lang") == "sv"
    expect(page.locator("#q-where-home")).to_be_checked()
    look(page, "kinds-6-swedish")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work")
    expect(page.locator("[id='q-tasks.look']")).to_be_checked()


def test_answers_by_name_are_changed(open_page: Callable[..., Page], house: House) -> None:
    asked, page = Round(house, NAMED), open_page("desktop")
    begin(page, asked)
    work(page)
    press(page, "Next page", "Your views")
    views(page)
    press(page, "Next page", "Last of all")
    last(page)
    press(page, "Check your answers", "Check your answers")
    press(page, "Send my answers", "Thank you")
    look(page, "changes-1-thanks")
    page.get_by_role("link", name="Change my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your answers")
    look(page, "changes-2-form")
    other = open_page("phone")
    other.goto(asked.address)
    look(other, "changes-3-used")
    other.get_by_role("link", name="Change my answers").click()
    for one, choice in ((page, "where-home"), (other, "where-road")):
        press(one, "Change page 1", "Your work")
        choose(one, choice)
    choose(other, "phone-no")
    press(page, "Back to your answers", "Change your answers")
    page.go_back()
    expect(page.locator("#q-where-home")).to_be_checked()
    press(page, "Back to your answers", "Change your answers")
    press(page, "Send my answers", "Thank you")
    press(other, "Back to your answers", "Change your answers")
    other.get_by_role("button", name="Send my answers").click()
    expect(other.locator("#errors")).to_be_focused()
    expect(other.get_by_text("At home", exact=True)).to_be_visible()
    look(other, "changes-4-overtaken")
    press(other, "Send my answers", "Thank you")
    assert [one["where"] for one in asked.kept()] == ["road"]


def test_the_largest_text_on_the_smallest_phone(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone", dark=True)
    page.set_viewport_size({"width": 320, "height": 640})
    begin(page, asked)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == []
    work(page)
    press(page, "Next page", "Your views")
    assert overflow(page) == []
    look(page, "kinds-7-large")
    views(page)
    press(page, "Next page", "Last of all")
    assert overflow(page) == []
    last(page)
    press(page, "Check your answers", "Check your answers")
    assert overflow(page) == []


def test_the_whole_way_without_script_and_by_keyboard_alone(open_page: Callable[..., Page], asked: Round) -> None:
    page = open_page("phone", scripts=False)
    page.goto(asked.address)

    def reach(field: str) -> None:
        """Go on with the tabulator until a field, one of its group, or a button of that name has the focus."""
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.locator(":focus")
            if focused.count() and str(focused.evaluate("one => one.id || one.innerText")).startswith(field):
                return
        raise AssertionError(f"{field} is not reached by keyboard")

    reach("Start the survey")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your work")
    reach("q-where-")
    page.keyboard.press("Space")
    for _ in range(4):
        if page.locator("#q-where-road").is_checked():
            break
        page.keyboard.press("ArrowDown")
    reach("q-tasks.look")
    page.keyboard.press("Space")
    reach("Next page")
    page.keyboard.press("Enter")
    expect(page.locator("#fresh")).to_contain_text("One more question, because of your answer")
    look(page, "kinds-8-more")
    reach("q-phone-yes")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your views")
    for field in ("q-easy-1", "q-recommend-0", "q-worries.time-1", "q-worries.watched-1"):
        reach(field)
        page.keyboard.press("Space")
    for field, place in (("fewer", "2"), ("course", "3"), ("friend", "1")):
        reach(f"q-order.{field}")
        page.keyboard.type(place)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Last of all")
    reach("q-hours")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    look(page, "kinds-9-check")
    press(page, "Send my answers", "Thank you")
    assert asked.kept()[0].items() >= {"where": "road", "phone": "no", "easy": 1, "worries.watched": 1, "order.friend": 1, "hours": 3}.items()
    assert re.search(r"/thanks$", page.url)


def test_questions_called_like_what_a_form_has(page: Page, house: House) -> None:
    """A definition's ids become the names of fields, by which a browser finds them in a form before its own properties."""
    ids = ("action", "dataset", "method", "matches", "append", "elements", "submit", "target", "closest", "remove")
    content = Questionnaire(tuple(Sheet({"en": f"Page {name}"}, (Line(name, {"en": f"Is it {name}?"}),)) for name in ids))
    with house.inside() as db:
        people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
        person = factories.people(db, "Sales", 6)[0]
        wave = round_of(db, house.clock(), content, closes=house.clock().replace(tzinfo=None) + timedelta(days=14))
        address = house.url + link(db, house.config, wave, person)
    page.goto(address)
    press(page, "Start the survey", "Page action")
    for name, then in zip(ids, [*(f"Page {one}" for one in ids[1:]), "Check your answers"], strict=True):
        page.get_by_label(f"Is it {name}?").fill("yes")
        press(page, "Next page" if name != ids[-1] else "Check your answers", then)
    assert page.url == address
    press(page, "Send my answers", "Thank you")
    with house.inside() as db:
        assert under_seal(db, house.config, wave) == [dict.fromkeys(ids, "yes")]
