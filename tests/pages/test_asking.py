"""In whose language a page is, and in whose time."""

from datetime import datetime

import flask
import pytest
from sqlite_utils import Database

import pages
from pages import filters
from people import store
from people.model import Company
from tests import factories
from tests.conftest import Client


@pytest.fixture()
def spoken(app: flask.Flask) -> str:
    """The address of a page that says its language."""

    @app.route("/spoken", methods=["GET", "POST"])
    @pages.open_to_all
    @pages.csrf.exempt
    def spoken() -> str:
        return pages.language()

    return "/spoken"


@pytest.mark.parametrize(("asked", "browser", "speaks"), [
    ("", "sv-SE,sv;q=0.9,en;q=0.8", "sv"), ("", "de,en;q=0.5", "en"), ("", "fi", "en"), ("", "", "en"), ("", "*", "en"), ("?lang=sv", "en", "sv"), ("?lang=xx", "sv", "sv"), ("?lang=", "sv", "sv"),
    ("?lang=sv&lang=en", "en", "sv"), ("", "x" * 5000, "en"), ("", "sv;q=x", "en"),
])
def test_as_asked_else_as_the_browser_says(stranger: Client, spoken: str, asked: str, browser: str, speaks: str) -> None:
    if browser == "sv;q=x":
        speaks = stranger.get(spoken, headers={"Accept-Language": browser}).text  # odd, but whatever is made of it is no breakdown
        assert speaks in ("en", "sv")
    assert stranger.get(spoken + asked, headers={"Accept-Language": browser}).text == speaks


def test_a_persons_choice_goes_before_the_browsers(db: Database, ambassador: Client, spoken: str) -> None:
    assert ambassador.get(spoken, headers={"Accept-Language": "sv"}).text == "en"
    store.update(db, factories.asa(db), "Åsa Öberg", "asa@nordverk.example.com", "sv")
    assert ambassador.get(spoken, headers={"Accept-Language": "en"}).text == "sv"


def test_a_browser_that_says_nothing_gets_the_companys(db: Database, stranger: Client, spoken: str) -> None:
    store.save_company(db, Company("Nordverk", "SuperOffice CRM", "sv", "Europe/Stockholm"))
    assert stranger.get(spoken).text == "sv"


def test_a_field_called_lang_is_not_a_wish(stranger: Client, spoken: str) -> None:
    assert stranger.post(spoken, data={"lang": "sv"}).text == "en"
    assert stranger.post(spoken + "?lang=sv").text == "sv"


class TestFilters:
    @pytest.fixture(params=["en", "sv"])
    def shown(self, request: pytest.FixtureRequest, app: flask.Flask, db: Database):
        with app.test_request_context(f"/?lang={request.param}"):
            yield request.param

    def test_days_are_words_with_their_weekday(self, shown: str) -> None:
        assert filters.day(datetime(2026, 12, 4, 23, 59)) == {"en": "Friday 4 December 2026", "sv": "fredag 4 december 2026"}[shown]

    def test_a_moment_is_shown_in_the_companys_zone(self, shown: str, clock) -> None:
        assert filters.moment(clock()).endswith(" 10:00")

    def test_a_planned_time_is_shown_as_planned(self, shown: str) -> None:
        assert filters.clock(datetime(2026, 7, 1, 14, 5)) == "14:05"

    @pytest.mark.parametrize(("value", "digits", "english", "swedish"), [
        (78.8889, 1, "78.9", "78,9"), (51.65, 1, "51.7", "51,7"), (84.05, 1, "84.1", "84,1"), (0.125, 2, "0.13", "0,13"), (1234.5, 0, "1,235", "1\u00a0235"), (-0.04, 1, "0.0", "0,0"), (2, 0, "2", "2"),
    ])
    def test_numbers_round_half_up(self, shown: str, value: float, digits: int, english: str, swedish: str) -> None:
        assert filters.number(value, digits) == {"en": english, "sv": swedish}[shown]

    def test_texts_become_paragraphs_and_stay_texts(self, shown: str) -> None:
        assert filters.paragraphs("one\r\ntwo\r\n\r\n\r\n<b>three</b>") == "<p>one<br>two</p><p>&lt;b&gt;three&lt;/b&gt;</p>"
