"""The whole way, by hand: people in, a survey out, answers on a phone, results, a workshop, what came of it, and the papers."""

import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

import ical.calendar_stream
import pytest
import vobject
from playwright.sync_api import Page, expect

from tests.journeys.house import House, part, text
from tests.journeys.looking import look

ASA, KARIN = "asa@nordverk.example.com", "karin.berg@nordverk.example.com"
SALES = ("Karin Berg", "Johan Ek", "Sara Holm", "Amir Strand", "Eva Dahl", "Ida Nyberg", "Per Sandström")
SUPPORT = ("Elin Hedlund", "Oskar Norén", "Maja Lindgren")


def address(name: str) -> str:
    return name.lower().translate(str.maketrans("åäöé ", "aaoe.")) + "@nordverk.example.com"


def roster() -> bytes:
    """SuperOffice's user list in Swedish, saved by Excel in Windows: semicolons and Windows-1252."""
    lines = [f"{address(name)};{name.split()[0]};{name.split()[1]};{group}" for group, names in (("Försäljning", SALES), ("Kundtjänst", SUPPORT)) for name in names]
    return "\r\n".join(["Användar-ID;Förnamn;Efternamn;Primärgrupp", f"{ASA};Åsa;Öberg;Försäljning", *lines, "nobody;No;Address;Försäljning"]).encode("cp1252")


def become_ambassador(page: Page, house: House) -> None:
    page.goto(house.start_url)
    look(page, "01-start")
    page.get_by_label("The company's name").fill("Nordverk")
    page.get_by_label("Your name").fill("Åsa Öberg")
    page.get_by_label("Your mail address").fill(ASA)
    page.get_by_role("main").get_by_role("button").click()
    expect(page).to_have_url(house.url + "/")
    look(page, "02-first-steps")


def bring_people_in(page: Page, house: House, folder: Path) -> None:
    file = folder / "SuperOffice.csv"
    file.write_bytes(roster())
    page.goto(house.url + "/people/")
    look(page, "03-people-empty")
    page.get_by_role("link", name="Import").first.click()
    look(page, "04-import")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("“nobody” is not a mail address").or_(page.get_by_text("nobody").first)).to_be_visible()
    look(page, "05-import-preview")
    page.get_by_role("button", name=re.compile("^(Add|Change)")).click()
    page.goto(house.url + "/people/")
    expect(page.get_by_role("link", name="Karin Berg")).to_be_visible()
    look(page, "06-people")


def open_survey(page: Page, house: House) -> None:
    page.goto(house.url + "/surveys/")
    look(page, "07-surveys-empty")
    page.goto(house.url + "/surveys/new")
    look(page, "08-survey-new")
    page.get_by_label(re.compile("System Usability Scale")).check()
    page.get_by_label("Title").fill("Hur fungerar CRM-systemet?")
    page.get_by_role("main").locator("button.main").click()
    look(page, "09-survey")
    page.goto(house.url + "/surveys/1/questionnaire")
    look(page, "10-questionnaire")
    page.goto(house.url + "/surveys/1/waves/new")
    page.get_by_label(re.compile("kind of group|Break|dimension|compare", re.I)).last.select_option(label="Primärgrupp")
    look(page, "11-round-settings")
    page.get_by_role("button", name="Save the round").click()
    look(page, "12-round-draft")
    for name in ("questionnaire", "mail"):
        page.get_by_role("link", name=re.compile(name, re.I)).first.click()
        look(page, f"13-preview-{name}")
        page.goto(house.url + "/waves/1")
    page.get_by_role("button", name="Open the survey to 11 people").click()
    expect(page.get_by_text("0 of 11")).to_be_visible()


def answer_by_hand(page: Page, house: House) -> None:
    """Karin, on her phone, with a slip on the way."""
    page.goto(house.link(KARIN, "s"))
    expect(page.get_by_text("anonymous").first).to_be_visible()
    look(page, "14-promise")
    page.get_by_role("button", name="Start the survey").click()
    look(page, "15-questions")
    page.get_by_role("button", name="Next page").click()
    expect(page).to_have_title(re.compile("^Error:"))
    look(page, "16-questions-error")
    for item in range(1, 6):
        page.locator(f"#q-sus{item}-{4 if item % 2 else 2}").check()
    page.get_by_role("button", name="Next page").click()
    page.get_by_role("button", name="Previous page").click()
    expect(page.locator("#q-sus1-4")).to_be_checked()
    page.get_by_role("button", name="Next page").click()
    for item in range(6, 11):
        page.locator(f"#q-sus{item}-{4 if item % 2 else 2}").check()
    page.get_by_role("button", name="Next page").click()
    page.get_by_label(re.compile("works well")).fill("Säljlistan på måndagar 👍")
    look(page, "17-own-words")
    page.get_by_role("button", name="Check your answers").click()
    look(page, "18-check")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank")).to_be_visible()
    look(page, "19-thanks")
    assert page.context.cookies() == []
    page.goto(house.link(KARIN, "s"))
    look(page, "20-used")


def answer_as_program(house: House, name: str, tone: int) -> None:
    """The others, through the same form, without a browser."""
    given = {f"sus{item}": str(min(5, max(1, tone + item % 3 - 1 if item % 2 else 6 - tone + item % 2))) for item in range(1, 11)}
    link = house.link(address(name), "s")
    data = urllib.parse.urlencode({**given, "_key": name, "change": f"Färre fält, säger {len(name)}"}).encode()
    with urllib.request.urlopen(link + "/answer", data, timeout=20) as response:
        assert response.status == 200


def read_results(page: Page, house: House) -> None:
    page.goto(house.url + "/waves/1")
    expect(page.get_by_text("11 of 11")).to_be_visible()
    look(page, "21-round-open")
    page.goto(house.url + "/waves/1/results")
    look(page, "22-sealed")
    house.turn(days=12)
    page.goto(house.url + "/waves/1/results")
    expect(page.get_by_role("cell", name="fewer than 5 answers").first).to_be_visible()
    expect(page.get_by_text("Säljlistan på måndagar 👍")).to_be_visible()
    look(page, "23-results")
    page.goto(house.url + "/waves/1")
    look(page, "24-round-closed")


def plan_workshop(page: Page, house: House) -> None:
    page.goto(house.url + "/workshops/")
    look(page, "25-workshops-empty")
    page.goto(house.url + "/workshops/new")
    page.get_by_label("Title").fill("Best practice: från lead till order")
    page.get_by_label("What it is for").fill("Two sellers show how they do it.")
    page.get_by_label("Starts").fill("2026-11-05T13:00")
    page.get_by_label("Ends").fill("2026-11-05T14:30")
    page.get_by_label("Place").fill("Norrsken")
    page.get_by_label("Seats").fill("2")
    for name in ("Karin Berg", "Johan Ek", "Sara Holm", "Åsa Öberg"):
        page.get_by_role("checkbox", name=name).check()
    look(page, "26-plan")
    page.get_by_role("button", name="See the mail first").click()
    look(page, "27-mail-first")
    page.get_by_role("main").get_by_role("button", name="Save and send 4 mails").click()
    expect(page.get_by_text("Of 4 invited").first).to_be_visible()
    look(page, "28-workshop")


def check_invite(house: House, method: str, sequence: int, start: str) -> None:
    """Two programs that others wrote read what Karin got."""
    mail = house.mails_to(KARIN)[-1]
    types = [one.get_content_type() for one in mail.walk() if not one.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar"]
    raw = part(mail, "calendar").decode()
    event = vobject.readOne(raw).vevent
    assert (event.sequence.value, event.dtstart.value.isoformat()) == (str(sequence), start)
    assert f"METHOD:{method}" in raw
    assert KARIN in event.attendee.value
    [other] = ical.calendar_stream.IcsCalendarStream.calendar_from_ics(raw).events
    assert other.dtstart.isoformat() == start
    assert method == "CANCEL" or "/w/" in text(mail)


def reply_by_link(page: Page, house: House) -> None:
    page.goto(house.link(KARIN, "w"))
    look(page, "29-invitation")
    page.get_by_role("button", name="I will come").click()
    look(page, "30-accepted")
    for name in ("Johan Ek", "Åsa Öberg"):
        page.goto(house.link(address(name) if name != "Åsa Öberg" else ASA, "w"))
        page.get_by_role("button", name="I will come").click()
    expect(page.get_by_text("taken").first).to_be_visible()
    look(page, "31-full")


def move_it(page: Page, house: House) -> None:
    """An hour later: the calendar follows, and Karin's yes counts as given before the change."""
    page.goto(house.url + "/workshops/1/plan")
    page.get_by_label("Starts").fill("2026-11-05T14:00")
    page.get_by_label("Ends").fill("2026-11-05T15:30")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("14:00").first).to_be_visible()
    check_invite(house, "REQUEST", 1, "2026-11-05T14:00:00+01:00")


def plan_and_cancel(page: Page, house: House) -> None:
    page.goto(house.url + "/workshops/new")
    for label, words in (("Title", "Drop-in"), ("What it is for", "Get the add-in installed."), ("Starts", "2026-11-12T08:00"), ("Ends", "2026-11-12T09:00"), ("Place", "Norrsken")):
        page.get_by_label(label).fill(words)
    page.get_by_role("checkbox", name="Karin Berg").check()
    page.get_by_role("button", name="Save the workshop and send the invitations").click()
    check_invite(house, "REQUEST", 0, "2026-11-12T08:00:00+01:00")
    page.goto(house.url + "/workshops/2/cancellation")
    look(page, "31-cancellation")
    page.get_by_role("main").locator("button").first.click()
    check_invite(house, "CANCEL", 1, "2026-11-12T08:00:00+01:00")


def write_record(page: Page, house: House) -> None:
    house.turn(days=8)
    page.goto(house.url + "/")
    expect(page.get_by_text("has no record yet")).to_be_visible()
    look(page, "32-today")
    page.goto(house.url + "/workshops/1/record")
    page.get_by_role("checkbox", name="Karin Berg").check()
    page.get_by_label("In short").fill("We met.")
    page.get_by_role("button", name="Save who came").click()
    expect(page).to_have_url(house.url + "/workshops/1/record#attendance")
    expect(page.get_by_label("In short")).to_have_value("We met.")
    for what, words in (("decision", "A sale moves on when the customer has done something."), ("best practice", "Put the next step into the diary first."), ("open question", "Who cleans up duplicates?"), ("action", "Rename the stages")):
        box = page.locator("details.add", has=page.get_by_text(f"Add a{'n' if what[0] in 'ao' else ''} {what}"))
        box.locator("summary").click()
        box.locator("textarea, input[type=text]").first.fill(words)
        if what == "action":
            box.locator("select").select_option(label="Johan Ek")
            box.locator("input[type=date]").fill("2026-12-01")
        box.get_by_role("button").click()
    expect(page.get_by_label("In short")).to_have_value("We met.")
    look(page, "33-record")
    page.locator("#decisions-text").evaluate("box => box.value = 'One I forgot to add'")
    page.get_by_role("button", name="Keep the record").click()
    expect(page.get_by_label("In short")).to_have_text("We met.")
    expect(page.locator("#decisions-text")).to_be_visible()
    expect(page.locator("#decisions-text")).to_have_value("One I forgot to add")
    page.goto(house.url + "/documents/workshops/1")
    expect(page.get_by_text("Johan Ek").first).to_be_visible()
    look(page, "34-record-to-hand-out")
    page.goto(house.url + "/documents/?from=2026-10-01&to=2026-11-30")
    expect(page.get_by_text("Rename the stages")).to_be_visible()
    look(page, "35-journal")


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_whole_way(open_page: Callable[..., Page], house: House, tmp_path: Path, width: str) -> None:
    page = open_page(width)
    become_ambassador(page, house)
    bring_people_in(page, house, tmp_path)
    open_survey(page, house)
    answer_by_hand(open_page(width, scripts=width == "desktop"), house)
    for place, name in enumerate((*SALES[1:], *SUPPORT, "Åsa Öberg")):
        answer_as_program(house, name if name != "Åsa Öberg" else "asa", 2 + place % 4)
    read_results(page, house)
    plan_workshop(page, house)
    check_invite(house, "REQUEST", 0, "2026-11-05T13:00:00+01:00")
    reply_by_link(open_page(width, scripts=width == "desktop"), house)
    move_it(page, house)
    plan_and_cancel(page, house)
    write_record(page, house)
    for path in ("/mail/", "/mail/mine", "/settings/", "/people/groups", "/workshops/", "/surveys/"):
        page.goto(house.url + path)
        look(page, "36" + path.replace("/", "-").rstrip("-"))
