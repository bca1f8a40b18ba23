"""The first visit, signing in by a mailed link, and sessions that end."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

import pages
import storage
from mail import compose
from mail import store as mail_store
from people import actions, store
from tests import factories

FIRST = {"company": "Nordverk", "crm": "SuperOffice CRM", "name": "Åsa Öberg", "email": "asa@nordverk.example.com", "language": "sv", "zone": "Europe/Stockholm"}


@pytest.fixture()
def empty(app, config):
    """A connection on an instance that nobody has visited yet."""
    with app.app_context(), storage.opened(config.database) as opened:
        yield opened


@pytest.fixture()
def visitor(app, empty):
    return app.test_client()


def mailed_link(db, config) -> str:
    mail = mail_store.search(db)[0]
    return re.search(r"http://\S+", compose.body(mail, config)).group().removeprefix(config.url)


def test_the_first_visit_makes_an_ambassador_who_is_signed_in(visitor, empty):
    code = actions.new_setup_code(empty)
    answer = visitor.send(f"/start/{code}", FIRST, follow=False)
    assert (answer.status_code, answer.location) == (303, "/")
    assert [one.email for one in store.ambassadors(empty)] == ["asa@nordverk.example.com"]
    assert store.find_company(empty).crm == "SuperOffice CRM"
    assert visitor.get("/settings/").status_code == 200


def test_the_first_page_is_in_the_browsers_language_and_has_sensible_answers_ready(visitor, empty):
    text = visitor.get(f"/start/{actions.new_setup_code(empty)}", headers={"Accept-Language": "sv"}).text
    assert 'value="SuperOffice CRM"' in text
    assert '<option selected value="Europe/Stockholm">' in text
    assert '<option selected value="sv">' in text


@pytest.mark.parametrize("field", FIRST)
def test_what_is_missing_at_the_first_visit_is_asked_for_and_the_rest_stays(visitor, empty, field):
    code = actions.new_setup_code(empty)
    answer = visitor.send(f"/start/{code}", FIRST | {field: ""})
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert field == "company" or 'value="Nordverk"' in answer.text
    assert store.ambassadors(empty) == []
    assert store.find_company(empty) is None


@pytest.mark.parametrize(("field", "value"), [("zone", "Mars/Olympus"), ("zone", "../../etc/passwd"), ("email", "nobody"), ("language", "xx"), ("name", "x" * 1_000_000), ("company", "a\x00b"), ("crm", "a\nb")])
def test_nonsense_at_the_first_visit_is_refused_at_its_field(visitor, empty, field, value):
    answer = visitor.send(f"/start/{actions.new_setup_code(empty)}", FIRST | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert store.ambassadors(empty) == []


def test_a_wrong_or_used_first_address_leads_on_kindly(visitor, empty):
    code = actions.new_setup_code(empty)
    assert visitor.get("/start/wrong").status_code == 404
    assert "/sign-in" in visitor.get("/start/wrong").text
    newer = actions.new_setup_code(empty)
    assert visitor.get(f"/start/{code}").status_code == 404
    visitor.send(f"/start/{newer}", FIRST)
    assert visitor.get(f"/start/{newer}").status_code == 404
    assert actions.new_setup_code(empty) is None


def test_fifty_first_visits_at_once_make_one_ambassador(app, empty, monkeypatch):
    monkeypatch.setattr(pages.limiter, "enabled", False)
    page = f"/start/{actions.new_setup_code(empty)}"
    clients = [app.test_client() for _ in range(50)]
    tokens = [re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(page).text).group(1) for client in clients]

    def visit(number: int) -> int:
        return clients[number].post(page, data=FIRST | {"email": f"a{number}@nordverk.example.com", "csrf_token": tokens[number]}).status_code

    with ThreadPoolExecutor(16) as pool:
        codes = list(pool.map(visit, range(50)))
    assert codes.count(303) == 1
    assert set(codes) <= {303, 404, 422}
    assert len(store.ambassadors(empty)) == 1


def test_before_the_first_visit_the_sign_in_page_points_to_the_terminal(visitor):
    assert "terminal" in visitor.get("/sign-in").text


def test_a_mailed_link_signs_in_once_and_looking_at_it_uses_nothing(stranger, db, config, app):
    factories.asa(db)
    answer = stranger.send("/sign-in", {"email": "ASA@nordverk.example.com"})
    assert "on its way" in answer.text
    link = mailed_link(db, config)
    for _look in range(3):
        assert stranger.get(link).status_code == 200
        assert stranger.head(link).status_code == 200
    assert stranger.get("/people/").status_code == 303
    assert stranger.send(link, follow=False).location == "/"
    assert stranger.get("/people/").status_code == 200
    again = app.test_client().get(link)
    assert again.status_code == 410
    assert "/sign-in" in again.text


def test_a_link_ends_after_half_an_hour(stranger, db, config, clock):
    factories.asa(db)
    stranger.send("/sign-in", {"email": "asa@nordverk.example.com"})
    link = mailed_link(db, config)
    clock.turn(minutes=31)
    assert stranger.get(link).status_code == 410


def test_everybody_is_told_the_same_and_only_ambassadors_get_a_mail(stranger, db):
    factories.asa(db)
    factories.person(db, "Eva Ek")
    said = {stranger.send("/sign-in", {"email": email}).text for email in ("asa@nordverk.example.com", "eva.ek@nordverk.example.com", "nobody@nordverk.example.com")}
    assert len(said) == 1
    assert [mail.to_email for mail in mail_store.search(db)] == ["asa@nordverk.example.com"]


@pytest.mark.parametrize("email", ["", "asa", "a@b@c", "x" * 1_000_000, "asa@nordverk.example.com\nBcc: x@example.com"])
def test_what_is_no_address_is_refused_at_its_field(stranger, db, email):
    factories.asa(db)
    answer = stranger.send("/sign-in", {"email": email})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert mail_store.search(db) == []


def test_a_form_without_its_fields_is_refused(stranger, db):
    factories.asa(db)
    assert stranger.send("/sign-in", {}).status_code == 422
    assert stranger.send("/sign-in", {"invented": "x", "email": ["", ""]}).status_code == 422


def test_the_sign_in_page_says_what_to_do_without_a_mail_server(stranger, db):
    factories.asa(db)
    assert "python app.py sign-in-link" in stranger.get("/sign-in").text


def test_who_is_signed_in_is_led_home_from_the_sign_in_page(ambassador):
    assert ambassador.get("/sign-in").location == "/"


def test_wrong_links_are_no_page_and_guessing_is_slowed_down(stranger, db):
    factories.asa(db)
    codes = [stranger.get(f"/in/{'A' * 27}{i}").status_code for i in range(40)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert set(codes) == {404, 429}


def test_asking_for_links_is_slowed_down_for_each_client_and_each_address(app, db):
    factories.asa(db)
    first = app.test_client()
    codes = [first.send("/sign-in", {"email": "asa@nordverk.example.com"}, follow=False).status_code for _ in range(6)]
    assert codes == [303] * 5 + [429]
    others = [first.send("/sign-in", {"email": f"n{i}@nordverk.example.com"}, follow=False).status_code for i in range(6)]
    assert others[0] == 303
    assert others[-1] == 429


def test_signing_in_leaves_nothing_of_an_earlier_visitor(ambassador, db, config, clock):
    store.insert(db, "Bo Ek", "bo@nordverk.example.com", "en", ambassador=True)
    with ambassador.session_transaction() as session:
        session["left"] = "over"
        before = session["secret"]
    link = actions.sign_in_url(db, config, "bo@nordverk.example.com", clock()).removeprefix(config.url)
    ambassador.send(link)
    with ambassador.session_transaction() as session:
        assert "left" not in session
        assert session["secret"] != before
    assert "Bo Ek" in ambassador.get("/settings/").text


def test_signing_out_ends_the_session_itself_not_only_the_cookie(ambassador, app):
    with ambassador.session_transaction() as session:
        secret = session["secret"]
    ambassador.send("/settings/", to="/sign-out")
    other = app.test_client()
    with other.session_transaction() as session:
        session["secret"] = secret
    assert other.get("/people/").status_code == 303


def test_all_sessions_can_be_ended_at_once(ambassador, app, db, clock):
    other = app.test_client()
    with other.session_transaction() as session:
        session["secret"] = actions.start_session(db, factories.asa(db), clock())
    assert other.get("/people/").status_code == 200
    ambassador.send("/settings/", to="/settings/sign-out-everywhere")
    assert other.get("/people/").status_code == 303
    assert ambassador.get("/people/").status_code == 303


def test_a_link_that_waits_is_worth_nothing_once_its_owner_is_no_ambassador(db, config, clock):
    factories.asa(db)
    bo = store.insert(db, "Bo Ek", "bo@nordverk.example.com", ambassador=True)
    token = actions.sign_in_url(db, config, "bo@nordverk.example.com", clock()).rpartition("/")[2]
    actions.remove_ambassador(db, bo)
    with pytest.raises(Exception, match="has been used"):
        actions.sign_in(db, config, token, clock())


def test_the_secret_of_a_link_that_is_gone_never_comes_back(db, config, clock):
    factories.asa(db)
    bo = store.insert(db, "Bo Ek", "bo@nordverk.example.com", ambassador=True)
    gone = actions.sign_in_url(db, config, "bo@nordverk.example.com", clock())
    store.delete(db, bo)
    assert actions.sign_in_url(db, config, "asa@nordverk.example.com", clock()) != gone
