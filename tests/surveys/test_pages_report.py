"""The report to print: what the results page holds with what is needed to read it, everything unfolded, and nothing more."""

import re

import pytest

from surveys import actions, store
from surveys.model import NAMED
from tests.surveys.charted import charted_round
from tests.surveys.test_pages_results import STUDY, brought_in
from tests.surveys.test_pages_surveys import text

FIGURE = re.compile(r"-?\d+(?:\.\d+)?(?:–| to )-?\d+(?:\.\d+)?(?: %)?|\d+ of \d+")


@pytest.fixture()
def closed(ambassador, db, config, clock):
    return charted_round(db, config, clock())


def test_the_report_begins_with_what_is_needed_to_read_it(ambassador, closed):
    page = text(ambassador.get(f"/waves/{closed.id}/report"))
    front = page.split("Question by question")[0]
    for words in (
        "Nordverk · Report of a survey", "How is it going? round 1", "When Monday 23 November 2026 10:00 to Monday 23 November 2026 10:00", "Who was asked 27 people",
        "Who answered 26 people (96 %)", "Broken down by Department", "Anonymous: nothing connects an answer with a person. Figures show for 5 people or more together",
        "Of a hundred intervals made like this, about 95 hold the true figure.", "A group with fewer than 5 answers is not shown", "A+ from 84.1, A from 80.8", "F below.",
    ):
        assert words in front, words
    assert "This report holds what the pages of results show, and nothing more." in page


def test_the_report_holds_the_figures_of_the_results_page_and_no_other(ambassador, closed):
    report, results = (text(ambassador.get(f"/waves/{closed.id}/{page}")) for page in ("report", "results"))
    here, there = (FIGURE.findall(page.split("The dot is the mean", 1)[1]) for page in (report, results))
    assert len(here) > 100
    assert set(here) <= set(there)
    assert set(there) - set(here) <= {one for one in there if one in results.split("The first step to help with")[1]}


def test_nothing_is_folded_away_and_nothing_leads_to_files(ambassador, closed):
    report = ambassador.get(f"/waves/{closed.id}/report").text.split('<article class="report">')[1]
    assert report.count("<details") == report.count('<details class="more" open>') > 5
    assert "<details" in ambassador.get(f"/waves/{closed.id}/results").text
    assert "open><summary" not in ambassador.get(f"/waves/{closed.id}/results").text
    assert "/charts/" not in report
    assert "data-print hidden" in report


def test_all_words_stand_in_the_report_as_others_may_read_them_and_nothing_leads_to_editing_them(ambassador, db, closed):
    edited = next(one for one in store.comments(db, closed.id, "word") if one.text == "word 3")
    store.edit(db, edited.id, "a word without a name")
    page = ambassador.get(f"/waves/{closed.id}/report")
    said = text(page)
    assert [n for n in range(26) if not re.search(rf"\bword {n}\b", said)] == [3]
    assert "a word without a name" in said
    assert "some of them, by chance" not in said
    assert f"/waves/{closed.id}/words" not in page.text.split('<article class="report">')[1].split("</nav>")[1]


def test_an_imported_round_says_that_nobody_knows_who_was_asked(ambassador, db, clock):
    wave = brought_in(db, clock(), STUDY)
    page = text(ambassador.get(f"/waves/{wave}/report"))
    assert "Nobody knows: the answers came from a file." in page
    assert "Who answered 19 people" in page


def test_a_named_round_says_so_and_names_nobody(ambassador, db, config, clock):
    wave = charted_round(db, config, clock(), NAMED)
    page = ambassador.get(f"/waves/{wave.id}/report")
    assert "By name: everybody was told that the CRM ambassadors see who answered what." in text(page)
    assert not [one.respondent for one in store.named(db, wave.id) if re.search(rf">\s*{one.respondent}\b(?! <)[^<]*<", page.text)]


def test_a_sealed_round_has_no_report_while_it_is_open(ambassador, wave):
    page = ambassador.get(f"/waves/{wave.id}/report")
    assert page.status_code == 409
    assert "No results yet" in page.text


def test_too_few_answers_make_a_report_that_says_only_that(ambassador, db, config, clock, wave):
    actions.close_wave(db, config, wave.id, clock())
    page = text(ambassador.get(f"/waves/{wave.id}/report"))
    assert "Fewer than 5 people answered, so nothing is shown, now or later" in page
    assert "How to read it" not in page
