"""That looking at a page finds what it is for: each fault is planted once and seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.looking import axe, look, overflow, small_targets
from tests.servers import Ombord

PLAIN = "<!doctype html><html lang=en><title>t</title><meta name=viewport content='width=device-width'><main><h1>Hello</h1>{}</main>"


@pytest.mark.parametrize(("fault", "finds"), [
    ("<input id=x>", axe),
    ("<p style='color:#bbb;background:#fff'>pale</p>", axe),
    ("<div style='width:2000px'>wide</div>", overflow),
    ("<button style='height:20px'>Tiny</button>", small_targets),
])
def test_a_fault_of_a_page_is_seen(open_page: Callable[..., Page], fault: str, finds: Callable[[Page], list[str]]) -> None:
    page = open_page("phone")
    page.set_content(PLAIN.format("<p>Nothing is wrong here.</p>"))
    assert finds(page) == []
    page.set_content(PLAIN.format(fault))
    assert finds(page)


@pytest.mark.parametrize(("script", "words"), [
    ("console.error('broken')", "broken"),
    ("fetch('http://elsewhere.example.com/').catch(() => 0)", "elsewhere.example.com"),
    ("setTimeout(() => { throw new Error('thrown') })", "thrown"),
    ("alert('hacked')", "hacked"),
    ("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))", "Content Security Policy"),
])
def test_a_fault_while_it_is_used_is_seen(open_page: Callable[..., Page], server: Ombord, script: str, words: str) -> None:
    page = open_page()
    page.goto(server.url + "/sign-in")
    look(page, "sign-in")
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(200)
    wrong = page.watch.wrong  # type: ignore[attr-defined]
    assert words in " ".join(wrong)
    wrong.clear()


def test_the_weight_of_a_page_is_known(open_page: Callable[..., Page], server: Ombord) -> None:
    page = open_page()
    page.goto(server.url + "/sign-in")
    assert 10_000 < page.watch.weight() < 100_000  # type: ignore[attr-defined]


def test_the_longest_names_stay_on_a_phones_page(open_page: Callable[..., Page], server: Ombord) -> None:
    page = open_page("phone")
    page.goto(server.url + "/sign-in")
    name = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren"
    page.get_by_role("main").evaluate("""(main, name) => main.innerHTML = `
        <div class="head"><h1>${name}</h1></div><ul class="list"><li><a href="/">Mails to ${name}</a></li></ul>
        <details class="grave" open><summary>Archive ${name}</summary><button class="danger">Archive ${name}</button></details>`""", name)
    assert overflow(page) == []
