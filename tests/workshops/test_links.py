"""The links of an invitation: a page for each answer that saves nothing by itself, and ways into other calendars."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from config import Config, Server
from mail import compose, links
from mail.model import Link
from people import store as people_store
from tests import factories
from tests.workshops import cast
from workshops import actions, elsewhere, store


@pytest.fixture()
def workshop(db, config, clock, kim):
    return cast.planned(db, config, clock, kim, factories.person(db, "Robin Ek"), seats=1)


@pytest.fixture()
def page(db, config, workshop, kim) -> str:
    one = cast.invitation(db, workshop, kim)
    return "/w/" + links.token(config, Link("workshop", one.id, one.link_version))


def said(db, workshop, person: int) -> str:
    return cast.invitation(db, workshop, person).answer


@pytest.mark.parametrize(("given", "button", "then"), [("yes", "Yes, I will come", "You are coming"), ("maybe", "Perhaps I will come", "Perhaps you are coming"), ("no", "No, I cannot come", "You are not coming")])
def test_a_link_asks_for_one_press_and_saves_nothing_before(db, stranger, workshop, kim, page, given, button, then):
    shown = stranger.get(f"{page}/{given}")
    for words in (button, "Pipeline in practice", "Tuesday 1 December 2026, 14:00–15:30", "Room Vinga", "Kim Berg", "Answer something else"):
        assert words in shown.text, words
    assert shown.text.count("<button") == 1
    assert said(db, workshop, kim) == "none"
    assert then in stranger.post(f"{page}/answer", data={"answer": given}, follow_redirects=True).text
    assert then in stranger.get(f"{page}/{given}").text  # once more: it is saved already


def test_a_link_to_another_answer_changes_it(db, stranger, workshop, kim, page):
    stranger.post(f"{page}/answer", data={"answer": "yes"})
    assert "No, I cannot come" in stranger.get(f"{page}/no").text
    assert said(db, workshop, kim) == "yes"


def test_a_yes_when_no_seat_is_left_says_so_first(db, config, clock, stranger, workshop, page):
    robin = people_store.find_by_email(db, "robin.ek@nordverk.example.com").id
    actions.answer(db, cast.invitation(db, workshop, robin).id, "yes", clock())
    assert "The only seat is taken" in stranger.get(f"{page}/yes").text
    assert "No, I cannot come" in stranger.get(f"{page}/no").text


def test_after_a_new_time_the_same_answer_asks_anew(db, clock, stranger, workshop, kim, page):
    stranger.post(f"{page}/answer", data={"answer": "yes"})
    actions.change(db, workshop.id, replace(cast.PLAN, starts=datetime(2026, 12, 2, 9), ends=datetime(2026, 12, 2, 10)), clock())
    assert "Yes, I will come" in stranger.get(f"{page}/yes").text


@pytest.mark.parametrize("thing", ["yes", "maybe", "no", "google", "outlook", "outlook-at-home"])
def test_when_it_is_over_every_link_says_so_kindly(db, clock, stranger, workshop, page, thing):
    actions.cancel(db, workshop.id, clock())
    shown = stranger.get(f"{page}/{thing}")
    assert "has been cancelled" in shown.text
    assert "<button" not in shown.text


@pytest.mark.parametrize("thing", ["yes", "maybe", "no", "google", "outlook", "outlook-at-home"])
def test_a_wrong_link_opens_none_of_them(stranger, workshop, thing):
    assert stranger.get("/w/" + "A" * 28 + f"/{thing}").status_code == 404


def led(stranger, page: str, form: str) -> tuple[str, dict[str, str]]:
    """Where a link leads: the address before its question mark, and what the form there gets."""
    parts = urlsplit(stranger.get(f"{page}/{form}").location)
    return f"{parts.scheme}://{parts.netloc}{parts.path}", {name: values[0] for name, values in parse_qs(parts.query).items()}


def test_google_gets_the_time_in_its_zone(config, stranger, workshop, page):
    address, fields = led(stranger, page, "google")
    assert address == "https://calendar.google.com/calendar/render"
    assert (fields["action"], fields["text"], fields["ctz"], fields["dates"]) == ("TEMPLATE", "Pipeline in practice", "Europe/Stockholm", "20261201T130000Z/20261201T143000Z")
    assert fields["location"] == "Room Vinga, https://meet.example.com/vinga?a=1,2"
    assert config.url + page in fields["details"]
    assert "move a sale through" in fields["details"]
    assert "does not keep a seat" in fields["details"]


@pytest.mark.parametrize(("form", "host"), [("outlook", "outlook.office.com"), ("outlook-at-home", "outlook.live.com")])
def test_outlook_gets_the_time_in_utc_and_a_text_without_markup(db, clock, stranger, workshop, page, form, host):
    actions.change(db, workshop.id, replace(cast.PLAN, title="Ä + B & <b>C</b>", purpose="<img src=x>\nsecond line"), clock())
    address, fields = led(stranger, page, form)
    assert urlsplit(address).hostname == host
    assert (fields["path"], fields["rru"], fields["startdt"], fields["enddt"]) == ("/calendar/action/compose", "addevent", "2026-12-01T13:00:00Z", "2026-12-01T14:30:00Z")
    assert fields["subject"] == "Ä + B & <b>C</b>"
    assert "&lt;img src=x&gt;<br>second line" in fields["body"]
    assert "+" not in urlsplit(stranger.get(f"{page}/{form}").location).query  # Outlook shows it as it is


def test_the_address_stays_short_however_long_the_purpose(db, clock, stranger, workshop, page):
    actions.change(db, workshop.id, replace(cast.PLAN, purpose="ett ord till, " * 140), clock())
    for form in elsewhere.FORMS:
        assert len(stranger.get(f"{page}/{form}").location) < 2048, form


def test_the_page_leads_to_the_other_calendars_and_says_what_a_copy_cannot(stranger, workshop, page):
    shown = stranger.get(page)
    for form in (*elsewhere.FORMS, "invite.ics"):
        assert f'href="{page}/{form}"' in shown.text
    assert "we cannot take it away" in shown.text


def parts(db, config, workshop, name: str) -> tuple[str, str]:
    """A person's newest mail: its text and its HTML."""
    mail = next(mail for mail in reversed(cast.mails(db, workshop)) if mail.to_name == name)
    made = compose.message(mail, replace(config, sender="ombord@nordverk.example.com"), "Nordverk")
    return tuple(made.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))


def test_the_mail_has_a_button_for_each_answer(db, config, workshop, page):
    text, html = parts(db, config, workshop, "Kim Berg")
    for given, label in (("yes", "I will come"), ("maybe", "Perhaps"), ("no", "I cannot come")):
        assert f"{label}:\n{config.url}{page}/{given}\n" in text
        assert f'href="{config.url}{page}/{given}"' in html
        assert f">{label}</a>" in html
    for way in (*elsewhere.FORMS, "invite.ics"):
        assert f"{config.url}{page}/{way}" in text
    assert "[[link]]" not in text + html


@pytest.fixture()
def read(config: Config, app) -> Config:
    """Ombord with a mailbox that is read."""
    app.config["OMBORD"] = replace(config, sender="ombord@nordverk.example.com", imap=Server("imap.example.com", 993, "ombord", "secret", True))
    return app.config["OMBORD"]


def test_only_where_no_mailbox_is_read_an_answer_in_the_calendar_is_said_to_be_lost(db, config, clock, kim):
    mail = cast.mails(db, cast.planned(db, config, clock, kim))[-1]
    assert "An answer in your calendar alone does not keep a seat" in mail.body
    assert "does not keep a seat" in mail.ics.replace("\r\n ", "")


def test_where_one_is_read_the_buttons_of_the_calendar_are_offered(db, clock, kim, read):
    workshop = cast.planned(db, read, clock, kim)
    actions.change(db, workshop.id, replace(cast.PLAN, starts=datetime(2026, 12, 2, 9), ends=datetime(2026, 12, 2, 10)), clock())
    for mail in cast.mails(db, workshop):
        assert "Use the buttons of your calendar" in mail.body
        assert "Answer with the buttons of your calendar" in mail.ics.replace("\r\n ", "")
        assert "does not keep a seat" not in mail.body + mail.ics.replace("\r\n ", "")


def test_the_organiser_has_no_such_buttons(db, read, clock, config, app):
    app.config["OMBORD"] = replace(read, sender="")  # mails come from herself
    mail = cast.mails(db, cast.planned(db, app.config["OMBORD"], clock, factories.asa(db)))[-1]
    assert mail.method == "PUBLISH"
    assert "Use one of these links" in mail.body


def test_nothing_is_saved_by_following_every_link(db, stranger, workshop, page):
    before = [store.get_invitation(db, one.id) for one in store.invitations(db, workshop.id)]
    for thing in ("", "/yes", "/maybe", "/no", "/answer", "/invite.ics", *(f"/{form}" for form in elsewhere.FORMS)):
        stranger.get(page + thing)
    assert [store.get_invitation(db, one.id) for one in store.invitations(db, workshop.id)] == before
