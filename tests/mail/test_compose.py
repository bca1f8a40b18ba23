"""The bytes of a mail: what every reader and every calendar must find in it."""

import email
import email.policy
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from sqlite_utils import Database

from config import Config
from mail import compose, links
from mail.model import Link, Mail
from tests.mail.cast import ICS, invite, message, queue


@pytest.fixture()
def config(config: Config) -> Config:
    return replace(config, sender="ombord@nordverk.example.com", url="https://ombord.nordverk.example.com")


@pytest.fixture()
def composed(db: Database, config: Config):
    """A message as it reaches its reader: queued, written, and read again from its bytes."""

    def write(said, sender: str = "Nordverk AB") -> EmailMessage:
        [mail] = queue(db, said)
        read = email.message_from_bytes(compose.message(mail, config, sender).as_bytes(), policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        assert not read.defects
        return read

    return write


def text(part: EmailMessage) -> str:
    return part.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]


@pytest.mark.parametrize("odd", ["=?utf-8?q?=0d=0aBcc=3a_eva=40evil.example.com?=", "=?utf-8?b?DQpCY2M6IGV2YUBldmlsLmV4YW1wbGUuY29t?=", "Eva\r\nBcc: eva@evil.example.com", "Eva\x85Bcc: eva@evil.example.com", "Eva\u2028Bcc: x", "Eva>, Bo <eva@evil.example.com", "Eva\x1cBcc: x", "=?utf-8?q?"])
def test_no_name_and_no_title_becomes_a_header_of_its_own(composed, odd: str) -> None:
    made = composed(message(to_name=odd, subject=odd), sender=odd)
    assert sorted(made.keys()) == ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]
    assert [one.addr_spec for one in made["To"].addresses] == ["kalle@nordverk.example.com"]
    assert [one.addr_spec for one in made["From"].addresses] == ["ombord@nordverk.example.com"]
    assert made["Subject"].replace("\u2060", "") == " ".join(odd.split())


@pytest.mark.parametrize("words", [
    "ärenden så möten så lead & november väl uppföljning väl Öberg nästa fungerar steg: 2026 lead",
    "för gör för så (öppna) möten nästa CRM-systemet & november fungerar CRM-systemet dig? lead with lead säljstödet möten",
    'Changed: Affärer; från "lead", till order \\ steg för steg – med Åsa & co 🚀, Friday 23 October 2026 09:00',
    "Sven-Erik Ångström der Córdoba Bob Müller-Lüdenscheidt Bob", "ö" * 300,
])
def test_subjects_and_names_keep_every_space(db: Database, config: Config, words: str) -> None:
    [mail] = queue(db, message(subject=words, to_name=words))
    raw = email.message_from_bytes(compose.message(mail, config, words).as_bytes())
    read = {name: str(make_header(decode_header(raw[name].replace("\r\n", "")))) for name in ("Subject", "To", "From")}
    assert read == {"Subject": words, "To": f"{words} <{mail.to_email}>", "From": f"{words} <{config.sender}>"}


def test_long_headers_are_folded_within_the_limit(db: Database, config: Config) -> None:
    [mail] = queue(db, message(subject="Möten och affärer " * 20, to_name="Åsa Öberg " * 12))
    head = compose.message(mail, config, "Försäljning & möten " * 8).as_bytes().split(b"\r\n\r\n")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 78


def test_a_plain_mail_has_exactly_these_headers(composed) -> None:
    made = composed(message())
    assert sorted(made.keys()) == ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]
    assert (made["From"], made["To"], made["Subject"]) == ("Nordverk AB <ombord@nordverk.example.com>", "Kalle Ångström <kalle@nordverk.example.com>", "Två minuter om CRM")
    assert made["Date"].datetime.isoformat() == "2026-11-23T09:00:00+00:00"
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]


def test_an_invite_is_text_then_html_then_calendar(composed) -> None:
    made = composed(invite())
    assert made.get_content_type() == "multipart/alternative"
    plain, html, calendar = made.iter_parts()
    assert [part.get_content_type() for part in (plain, html, calendar)] == ["text/plain", "text/html", "text/calendar"]
    assert (calendar["Content-Transfer-Encoding"], calendar.get_param("method"), calendar.get_param("charset")) == ("base64", "REQUEST", "utf-8")
    assert calendar.get_content_disposition() is None
    assert "Auto-Submitted" not in made


def test_the_calendar_part_is_the_same_but_for_the_link_and_is_folded(composed, config: Config) -> None:
    raw = text(list(composed(invite()).iter_parts())[2])
    lines = raw.split("\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    assert raw.replace("\r\n ", "") == ICS.replace("[[link]]", links.url(config, Link("workshop", 7)))


def test_text_and_html_both_carry_the_recipients_own_link(composed, config: Config) -> None:
    url = links.url(config, Link("survey", 7))
    plain, html = composed(message()).iter_parts()
    assert f"\n{url}\n" in text(plain).replace("\r\n", "\n")
    assert f'href="{url}"' in text(html)
    assert "[[link]]" not in text(plain) + text(html)


def test_a_mended_address_gets_a_link_of_its_own(composed, config: Config) -> None:
    first = text(next(composed(message(link=Link("survey", 7, 0))).iter_parts()))
    second = text(next(composed(message(link=Link("survey", 7, 1), dedup="again")).iter_parts()))
    assert links.token(config, Link("survey", 7, 0)) in first
    assert links.token(config, Link("survey", 7, 0)) not in second


def test_no_line_is_longer_than_mail_allows(db: Database, config: Config) -> None:
    [mail] = queue(db, message(body="ö" * 5000 + "\n" + "a" * 5000, subject="å" * 200))
    assert max(len(line) for line in compose.message(mail, config, "Nordverk").as_bytes().split(b"\r\n")) <= 998


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "javascript:alert(1)"])
def test_what_people_write_stays_text(composed, hostile: str) -> None:
    html = text(list(composed(message(body=f"{hostile}\n\n{hostile} again\n")).iter_parts())[1])
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "49" not in html


NAMES = ["Bobby\r\nBcc: spy@example.com", "Bobby\nBcc: spy@example.com", "Bobby\rBcc: spy@example.com", "Bobby\u2028Bcc: spy@example.com", "Bobby\x0bBcc: x", "Bobby\x00", "a" * 1000, 'Bobby "Tables", <spy@example.com>', "=?utf-8?q?Bcc=3A?="]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", ["to_name", "subject", "sender"])
def test_nobody_writes_a_header_of_their_own(db: Database, config: Config, name: str, place: str) -> None:
    [mail] = queue(db, message(**({} if place == "sender" else {place: name})))
    raw = written(mail, config, name if place == "sender" else "Nordverk")
    if raw is None:
        return  # refused: the mail fails alone, see test_delivery
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert set(read.keys()) == {"Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"}
    assert [(address.addr_spec) for address in (*read["To"].addresses, *read["From"].addresses)] == ["kalle@nordverk.example.com", "ombord@nordverk.example.com"]


def written(mail: Mail, config: Config, sender: str) -> bytes | None:
    try:
        return compose.message(mail, config, sender).as_bytes()
    except (ValueError, email.errors.MessageError):
        return None


def test_the_line_above_an_address_is_its_button(composed) -> None:
    read = composed(message(body="Hello,\n\nAnswer the survey:\n[[link]]\n\nBye <b>", link=Link("survey", 7)))
    html = text(read.get_body(("html",)))
    assert ">Answer the survey</a>" in html
    assert html.count("https://ombord.nordverk.example.com/s/") == 2  # the button, and the address to read below it
    assert "Bye &lt;b&gt;" in html


def test_several_lines_above_addresses_are_buttons_in_a_row(composed) -> None:
    html = text(composed(message(body="Yes:\n[[link]]/yes\nNo:\n[[link]]/no\n\nBye", link=Link("workshop", 7))).get_body(("html",)))
    row = html.partition("<tr>")[2].partition("</tr>")[0]
    assert ">Yes</a>" in row
    assert ">No</a>" in row
    assert html.count("https://ombord.nordverk.example.com/w/") == 2


def test_before_an_address_in_the_same_line_stands_its_link(composed) -> None:
    html = text(composed(message(body="Google: [[link]]/google\nA <b> file: [[link]]/file", link=Link("workshop", 7))).get_body(("html",)))
    assert "/google\">Google</a>" in html
    assert ">A &lt;b&gt; file</a>" in html
