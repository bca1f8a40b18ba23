"""Importing a file of people: the preview promises, the confirmation keeps it."""

import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from errors import Refused
from people import actions, store
from tests import factories

FILE = (
    "User ID;First name;Last name;Primary group;Role;Phone\n"
    "eva@x.example.com;Eva;Ek;Sales;Seller;1\n"
    "bo@x.example.com;Bo;Berg;Support;;2\n"
    "wrong;No;Body;Sales;;3\n"
)


def upload(client, content: str | bytes, name: str = "users.csv"):
    """Choose a file on the page. Returns the preview, or the page again."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/people/import").text).group(1)
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    boundary, body = encode_multipart({"csrf_token": token, "file": FileStorage(file, name)})
    return client.post("/people/import", data=body, content_type=f"multipart/form-data; boundary={boundary}", follow_redirects=True)


def digest(page) -> str:
    return re.search(r'name="digest" value="(\w+)"', page.text).group(1)


def confirm(client, page, **changes: str):
    return client.send(page.request.path, {"digest": digest(page), **changes}, to=page.request.path + "/confirmation")


def roll(db) -> list[tuple[object, ...]]:
    """Everybody and their groups, as they stand."""
    dimensions = {one.id: one.name for one in store.dimensions(db)}
    groups = store.membership(db)
    return [(one.name, one.email, one.language, one.active, {dimensions[d]: g for d, g in groups.get(one.id, {}).items()}) for one in store.everybody(db) if not one.ambassador]


def counts(page) -> list[int]:
    return [int(number) for number in re.findall(r"<li><strong>(\d+)</strong>", page.text)]


def test_a_file_is_previewed_and_nothing_changes_before_it_is_confirmed(ambassador, db):
    page = upload(ambassador, FILE)
    assert page.status_code == 200
    assert counts(page) == [2, 0, 0, 1]
    assert "Line 4" in page.text
    assert "The address is missing." in page.text
    assert "Add 2 people" in page.text
    assert roll(db) == []
    told = confirm(ambassador, page)
    assert "2 people were added. 1 line of the file was left out." in told.text
    assert roll(db) == [
        ("Eva Ek", "eva@x.example.com", None, True, {"Primary group": "Sales", "Role": "Seller"}),
        ("Bo Berg", "bo@x.example.com", None, True, {"Primary group": "Support"}),
    ]


def test_the_same_file_twice_changes_nothing(ambassador, db):
    confirm(ambassador, upload(ambassador, FILE))
    before = roll(db)
    page = upload(ambassador, FILE)
    assert counts(page) == [0, 0, 2, 1]
    assert "There is nothing to import" in page.text
    assert 'name="digest"' not in page.text
    actions.import_people(db, "users.csv", FILE.encode())
    assert roll(db) == before


def test_the_same_list_in_another_language_changes_nothing(db):
    actions.import_people(db, "a.csv", FILE.encode())
    swedish = FILE.replace("User ID;First name;Last name;Primary group;Role", "Användar-ID;Förnamn;Efternamn;Primärgrupp;Roll")
    assert actions.import_people(db, "b.csv", swedish.encode("cp1252")).changes == 0
    assert [one.name for one in store.dimensions(db)] == ["Primary group", "Role"]


def test_changes_are_shown_from_old_to_new(ambassador, db):
    confirm(ambassador, upload(ambassador, FILE))
    page = upload(ambassador, "E-mail,Name,Role,Language\nEVA@x.example.com,Eva Lind,,sv\nbo@x.example.com,Bo Berg,Coach,\n")
    assert counts(page) == [0, 2, 0, 0]
    assert "<del>Eva Ek</del> → <ins>Eva Lind</ins>" in page.text
    assert "<del>Seller</del> → <ins>none</ins>" in page.text
    assert "<del>none</del> → <ins>Coach</ins>" in page.text
    confirm(ambassador, page)
    assert roll(db) == [
        ("Eva Lind", "eva@x.example.com", "sv", True, {"Primary group": "Sales"}),
        ("Bo Berg", "bo@x.example.com", None, True, {"Primary group": "Support", "Role": "Coach"}),
    ]


def test_who_is_not_in_the_file_is_counted_and_left_alone(ambassador, db):
    factories.person(db, "Ida Ek", "Sales")
    before = roll(db)
    page = upload(ambassador, FILE)
    assert "2 people on your list are not in the file" in page.text
    confirm(ambassador, page)
    assert roll(db)[:1] == before


def test_who_is_archived_is_shown_and_left_as_is(ambassador, db, clock):
    confirm(ambassador, upload(ambassador, FILE))
    actions.archive_person(db, store.find_by_email(db, "eva@x.example.com").id, clock())
    before = roll(db)
    page = upload(ambassador, FILE.replace("Seller", "Boss"))
    assert "1 person in the file is archived here" in page.text
    assert counts(page) == [0, 0, 1, 1]
    actions.import_people(db, "users.csv", FILE.replace("Seller", "Boss").encode())
    assert roll(db) == before


def test_any_other_column_can_be_chosen_as_groups_and_is_used_from_then_on(ambassador, db):
    content = "Name,E-mail,Floor,Phone\nEva,eva@x.example.com,Lund,123\n"
    page = upload(ambassador, content)
    assert "No column is used as groups" in page.text
    page = ambassador.send(page.request.path, {"columns": ["2", "99", "x", "0"]}, to=page.request.path + "/columns")
    assert "Used as groups: Floor" in page.text
    confirm(ambassador, page)
    assert roll(db)[0][4] == {"Floor": "Lund"}
    page = upload(ambassador, content.replace("Lund", "Malmö"))
    assert "<del>Lund</del> → <ins>Malmö</ins>" in page.text


@pytest.mark.parametrize("heading", ["Department", "office", "AVDELNING", "Team"])
def test_a_column_named_like_groups_is_used_without_asking(ambassador, db, heading):
    page = upload(ambassador, f"Name,E-mail,{heading},Phone\nEva,eva@x.example.com,Lund,123\n")
    assert f"Used as groups: {heading}." in page.text
    confirm(ambassador, page)
    assert roll(db)[0][4] == {heading: "Lund"}


def test_a_column_of_the_crms_own_can_be_left_out(ambassador, db):
    page = upload(ambassador, FILE)
    page = ambassador.send(page.request.path, {"columns": ["3"]}, to=page.request.path + "/columns")
    confirm(ambassador, page)
    assert [one.name for one in store.dimensions(db)] == ["Primary group"]


def test_groups_are_one_however_their_names_are_written(db):
    actions.import_people(db, "a.csv", b"Name,E-mail,Role\nA,a@x.example.com,Sales\nB,b@x.example.com,SALES\nC,c@x.example.com,  sales \n")
    assert [(group.name, group.size) for group in store.groups(db)] == [("Sales", 3)]
    assert actions.import_people(db, "a.csv", b"Name,E-mail,Role\nA,a@x.example.com,sales\n").changes == 0


def test_two_columns_for_one_kind_of_group_are_not_mixed(db):
    number = store.ensure_dimension(db, "Team", "group")
    actions.import_people(db, "a.csv", b"Name,E-mail,Primary group,Team\nA,a@x.example.com,North,Blue\n")
    assert store.groups_of(db, store.find_by_email(db, "a@x.example.com").id)[number].name == "North"
    assert len(store.dimensions(db)) == 1


def test_a_preview_that_no_longer_holds_is_made_anew_and_nothing_is_imported(ambassador, db):
    page = upload(ambassador, FILE)
    actions.add_person(db, "Eva Ek", "eva@x.example.com")
    before = roll(db)
    again = confirm(ambassador, page, digest=digest(page))
    assert again.status_code == 422
    assert "have changed since" in again.text
    assert roll(db) == before
    assert counts(again) == [1, 1, 0, 1]
    answer = ambassador.send(page.request.path, {"digest": digest(again)}, to=page.request.path + "/confirmation")
    assert "1 person was added" in answer.text


@pytest.mark.parametrize("data", [{}, {"digest": ""}, {"digest": "x" * 1000}])
def test_a_confirmation_without_its_preview_imports_nothing(ambassador, db, data):
    page = upload(ambassador, FILE)
    assert ambassador.send(page.request.path, data, to=page.request.path + "/confirmation").status_code == 422
    assert roll(db) == []


def test_confirming_twice_imports_once_and_says_so(ambassador, db):
    page = upload(ambassador, FILE)
    shown = digest(page)
    confirm(ambassador, page)
    before = roll(db)
    again = ambassador.send("/people/import", {"digest": shown}, to=page.request.path + "/confirmation")
    assert "has been confirmed or put away" in again.text
    assert roll(db) == before


def test_a_file_can_be_put_away(ambassador, db):
    page = upload(ambassador, FILE)
    assert "nothing was changed" in ambassador.send(page.request.path, to=page.request.path + "/withdrawal").text
    assert "has been confirmed or put away" in ambassador.get(page.request.path, follow_redirects=True).text


def test_uploads_are_kept_for_a_day_and_for_their_ambassador_only(ambassador, app, db, clock):
    page = upload(ambassador, FILE)
    other = app.test_client()
    bo = store.insert(db, "Bo", "bo@nordverk.example.com", "en", ambassador=True)
    with other.session_transaction() as session:
        session["secret"] = actions.start_session(db, bo, clock())
    assert other.get(page.request.path).status_code == 303
    clock.turn(days=1, minutes=1)
    upload(ambassador, FILE)
    assert ambassador.get(page.request.path).status_code == 303


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04", b"Colour\nred\n", b"Name,E-mail\n", b"Name,E-mail\n\"", b"x" * 11_000_000])
def test_a_file_that_cannot_be_read_is_refused_at_its_field(ambassador, db, content):
    answer = upload(ambassador, content)
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert list(db.query("select * from import_draft")) == []


@pytest.mark.parametrize("data", [{}, {"file": "not a file"}, {"file": (io.BytesIO(b""), "")}])
def test_a_missing_file_is_asked_for(ambassador, data):
    answer = ambassador.send("/people/import", data)
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text


def test_a_file_larger_than_anything_is_refused_kindly(ambassador):
    assert upload(ambassador, b"x" * 13_000_000).status_code == 413


def test_markup_in_a_file_is_shown_as_it_is(ambassador):
    nasty = '"><script>alert(1)</script>'
    page = upload(ambassador, f"Name;E-mail;{nasty}\n{nasty};a@x.example.com;{nasty}\n{nasty};{nasty};x\n".replace('"', "”"), name="<b>x</b>.csv")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<b>x" not in page.text


def test_ten_thousand_people_come_in_at_once_and_the_page_stays_light(ambassador, db):
    lines = [f"p{i}@x.example.com,First{i},Last{i},Group {i % 40},Role {i % 7}" for i in range(10_000)]
    content = "\n".join(["User ID,First name,Last name,Primary group,Role", *lines])
    page = upload(ambassador, content)
    assert counts(page) == [10_000, 0, 0, 0]
    assert len(page.data) < 100_000
    confirm(ambassador, page)
    assert store.count(db) == 10_001
    assert sum(group.size for group in store.groups(db)) == 20_000
    assert counts(upload(ambassador, content)) == [0, 0, 10_000, 0]


def test_scripts_may_name_further_columns(db):
    content = b"Name,E-mail,Office\nEva,eva@x.example.com,Lund\n"
    assert len(actions.import_people(db, "a.csv", content, ["office"]).new) == 1
    assert roll(db)[0][4] == {"Office": "Lund"}
    with pytest.raises(Refused, match="no column called “Floor”"):
        actions.import_people(db, "a.csv", content, ["Floor"])


def test_what_goes_wrong_half_way_leaves_nothing_behind(db):
    db.execute("create trigger stop before insert on person when new.name = 'Bo Berg' begin select raise(abort, 'stopped'); end")
    with pytest.raises(Exception, match="stopped"):
        actions.import_people(db, "users.csv", FILE.encode())
    assert roll(db) == []
    assert store.dimensions(db) == []
