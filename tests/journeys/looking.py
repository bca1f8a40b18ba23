"""Looking at a page as the people who use it would: a picture, what hinders whom, how much it weighs and what it asks of others."""

import functools
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, Response

PICTURES = Path(__file__).parent.parent.parent / "screenshots"
HEAVIEST = 100_000  # bytes of a page with all it loads
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 320


class Watch:
    """Notes what goes wrong in a page while it is used."""

    def __init__(self, page: Page, scripts: bool = True) -> None:
        self.scripts = scripts
        self.page, self.wrong, self.weights = page, list[str](), dict[str, int]()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("dialog", self._dialog)
        setattr(page, "watch", self)  # noqa: B010  look() finds it by its page

    def check(self) -> None:
        assert self.wrong == [], "\n".join(self.wrong)

    def _console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 4" in message.text  # an error page is shown, not a fault of the page
        if message.type in ("error", "warning") and not expected:
            self.wrong.append(f"console on {self.page.url}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in (None, "127.0.0.1", "localhost") and not request.url.startswith("data:"):
            self.wrong.append(f"{self.page.url} asks {host}")

    def _response(self, response: Response) -> None:
        self.weights[urlsplit(response.url).path] = int(response.headers.get("content-length", "0"))

    def weight(self) -> int:
        """Bytes of the page and of what it loads; what stands in a frame is a page of its own."""
        loaded: list[str] = self.page.evaluate("[location.href, ...performance.getEntriesByType('resource').filter(entry => entry.initiatorType !== 'iframe').map(entry => entry.name)].map(url => new URL(url).pathname)")
        return sum(self.weights.get(path, 0) for path in set(loaded))


def look(page: Page, name: str) -> None:
    """Take a full picture, screenshots/NAME-WIDTH.png, and find fault with the page; it stays as wide as it was."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}-{size['width']}.png", full_page=True)
    watch: Watch = page.watch  # type: ignore[attr-defined]
    if not watch.scripts:
        return  # nothing more can be asked of a page that runs no script
    faults = [*axe(page), *overflow(page), *small_targets(page), *cut_off(page)]
    if watch.weight() > HEAVIEST:
        faults.append(f"it weighs {watch.weight()} bytes")
    page.set_viewport_size({"width": NARROW, "height": 700})
    faults += overflow(page)
    page.set_viewport_size(size)
    assert faults == [], f"{name} ({page.url}, {size['width']} px):\n" + "\n".join(faults)
    watch.check()


def look_at_print(page: Page, name: str) -> None:
    """Take a picture, screenshots/NAME-print.png, of the page as it is printed on A4, and see that nothing is cut off."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.emulate_media(media="print", color_scheme="light")
    page.set_viewport_size({"width": 718, "height": 1040})  # A4 in pixels of 1/96 inch, within margins of a centimetre
    page.screenshot(path=PICTURES / f"{name}-print.png", full_page=True)
    assert overflow(page) == [], name
    page.emulate_media(media="screen")
    page.set_viewport_size(size)


def axe(page: Page) -> list[str]:
    """What axe-core finds. Its script is put in by the test, so that the page's policy is not in its way."""
    page.evaluate(_axe())
    run: Callable[[str], str] = "axe.run(document, {{runOnly: {}, resultTypes: ['violations']}})".format
    found = page.evaluate(run(RULES))["violations"]
    return [f"axe: {one['id']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'][:5])}" for one in found]


def overflow(page: Page) -> list[str]:
    """Whether one must scroll sideways."""
    width, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"at {shown} px one must scroll sideways: it is {width} px wide"] if width > shown else []


def cut_off(page: Page) -> list[str]:
    """Cards of a list on a phone that are wider than the screen; what is a table there too may be moved sideways."""
    found: list[str] = page.evaluate(
        """[...document.querySelectorAll('table.cards td')]
        .filter(one => getComputedStyle(one).display === 'block' && one.offsetParent && one.scrollWidth > one.clientWidth + 1)
        .map(one => `"${one.innerText.trim().slice(0, 60)}" is cut off`)"""
    )
    return found


def small_targets(page: Page) -> list[str]:
    """Buttons and fields lower than a finger, on a phone; links inside a text may be."""
    if (page.viewport_size or {"width": 0})["width"] > 600:
        return []
    found: list[str] = page.evaluate(
        """[...document.querySelectorAll('button, select, summary, .button, nav a, input:not([type=hidden], [type=checkbox], [type=radio])')]
        .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)
        .map(one => `${one.tagName.toLowerCase()} "${(one.innerText || one.name || '').trim().slice(0, 30)}" is ${Math.round(one.getBoundingClientRect().height)} px high`)"""
    )
    return found


@functools.cache
def _axe() -> str:
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
