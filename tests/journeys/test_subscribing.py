"""Subscribing to a calendar: the ambassador in her own pages, an invited person without an account, by a mail."""

import re
import urllib.request

from tests.feeds import cast
from tests.journeys.invented import be
from tests.journeys.looking import look, look_at_print


def read(address: str) -> str:
    """What a calendar program gets there."""
    with urllib.request.urlopen(address, timeout=30) as response:
        text: str = response.read().decode()
        return text


def test_the_ambassador_subscribes_to_the_plan_and_renews_its_address(url, page):
    be(page, url, "ambassador")
    page.goto(url + "/workshops/")
    page.get_by_role("link", name="In your calendar").click()
    look(page, "calendar-plan")
    look_at_print(page, "calendar-plan")
    old = page.locator("#address").inner_text()
    assert any(title.startswith("To do: ") for title in cast.titles(read(old)))
    page.locator("summary", has_text="Renew the address").click()
    page.get_by_role("button", name="Renew the address").click()
    look(page, "calendar-renewed")
    assert page.locator("#address").inner_text() != old
    assert cast.titles(read(page.locator("#address").inner_text()))


def test_an_invited_person_gets_there_by_mail(url, page):
    be(page, url, "participant")
    page.goto(url + "/mail/mine")
    page.get_by_role("link", name=re.compile("^Invitation: What is new after the upgrade")).click()
    invitation = re.search(r"http://127\.0\.0\.1:\d+/w/[\w-]{28}", page.content())
    assert invitation
    page.goto(invitation.group())
    page.get_by_role("button", name="Mail me how to subscribe").click()
    look(page, "calendar-sent")
    page.goto(url + "/mail/mine")
    page.get_by_role("link", name=re.compile("in your own calendar")).click()
    page.locator("a[href*='/feed/']").click()
    look(page, "calendar-by-link")
    assert any("What is new after the upgrade" in title for title in cast.titles(read(page.locator("#address").inner_text())))
