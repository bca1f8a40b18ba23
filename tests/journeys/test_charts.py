"""Every kind of chart, looked at: in the light, in the dark and on paper, beside the figures of its table; and the pictures to take away."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from people import store as people_store
from people.model import Company
from tests.journeys.house import House
from tests.journeys.looking import PICTURES, axe, look_at_print, overflow, small_targets
from tests.surveys.charted import charted_round
from tests.surveys.rows import HIGH, LOW, Rows

# one chart of each kind: what it is called here, the page it is on, and the card that it stands in
CHARTS = {
    "score": "score-sus", "index-below-zero": "score-recommendation", "share": "score-satisfaction", "profile": "profile-change_pulse", "distribution": "question-place",
    "several": "question-reach", "rating": "question-easy", "eleven-points": "question-app", "matrix": "question-parts", "ranking": "question-first", "number": "question-hours", "days": "question-since",
}
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture()
def charted(house: House) -> House:
    """A house with a closed round that has every kind of chart, and a survey that was asked three times, the second time of too few."""
    with house.inside() as db:
        people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
        people_store.ensure_dimension(db, "Department")
        charted_round(db, house.config, house.clock())
        told = Rows(db, house.config, house.clock)
        told.asks({"Ants": LOW, "Bees": HIGH})
        told.asks({"Ants": LOW[:3]})
        told.asks({"Ants": HIGH, "Bees": HIGH})
    return house


def fit(page: Page, name: str) -> None:
    """A page of every chart is heavier than any that somebody would make; it has to be fit to be seen all the same."""
    assert [*axe(page), *overflow(page), *small_targets(page)] == [], name


def card(page: Page, key: str) -> Locator:
    return page.locator(f"section[aria-labelledby='{key}']")


def kept(page: Page, looks: str) -> None:
    for name, key in CHARTS.items():
        card(page, key).screenshot(path=PICTURES / f"chart-{name}-{looks}.png")


@pytest.mark.parametrize(("width", "dark"), [("desktop", False), ("desktop", True), ("phone", False), ("phone", True)])
def test_every_kind_of_chart_is_fit_to_be_seen(open_page: Callable[..., Page], charted: House, width: str, dark: bool) -> None:
    page = charted.be_asa(open_page(width, dark=dark))
    page.goto(f"{charted.url}/waves/1/results")
    PICTURES.mkdir(exist_ok=True)
    kept(page, f"{'dark' if dark else 'light'}-{width}")
    fit(page, "results")
    for path, name in (("/waves/1/report", "report"), ("/waves/1/heat", "heat"), ("/surveys/2/results", "over-rounds")):
        page.goto(charted.url + path)
        page.screenshot(path=PICTURES / f"chart-{name}-{'dark' if dark else 'light'}-{width}.png", full_page=True)
        fit(page, name)


def test_every_kind_of_chart_prints(open_page: Callable[..., Page], charted: House) -> None:
    page = charted.be_asa(open_page("desktop", dark=True))
    for path, name in (("/waves/1/results", "results"), ("/waves/1/report", "report"), ("/waves/1/heat", "heat"), ("/surveys/2/results", "over-rounds")):
        page.goto(charted.url + path)
        look_at_print(page, f"chart-{name}")
    page.goto(f"{charted.url}/waves/1/report")
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": 718, "height": 1040})
    kept(page, "print")
    assert page.locator("nav:visible, form:visible, button:visible").count() == 0
    assert page.locator("details:not([open])").count() == 0


def test_what_is_drawn_is_what_stands_in_the_table(open_page: Callable[..., Page], charted: House) -> None:
    """Where a dot and a bar end, measured in the browser, is the figure beside them."""
    page = charted.be_asa(open_page("desktop"))
    page.goto(f"{charted.url}/waves/1/results")
    for bar in card(page, "question-place").locator(".bars tbody tr").all():
        share = int(NUMBER.findall(bar.locator("td").nth(1).inner_text())[0])
        filled = bar.locator(".fill").evaluate("one => 100 * one.getBoundingClientRect().width / one.parentNode.getBoundingClientRect().width")
        low, high = (int(end) for end in NUMBER.findall(bar.locator("td").nth(2).inner_text().replace("–", " ")))
        left, right = bar.locator(".whisker").evaluate("one => [one.x, one.width].map(length => length.baseVal.valueInSpecifiedUnits)")
        assert filled == pytest.approx(share, abs=0.6)
        assert (left, left + right) == (pytest.approx(low, abs=0.6), pytest.approx(high, abs=0.6))
    for key, least, most in (("score-sus", 0, 100), ("score-recommendation", -100, 100), ("profile-change_pulse", 1, 5)):
        for row in card(page, key).locator("tbody tr:has(.dot)").all():
            mean = float(row.locator("td.number").nth(1).inner_text())
            at = row.locator(".dot").evaluate("one => one.cx.baseVal.valueInSpecifiedUnits")
            assert at == pytest.approx(2 + 96 * (mean - least) / (most - least), abs=0.2)


def test_a_picture_is_downloaded_and_stands_by_itself(open_page: Callable[..., Page], charted: House) -> None:
    page = charted.be_asa(open_page("desktop"))
    for path, heading, link in (("/waves/1/results", "score-sus", "SVG"), ("/waves/1/results", "question-reach", "PNG"), ("/surveys/2/results", "question-easy", "SVG")):
        page.goto(charted.url + path)
        with page.expect_download() as started:
            card(page, heading).get_by_role("link", name=link).first.click()
        saved = PICTURES / f"picture-{heading}.{link.lower()}"
        started.value.save_as(saved)
        alone = page.context.new_page()
        alone.goto(saved.as_uri())
        alone.screenshot(path=PICTURES / f"picture-{heading}-{link.lower()}-shown.png")
        assert alone.locator("svg > title").text_content() if link == "SVG" else alone.locator("img").count() == 1
        alone.close()
