"""The list of people, their pages and their groups, as an ambassador uses them."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest

import storage
from errors import Refused
from mail import actions as mail_actions
from mail import store as mail_store
from mail.model import Message
from people import actions, store
from tests import factories


def group_of(db, person: int, dimension: int) -> str | None:
    found = store.groups_of(db, person).get(dimension)
    return found and found.name


def test_a_person_can_be_added_with_a_group_and_a_new_group(ambassador, db):
    kind = store.ensure_dimension(db, "Department")
    office = store.ensure_dimension(db, "Office")
    store.ensure_group(db, kind, "Sales")
    answer = ambassador.send("/people/new", {"name": " Eva   Ek ", "email": "Eva.Ek@Nordverk.Example.com", "language": "sv", f"group_{kind}": "Sales", f"group_{office}": "", f"new_{office}": "Malmö"})
    assert "Eva Ek" in answer.text
    eva = store.find_by_email(db, "eva.ek@nordverk.example.com")
    assert (eva.name, eva.language, group_of(db, eva.id, kind), group_of(db, eva.id, office)) == ("Eva Ek", "sv", "Sales", "Malmö")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": "", "email": "e@x.example.com"}, "name"),
        ({"name": "Eva", "email": ""}, "email"),
        ({"name": "Eva", "email": "no address"}, "email"),
        ({"email": "e@x.example.com"}, "name"),
        ({"name": "Eva"}, "email"),
        ({}, "name"),
        ({"name": "x" * 201, "email": "e@x.example.com"}, "name"),
        ({"name": "x" * 1_000_000, "email": "e@x.example.com"}, "name"),
        ({"name": "E\x00va", "email": "e@x.example.com"}, "name"),
        ({"name": "E\nva", "email": "e@x.example.com"}, "name"),
        ({"name": "Eva", "email": "ASA@nordverk.example.com"}, "email"),
        ({"name": "Eva", "email": "e@x.example.com", "language": "klingon"}, "language"),
        ({"name": "Eva", "email": "e@x.example.com", "group_1": "Invented"}, "group_1"),
        ({"name": "Eva", "email": "e@x.example.com", "group_1": "", "new_1": "y" * 101}, "new_1"),
    ],
)
def test_a_person_that_cannot_be_is_refused_at_the_field_and_what_was_typed_stays(ambassador, db, data, field):
    store.ensure_dimension(db, "Department")
    answer = ambassador.send("/people/new", data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "<title>Error:" in answer.text
    assert f'value="{data["email"]}"' in answer.text if data.get("email") else True
    assert store.count(db) == 1
    assert store.groups(db) == []


def test_invented_and_doubled_fields_do_no_harm(ambassador, db):
    answer = ambassador.send("/people/new", {"name": ["Eva", "Bo"], "email": "e@x.example.com", "ambassador": "1", "group_99": "x", "id": "1"})
    assert answer.status_code == 200
    eva = store.find_by_email(db, "e@x.example.com")
    assert (eva.name, eva.ambassador) == ("Eva", False)


def test_two_ambassadors_who_add_the_same_address_make_one_person(db, config, app):
    def add(number: int) -> str:
        with storage.opened(config.database) as own:
            try:
                actions.add_person(own, f"Eva {number}", "eva@x.example.com")
            except Refused as refused:
                return refused.field or ""
        return "added"

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(add, range(16)))
    assert sorted(said) == ["added"] + ["email"] * 15
    assert store.count(db) == 1


def test_a_person_can_be_changed_and_what_the_form_leaves_out_stays(ambassador, db):
    eva = factories.person(db, "Eva Ek", "Sales")
    [kind] = store.dimensions(db)
    assert 'value="Eva Ek"' in ambassador.get(f"/people/{eva}/edit").text
    ambassador.send(f"/people/{eva}/edit", {"name": "Eva Berg", "email": "eva.berg@nordverk.example.com"})
    changed = store.get(db, eva)
    assert (changed.name, changed.email, group_of(db, eva, kind.id)) == ("Eva Berg", "eva.berg@nordverk.example.com", "Sales")
    ambassador.send(f"/people/{eva}/edit", {"name": "Eva Berg", "email": "eva.berg@nordverk.example.com", f"group_{kind.id}": ""})
    assert group_of(db, eva, kind.id) is None


def test_anothers_address_is_refused_also_when_its_owner_is_archived(ambassador, db, clock):
    eva, bo = factories.person(db, "Eva Ek"), factories.person(db, "Bo Ek")
    actions.archive_person(db, bo, clock())
    answer = ambassador.send(f"/people/{eva}/edit", {"name": "Eva Ek", "email": "bo.ek@nordverk.example.com"})
    assert answer.status_code == 422
    assert "archived" in answer.text
    assert store.get(db, eva).email == "eva.ek@nordverk.example.com"


def test_archiving_takes_back_waiting_mail_and_bringing_back_undoes_it(ambassador, db, clock):
    eva = factories.person(db, "Eva Ek")
    for number, email in enumerate(("Eva.Ek@nordverk.example.com", "other@nordverk.example.com")):
        mail_actions.queue(db, [Message("test", "test", f"t{number}", "E", email, "Hello", "Hello")], clock())
    answer = ambassador.send(f"/people/{eva}", to=f"/people/{eva}/archiving")
    assert "1 waiting mail was taken back" in answer.text
    assert mail_store.counts(db) == {"waiting": 1, "sent": 0, "failed": 0, "withdrawn": 1}
    assert "Eva Ek" not in ambassador.get("/people/").text
    assert "Eva Ek" in ambassador.get("/people/?archived=1").text
    ambassador.send(f"/people/{eva}", to=f"/people/{eva}/return")
    assert "Eva Ek" in ambassador.get("/people/").text


def test_an_ambassador_must_be_unnamed_before_she_is_archived(ambassador, db):
    asa = factories.asa(db)
    answer = ambassador.send("/people/new", to=f"/people/{asa}/archiving")
    assert answer.status_code == 409
    assert store.get(db, asa).active


def test_the_list_is_searched_filtered_and_sorted_by_its_address(ambassador, db):
    for name, group in (("Åke Ört", "Sales"), ("Bo Ek", "Sales"), ("Cia 100%", "Support")):
        factories.person(db, name, group)
    sales = next(group.id for group in store.groups(db) if group.name == "Sales")

    def shown(query: str) -> list[str]:
        text = ambassador.get(f"/people/?{query}").text
        return sorted((name for name in ("Åke Ört", "Bo Ek", "Cia 100%") if f">{name}</a>" in text), key=text.index)

    assert shown("") == ["Bo Ek", "Cia 100%", "Åke Ört"]
    assert shown("words=åke") == ["Åke Ört"]
    assert shown("words=ÖRT") == ["Åke Ört"]
    assert shown("words=%25") == ["Cia 100%"]
    assert shown("words=_") == []
    assert shown(f"group={sales}") == ["Bo Ek", "Åke Ört"]
    assert shown(f"group={sales}&words=bo") == ["Bo Ek"]
    assert shown("sort=newest") == ["Cia 100%", "Bo Ek", "Åke Ört"]
    assert shown("sort=invented&page=x&group=x&page=-4&archived=maybe") == ["Bo Ek", "Cia 100%", "Åke Ört"]
    assert shown(f"group={10**30}&page={10**30}") == ["Bo Ek", "Cia 100%", "Åke Ört"]


def test_a_long_list_comes_in_pages_that_keep_the_filter(ambassador, db):
    factories.people(db, "Sales", 230)
    first = ambassador.get("/people/?words=sales").text
    assert "1 to 100 of 230" in first
    assert "/people/?words=sales&amp;page=2" in first
    assert "201 to 230 of 230" in ambassador.get("/people/?words=sales&page=3").text
    assert "201 to 230 of 230" in ambassador.get("/people/?words=sales&page=99").text
    assert len(first) < 100_000


def test_the_list_can_be_saved_and_nothing_in_it_is_a_formula(ambassador, db):
    kind = store.ensure_dimension(db, "=cmd|' /C calc'!A0")
    actions.add_person(db, "=1+1", "plus@x.example.com", "sv", {kind: "@sum"})
    answer = ambassador.get("/people/export.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "people.csv" in answer.headers["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert lines == [["Name", "E-mail", "Language", "'=cmd|' /C calc'!A0"], ["'=1+1", "plus@x.example.com", "sv", "'@sum"], ["Åsa Öberg", "asa@nordverk.example.com", "en", ""]]
    assert "Åsa" not in ambassador.get("/people/export.csv?words=plus").text


def test_what_was_saved_and_comes_back_changes_nothing(ambassador, db):
    kind = store.ensure_dimension(db, "=Kind")
    actions.add_person(db, "-Bo 'B' Ek", "bo@x.example.com", "sv", {kind: "+Sales"})
    factories.person(db, "Eva Ek", "Support")
    for language in ("en", "sv"):
        comparison = actions.import_people(db, "people.csv", ambassador.get(f"/people/export.csv?lang={language}").data)
        assert (comparison.changes, len(comparison.unchanged), comparison.refused) == (0, 3, ())


def test_markup_in_names_is_shown_as_it_is(ambassador, db):
    kind = store.ensure_dimension(db, "<i>Kind</i>")
    number = actions.add_person(db, '"><script>alert(1)</script>{{ 7*7 }}', "x@x.example.com", None, {kind: "<b>Group</b>"})
    for page in ("/people/", f"/people/{number}", f"/people/{number}/edit", "/people/groups", "/people/new"):
        text = ambassador.get(page).text
        assert "<script>alert" not in text
        assert "<b>Group" not in text
        assert "<i>Kind" not in text
        assert "{{ 7*7 }}" in text or page.endswith(("groups", "new"))


def test_groups_and_their_kinds_are_shown_with_sizes_and_can_be_renamed(ambassador, db, clock):
    factories.people(db, "Sales", 3)
    gone = factories.people(db, "Support", 1)[0]
    actions.archive_person(db, gone, clock())
    [kind] = store.dimensions(db)
    sales, support = store.groups(db)
    assert (sales.size, support.size) == (3, 0)
    ambassador.send(f"/people/kinds/{kind.id}", {"name": "Unit"})
    ambassador.send(f"/people/groups/{sales.id}", {"name": "Selling"})
    text = ambassador.get("/people/groups").text
    assert "Unit" in text
    assert "Selling" in text
    assert "3 of 4 people" in text
    clash = ambassador.send(f"/people/groups/{sales.id}", {"name": "SUPPORT"})
    assert clash.status_code == 422
    assert ambassador.send(f"/people/groups/{sales.id}", {"name": "selling"}).status_code == 200


def test_a_kind_of_group_can_be_added_once(ambassador, db):
    assert "Office" in ambassador.send("/people/groups", {"name": "Office"}).text
    assert ambassador.send("/people/groups", {"name": "office"}).status_code == 422
    assert ambassador.send("/people/groups", {"name": ""}).status_code == 422
    other = actions.add_dimension(db, "Team")
    assert ambassador.send(f"/people/kinds/{other}", {"name": "OFFICE"}).status_code == 422


@pytest.mark.parametrize("page", ["/people/999", "/people/999/edit", "/people/kinds/999", "/people/groups/999", "/people/99999999999999999999", "/people/import/none"])
def test_what_is_not_there_is_said_so(ambassador, page):
    assert ambassador.get(page).status_code in (303, 404)


def test_an_empty_list_says_what_will_be_here_and_offers_the_first_step(ambassador):
    text = ambassador.get("/people/").text
    assert "Who is the CRM for?" in text
    assert "/people/import" in text
