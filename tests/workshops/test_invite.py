"""What goes into people's calendars, read by two parsers that had no part in writing it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mail import compose
from tests import factories
from tests.workshops import cast, parsers
from workshops import actions, invite, store
from workshops.invite import Entry
from workshops.model import Invitation, Workshop

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
WORKSHOP = Workshop(
    **vars(cast.PLAN), id=1, uid="6f1c1f3e-0000-4000-8000-000000000001@ombord.example.com", organizer_id=1, organizer_name="Åsa Öberg",
    organizer_email="asa@nordverk.example.com", created_at=NOW, changed_at=NOW,
)
KIM = Invitation(id=7, workshop_id=1, person_id=2, name="Kim Berg", email="kim.berg@nordverk.example.com", stamp=NOW)
ENTRY = Entry("What it is for.\n\nAnswer:\nhttps://ombord.example.com/w/abc", "https://ombord.example.com/w/abc")

DAYS = (  # a wall time in Stockholm, and the instant it is
    (datetime(2027, 3, 26, 9), datetime(2027, 3, 26, 8, tzinfo=UTC)),  # the last working day of winter time
    (datetime(2027, 3, 29, 9), datetime(2027, 3, 29, 7, tzinfo=UTC)),  # the first of summer time
    (datetime(2027, 10, 29, 9), datetime(2027, 10, 29, 7, tzinfo=UTC)),
    (datetime(2027, 11, 1, 9), datetime(2027, 11, 1, 8, tzinfo=UTC)),
)


@pytest.mark.parametrize(("wall", "instant"), DAYS)
def test_both_readers_see_the_right_instant_in_the_invite_the_update_and_the_cancellation(db, config, clock, wall, instant):
    kim = factories.person(db, "Kim Berg")
    workshop = cast.planned(db, config, clock, kim, starts=wall, ends=wall + timedelta(hours=2))
    actions.change(db, workshop.id, replace(cast.PLAN, starts=wall, ends=wall + timedelta(hours=3)), clock())
    actions.cancel(db, workshop.id, clock())
    mails = cast.mails(db, workshop)
    assert [mail.method for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    for mail, hours in zip(mails, (2, 3, 3), strict=True):
        assert set(parsers.instants(compose.calendar(mail, config))) == {(instant, instant + timedelta(hours=hours))}


def test_a_workshop_over_the_night_of_the_change_is_as_long_as_it_really_is():
    workshop = replace(WORKSHOP, starts=datetime(2027, 3, 27, 20), ends=datetime(2027, 3, 28, 10))
    text = invite.calendar(workshop, KIM, ENTRY, "REQUEST")
    assert workshop.minutes == 13 * 60
    assert set(parsers.instants(text)) == {(datetime(2027, 3, 27, 19, tzinfo=UTC), datetime(2027, 3, 28, 8, tzinfo=UTC))}


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "Europe/Dublin", "America/New_York", "Australia/Sydney", "Asia/Kathmandu", "Africa/Cairo", "Europe/Chisinau", "UTC"])
@pytest.mark.parametrize("month", [1, 7])
def test_every_zone_comes_out_right_in_winter_and_in_summer(zone, month):
    workshop = replace(WORKSHOP, zone=zone, starts=datetime(2027, month, 12, 14), ends=datetime(2027, month, 12, 15))
    assert set(parsers.instants(invite.calendar(workshop, KIM, ENTRY, "REQUEST"))) == {(workshop.starts_at, workshop.ends_at)}


def test_a_zone_whose_law_cannot_be_written_as_a_yearly_rule_is_written_in_utc():
    text = invite.calendar(replace(WORKSHOP, zone="Africa/Cairo"), KIM, ENTRY, "REQUEST")
    assert "VTIMEZONE" not in text
    assert "DTSTART:20261201T120000Z" in text


def test_an_invite_names_one_attendee_and_everything_that_calendars_need():
    text = invite.calendar(replace(WORKSHOP, link="https://meet.example.com/vinga"), KIM, ENTRY, "REQUEST")
    for line in ("METHOD:REQUEST", "STATUS:CONFIRMED", "SEQUENCE:0", "TRANSP:OPAQUE", "DTSTAMP:20261001T090000Z", "URL:https://ombord.example.com/w/abc"):
        assert f"\r\n{line}\r\n" in text
    unfolded = text.replace("\r\n ", "")
    assert unfolded.count("ATTENDEE") == 1
    assert 'ATTENDEE;CN="Kim Berg";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:kim.berg@nordverk.example.com' in unfolded
    assert 'ORGANIZER;CN="Åsa Öberg":mailto:asa@nordverk.example.com' in unfolded
    assert "LOCATION:Room Vinga\\, https://meet.example.com/vinga" in unfolded
    assert "VALUE=URI:https://meet.example.com/vinga" in unfolded
    assert text.count("RRULE") == 2  # the zone's; the workshop itself never repeats


def test_the_organiser_is_never_asked_by_herself():
    asa = replace(KIM, email="Asa@Nordverk.example.com")
    text = invite.calendar(WORKSHOP, asa, ENTRY, "PUBLISH")
    assert "ATTENDEE" not in text
    assert "ATTENDEE" not in invite.calendar(WORKSHOP, asa, ENTRY, "CANCEL")


def test_names_keep_only_what_every_calendar_can_read():
    assert invite.common_name('Kim; "Kimmy", Berg\r\n(Sälj) O’Neil <x>') == "Kim Kimmy Berg (Sälj) O Neil x"
    assert invite.common_name("Åsa-Maria O'Neil Jr.") == "Åsa-Maria O'Neil Jr."
    assert invite.common_name("\x00\u202e") == ""


HOSTILE = st.text(st.one_of(st.sampled_from("\r\n\t,;:\\\"'^=\x00\x07\x0b\x85\u2028\u202e\u200d😀👩‍🚀אב[]"), st.characters(codec="utf-8")), max_size=200)


@given(title=HOSTILE, place=HOSTILE, name=HOSTILE, purpose=HOSTILE)
@example(title=r"C:\New", place=r"\\server\Nya", name="Kim", purpose=r"\N\n")
def test_no_text_that_anybody_types_adds_or_changes_a_property(title, place, name, purpose):
    workshop = replace(WORKSHOP, title=title, place=place, organizer_name=name)
    text = invite.calendar(workshop, replace(KIM, name=name), Entry(purpose, ENTRY.url), "REQUEST")
    expected = {"SUMMARY": invite.clean(title).replace("\n", " "), "LOCATION": invite.clean(workshop.where).replace("\n", " "), "DESCRIPTION": invite.clean(purpose)}
    found = parsers.properties(text)
    assert [name for name, _value in found] == sorted(["ATTENDEE", "CONFERENCE", "CREATED", "DESCRIPTION", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "UID", "URL"])
    assert {name: value for name, value in found if name in expected} == expected
    assert set(parsers.instants(text)) == {(workshop.starts_at, workshop.ends_at)}
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|(?<!\r)\n", text)


def test_the_entry_of_the_link_can_be_read_too(db, config, clock):
    kim = factories.person(db, "Kim Berg")
    workshop = cast.planned(db, config, clock, kim)
    [mail] = cast.mails(db, workshop)
    text = compose.calendar(mail, config)
    assert compose.link(mail, config) in parsers.event(text).description.value
    assert parsers.event(text).url.value == compose.link(mail, config)
    assert store.get(db, workshop.id).uid == parsers.event(text).uid.value


def test_as_mail_the_entry_is_the_third_part_and_says_its_method_twice(db, config, clock):
    kim = factories.person(db, "Kim Berg")
    workshop = cast.planned(db, config, clock, kim)
    actions.cancel(db, workshop.id, clock())
    for mail, method in zip(cast.mails(db, workshop), ("REQUEST", "CANCEL"), strict=True):
        sent = compose.message(mail, replace(config, sender="ombord@nordverk.example.com"), "Nordverk")
        assert [part.get_content_type() for part in sent.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
        *_words, part = sent.iter_parts()
        assert part.get_param("method") == method
        text = part.get_payload(decode=True).decode()
        assert f"\r\nMETHOD:{method}\r\n" in text
        assert "[[link]]" not in sent.as_string()
        assert set(parsers.instants(text)) == {(workshop.starts_at, workshop.ends_at)}
