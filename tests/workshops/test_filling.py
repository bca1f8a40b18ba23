"""A form that comes filled in by its address: what fits is in it, what does not is left out with a word, and nothing is saved."""

from html import unescape
from urllib.parse import urlencode

import pytest

from errors import Refused
from people import store as people_store
from tests import factories
from tests.surveys.answering import Page
from tests.workshops import cast
from tests.workshops.test_pages import TYPED, counts
from workshops import model, store

NEED = {"title": "Our own tasks", "purpose": "Afterwards all can do them.", "need": "Change pulse, round 2: mean 2.6 of 9 answers.", "need_from": "/waves/3/results"}


@pytest.fixture()
def groups(db) -> dict[str, int]:
    for name in ("Sales", "Support", "Warehouse"):
        factories.people(db, name, 3)
    return {group.name: group.id for group in people_store.groups(db)}


def opened(client, query: dict[str, str]):
    return client.get("/workshops/new?" + urlencode(query))


def test_the_form_comes_filled_in_with_the_groups_ticked_and_nothing_is_saved(ambassador, db, groups):
    before = counts(db)
    page = opened(ambassador, {**NEED, "groups": f"{groups['Sales']},{groups['Warehouse']}"})
    shown = unescape(page.text)
    assert 'value="Our own tasks"' in shown
    assert "Afterwards all can do them." in shown
    assert "Change pulse, round 2: mean 2.6 of 9 answers." in shown
    assert 'href="/waves/3/results"' in shown
    assert [name for name, number in groups.items() if f'value="{number}" checked' in shown] == ["Sales", "Warehouse"]
    assert "This is filled in for you." in shown
    assert "left out" not in shown
    assert counts(db) == before


def test_what_was_filled_in_is_saved_with_the_form_and_stands_on_the_workshops_page(ambassador, db, groups):
    ambassador.send("/workshops/new?" + urlencode(NEED), {**TYPED, **NEED, "groups": [groups["Sales"]]})
    [workshop] = store.workshops(db)
    assert (workshop.title, workshop.need, workshop.need_from) == (NEED["title"], NEED["need"], NEED["need_from"])
    page = unescape(ambassador.get(f"/workshops/{workshop.id}").text)
    assert NEED["need"] in page
    assert 'href="/waves/3/results">See where it shows' in page


def test_the_form_as_it_stands_can_be_sent(ambassador, db, groups):
    """By a browser without script, to the address it stands at: only the time and the place are missing."""
    address = "/workshops/new?" + urlencode({**NEED, "groups": str(groups["Sales"])})
    form = Page(ambassador.get(address).text.replace('<form method="post" novalidate>', '<form method="post" action="">')).fields
    typed = {"starts": "2026-12-01T14:00", "ends": "2026-12-01T15:30", "place": "Room Vinga", "press": "save"}
    ambassador.send(address, {**{name: form[name] for name in ("title", "purpose", "zone", "need", "need_from", "groups", "ticket")}, **typed})
    [workshop] = store.workshops(db)
    assert (workshop.need, workshop.need_from, store.tally(db, workshop.id).invited) == (NEED["need"], NEED["need_from"], 3)


def test_the_need_goes_along_through_the_preview_of_the_mail_and_is_not_in_it(ambassador, db, groups):
    page = ambassador.send("/workshops/new", {**TYPED, **NEED, "groups": [groups["Sales"]], "press": "preview"})
    kept, mails = page.text.split("<form")[-1], page.text.split("<form")[0]
    assert 'name="need" value="Change pulse' in page.text
    assert 'name="need_from" value="/waves/3/results"' in page.text
    assert "2.6 of 9" not in mails
    assert kept


@pytest.mark.parametrize("path", ["/waves/3/results", "/waves/3/heat", "/surveys/12", "/waves/3"])
def test_a_need_may_come_from_a_page_of_ours(path):
    model.check_need_from(path)


HOSTILE = [
    "//evil.example.com", "https://evil.example.com", "/\\evil.example.com", "\\\\evil.example.com", "javascript:alert(1)", "/javascript:alert(1)", "data:text/html,x", "/waves/3/results?next=//evil.example.com",
    "/waves/3#x", "/waves/../../etc", "/waves/3/", "waves/3", "/", "/waves//3", "/waves/3\r\nSet-Cookie: x=1", "/waves/٣", "/ ", "/%2F%2Fevil.example.com", "/waves/3\x00", "/waves/3;x", "/Waves/@evil.example.com", "/a" * 200,
]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_need_leads_nowhere_else(ambassador, db, path):
    page = unescape(opened(ambassador, {**NEED, "need_from": path}).text)
    assert path.strip() == "/" or f'"{path}"' not in page
    assert "evil.example.com" not in page.split("<main")[1].split("<footer")[0]
    assert "left out" in page
    assert 'name="need_from"' not in page


@pytest.mark.parametrize("path", [path for path in HOSTILE if len(path) < 100 and path.strip() == path and path.isprintable()])
def test_nor_when_it_is_sent(ambassador, db, path):
    page = ambassador.send("/workshops/new", {**TYPED, **NEED, "need_from": path})
    assert page.status_code == 422
    assert "can only lead to a page of Ombord" in page.text
    assert f'href="{path}"' not in page.text.split("<main")[1].split("<footer")[0]
    assert store.workshops(db) == []


@pytest.mark.parametrize("path", ["//evil.example.com", "https://evil.example.com", "javascript:alert(1)"])
def test_the_database_keeps_no_other_host_either(db, config, clock, path):
    workshop = cast.planned(db, config, clock)
    with pytest.raises(Exception, match="CHECK"):
        db.execute("update workshop set need = 'x', need_from = ? where id = ?", [path, workshop.id])
    with pytest.raises(Refused):
        model.check_need_from(path)


@pytest.mark.parametrize(("query", "said", "kept"), [
    ({"title": "x" * 121}, "Title", False),
    ({"title": "two\nlines"}, "Title", False),
    ({"title": "bell \x07"}, "Title", False),
    ({"purpose": "x" * 2001}, "What it is for", False),
    ({"purpose": "line\u2028separator"}, "What it is for", False),
    ({"need": "x" * 1001}, "The need behind it", False),
    ({"need": "x" * 1000}, "", True),
    ({"title": "<script>alert(1)</script>"}, "", True),
    ({"title": "{{ 7 * 7 }} %(x)s"}, "", True),
    ({"title": "   "}, "Title", False),
])
def test_what_does_not_fit_is_left_out_with_a_word_and_the_rest_stays(ambassador, db, query, said, kept):
    page = opened(ambassador, {**NEED, **query})
    shown = unescape(page.text).split("<main")[1].split("<footer")[0]
    assert page.status_code == 200
    [(name, value)] = query.items()
    assert ("left out, because it does not fit here or is not there any more: " + said in shown) == bool(said)
    assert (f">{value}" in shown.replace("\r\n", "") or f'"{value}"' in shown) == kept
    assert "<script>alert" not in page.text
    other = "purpose" if name == "title" else "title"
    assert NEED[other] in shown
    assert "One thing needs your attention" not in shown  # nothing is wrong with a form nobody has sent


@pytest.mark.parametrize("groups", ["999", "x", "-1", "1e3", "٣", "9" * 40, "%00", "' or 1=1 --", "0", "1" * 5000])
def test_groups_that_are_not_there_are_left_out_and_the_others_ticked(ambassador, db, groups):
    factories.people(db, "Sales", 2)
    [group] = people_store.groups(db)
    page = opened(ambassador, {**NEED, "groups": f"{groups},{group.id},{group.id},"})
    assert page.status_code == 200
    assert "is not there any more: Groups." in unescape(page.text)
    assert page.text.count(" checked") == 1


def test_ten_thousand_groups_do_no_harm(ambassador, db):
    page = opened(ambassador, {"groups": ",".join(map(str, range(1, 10_000)))})
    assert page.status_code == 200


@pytest.mark.parametrize("query", [{"link": "https://evil.example.com"}, {"place": "Evil Street 1"}, {"people": "1"}, {"ticket": "x"}, {"seats": "3"}, {"starts": "2026-12-01T14:00"}, {"csrf_token": "x"}, {"press": "save"}, {"zone": "Asia/Tokyo"}])
def test_an_address_fills_in_nothing_else(ambassador, db, query):
    before = counts(db)
    page = opened(ambassador, query)
    [value] = query.values()
    main = page.text.split("<main")[1].split("<footer")[0]
    assert f'value="{value}"' not in main.replace(f'value="{value}">', "") or value in ("1", "x", "3", "save")
    assert "This is filled in for you." not in page.text
    assert counts(db) == before


def test_what_was_sent_counts_not_what_the_address_says(ambassador, db):
    ambassador.send("/workshops/new?" + urlencode({**NEED, "groups": "1"}), TYPED)
    [workshop] = store.workshops(db)
    assert (workshop.title, workshop.need, workshop.need_from, store.tally(db, workshop.id).invited) == (TYPED["title"], "", "", 0)


def test_the_need_can_be_changed_and_taken_away_and_nobody_is_told(ambassador, db, config, clock):
    people = factories.people(db, "Sales", 2)
    workshop = cast.planned(db, config, clock, *people, need="Because.", need_from="/waves/3/results")
    same = {**TYPED, "title": workshop.title, "purpose": workshop.purpose, "place": workshop.place, "link": workshop.link, "seats": ""}
    assert 'name="need_from" value="/waves/3/results"' in ambassador.get(f"/workshops/{workshop.id}/plan").text
    assert "Nobody was written to" in ambassador.send(f"/workshops/{workshop.id}/plan", {**same, "need": "Because of more.", "need_from": "/waves/3/results"}).text
    assert (store.get(db, workshop.id).need, store.get(db, workshop.id).need_from) == ("Because of more.", "/waves/3/results")
    ambassador.send(f"/workshops/{workshop.id}/plan", {**same, "need": "", "need_from": "/waves/3/results"})
    assert (store.get(db, workshop.id).need, store.get(db, workshop.id).need_from) == ("", "")
    assert "The need behind it" not in ambassador.get(f"/workshops/{workshop.id}").text
    assert counts(db)[2] == 2


def test_no_mail_and_no_calendar_entry_tells_of_the_need(db, config, clock, ambassador):
    person = factories.person(db, "Kim Berg")
    workshop = cast.planned(db, config, clock, person, need="Sales has not understood why.", need_from="/waves/3/results")
    [mail] = cast.mails(db, workshop)
    everything = "\n".join(str(value) for value in vars(mail).values())
    assert "understood why" not in everything
    assert "/waves/3" not in everything
    assert "understood why" in ambassador.get(f"/workshops/{workshop.id}").text
