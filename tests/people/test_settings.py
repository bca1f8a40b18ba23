"""The settings: the company's, one's own, who is ambassador, and whether mails go out."""

from dataclasses import replace

import pytest

from config import Server
from mail import store as mail_store
from people import actions, store
from tests import factories

COMPANY = {"company": "Nordverk AB", "crm": "Kundkortet", "language": "sv", "zone": "Europe/Helsinki"}


def test_the_companys_settings_can_be_changed(ambassador, db):
    ambassador.send("/settings/company", COMPANY)
    company = store.find_company(db)
    assert (company.name, company.crm, company.language, company.zone) == ("Nordverk AB", "Kundkortet", "sv", "Europe/Helsinki")
    text = ambassador.get("/settings/").text
    assert "Kundkortet" in text
    assert "Europe/Helsinki" in text


@pytest.mark.parametrize(("field", "value"), [("company", ""), ("crm", ""), ("zone", "Nowhere/Land"), ("language", "xx"), ("company", "x" * 1_000_000)])
def test_nonsense_is_refused_at_its_field_and_nothing_changes(ambassador, db, field, value):
    before = store.find_company(db)
    answer = ambassador.send("/settings/company", COMPANY | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert store.find_company(db) == before


def test_my_own_name_and_language_can_be_changed(ambassador, db):
    ambassador.send("/settings/me", {"name": "Åsa Ek", "language": "sv"})
    me = store.find_by_email(db, "asa@nordverk.example.com")
    assert (me.name, me.language) == ("Åsa Ek", "sv")
    assert ambassador.send("/settings/me", {"name": "", "language": "sv"}).status_code == 422


def test_somebody_on_the_list_can_be_named_ambassador(ambassador, db):
    eva = factories.person(db, "Eva Ek")
    assert "Eva Ek is a CRM ambassador now" in ambassador.send("/settings/ambassadors", {"email": "EVA.EK@nordverk.example.com"}).text
    assert store.get(db, eva).ambassador


def test_somebody_new_can_be_named_too_and_needs_a_name(ambassador, db):
    answer = ambassador.send("/settings/ambassadors", {"email": "bo@x.example.com", "name": ""})
    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    ambassador.send("/settings/ambassadors", {"email": "bo@x.example.com", "name": "Bo Ek"})
    assert store.find_by_email(db, "bo@x.example.com").ambassador


def test_somebody_archived_must_be_brought_back_first(ambassador, db, clock):
    eva = factories.person(db, "Eva Ek")
    actions.archive_person(db, eva, clock())
    assert ambassador.send("/settings/ambassadors", {"email": "eva.ek@nordverk.example.com"}).status_code == 422
    assert not store.get(db, eva).ambassador


def test_a_removed_ambassador_is_signed_out_at_once_but_stays_a_person(ambassador, app, db, clock):
    bo = store.insert(db, "Bo Ek", "bo@x.example.com", "en", ambassador=True)
    other = app.test_client()
    with other.session_transaction() as session:
        session["secret"] = actions.start_session(db, bo, clock())
    assert other.get("/people/").status_code == 200
    ambassador.send("/settings/ambassadors", to=f"/settings/ambassadors/{bo}/removal")
    assert other.get("/people/").status_code == 303
    assert store.get(db, bo).active


def test_the_last_ambassador_cannot_be_removed(ambassador, db):
    asa = factories.asa(db)
    assert "/removal" not in ambassador.get("/settings/ambassadors").text
    assert ambassador.send("/settings/company", to=f"/settings/ambassadors/{asa}/removal").status_code == 409
    assert store.get(db, asa).ambassador


def test_who_removes_herself_is_signed_out(ambassador, db):
    store.insert(db, "Bo Ek", "bo@x.example.com", ambassador=True)
    ambassador.send("/settings/ambassadors", to=f"/settings/ambassadors/{factories.asa(db)}/removal")
    assert ambassador.get("/settings/").status_code == 303


def test_a_test_mail_goes_to_me_and_the_page_says_where_to_look(ambassador, db, app, config):
    assert "waits under Mail" in ambassador.send("/settings/", to="/settings/test-mail").text
    app.config["OMBORD"] = replace(config, smtp=Server("mail.example.com", 587, "ombord", "a secret word", False), sender="ombord@nordverk.example.com")
    answer = ambassador.send("/settings/", to="/settings/test-mail")
    assert "Look in your mailbox" in answer.text
    assert [mail.to_email for mail in mail_store.search(db)] == ["asa@nordverk.example.com"]  # one a moment, however often it is pressed


def test_the_page_shows_how_ombord_is_set_up_but_no_secret(ambassador, app, config):
    text = ambassador.get("/settings/").text
    assert "No mail server is set" in text
    assert str(config.data) in text
    assert config.url in text
    assert "SQLite 3." in text
    app.config["OMBORD"] = replace(config, smtp=Server("mail.example.com", 587, "ombord", "a secret word", False), sender="ombord@nordverk.example.com")
    text = ambassador.get("/settings/").text
    assert "mail.example.com" in text
    assert "ombord@nordverk.example.com" in text
    assert "a secret word" not in text


@pytest.mark.parametrize("page", ["/people/", "/people/new", "/people/import", "/people/groups", "/people/export.csv", "/settings/", "/settings/company", "/settings/me", "/settings/ambassadors"])
def test_strangers_and_people_who_are_no_ambassadors_see_nothing_of_it(stranger, app, db, clock, page):
    assert stranger.get(page).status_code == 303
    person = app.test_client()
    with person.session_transaction() as session:
        session["secret"] = actions.start_session(db, factories.person(db, "Eva Ek"), clock())
    assert person.get(page).status_code == 403
