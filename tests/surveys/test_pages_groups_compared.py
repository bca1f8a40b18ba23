"""Two groups of a round beside each other: only those that show, and never a group against the rest."""

import re

import pytest

from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.surveys import rounds
from tests.surveys.rows import HIGH, LOW, Rows
from tests.surveys.test_pages_over import FIGURE
from tests.surveys.test_pages_surveys import text


@pytest.fixture()
def told(ambassador, db, config, clock) -> Rows:
    people_store.ensure_dimension(db, "Department")
    return Rows(db, config, clock)


@pytest.fixture()
def read(ambassador, db, clock):
    def page(wave, asked: str = "", status: int = 200, ending: str = ""):
        with ambassador.session_transaction() as session:
            session["secret"] = people_actions.start_session(db, factories.asa(db), clock())
        found = ambassador.get(f"/waves/{wave.id}/comparison{ending}?{asked}")
        assert found.status_code == status, found.text
        return found

    return page


def test_two_groups_stand_beside_each_other(told, read):
    page = text(read(told.asks({"Ants": LOW, "Bees": HIGH})))
    assert "What differs How easy is it to find a customer? “Bees” is higher than “Ants” by 2.50 (1.74 to 3.26)." in page
    assert re.search(r"Mean 1\.75 \(1\.16 to 2\.34; n = 8\) 4\.25 \(3\.66 to 4\.84; n = 8\) \+2\.50", page)
    assert "4 comparisons are made here. About one in twenty shows a difference by chance alone, even where there is none:" in page


def test_the_other_way_round_is_lower(told, read):
    page = text(read(told.asks({"Ants": LOW, "Bees": HIGH}), "one=Bees&other=Ants"))
    assert "“Ants” is lower than “Bees” by 2.50 (1.74 to 3.26)." in page


def test_hidden_groups_keep_their_place_cannot_be_chosen_and_say_why(told, read):
    wave = told.asks({"Ants": LOW, "Bees": LOW[:2], "Cats": HIGH[:5], "Dogs": HIGH})
    page = read(wave).text
    [chooser] = re.findall(r'<select id="one".*?</select>', page, re.S)
    assert [re.sub(r"<[^>]+>", "", option) for option in re.findall(r"<option.*?</option>", chooser)] == ["Ants", "Bees – fewer than 5 answers", "Cats – hidden so that a smaller group cannot be worked out", "Dogs"]
    assert len(re.findall(r"disabled", chooser)) == 2


@pytest.mark.parametrize(("asked", "sentence"), [
    ("one=Ants&other=Ants", "Choose two different groups: compared with itself, “Ants” does not differ."),
    ("one=Ants&other=Bees", "“Bees” does not show in round 1: fewer than 5 of its people answered."),
    ("one=Cats&other=Ants", "“Cats” does not show in round 1: it is hidden so that a smaller group cannot be worked out."),
    ("one=Ants&other=Wasps", "“Wasps” is not among the groups of round 1."),
    ("one=Ants&other=", "Choose two groups of the round: a group is not compared with everybody, of whom it is a part."),
])
def test_what_cannot_be_compared_gets_a_sentence_and_no_number(told, read, asked, sentence):
    wave = told.asks({"Ants": LOW, "Bees": LOW[:2], "Cats": HIGH[:5], "Dogs": HIGH})
    page = text(read(wave, asked, 422))
    assert sentence in page
    assert not FIGURE.search(page)
    read(wave, asked, 409, ".json")


def test_nobody_can_be_compared_with_the_rest(told, read):
    """Everybody but a group would be a figure that the gate never let out."""
    page = read(told.asks({"Ants": LOW, "Bees": HIGH})).text
    assert "Everybody" not in page


def test_a_round_without_two_groups_that_show_says_so(told, read):
    assert "This round was not broken down by any kind of group." in text(read(told.asks({"Ants": LOW}, dimension_id=None)))
    assert "Fewer than two groups of this round show" in text(read(told.asks({"Ants": LOW})))
    assert "Too few people answered for anything to be shown." in text(read(told.asks({"Ants": LOW[:2]})))


def test_an_open_sealed_round_has_nothing_to_compare(told, read):
    told.there("Ants", 8)
    wave = told.opens()
    assert not FIGURE.search(text(read(wave, "", 409)))
    read(wave, "", 409, ".json")


def test_the_file_has_what_the_page_shows(told, read):
    found = read(told.asks({"Ants": LOW, "Bees": HIGH}), "one=Ants&other=Bees", 200, ".json").get_json()
    assert (found["before"]["group"], found["after"]["group"], found["comparisons"]) == ("Ants", "Bees", 4)
    assert (found["figures"][0]["difference"], found["figures"][0]["clear"]) == (2.5, True)


def test_a_round_that_cannot_be_read_yet_says_the_same_on_all_its_pages(told, ambassador, db, clock):
    """A draft, and an open one that is sealed."""
    rounds.company(db, Ants=8)
    for number in (rounds.draft(db, clock(), "open"), rounds.opened(db, clock(), "open").id):
        pages = [ambassador.get(f"/waves/{number}/{page}") for page in ("results", "comparison", "heat", "report", "words")]
        assert {page.status_code for page in pages} == {409}
        assert {bool(re.search(r"<h1>No results yet</h1>", page.text)) for page in pages} == {True}
