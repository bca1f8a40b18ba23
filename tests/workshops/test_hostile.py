"""Whatever people type, the calendar part that leaves is one event with one attendee, and each field holds what was typed."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from errors import Refused
from mail import compose
from mail.model import WAITING, Mail
from people import model as people_model
from people.model import Company
from tests.workshops import parsers
from tests.workshops.test_invite import ENTRY, KIM, NOW, WORKSHOP
from workshops import invite, mails, model

HOSTILE = st.one_of(
    st.text(st.one_of(st.sampled_from("\r\n\t,;:\\\"'^=%[]nN\x00\x07\x0b\x1c\x85\u2028\u202e\u200d\u0301😀אב"), st.characters(codec="utf-8")), max_size=120),
    st.lists(st.sampled_from(["👩‍🚀", "🇸🇪", "é", "e\u0301", "\u202eאבג", "\r\nATTENDEE:mailto:eva@evil.example.com", "\nEND:VEVENT\nBEGIN:VEVENT", "\n ", "\\n", "\\\\", "[[link]]", "=?utf-8?q?=0A?=", "a"]), max_size=40).map("".join),
)
PROPERTIES = ["ATTENDEE", "CONFERENCE", "CREATED", "DESCRIPTION", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID", "URL"]
pytestmark = pytest.mark.usefixtures("db")
each = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)  # the fixtures only lend an app and its settings


def sent(config, message) -> email.message.EmailMessage:
    """The mail as it is read from the bytes that leave."""
    mail = Mail(1, "<1@ombord.example.com>", message.kind, message.about, message.to_name, message.to_email, message.subject, message.body, message.link, message.ics, message.method, WAITING, NOW, NOW, 0, None, "")
    made = compose.message(mail, replace(config, sender="ombord@nordverk.example.com"), "Nordverk").as_bytes()
    return email.message_from_bytes(made, policy=email.policy.default)


def read(config, workshop, invitation, say=mails.invited) -> str:
    """The calendar part of the mail about it."""
    plain, html, part = sent(config, say(workshop, invitation, Company("Nordverk", "SuperOffice CRM", "sv", "Europe/Stockholm"))).iter_parts()
    assert (plain.get_content_type(), html.get_content_type(), part.get_content_type()) == ("text/plain", "text/html", "text/calendar")
    return part.get_payload(decode=True).decode()


def shown(text: str) -> str:
    """What is left of a text of one line."""
    return invite.clean(text).replace("\n", " ")


@given(title=HOSTILE, place=HOSTILE, purpose=HOSTILE, name=HOSTILE, organizer=HOSTILE)
@each
def test_what_is_typed_stays_in_its_field(config, title, place, purpose, name, organizer):
    workshop = replace(WORKSHOP, title=title, place=place, purpose=purpose, organizer_name=organizer)
    text = read(config, workshop, replace(KIM, name=name))
    found = parsers.properties(text)
    assert [key for key, _value in found] == PROPERTIES
    values = dict(found)
    link = values["URL"]
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/w/[\w-]+", link)
    assert (values["SUMMARY"], values["LOCATION"]) == (shown(title).replace("[[link]]", link), shown(workshop.where).replace("[[link]]", link))
    assert (values["ATTENDEE"], values["ORGANIZER"]) == ("mailto:kim.berg@nordverk.example.com", "mailto:asa@nordverk.example.com")
    [event] = IcsCalendarStream.calendar_from_ics(text).events
    assert [attendee.uri for attendee in event.attendees] == ["mailto:kim.berg@nordverk.example.com"]
    assert (event.summary or "", event.uid) == (values["SUMMARY"], WORKSHOP.uid)
    assert (event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC)) == (WORKSHOP.starts_at, WORKSHOP.ends_at)
    assert_well_written(text)


def assert_well_written(text: str) -> None:
    """Lines end in CRLF and have at most 75 octets, none cut inside a character; nothing is there that no calendar shows."""
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n|\r(?!\n)", text)
    assert len(re.findall(r"^BEGIN:VEVENT\r$", text, re.M)) == len(re.findall(r"^ATTENDEE", text, re.M)) == 1
    assert "X-WR-" not in text


@given(more=HOSTILE)
@example("\x00")
@example("\x07END:VEVENT")
@example("?a=1,2;b=3&c=é😀")
@each
def test_no_link_that_can_be_planned_breaks_the_entry(config, more):
    workshop = replace(WORKSHOP, link=f"https://meet.example.com/{more}")
    try:
        model.check(workshop)
    except Refused:
        assume(False)
    text = read(config, workshop, KIM)
    found = parsers.properties(text)
    assert [name for name, _value in found] == PROPERTIES
    link = workshop.link.replace("[[link]]", dict(found)["URL"])
    assert f":{link}\r\n" in text.replace("\r\n ", "")  # as CONFERENCE: what vobject makes of a comma there is its own
    [event] = IcsCalendarStream.calendar_from_ics(text).events
    assert event.location == (f"{workshop.place}, {link}")
    assert_well_written(text)


@given(local=st.one_of(HOSTILE, st.text("abcÅéö.!#$%&'*+-/=?^_`{|}~\"@ ,;:", min_size=1, max_size=30)))
@example("o'neil+kurs")
@example("a%b?c&d")
@example("åsa")
@each
def test_every_address_of_the_roster_is_the_one_attendee(config, local):
    try:
        address = people_model.address(f"{local}@nordverk.example.com")
    except Refused:
        assume(False)
    text = invite.calendar(WORKSHOP, replace(KIM, email=address), ENTRY, "REQUEST")
    found = dict(parsers.properties(text))
    assert (found["ATTENDEE"], list(found)) == (f"mailto:{address}", PROPERTIES)
    assert_well_written(text)


@pytest.mark.parametrize("character", ["å", "–", "😀", "👩‍🚀", "🇸🇪", "e\u0301", "\u202eא"])
def test_a_fold_never_cuts_a_character(character):
    for before in range(56, 76):  # around the first fold
        text = invite.calendar(replace(WORKSHOP, title="a" * before + character * 40), KIM, ENTRY, "REQUEST")
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert dict(parsers.properties(text))["SUMMARY"] == "a" * before + character * 40
