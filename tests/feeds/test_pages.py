"""The pages on which people subscribe, with and without an account, and the mail that leads there."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

import privacy
from mail import compose, links
from mail import store as mail_store
from mail.model import CALENDAR, Link
from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.feeds import cast
from tests.feeds.test_feed import answered, kim  # noqa: F401
from tests.workshops import cast as workshop_cast
from workshops.model import YES


def mails(db):
    return [mail for mail in mail_store.search(db) if mail.kind == CALENDAR]


def way(config, mail):
    """The path of the page that a mail leads to."""
    return urlsplit(compose.link(mail, config)).path


@pytest.fixture()
def invited(db, config, clock, kim):  # noqa: F811
    """The path of Kim's invitation."""
    workshop = workshop_cast.planned(db, config, clock, kim)
    answered(db, clock, workshop, kim, YES)
    one = workshop_cast.invitation(db, workshop, kim)
    return "/w/" + links.token(config, Link("workshop", one.id, one.link_version))


def hrefs(page):
    return [part.partition('"')[0].replace("&amp;", "&") for part in page.split('href="')[1:]]


@pytest.mark.parametrize(("page", "kind"), [("/calendar", "feed"), ("/calendar/plan", "plan")])
def test_a_page_gives_the_address_and_a_way_into_each_program(db, config, ambassador, page, kind):
    shown = ambassador.get(page).text
    url = config.url + cast.url(db, config, factories.asa(db), kind)
    webcal = url.replace("http://", "webcal://")
    found = {urlsplit(one).hostname: one for one in hrefs(shown) if urlsplit(one).scheme == "https"}
    assert f">{url}<" in shown
    assert webcal in hrefs(shown)
    assert parse_qs(urlsplit(found["calendar.google.com"]).query) == {"cid": [webcal]}
    for host in ("outlook.office.com", "outlook.live.com"):
        query = parse_qs(urlsplit(found[host]).query)
        assert (query["url"], query["name"][0].startswith("Ombord")) == ([url], True)


def test_where_no_other_computer_can_reach_it_the_page_says_so(ambassador, app, config):
    from dataclasses import replace

    assert "no public address" in ambassador.get("/calendar").text
    app.config["OMBORD"] = replace(config, url="https://ombord.example.com")
    shown = ambassador.get("/calendar", base_url="https://ombord.example.com").text
    assert "no public address" not in shown


def test_the_page_says_what_the_calendar_holds(db, config, clock, ambassador):
    assert "Nothing stands in it yet." in ambassador.get("/calendar/plan").text
    workshop_cast.planned(db, config, clock)
    assert "One workshop stands in it now." in ambassador.get("/calendar/plan").text


def test_the_ambassadors_own_pages_lead_there(ambassador, db, config, clock):
    workshop_cast.planned(db, config, clock)
    for page, target in (("/workshops/", "/calendar/plan"), ("/settings/", "/calendar"), ("/mail/mine", "/calendar")):
        assert target in hrefs(ambassador.get(page).text), page


def test_an_invited_person_gets_the_way_by_mail_and_needs_no_account(db, config, stranger, kim, invited):  # noqa: F811
    told = stranger.post(invited + "/calendar", follow_redirects=True)
    assert "Look in your mailbox" in told.text
    assert "/feed/" not in told.text
    [mail] = mails(db)
    assert (mail.to_email, mail.link.number) == ("kim.berg@nordverk.example.com", kim)
    page = stranger.get(way(config, mail))
    assert cast.url(db, config, kim) in page.text
    assert "Sign out" not in page.text
    assert stranger.get(cast.url(db, config, kim)).status_code == 200


def test_it_is_asked_for_as_often_as_one_likes_and_sent_once_a_day(db, clock, stranger, invited):
    for _press in range(3):
        stranger.post(invited + "/calendar")
    assert len(mails(db)) == 1
    clock.turn(days=1)
    stranger.post(invited + "/calendar")
    assert len(mails(db)) == 2


def test_renewing_without_an_account_sends_the_new_address_to_its_person_only(db, config, stranger, kim, invited):  # noqa: F811
    stranger.post(invited + "/calendar")
    old, file = way(config, mails(db)[0]), cast.url(db, config, kim)
    told = stranger.post(old + "/renewal", follow_redirects=True)
    assert cast.url(db, config, kim) not in told.text
    assert [stranger.get(one).status_code for one in (old, file)] == [404, 404]
    assert stranger.post(old + "/renewal").status_code == 404
    assert cast.url(db, config, kim) in stranger.get(way(config, mails(db)[0])).text


def test_that_a_mail_is_coming_is_said_in_the_language_of_the_page_before(db, config, stranger, kim, invited):  # noqa: F811
    people_actions.change_person(db, kim, "Kim Berg", "kim.berg@nordverk.example.com", "sv")
    browser = {"Accept-Language": "en"}
    assert '<html lang="sv"' in stranger.post(invited + "/calendar", headers=browser, follow_redirects=True).text
    for asked, path in (("", invited), ("?lang=en", invited), ("?lang=en", way(config, mails(db)[0]))):
        page = stranger.get(path + asked, headers=browser).text
        [form] = re.findall(r'action="([^"]+/(?:calendar|renewal)[^"]*)"', page)
        assert f'<html lang="{"en" if asked else "sv"}"' in stranger.post(form, headers=browser, follow_redirects=True).text


def test_looking_at_the_way_changes_nothing(db, config, stranger, kim, invited):  # noqa: F811
    stranger.get(invited)
    assert mails(db) == []
    assert stranger.get(invited + "/calendar").status_code in (404, 405)


def test_the_ambassador_can_send_it_and_does_not_see_it(db, config, ambassador, kim):  # noqa: F811
    shown = ambassador.send(f"/people/{kim}", to=f"/people/{kim}/calendar")
    assert "Kim Berg gets a mail" in shown.text
    [mail] = mails(db)
    shown = ambassador.get(f"/mail/{mail.id}").text
    assert links.token(config, mail.link) not in shown
    assert "the recipient" in shown


def test_who_is_archived_gets_none(db, clock, ambassador, kim):  # noqa: F811
    people_actions.archive_person(db, kim, clock())
    token = ambassador.get(f"/people/{kim}").text
    assert f"/people/{kim}/calendar" not in token
    assert ambassador.send("/settings/", to=f"/people/{kim}/calendar").status_code == 409
    assert mails(db) == []


def test_erasing_a_person_erases_the_mails_to_former_addresses_too(db, config, clock, stranger, kim, invited):  # noqa: F811
    stranger.post(invited + "/calendar")
    people_actions.change_person(db, kim, "Kim Berg", "kim@elsewhere.example.com")
    privacy.erase(db, config, kim, clock())
    assert mails(db) == []


def test_the_way_speaks_the_persons_language(db, config, stranger, kim, invited):  # noqa: F811
    people_actions.change_me(db, kim, "Kim Berg", "sv")
    stranger.post(invited + "/calendar")
    assert people_store.get(db, kim).language == "sv"
    assert '<html lang="sv">' in stranger.get(way(config, mails(db)[0])).text


def test_who_gets_another_mail_address_gets_another_calendar_address(db, config, stranger, kim, invited):  # noqa: F811
    """The mail may lie in a stranger's mailbox."""
    stranger.post(invited + "/calendar")
    page, file = way(config, mails(db)[0]), cast.url(db, config, kim)
    people_actions.change_person(db, kim, "Kim Berg-Alm", "kim.berg@nordverk.example.com")
    assert [stranger.get(one).status_code for one in (page, file)] == [200, 200]
    people_actions.change_person(db, kim, "Kim Berg-Alm", "kim@nordverk.example.com")
    assert [stranger.get(one).status_code for one in (page, file)] == [404, 404]


def test_without_an_account_nothing_is_kept_in_the_browser(db, config, stranger, kim, invited):  # noqa: F811
    stranger.post(invited + "/calendar")
    assert "Set-Cookie" not in stranger.get(way(config, mails(db)[0])).headers
