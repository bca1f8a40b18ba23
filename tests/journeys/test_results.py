"""After a round has closed: the ambassador reads what people said, also aloud, compares, works with their words, plans what helps, and takes files away."""

import csv
import json
import re
import struct
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Error, Page, expect

import storage
from config import Config
from surveys import figures, store
from tests.journeys.house import House
from tests.journeys.invented import be
from tests.journeys.looking import PICTURES, look, look_at_print
from tests.test_exporting import MANY, UNREADABLE, answered_by

NEWEST, ALL = "/waves/9", "/surveys/1"  # the newest round of the survey that was asked three times, and the survey
LOOKS = [("phone", True, True), ("desktop", True, False), ("phone", False, False)]  # width, script, dark
WAYS = pytest.mark.parametrize(("width", "scripts", "dark"), LOOKS)

Open = Callable[..., Page]


def aloud(page: Page, *said: str) -> None:
    """All of it is read out, in this order; each is a pattern."""
    told, place = page.get_by_role("main").aria_snapshot(), 0
    for words in said:
        found = re.compile(words).search(told, place)
        assert found, f"“{words}” is not read out after what comes before it:\n{told[place:place + 2500]}"
        place = found.end()


class TestReadAloud:
    """What a screen reader makes of the pages: headings, sentences with n and interval, tables with their headings, pictures with names."""

    def test_a_rounds_results(self, page: Page, url: str) -> None:
        be(page, url, "ambassador")
        page.goto(f"{url}{NEWEST}/results")
        aloud(
            page,
            r'heading "On our way into the CRM round 3" \[level=1\]', "Confidential: counted once, at closing on Friday 23 October 2026", r"48 of 60 who were asked have answered \(80.%\)\.",
            r'heading "Change pulse" \[level=3\]', "No step holds people back", 'columnheader "Statement"', 'columnheader "Answers"', 'columnheader "Mean"', 'columnheader "95 % interval"',
            r'img "I can do it in my daily work\. Mean 3\.3 on a scale from 1 to 5, 95 % interval 3\.0 to 3\.6"',
            'heading "The first step to help with"', 'columnheader "The first step not taken yet"', 'rowheader "Finance"', "fewer than 5 answers", 'rowheader "Marketing"', "hidden so that a smaller group cannot be worked out",
            'rowheader "Service very uncertain"', "I can do it in my daily work", "11", r"2\.55", r"2\.19–2\.90", r'link "Plan the workshop that helps \(Service\)"',
            r'heading "The same people, since round 2" \[level=2\]', r"The same 4\d people: up by 0\.\d\d since round 2 \(0\.\d\d to 1\.\d\d\)\.",
            r'heading "2\. I quickly find what I need to know about a customer\." \[level=3\]', r"Mean 3\.92 of 48 answers, 95 % interval 3\.62–4\.21\.", 'table "How often each answer was given"', 'columnheader "Share"',
            r'heading "In their own words" \[level=2\]', "What would help you to take the next step",
        )
        look(page, "results-steps")

    def test_the_rounds(self, page: Page, url: str) -> None:
        be(page, url, "ambassador")
        page.goto(f"{url}{ALL}/results")
        aloud(
            page,
            r'heading "On our way into the CRM over the rounds" \[level=1\]', 'rowheader "Round 1"', "29 May 2026", "47 of 60", "confidential, by invitation",
            r'heading "What has changed" \[level=2\]', "I know how to do my tasks", r"Up by 0\.75 since round 2 \(0\.38 to 1\.12\)\.", "comparisons are made here. About one in twenty shows a change by chance alone",
            r'heading "2\. I quickly find', r"Up by 0\.56 since round 2 \(0\.14 to 0\.99\)\.", r"Round 1: 2\.23, 95 % interval 1\.98–2\.49, 47 answers.*Round 3: 3\.92, 95 % interval 3\.62–4\.21, 48 answers",
            r'heading "3\. I trust', r"No clear change since round 2\.",
            r'heading "4\. When I am stuck', "Before round 3 it was asked differently, so that earlier figures cannot be compared", "not comparable with the one before",
        )
        look(page, "results-over")

    def test_groups_side_by_side(self, page: Page, url: str) -> None:
        be(page, url, "ambassador")
        page.goto(f"{url}{NEWEST}/heat")
        aloud(
            page,
            r'heading "Groups side by side" \[level=1\]', "The colour does not say what is good", r'table "1\. How far do you agree', r"columnheader .*from 1 to 5",
            'rowheader "Everybody"', r"mean 4\.19 95 % interval 3\.94–4\.44 48 answers", 'rowheader "Finance"', "fewer than 5 answers", 'rowheader "Service"', r"mean 2\.55 95 % interval 2\.19–2\.90 11 answers very uncertain",
        )
        look(page, "results-heat")


@WAYS
def test_two_rounds_and_two_groups_are_compared(open_page: Open, url: str, width: str, scripts: bool, dark: bool) -> None:
    page = open_page(width, scripts=scripts, dark=dark)
    be(page, url, "ambassador")
    page.goto(f"{url}{ALL}/results")
    page.get_by_role("link", name="Compare two rounds").click()
    page.locator("#from").select_option(label="Round 1")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Round 1 → round 3")
    expect(page.get_by_text("Up by 1.68 since round 1").first).to_be_visible()
    expect(page.get_by_text("“When I am stuck, I get help the same day.” was asked differently.")).to_be_visible()
    look(page, "results-two-rounds")
    page.get_by_label("Primary group").select_option(label="Service")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Round 1 → round 3: Service")
    look(page, "results-two-rounds-of-a-group")

    page.goto(f"{url}{NEWEST}/results")
    page.get_by_role("link", name="Two groups").click()
    page.locator("#one").select_option(label="Customer support")
    page.locator("#other").select_option(label="Service")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("“Service” is lower than “Customer support” by 1.31").first).to_be_visible()
    look(page, "results-two-groups")
    page.goto(f"{url}{NEWEST}/comparison?one=Service&other=Finance")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is compared")
    look(page, "results-two-groups-refused")


@WAYS
def test_words_are_found_tagged_marked_and_passed_on_without_a_name(open_page: Open, url: str, width: str, scripts: bool, dark: bool, tmp_path: Path) -> None:
    page = open_page(width, scripts=scripts, dark=dark)
    be(page, url, "ambassador")
    page.goto(f"{url}{NEWEST}/results")
    page.get_by_role("link", name="Read all of them").click()
    look(page, "words-all")
    page.get_by_label("Search").fill("practising")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("2 of 12 comments")
    look(page, "words-found")
    page.get_by_label("Search").fill("duplicate")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("button", name="Add the tag").click()
    expect(page.get_by_text("Tick the comments that you mean.").first).to_be_visible()
    look(page, "words-none-ticked")
    page.get_by_role("checkbox", name="Tick comment 1").check()
    page.get_by_label("Tag", exact=True).last.fill("tidying up")
    page.get_by_role("button", name="Add the tag").click()
    expect(page.get_by_text("The tag “tidying up” stands beside one comment more.")).to_be_visible()
    page.get_by_role("checkbox", name="Tick comment 1").check()
    page.get_by_role("button", name="Mark for follow-up").click()
    expect(page.get_by_text("One comment more is marked for follow-up.")).to_be_visible()
    look(page, "words-marked")

    page.goto(f"{url}{NEWEST}/words")
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_text("Ask Petra in Projects")).to_be_visible()
    page.get_by_role("link", name="Edit names out").click()
    expect(page.get_by_text("Look at: Petra.")).to_be_visible()
    page.locator("textarea").fill(" ")
    page.get_by_role("button", name="Let others read it like this").click()
    expect(page).to_have_title(re.compile("^Error:"))
    look(page, "words-edit-refused")
    page.locator("textarea").fill("Ask […] in Projects how she keeps her contacts in order.")
    page.get_by_role("button", name="Let others read it like this").click()
    expect(page.get_by_text("Others read it like this from now on.")).to_be_visible()
    page.goto(f"{url}{NEWEST}/report")
    expect(page.get_by_text("Ask […] in Projects")).to_be_visible()
    expect(page.get_by_text("Petra")).to_have_count(0)
    page.goto(url + "/")
    expect(page.get_by_role("link", name=re.compile("^2 comments in “On our way into the CRM”"))).to_be_visible()


@WAYS
def test_a_step_that_is_not_taken_leads_to_the_workshop_that_helps(open_page: Open, url: str, width: str, scripts: bool, dark: bool) -> None:
    page = open_page(width, scripts=scripts, dark=dark)
    be(page, url, "ambassador")
    page.goto(f"{url}{NEWEST}/heat")
    page.get_by_role("link", name="Plan the workshop that helps (Service)").click()
    expect(page.get_by_label("Title")).to_have_value("SuperOffice CRM in our working day")
    expect(page.get_by_role("textbox", name="The need behind it")).to_have_value(re.compile(r"the first step that Service has not taken is “I can do it in my daily work\.” \(mean 2\.5 of 11 answers, 95 % interval 2\.2–2\.9; very uncertain\)\."))
    expect(page.get_by_role("checkbox", name="Service (13 people)")).to_be_checked()
    look(page, "workshop-filled-in")
    page.get_by_role("button", name="Save the workshop and send the invitations").click()
    expect(page).to_have_title(re.compile("^Error:"))
    expect(page.get_by_label("Title")).to_have_value("SuperOffice CRM in our working day")
    page.get_by_label("Starts").fill("2026-12-08T09:00")
    page.get_by_label("Ends").fill("2026-12-08T10:30")
    page.get_by_label("Place").fill("Sundsvall, Kajen")
    page.get_by_role("button", name="Save the workshop and send the invitations").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("SuperOffice CRM in our working day")
    expect(page.get_by_text("Of 13 invited").first).to_be_visible()
    look(page, "workshop-of-a-need")
    page.get_by_role("link", name="See where it shows").click()
    expect(page).to_have_url(f"{url}{NEWEST}/results")


class TestFiles:
    """What is taken away by a link is the file that its name says, with what the page says."""

    def saved(self, page: Page, folder: Path, link: str) -> Path:
        if (fold := page.get_by_text("Take the figures with you")).count() and not page.get_by_role("link", name=link).first.is_visible():
            fold.click()
        with page.expect_download() as started:
            page.get_by_role("link", name=link).first.click()
        assert started.value.failure() is None
        started.value.save_as(folder / started.value.suggested_filename)
        return folder / started.value.suggested_filename

    @pytest.mark.parametrize("scripts", [True, False])
    def test_figures_of_a_round(self, open_page: Open, url: str, tmp_path: Path, scripts: bool) -> None:
        page = open_page("desktop", scripts=scripts)
        be(page, url, "ambassador")
        page.goto(f"{url}{NEWEST}/results")
        table = list(csv.reader(self.saved(page, tmp_path, "A table for a spreadsheet (CSV)").read_text("utf-8-sig").splitlines()))
        assert any("3.9167" in line and "48" in line for line in table)
        assert any("Finance" in line and "fewer than 5 answers" in " ".join(line) for line in table)
        book = openpyxl.load_workbook(self.saved(page, tmp_path, "A workbook, with what the figures mean (Excel)"))
        assert any("find" in str(row) for sheet in book for row in sheet.values)
        found = json.loads(self.saved(page, tmp_path, "Every figure for a program (JSON)").read_text())
        assert "On our way into the CRM" in json.dumps(found)
        assert '"level": "confidential"' in json.dumps(found)

    def test_figures_over_the_rounds(self, open_page: Open, url: str, tmp_path: Path) -> None:
        page = open_page("phone")
        be(page, url, "ambassador")
        page.goto(f"{url}{ALL}/results")
        assert "2.234" in self.saved(page, tmp_path, "A table for a spreadsheet (CSV)").read_text("utf-8-sig")
        assert openpyxl.load_workbook(self.saved(page, tmp_path, "A workbook, with what the figures mean (Excel)")).sheetnames
        json.loads(self.saved(page, tmp_path, "Every figure for a program (JSON)").read_text())

    def test_pictures(self, open_page: Open, url: str, tmp_path: Path) -> None:
        page = open_page("desktop")
        be(page, url, "ambassador")
        for path in (f"{NEWEST}/results", f"{NEWEST}/heat", f"{ALL}/results"):
            page.goto(url + path)
            png = self.saved(page, tmp_path, "PNG").read_bytes()
            assert png.startswith(b"\x89PNG\r\n\x1a\n")
            wide, high = struct.unpack(">II", png[16:24])
            assert wide >= 600
            assert high >= 200
            drawn = ElementTree.parse(self.saved(page, tmp_path, "SVG")).getroot()
            assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
            assert "On our way into the CRM" in "".join(drawn.itertext())

    def test_half_a_file_is_a_failed_download(self, open_page: Open, house: House) -> None:
        """The last person's answers cannot be read, when the others' are long on their way."""
        page = house.be_asa(open_page("desktop"))
        with house.inside() as db:
            number = answered_by(db, MANY, last=UNREADABLE)
        with page.expect_download() as started, pytest.raises(Error, match="Download is starting"):
            page.goto(f"{house.url}/waves/{number}/answers.csv")
        assert started.value.failure()


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_the_report_is_printed(open_page: Open, url: str, width: str) -> None:
    page = open_page(width, dark=True)
    be(page, url, "ambassador")
    for path, name in ((f"{NEWEST}/report", "report"), (f"{ALL}/results", "over"), (f"{NEWEST}/heat", "heat"), (f"{ALL}/comparison", "comparison"), (f"{NEWEST}/words", "words")):
        page.goto(url + path)
        look(page, f"paper-{name}")
        look_at_print(page, f"paper-{name}")
        paper = page.pdf(format="A4", path=PICTURES / f"paper-{name}.pdf")
        assert paper.startswith(b"%PDF")
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 12


def test_what_the_page_says_is_what_the_gate_let_out(open_page: Open, told: Config, url: str) -> None:
    """Every mean that is read out of the questions is one of the release."""
    page = open_page("desktop")
    be(page, url, "ambassador")
    page.goto(f"{url}{NEWEST}/results")
    with storage.opened(told.database) as db:
        results = store.results(db, store.get_wave(db, 9))
    shown = re.findall(r"Mean (\d\.\d\d) of (\d+) answers, 95 % interval", page.get_by_role("main").inner_text())
    assert len(shown) == 3
    known = {(f"{one.mean.mean:.2f}", str(one.n)) for one in results.questions if one.mean}
    assert set(shown) <= known
    assert figures.as_dict(results, "en")["n"] == 48
