"""The mail about a workshop as a mail server gets it: what mail programs need to show the buttons of a calendar."""

import re
from dataclasses import replace

import pytest

from config import Server
from mail import delivery
from people import store as people_store
from tests import factories
from tests.workshops import cast
from workshops import actions, store

TITLE = "Affärer, från lead; till order – med Åsa och Zoë så att ingenting får plats på en rad 👩‍🚀"
HEADERS = ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To", "X-Envelope"]  # the last is the test server's own


@pytest.fixture()
def config(config, smtp):
    return replace(config, smtp=Server("127.0.0.1", smtp.port, "", "", False), sender="ombord@nordverk.example.com")


@pytest.fixture()
def sent(db, config, smtp, clock):
    """The bytes of the mails to two people about the life of a workshop: invited, moved, one taken off the list, cancelled; and the organiser's own."""
    asa = people_store.get(db, factories.asa(db))
    people = [factories.person(db, "Kim Berg"), factories.person(db, "Robin Ek"), people_store.insert(db, "Organiser", "Ombord@nordverk.example.com")]
    number = actions.plan(db, config, asa, replace(cast.PLAN, title=TITLE), people, clock())
    steps = (
        lambda: None, lambda: actions.change(db, number, replace(cast.PLAN, title=TITLE, place="Rum Vänern"), clock()),
        lambda: actions.remove(db, cast.invitation(db, store.get(db, number), people[1]).id, clock()), lambda: actions.cancel(db, number, clock()),
    )
    for step in steps:
        step()
        delivery.deliver_due(db, config, "Nordverk", clock)
    return list(zip([file.read_bytes() for file in smtp.files], smtp.mails, strict=True))


def calendars(sent):
    return [list(mail.iter_parts())[2] for _raw, mail in sent]


def test_everybody_gets_a_mail_of_their_own(sent):
    assert [mail["X-Envelope"] for _raw, mail in sent] == [f"ombord@nordverk.example.com {mail['To'].addresses[0].addr_spec}" for _raw, mail in sent]
    assert all(len(mail["To"].addresses) == 1 for _raw, mail in sent)
    assert len(sent) == 3 + 3 + 1 + 2


def test_the_headers_are_these_and_no_others(sent):
    """Above all no Auto-Submitted: some programs show no buttons for what a machine sent, and no Reply-To: answers go to the organiser."""
    assert {tuple(sorted(mail.keys())) for _raw, mail in sent} == {tuple(HEADERS)}
    assert len({mail["Message-ID"] for _raw, mail in sent}) == len(sent)


def test_it_is_text_then_html_then_calendar(sent):
    for _raw, mail in sent:
        assert mail.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
        assert [part.get_content_disposition() for part in mail.iter_parts()] == [None] * 3


def test_the_method_is_said_twice_and_alike(sent):
    methods = [part.get_param("method") for part in calendars(sent)]
    assert methods == ["REQUEST", "PUBLISH", "REQUEST"] * 2 + ["CANCEL"] * 3
    for part, method in zip(calendars(sent), methods, strict=True):
        assert re.findall(rb"\r\nMETHOD:(\w+)\r\n", part.get_payload(decode=True)) == [method.encode()]
        assert (part.get_param("charset"), part["Content-Transfer-Encoding"]) == ("utf-8", "base64")


def test_it_comes_from_the_organiser(sent):
    for (_raw, mail), part in zip(sent, calendars(sent), strict=True):
        assert mail["From"].addresses[0].addr_spec == "ombord@nordverk.example.com"
        [organizer] = re.findall(r"^ORGANIZER[^\r]*", unfolded(part), re.M)
        assert organizer.endswith(":mailto:ombord@nordverk.example.com")
        assert "SENT-BY" not in organizer


def test_it_names_nobody_but_who_gets_it(sent):
    for (_raw, mail), part in zip(sent, calendars(sent), strict=True):
        to = mail["To"].addresses[0].addr_spec
        own = to.lower() == "ombord@nordverk.example.com"
        assert re.findall(r"^ATTENDEE.*mailto:(.*)\r$", unfolded(part), re.M) == ([] if own else [to])


def test_all_of_it_is_written_as_mail_is(sent):
    """CRLF everywhere, seven bits, lines within the limit: nothing that a server on the way would have to change."""
    for raw, _mail in sent:
        head = raw.partition(b"\r\n\r\n")[0]
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x80-\xff]", raw)
        assert max(map(len, head.split(b"\r\n"))) <= 78
        assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_the_calendar_part_is_written_as_calendars_are(sent):
    for part in calendars(sent):
        text = part.get_payload(decode=True)
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", text)
        assert max(map(len, text.split(b"\r\n"))) <= 75
        assert text.count(b"BEGIN:VCALENDAR") == text.count(b"BEGIN:VEVENT") == 1
        assert not re.search(rb"^(X-WR-|NAME:|REFRESH-INTERVAL|BEGIN:VALARM)", text, re.M)


def unfolded(part) -> str:
    return part.get_payload(decode=True).decode().replace("\r\n ", "")


def test_who_sees_no_calendar_reads_it_all(sent):
    for (_raw, mail), part in zip(sent[:6], calendars(sent)[:6], strict=True):
        words = mail.get_body(("plain",)).get_content()
        url = re.search(r"^URL:(.*)\r$", unfolded(part), re.M).group(1)
        assert all(fact in words for fact in (TITLE, "14:00", "15:30", "Stockholm", "https://meet.example.com/vinga", url))
        assert "Rum Vänern" in words or "Room Vinga" in words
        assert url in mail.get_body(("html",)).get_content()
