"""Answering with what no page of ours would send: guessed links, wrong values, too much of everything."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

import storage
from mail import links
from mail.model import Link
from surveys import store
from surveys.checking import MOST_PARTS
from surveys.questionnaire import Page, Questionnaire, as_given, filled
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.ranking import Ranking
from tests.surveys.answering import FIRST, SECOND, Respondent, dump, link, round_of, under_seal
from tests.surveys.every import AT_LAST, AT_WORK, EVERY, VIEWED

WHOLE = FIRST | SECOND


@pytest.fixture()
def address(db, config, wave, sales):
    return link(db, config, wave, sales[0])


@pytest.fixture()
def client(app):
    return app.test_client(use_cookies=False)


def test_every_wrong_link_gets_the_same_page(client, db, config, wave, sales, address):
    token = address.removeprefix("/s/")
    number = next(one.id for one in store.invitations(db, wave.id) if one.person_id == sales[0])
    store.raise_link_version(db, number)  # as when the invitation went to a wrong address first
    wrong = [
        token,
        token.upper(),
        token[:-1],
        token + "A",
        "A" * 28,
        links.token(config, Link("workshop", number, 1)),
        links.token(config, Link("survey", 999_999_999_999, 0)),
        "å" * 28,
        "nothing",
    ]
    pages = [client.get(f"/s/{one}") for one in wrong] + [client.get(f"/s/{token}/results"), client.post(f"/s/{token}"), client.post(f"/s/{token}/answer", data=WHOLE)]
    assert {page.status_code for page in pages} == {404}
    assert {page.text for page in pages[:9]} == {pages[0].text}
    assert "Check that you copied the whole link" in pages[0].text
    assert client.get("/s/" + links.token(config, Link("survey", number, 1))).status_code == 200
    assert under_seal(db, config, wave) == []


def test_guessing_is_slow_and_slows_nobody_who_has_a_link(client, address):
    for _ in range(40):
        assert client.get(address).status_code == 200
    statuses = [client.get(f"/s/guess-{n}").status_code for n in range(31)]
    assert statuses == [404] * 30 + [429]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sus3", "6", "is not a whole number from 1 to 5"),
        ("sus3", "0", "is not a whole number from 1 to 5"),
        ("sus3", "-1", "is not a whole number from 1 to 5"),
        ("sus3", "4.5", "is not a whole number from 1 to 5"),
        ("sus3", "٣", "is not a whole number from 1 to 5"),
        ("sus3", "<script>", "is not a whole number from 1 to 5"),
        ("sus3", "9" * 6000, "is not a whole number from 1 to 5"),
        ("sus3", "", "Choose an answer"),
        ("works", "x" * 2001, "This is 2001 characters long; at most 2000 fit."),
        ("works", "x" * 1_000_000, "This is 1000000 characters long"),
        ("works", "a\0b", "characters in this text that cannot be shown"),
    ],
)
def test_a_wrong_value_is_told_at_its_page_whenever_it_comes(client, db, address, name, value, said):
    before = dump(db)
    for to, data in ((address, {"_to": "3"}), (address + "/answer", {})):
        page = client.post(to, data=WHOLE | {"change": "keep me", name: value} | data)
        assert page.status_code == 422
        assert said in page.text
        assert f'href="#q-{name}' in page.text
        assert "<title>Error:" in page.text
        assert "keep me" in page.text
        assert "<script>" not in page.text
        assert len(page.text) < 60_000
    assert dump(db) == before


def test_an_option_of_another_question_is_refused(client, db, clock, config, sales):
    both = tuple(Choice(f"own{n}", {"en": f"Which, {n}?"}, required=True, options=(Option(f"a{n}", {"en": "One"}), Option(f"b{n}", {"en": "Other"}))) for n in (1, 2))
    wave = round_of(db, clock(), template=Questionnaire((Page({"en": "Choose"}, both),)))
    address = link(db, config, wave, sales[0])
    page = client.post(address + "/answer", data={"own1": "a1", "own2": "a1"})
    assert page.status_code == 422
    assert "“a1” is not one of the options." in page.text
    assert client.post(address + "/answer", data={"own1": "a1", "own2": "b2"}).status_code == 303
    assert under_seal(db, config, wave) == [{"own1": "a1", "own2": "b2"}]


def test_invented_names_are_passed_over_and_a_doubled_one_counts_once(client, db, config, wave, address):
    body = "&".join([*(f"{name}={value}" for name, value in WHOLE.items()), "sus1=1", "sus11=5", "person_id=3", "lang=xx", "_key=%00", "_to=99999999999999999999"])
    assert client.post(address + "/answer", data=body, content_type="application/x-www-form-urlencoded").status_code == 303
    assert under_seal(db, config, wave) == [{name: int(value) for name, value in WHOLE.items()}]


@pytest.mark.parametrize("wanted", ["", "-3", "17", "x", "²", "9" * 5000, "1e3", "0; drop"])
def test_a_step_that_does_not_exist_leads_to_one_that_does(client, address, wanted):
    assert client.post(address, data=WHOLE | {"_to": wanted}).status_code == 200


def test_far_too_much_is_refused_before_it_is_read(client, db, address):
    before = dump(db)
    many = "&".join(f"f{n}=1" for n in range(100_000))
    for data in (many, "sus1=1&" * 100_000, "works=" + "x" * 5_000_000):
        page = client.post(address, data=data, content_type="application/x-www-form-urlencoded")
        assert page.status_code == 413
        assert "too large. Nothing was saved." in page.text
    assert dump(db) == before


def test_the_largest_questionnaire_passes_every_step(app, db, config, clock, sales):
    options = tuple(Option(f"o{n}", {"en": f"Option {n}"}) for n in range(13))
    largest = Questionnaire(tuple(Page({}, tuple(Ranking(f"r{page}{n}", {"en": f"Order {n}"}, required=True, options=options) for n in range(10))) for page in range(3)))
    assert len(largest.parts) == MOST_PARTS - 10
    wave = round_of(db, clock(), largest)
    visitor = Respondent(app, link(db, config, wave, sales[0])).open().press("Start")
    for page in range(3):
        visitor.press("Next page" if page < 2 else "Check", **{f"r{page}{n}.o{place}": str(place + 1) for n in range(10) for place in range(13)})
    assert visitor.press("Send").sees("your answers are saved")
    assert len(under_seal(db, config, wave)[0]) == 390


RAW = st.text(max_size=30) | st.sampled_from(["", "-", "1", "5", "11", "-1", "1e9", "NaN", "2024-02-30", "٣", "\0", "x" * 5000, "yes", "desk", "{system}", "{answer:where}", "<script>x</script>"])
FIELDS = st.sampled_from([field for question in EVERY.questions for field in question.fields]) | st.sampled_from(["_to", "_key", "_seen", "_reviewed", "_replaces", "_phrase", "_lang", "where.x", ".-", "a" * 300])


@given(st.lists(st.tuples(FIELDS, RAW), max_size=12), st.sampled_from(["", "/answer", "/answer"]), st.sampled_from(["", "?lang=sv", "?lang=%00"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_posted_gets_a_page_and_never_more_than_one_checked_answer(app, db, config, every_kind, fields, place, language):
    """Whole forms in which some fields are overwritten with anything."""
    wave, address = every_kind
    whole = AT_WORK | VIEWED | AT_LAST
    page = app.test_client(use_cookies=False).post(address + place + language, data=MultiDict([*fields, *whole.items()]))
    assert page.status_code in (200, 303, 409, 422)
    assert "<script>x" not in page.text
    kept = under_seal(db, config, wave)
    assert len(kept) == (page.status_code == 303 or 'id="phrase"' in page.text)  # sent off to the thanks, or shown a phrase
    for answers in kept:
        assert filled(EVERY, as_given(EVERY, answers)).answers == answers
    with storage.write(db):
        store.delete_sealed(db, wave.id, 10)
        store.forget_who_answered(db, wave.id, 0, 100)


@pytest.fixture()
def every_kind(db, clock, config, sales):
    wave = round_of(db, clock(), EVERY)
    return wave, link(db, config, wave, sales[0])


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded; charset=utf-16"])
def test_another_kind_of_body_is_an_empty_form(client, address, content_type):
    page = client.post(address + "/answer", data=b'{"sus1": \xff}', content_type=content_type)
    assert page.status_code == 422
    assert "Choose an answer" in page.text


def test_words_from_right_to_left_emoji_and_markup_come_back_as_they_were(app, db, config, wave, address):
    words = "\n  <b>“Ålder & kön”</b>\r\n\r\nمرحبا שלום 👩🏽‍💻 \u202eabc %(x)s {{ 7*7 }} </textarea><script>x</script>\ttab"
    visitor = Respondent(app, address).open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", works=words)
    visitor.press("Change page 3")
    assert visitor.page.fields["works"].replace("\r\n", "\n") == words.replace("\r\n", "\n")
    assert "<script>x" not in visitor.html
    visitor.press("Back to your answers").press("Send")
    assert under_seal(db, config, wave)[0]["works"] == words.replace("\r\n", "\n").strip()


def test_when_the_storage_is_busy_nothing_is_claimed_to_be_saved(app, client, db, config, wave, address, monkeypatch):
    def short(path):
        opened = real(path)
        opened.execute("PRAGMA busy_timeout=1")
        return opened

    real = storage.connect
    monkeypatch.setattr(storage, "connect", short)
    db.execute("BEGIN IMMEDIATE")
    page = client.post(address + "/answer", data=WHOLE)
    db.execute("ROLLBACK")
    assert page.status_code == 503
    assert "could not confirm that it was saved" in page.text
    assert "will not count twice" in page.text
    assert client.post(address + "/answer", data=WHOLE).status_code == 303
    assert len(under_seal(db, config, wave)) == 1
