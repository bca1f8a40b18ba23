"""Invites that are answered from people's calendars: out through a real mail server, back through a real mailbox, and shown with where each answer came from."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
import vobject
from playwright.sync_api import Locator, Page, expect

from feeds.model import OWN, Address
from mail import links
from people import store as people_store
from tests import factories
from tests.imap_server import ImapServer
from tests.journeys import programs
from tests.journeys.house import House, part
from tests.journeys.looking import look
from tests.journeys.programs import ACCEPTED, DECLINED, TENTATIVE
from tests.servers import MailServer

NAMES = ("Karin Berg", "Johan Ek", "Sara Holm", "Amir Strand", "Eva Dahl", "Ida Nyberg")
KARIN, JOHAN, SARA, AMIR, EVA, IDA = NAMES
PER = "Per Lind"  # on the list of people, and not invited


@pytest.fixture()
def house(tmp_path: Path, smtp: MailServer, imap: ImapServer) -> Iterator[House]:
    running = House(tmp_path / "data", smtp, OMBORD_IMAP=imap.url)
    with running.inside() as db:
        for name in (*NAMES, PER):
            factories.person(db, name)
    yield running
    running.stop()


def address(name: str) -> str:
    return name.lower().replace(" ", ".") + "@nordverk.example.com"


class Desk:
    """Åsa at her desk: the workshop's page, and what arrives in her mailbox."""

    def __init__(self, house: House, imap: ImapServer, page: Page) -> None:
        self.house, self.imap, self.page = house, imap, page

    def plan(self) -> None:
        self.page.goto(self.house.url + "/workshops/new")
        for label, words in (("Title", "Pipeline in practice"), ("What it is for", "Everybody can move a sale on."), ("Starts", "2026-11-30T13:00"), ("Ends", "2026-11-30T14:30"), ("Place", "Norrsken")):
            self.page.get_by_label(label).fill(words)
        for name in NAMES:
            self.page.get_by_role("checkbox", name=name).check()
        self.page.get_by_role("button", name="Save the workshop and send the invitations").click()

    def move(self) -> None:
        self.page.goto(self.house.url + "/workshops/1/plan")
        self.page.get_by_label("Starts").fill("2026-12-01T13:00")
        self.page.get_by_label("Ends").fill("2026-12-01T14:30")
        self.page.get_by_role("button", name=re.compile("^Save")).click()

    def invite(self, name: str) -> bytes:
        """The newest entry that somebody got for the calendar."""
        return part(self.house.mails_to(address(name))[-1], "calendar")

    def arrives(self, *mails: bytes) -> None:
        """Mails come into the mailbox, the timetable reads it, and Åsa looks at the workshop."""
        self.imap.deliver(*mails)
        self.house.turn(minutes=2)
        self.look_again()

    def answers(self, form: str, name: str, partstat: str = "", **said: str) -> bytes:
        return self.answers_to(self.invite(name), form, partstat, **said)

    def answers_to(self, invite: bytes, form: str, partstat: str = "", **said: str) -> bytes:
        self.house.clock.turn(minutes=1)
        return programs.answer(form, invite, self.house.clock(), partstat, **said)

    def look_again(self) -> None:
        self.page.goto(self.house.url + "/workshops/1")

    def row(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("row").filter(has=self.page.get_by_role("link", name=name))

    def shows(self, name: str, *words: str) -> None:
        """What the workshop's page says of somebody."""
        for one in words:
            expect(self.row(name)).to_contain_text(one)

    def press(self, button: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=button).click()


def answers_come_from_every_program(desk: Desk, imap: ImapServer) -> None:
    lunch = b"From: Karin Berg <karin.berg@nordverk.example.com>\r\nSubject: Lunch?\r\n\r\nAt noon?\r\n"
    desk.arrives(desk.answers("thunderbird", KARIN, ACCEPTED), desk.answers("exchange", JOHAN, ACCEPTED), lunch, desk.answers("google", SARA, DECLINED), desk.answers("apple", AMIR, TENTATIVE))
    for name, answer in ((KARIN, "comes"), (JOHAN, "comes"), (SARA, "cannot come"), (AMIR, "maybe")):
        desk.shows(name, answer, "from the calendar")
    desk.shows(EVA, "no answer yet")
    look(desk.page, "invites-1-answered")
    assert imap.subjects() == ["Lunch?"]
    assert [mail.seen for mail in imap.mails()] == [False]
    assert len(imap.subjects("Processed")) == 4


def a_new_time_asks_anew(desk: Desk) -> None:
    old = desk.invite(EVA)
    desk.move()
    event = vobject.readOne(desk.invite(KARIN).decode()).vevent
    assert (event.sequence.value, event.dtstart.value.isoformat()) == ("1", "2026-12-01T13:00:00+01:00")
    desk.look_again()
    desk.shows(KARIN, "answered before the change", "said yes")
    desk.arrives(desk.answers_to(old, "thunderbird", ACCEPTED))
    desk.shows(EVA, "no answer yet")
    desk.arrives(desk.answers("exchange", KARIN, ACCEPTED), desk.answers("google", AMIR, DECLINED))
    desk.shows(KARIN, "comes", "from the calendar")
    desk.shows(AMIR, "cannot come")
    desk.shows(JOHAN, "answered before the change")
    look(desk.page, "invites-2-moved")


def a_forged_answer_changes_nothing(desk: Desk, imap: ImapServer) -> None:
    desk.arrives(desk.answers("google", JOHAN, DECLINED, Authentication_Results="mx.nordverk.example.com; dmarc=fail header.from=nordverk.example.com"))
    desk.shows(JOHAN, "answered before the change", "said yes")
    assert len(imap.subjects("Failed")) == 1
    desk.page.goto(desk.house.url + "/mail/received")
    expect(desk.page.get_by_role("row").filter(has_text=address(JOHAN)).first).to_contain_text("it does not come from whom it says")
    look(desk.page, "invites-3-received")


def whoever_else_wants_to_come_is_invited_by_a_press(desk: Desk) -> None:
    desk.arrives(desk.answers("thunderbird", EVA, ACCEPTED, sender=address(PER)))
    look(desk.page, "invites-4-waiting")
    desk.press(f"Invite {PER}")
    desk.shows(PER, "no answer yet")
    desk.arrives(desk.answers("thunderbird", PER, ACCEPTED))
    desk.shows(PER, "comes")


def another_time_is_looked_at_and_left(desk: Desk) -> None:
    desk.arrives(desk.answers("google-counter", SARA))
    waiting = desk.page.get_by_role("region", name="Waiting for you")
    expect(waiting).to_contain_text("The day after?")
    expect(waiting).to_contain_text("2 December 2026, 09:00–10:30")
    look(desk.page, "invites-5-proposed")
    waiting.get_by_role("link", name="Look at moving it").click()
    expect(desk.page.get_by_label("Starts")).to_have_value("2026-12-02T09:00")
    expect(desk.page.get_by_label("Ends")).to_have_value("2026-12-02T10:30")
    look(desk.page, "invites-6-other-time")
    desk.look_again()
    desk.press("The time stays")
    expect(waiting).to_have_count(0)


def a_mail_that_comes_back_is_seen(desk: Desk) -> None:
    desk.arrives(programs.bounced(desk.house.mails_to(address(IDA))[-1], "550 5.1.1 No such mailbox here"))
    desk.shows(IDA, "No such mailbox here")
    desk.page.get_by_role("link", name="Mails and answers").click()
    for words in ("Invitation, version 1", "Change, version 2", "from the calendar, to version 1", "No such mailbox here", "It answers a time that has changed since"):
        expect(desk.page.get_by_role("main")).to_contain_text(words)
    look(desk.page, "invites-7-history")


def it_is_cancelled_in_every_calendar(desk: Desk) -> None:
    desk.page.goto(desk.house.url + "/workshops/1/cancellation")
    desk.page.get_by_role("main").locator("button").first.click()
    for name in (KARIN, PER):
        entry = vobject.readOne(desk.invite(name).decode())
        assert entry.method.value == "CANCEL"
        assert entry.vevent.status.value == "CANCELLED"
    assert vobject.readOne(desk.invite(KARIN).decode()).vevent.sequence.value == "2"


def test_the_whole_loop(house: House, imap: ImapServer, open_page: Callable[..., Page]) -> None:
    desk = Desk(house, imap, house.be_asa(open_page("desktop")))
    desk.plan()
    answers_come_from_every_program(desk, imap)
    a_new_time_asks_anew(desk)
    a_forged_answer_changes_nothing(desk, imap)
    whoever_else_wants_to_come_is_invited_by_a_press(desk)
    another_time_is_looked_at_and_left(desk)
    a_mail_that_comes_back_is_seen(desk)
    it_is_cancelled_in_every_calendar(desk)


def button_of(mail: EmailMessage, answer: str) -> str:
    """Where the mail's button for an answer leads."""
    [found] = set(re.findall(rf'href="([^"]+/w/[\w-]+/{answer})"', part(mail, "html").decode()))
    return found


def test_on_a_phone_without_script_an_answer_is_one_press_and_can_be_changed(house: House, imap: ImapServer, open_page: Callable[..., Page]) -> None:
    desk = Desk(house, imap, house.be_asa(open_page("desktop")))
    desk.plan()
    [mail] = house.mails_to(address(KARIN))
    phone = open_page("phone", scripts=False)
    phone.goto(button_of(mail, "yes"))
    look(phone, "invites-8-accept")
    desk.look_again()
    desk.shows(KARIN, "no answer yet")
    phone.get_by_role("button", name="Yes, I will come").click()
    expect(phone.get_by_role("heading", name="You are coming")).to_be_visible()
    look(phone, "invites-9-accepted")
    desk.look_again()
    desk.shows(KARIN, "comes", "by the link")
    phone.goto(button_of(mail, "no"))
    phone.get_by_role("button", name="No, I cannot come").click()
    expect(phone.get_by_role("heading", name="You are not coming")).to_be_visible()
    desk.look_again()
    desk.shows(KARIN, "cannot come", "by the link")
    assert phone.context.cookies() == []


def fetched(url: str, tag: str = "") -> tuple[int, str, str]:
    """What a program that subscribes gets: the status, the tag and the calendar."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": tag} if tag else {}), timeout=20) as response:
            return response.status, response.headers["ETag"], response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, "", ""


def feed_of(house: House, name: str) -> str:
    with house.inside() as db:
        person = people_store.find_by_email(db, address(name))
        assert person
        return links.url(house.config, Address(person, OWN).link) + ".ics"


def test_who_subscribes_sees_the_change_and_asks_in_vain_before_it(house: House, imap: ImapServer, open_page: Callable[..., Page]) -> None:
    desk = Desk(house, imap, house.be_asa(open_page("desktop")))
    desk.plan()
    url = feed_of(house, KARIN)
    status, tag, before = fetched(url)
    assert (status, vobject.readOne(before).vevent.dtstart.value.isoformat()) == (200, "2026-11-30T13:00:00+01:00")
    house.turn(minutes=5)
    assert fetched(url, tag)[0] == 304
    desk.move()
    status, _tag, after = fetched(url, tag)
    assert (status, vobject.readOne(after).vevent.dtstart.value.isoformat()) == (200, "2026-12-01T13:00:00+01:00")
    assert vobject.readOne(after).vevent.uid.value == vobject.readOne(before).vevent.uid.value
