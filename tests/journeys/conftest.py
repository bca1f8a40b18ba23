"""What journeys stand on: a browser, pages of a phone's and a desk's width, and a look at each page they come to."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser as browsers
from tests.journeys.house import house  # noqa: F401
from tests.journeys.invented import told, url  # noqa: F401
from tests.journeys.looking import Watch

WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}

found = cache(browsers.find)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here drives a browser. Servers start before pages, and so outlive them."""
    for item in items:
        if "tests/journeys/" in item.nodeid:
            if isinstance(item, pytest.Function):
                item.fixturenames.sort(key=lambda name: name not in ("server", "house", "url"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = found()
    if path is None:
        (pytest.fail if browsers.required() else pytest.skip)(browsers.MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture()
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own, watched: open_page("phone", scripts=False, dark=True)."""
    opened = []

    def open_one(width: str = "desktop", scripts: bool = True, dark: bool = False, locale: str = "en-GB") -> Page:
        context = browser.new_context(
            viewport=WIDTHS[width], java_script_enabled=scripts, color_scheme="dark" if dark else "light", locale=locale,  # type: ignore[arg-type]
            has_touch=width == "phone", timezone_id="Europe/Stockholm",
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        opened.append((context, Watch(page, scripts)))
        return page

    yield open_one
    for context, watch in opened:
        context.close()
        watch.check()


@pytest.fixture(params=list(WIDTHS))
def page(request: pytest.FixtureRequest, open_page: Callable[..., Page]) -> Page:
    """One page, at a phone's and then at a desk's width."""
    return open_page(request.param)
