"""Groups side by side as a page, and the way from a step that is not taken to a workshop's form."""

import re
from html import unescape

import pytest

from people import store as people_store
from surveys import actions
from tests import factories
from tests.surveys import pulse, rounds
from tests.surveys.answering import link
from tests.surveys.pulse import mixed
from tests.surveys.test_pages_results import ENDUSERS, STUDY, TECHNICIANS, brought_in, sheet
from tests.surveys.test_pages_surveys import text
from workshops import store as workshop_store

TABLE = re.compile(r'<table class="heat".*?</table>', re.S)
PULSE = {"Sales": mixed("55155", "44344", 6), "Support": mixed("15111", "24222", 6), "Warehouse": mixed("55555", "44444", 6), "Yard": ["11111", "22222"], "Zoo": ["33333", "22222", "55555"]}


@pytest.fixture()
def study(ambassador, db, clock) -> int:
    return brought_in(db, clock(), STUDY)


@pytest.fixture()
def wave(ambassador, db, config, clock):
    return pulse.asked(db, config, clock(), **PULSE)


def tables(page) -> list[str]:
    return TABLE.findall(page.text)


def rows(table: str) -> list[tuple[str, str]]:
    """Each row's heading and what is read aloud of its cells."""
    found = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', table.split("<tbody>")[1], re.S)
    return [(name, " ".join(re.sub(r"<[^>]+>", " ", cells).split())) for name, cells in found]


def links(page) -> dict[str, str]:
    """The ways to workshops, by whom they are for."""
    found = re.findall(r'<a class="roomy" href="(/workshops/new\?[^"]*)">[^<]*<span class="visually-hidden"> \((.*?)\)</span>', page.text)
    return {name: unescape(address) for address, name in found}


def ticked(db, page) -> list[str]:
    """The names of the groups that are ticked in a workshop's form."""
    return [people_store.get_group(db, int(number)).name for number in re.findall(r'name="groups" value="(\d+)" checked', page.text)]


def test_every_cell_says_its_figure_n_and_interval_as_read_aloud(ambassador, study):
    scores = rows(tables(ambassador.get(f"/waves/{study}/heat"))[0])
    assert scores == [
        ("Everybody", "score 81.4 95 % interval 75.8–87.1 19 answers"),
        ("endusers", "score 78.9 95 % interval 67.8–90.0 9 answers very uncertain"),
        ("technicians", "score 83.8 95 % interval 77.4–90.1 10 answers very uncertain"),
    ]


def test_the_figures_are_those_of_the_results_page(ambassador, wave):
    page = ambassador.get(f"/waves/{wave.id}/heat")
    [table] = tables(page)
    assert rows(table)[1][0] == "Sales"
    assert re.search(r"mean 2\.00 95 % interval \d\.\d\d–\d\.\d\d 6 answers very uncertain", rows(table)[1][1])
    [found] = ambassador.get(f"/waves/{wave.id}/results.json").json["rounds"]
    for question in found["questions"]:
        for group, figures in question["groups"].items():
            mean = figures["mean"]
            assert f"mean {mean['mean']:.2f} 95 % interval {mean['low']:.2f}–{mean['high']:.2f} {figures['n']} answers" in dict(rows(table))[group]


def test_hidden_groups_keep_their_place_with_the_reason_across_their_row(ambassador, db, clock):
    lines = [("Bees", one) for one in ENDUSERS[:2]] + [("Ants", one) for one in TECHNICIANS[:5]] + [("Cats", one) for one in ENDUSERS[2:8]] + [("Dogs", one) for one in TECHNICIANS[5:] + ENDUSERS[:4]]
    page = ambassador.get(f"/waves/{brought_in(db, clock(), sheet(*lines))}/heat")
    score, *items = [rows(table) for table in tables(page)]
    assert [name for name, _cells in score] == ["Everybody", "Ants", "Bees", "Cats", "Dogs"]
    assert dict(score)["Bees"] == "fewer than 5 answers"
    assert dict(score)["Ants"] == "hidden so that a smaller group cannot be worked out"
    for table in items:  # where nothing shows for any group, one row says so for all
        assert [name for name, _cells in table] == ["Everybody", "Each group"]
        assert dict(table)["Each group"] == "not shown by group: in one of the groups the answers are too few or too alike"


def test_a_way_leads_to_the_comparison_of_two_groups_where_two_show(ambassador, db, wave, clock):
    address = f"/waves/{wave.id}/comparison"
    assert f'href="{address}">Compare two groups' in ambassador.get(f"/waves/{wave.id}/heat").text
    assert ambassador.get(address).status_code == 200
    alone = brought_in(db, clock(), sheet(*(("Ants", one) for one in ENDUSERS)))
    assert "Compare two groups" not in ambassador.get(f"/waves/{alone}/heat").text


def test_a_hidden_item_says_so_down_its_column(ambassador, db, config, clock):
    wave = pulse.asked(db, config, clock(), Sales=mixed("54321", "53212", 6), Support=mixed("45555", "54444", 6))
    page = ambassador.get(f"/waves/{wave.id}/heat")
    [table] = tables(page)
    everybody, sales, support, _no_group = rows(table)
    assert everybody[1].startswith("mean 4.75 95 % interval")
    assert sales[1].startswith("hidden: too few or too alike")
    assert support[1].startswith("hidden: too few or too alike")
    assert "A question is hidden for all groups where in one of them the answers to it, or to something it hangs together with, are too few or too alike." in text(page)


def test_sorting_stays_in_the_address_and_puts_what_is_hidden_last(ambassador, wave):
    page = ambassador.get(f"/waves/{wave.id}/heat")
    assert f'href="/waves/{wave.id}/heat?sort=pulse.how#table-1"' in page.text
    assert "aria-sort" not in page.text
    page = ambassador.get(f"/waves/{wave.id}/heat?sort=pulse.how")
    assert [name for name, _cells in rows(tables(page)[0])] == ["Everybody", "Warehouse", "Sales", "Support", "Yard", "Zoo", "No group"]
    assert page.text.count('aria-sort="descending"') == 1
    assert "Sort by name again" in page.text


@pytest.mark.parametrize("sort", ["nonsense", "%00", "<script>", "a" * 3000, "%F0%9F%98%80"])
def test_a_column_that_is_not_there_leaves_the_alphabet(ambassador, wave, sort):
    page = ambassador.get(f"/waves/{wave.id}/heat?sort={sort}")
    assert page.status_code == 200
    assert [name for name, _cells in rows(tables(page)[0])] == ["Everybody", "Sales", "Support", "Warehouse", "Yard", "Zoo", "No group"]


def test_what_the_colour_means_is_said_and_where_less_is_better(ambassador, study, wave):
    page = ambassador.get(f"/waves/{study}/heat")
    assert "The colour does not say what is good: where less is better, the heading says so." in text(page)
    assert page.text.count("<small>less is better</small>") == 5
    assert ambassador.get(f"/waves/{wave.id}/heat").text.count("less is better</small>") == 0


def test_a_round_without_groups_and_one_with_too_few_answers_say_what_is_missing(ambassador, app, db, config, clock):
    alone = brought_in(db, clock(), sheet(*(("", one) for one in ENDUSERS)), group="")
    assert "There are no groups to lay side by side" in text(ambassador.get(f"/waves/{alone}/heat"))
    assert f"/waves/{alone}/heat" not in ambassador.get(f"/waves/{alone}/results").text
    factories.people(db, "Support", 6)
    few = pulse.asked(db, config, clock(), Sales=["12345", "54321"])
    page = ambassador.get(f"/waves/{few.id}/heat")
    assert "Nothing is shown of this round" in text(page)
    assert tables(page) == []


def test_an_open_round_under_seal_has_none(ambassador, db, config, clock):
    wave = pulse.asked(db, config, clock(), closed=False, Sales=mixed("54321", "12345", 6))
    page = ambassador.get(f"/waves/{wave.id}/heat")
    assert page.status_code == 409
    assert "No results yet" in text(page)
    assert "/workshops/new" not in page.text


def test_a_round_of_words_alone_leads_to_its_results(ambassador, db, config, clock):
    people = factories.people(db, "Sales", 6)
    wave = rounds.opened(db, clock(), "open", dimension_id=rounds.department(db))
    for person in people:
        rounds.give(db, config, wave, person, clock(), open1="Fine")
    actions.close_wave(db, config, wave.id, clock())
    assert "This round asked for words only" in text(ambassador.get(f"/waves/{wave.id}/heat"))


def test_names_of_groups_stay_text(ambassador, db, clock):
    page = ambassador.get(f"/waves/{brought_in(db, clock(), sheet(*(('<b>Ants</b>', one) for one in TECHNICIANS)))}/heat").text
    assert "<b>Ants" not in page


def test_it_is_the_ambassadors(stranger, db, clock):
    assert stranger.get(f"/waves/{brought_in(db, clock(), STUDY)}/heat").status_code == 303


@pytest.mark.parametrize("page", ["heat", "results"])
def test_each_group_has_its_first_step_with_its_figures_and_a_way_to_the_workshop(ambassador, wave, page):
    found = ambassador.get(f"/waves/{wave.id}/{page}")
    said = text(found).split("What helps")[1]
    assert re.search(r"Everybody I know how to do my tasks in SuperOffice CRM\. \d+ \d\.\d\d \d\.\d\d–\d\.\d\d Plan the workshop that helps", said)
    assert re.search(r"Sales very uncertain I know how to do my tasks in SuperOffice CRM\. 6 2\.00 \d\.\d\d–\d\.\d\d Plan the workshop that helps", said)
    assert re.search(r"Support very uncertain I understand why we are changing to SuperOffice CRM\. 6 1\.50 ", said)
    assert re.search(r"Warehouse no step holds them back: each has a mean above 3; the lowest is \d\.\d\d of 6 answers, 95 % interval \d\.\d\d–\d\.\d\d very uncertain", said)
    assert "Yard fewer than 5 answers" in said
    assert set(links(found)) == {"Everybody", "Sales", "Support"}


def test_the_way_leads_to_a_form_that_is_filled_in_and_saves_nothing(ambassador, db, wave):
    page = ambassador.get(links(ambassador.get(f"/waves/{wave.id}/heat"))["Sales"])
    assert 'value="Our own tasks in SuperOffice CRM"' in page.text
    assert "has done their three most usual tasks in SuperOffice CRM" in page.text
    assert "“How is it going?”, round 1: the first step that Sales has not taken is “I know how to do my tasks in SuperOffice CRM.” (mean 2.0 of 6 answers, 95 % interval" in unescape(page.text)
    assert f'name="need_from" value="/waves/{wave.id}/results"' in page.text
    assert ticked(db, page) == ["Sales"]
    assert workshop_store.workshops(db) == []


def test_everybodys_workshop_is_for_the_groups_with_the_same_step(ambassador, db, wave):
    page = ambassador.get(links(ambassador.get(f"/waves/{wave.id}/heat"))["Everybody"])
    assert ticked(db, page) == ["Sales"]


def test_the_form_is_in_the_readers_language(ambassador, wave):
    page = ambassador.get(links(ambassador.get(f"/waves/{wave.id}/heat?lang=sv"))["Support"])
    assert 'value="Varför vi byter till SuperOffice CRM"' in unescape(page.text)


def test_a_group_that_was_renamed_since_is_chosen_by_hand(ambassador, db, wave):
    with db.conn:
        people_store.rename_group(db, people_store.group_called(db, rounds.department(db), "Sales").id, "Sellers")
    page = ambassador.get(links(ambassador.get(f"/waves/{wave.id}/heat"))["Sales"])
    assert "checked" not in page.text
    assert "Nobody is ticked yet: choose whom to invite." in text(page)


def test_those_who_were_asked_see_no_way_to_plan(db, config, clock, app, ambassador):
    page = ambassador.get(f"/waves/{pulse.asked(db, config, clock(), **PULSE).id}/results")
    assert "/workshops/new" in page.text
    people = factories.people(db, "Later", 6)
    wave = rounds.opened(db, clock(), "change-pulse", share_results=True)
    for place, person in enumerate(people):
        rounds.give(db, config, wave, person, clock(), **pulse.answers("12345" if place % 2 else "21234"))
    actions.close_wave(db, config, wave.id, clock())
    shared = app.test_client().get(link(db, config, wave, people[0]) + "/results")
    assert shared.status_code == 200
    assert "I understand why" in shared.text
    assert "/workshops/new" not in shared.text
