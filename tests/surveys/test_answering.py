"""The whole way of somebody who answers, without script and without a cookie."""

import json
import threading

import pytest

from people import actions as people_actions
from people import store as people_store
from surveys import actions, store
from surveys.model import NAMED
from tests import factories
from tests.surveys.answering import FIRST, SECOND, Respondent, answered, dump, link, round_of, under_seal


@pytest.fixture()
def visitor(app, db, config, wave, sales):
    return Respondent(app, link(db, config, wave, sales[0]))


def test_first_page_says_who_asks_how_long_and_what_is_promised(visitor):
    visitor.open()
    assert visitor.status == 200
    assert visitor.sees("How is it going?", "Åsa Öberg at Nordverk asks for your view.", "12 questions, about 3 minutes", "Friday 4 December 2026 at 16:00", "asa@nordverk.example.com")
    assert visitor.sees("This survey is anonymous", "only for 5 people or more", "You count in Sales, where 6 people are asked", "if 10 people or more have answered", "you cannot change or withdraw", "24 months after closing")


def test_the_promise_follows_the_round(app, db, config, clock, sales):
    lone = factories.person(db, "Nils Berg")
    wave = round_of(db, clock(), k=8, kc=12, keep_months=6)
    visitor = Respondent(app, link(db, config, wave, lone)).open()
    assert visitor.sees("only for 8 people or more", "if 12 people or more", "You are in none", "6 months after closing")
    assert Respondent(app, link(db, config, wave, sales[0])).open().sees("too few to be shown by itself")
    whole = round_of(db, clock(), dimension_id=None, template="umux-lite")
    assert Respondent(app, link(db, config, whole, lone)).open().sees("never by group")


def test_from_the_link_to_a_sealed_answer(visitor, db, config, wave):
    visitor.open().press("Start the survey")
    assert visitor.sees("Page 1 of 3: questions 1 to 5 of 12", "I found SuperOffice CRM unnecessarily complex.", "Strongly agree", "I'd rather not say")
    assert "checked" not in visitor.html
    visitor.press("Next page", **FIRST).press("Next page", **SECOND)
    visitor.press("Check your answers", works="The day's list,\r\nand <b>search</b>", change="Färre fält 🙂 شكرا")
    assert visitor.sees("Check your answers", "The day's list,", "and <b>search</b>", "Färre fält 🙂 شكرا", "neither changed nor withdrawn")
    assert under_seal(db, config, wave) == []
    visitor.press("Send my answers")
    assert (visitor.status, visitor.at) == (200, visitor.address + "/answer")  # with the phrase, which no page of its own could show
    assert visitor.sees("your answers are saved", "What happens next", "open until Friday 4 December 2026 at 16:00", "Åsa Öberg sees the figures")
    [kept] = under_seal(db, config, wave)
    assert kept == {f"sus{n}": 4 if n < 6 else 2 for n in range(1, 11)} | {"works": "The day's list,\nand <b>search</b>", "change": "Färre fält 🙂 شكرا"}


def test_back_keeps_everything(visitor):
    visitor.open().press("Start").press("Next page", **FIRST)
    visitor.press("Previous page", sus6="1")
    assert visitor.page.fields.items() >= (FIRST | {"sus6": "1"}).items()
    visitor.press("Next page", sus1="5").press("Next page", **SECOND)
    visitor.press("Previous page", works="x" * 3000, change="Less")
    assert visitor.page.fields.items() >= (SECOND | {"works": "x" * 3000, "change": "Less", "sus1": "5"}).items()


def test_from_the_last_step_each_page_can_be_changed_and_leads_back(visitor, db, config, wave):
    visitor.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", works="Much")
    visitor.press("Change page 1")
    assert visitor.page.fields.items() >= (FIRST | SECOND | {"works": "Much"}).items()
    visitor.press("Back to your answers", sus1="1")
    assert visitor.sees("Check your answers", "1 – Strongly disagree")
    visitor.press("Change page 3").press("Back to your answers", works="More").press("Send")
    assert under_seal(db, config, wave)[0].items() >= {"sus1": 1, "works": "More"}.items()


def test_an_error_is_told_on_top_and_at_its_question_and_keeps_what_was_typed(visitor):
    visitor.open().press("Start").press("Next page", sus1="4", sus2="-")
    assert visitor.status == 422
    assert "<title>Error: Statements about SuperOffice CRM" in visitor.html
    assert visitor.sees("3 things need your attention", "Choose an answer, or “I'd rather not say”.")
    assert 'href="#q-sus3-1"' in visitor.html
    assert 'id="q-sus3-1"' in visitor.html
    assert visitor.page.fields.items() >= {"sus1": "4", "sus2": "-"}.items()
    visitor.press("Next page", **FIRST)
    assert visitor.status == 200


def test_rather_not_say_is_an_answer_but_nothing_at_all_is_not(app, db, config, clock, visitor, wave):
    visitor.open().press("Start").press("Next page", **dict.fromkeys(FIRST, "-")).press("Next page", **dict.fromkeys(SECOND, "-")).press("Check")
    visitor.press("Send")
    assert visitor.status == 422
    assert visitor.sees("Nothing has been answered yet")
    visitor.press("Change page 3").press("Back", change="The colours").press("Send")
    assert under_seal(db, config, wave) == [{"change": "The colours"}]


def test_looking_changes_nothing(visitor, db):
    before = dump(db)
    for page in ("", "/answer", "/thanks", "/results", "?lang=en"):
        assert visitor.open(visitor.address + page).status == 200
        assert visitor.sees("Start the survey")
    visitor.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", works="Half-done")
    assert dump(db) == before


def test_no_page_sets_a_cookie_or_tells_where_one_came_from(app, db, config, wave, sales, ambassador, clock):
    visitor = answered(app, link(db, config, wave, sales[0]))
    visitor.open()
    ambassador.get("/people/new")  # there, a form's token goes into the cookie
    for client, address in ((visitor.client, visitor.address), (visitor.client, "/s/nothing"), (ambassador, link(db, config, wave, sales[1]))):
        page = client.get(address)
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
        assert not page.headers.getlist("Set-Cookie")
    assert visitor.cookies == []
    assert "Sign out" not in ambassador.get(link(db, config, wave, sales[1])).text


def test_a_double_click_gives_one_answer_and_thanks_twice(visitor, db, config, wave):
    visitor.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
    address, form = visitor.page.buttons["Send my answers"][0], visitor.page.fields
    ends = []
    both = [threading.Thread(target=lambda: ends.append(visitor.app.test_client(use_cookies=False).post(address, data=form, follow_redirects=True))) for _ in range(6)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [end.status_code for end in ends] == [200] * 6
    assert all("your answers are saved" in end.text for end in ends)
    assert len(under_seal(db, config, wave)) == 1


def test_different_forms_at_once_give_one_answer(app, visitor, db, config, wave):
    visitor.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
    address, form = visitor.page.buttons["Send my answers"][0], visitor.page.fields
    ends = []
    many = [threading.Thread(target=lambda i=i: ends.append(app.test_client(use_cookies=False).post(address, data=form | {"_key": f"{i:032x}"}))) for i in range(6)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert sorted(end.status_code for end in ends) == [303] + [409] * 5
    assert len(under_seal(db, config, wave)) == 1


def test_second_tab_and_forwarded_link_meet_a_friendly_page(app, visitor, db, config, wave):
    other = Respondent(app, visitor.address).open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", works="I was slower")
    answered(app, visitor.address, works="I was first")
    other.press("Send")
    assert other.status == 409
    assert other.sees("This link has been used", "was not saved", "Åsa Öberg", "asa@nordverk.example.com")
    other.open()
    assert other.status == 200
    assert other.sees("This link has been used", "It is saved")
    assert [one["works"] for one in under_seal(db, config, wave)] == ["I was first"]


def test_thanks_can_be_reloaded_and_a_form_sent_again_from_behind_it_changes_nothing(app, visitor, db, config, wave):
    visitor.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
    page = visitor.page
    visitor.press("Send").open(visitor.address + "/thanks")
    assert visitor.sees("your answers are saved")
    visitor.page = page
    assert visitor.press("Change page 1").sees("This link has been used")
    visitor.page = page
    visitor.press("Send", sus1="1")
    assert under_seal(db, config, wave)[0]["sus1"] == 4


def test_after_closing_the_page_says_so_and_what_was_typed_is_not_kept(app, visitor, db, config, clock, wave, sales):
    visitor.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
    clock.turn(days=12)
    before = dump(db)
    assert visitor.press("Send").status == 409
    assert visitor.sees("This survey is closed", "could not be saved", "Åsa Öberg")
    assert dump(db) == before
    actions.close_wave(db, config, wave.id, clock())
    visitor.open()
    assert visitor.status == 200
    assert visitor.sees("This survey is closed", "closed on Saturday 5 December 2026")
    assert not visitor.sees("See the results")


def test_a_round_that_shares_shows_its_results_by_the_same_link_once_closed(app, db, config, clock, sales):
    wave = round_of(db, clock(), share_results=True)
    addresses = [link(db, config, wave, person) for person in sales]
    for address in addresses[:5]:
        assert answered(app, address).sees("shows you the results once the survey has closed")
    assert Respondent(app, addresses[5]).open(addresses[5] + "/results").sees("Start the survey")
    actions.close_wave(db, config, wave.id, clock())
    visitor = Respondent(app, addresses[5]).open()
    assert visitor.sees("This survey is closed", "See the results")
    visitor.open(visitor.address + "/results")
    assert visitor.status == 200
    assert visitor.sees("Results", "System Usability Scale")


def test_a_planned_round_has_no_link_and_an_archived_person_none_any_more(app, db, config, clock, wave, sales, visitor):
    people_actions.archive_person(db, sales[0], clock())
    assert visitor.open().status == 404
    assert visitor.sees("There is nothing here", "ask the person who sent it to you")


def test_an_anonymous_answer_leaves_no_trace_of_who_or_when(app, db, config, clock, wave, sales):
    for person in sales[:3]:
        answered(app, link(db, config, wave, person), works="Nobody knows that it was me")
        clock.turn(hours=1)
    assert set(db["sealed"].columns_dict) == {"id", "wave_id", "record"}
    assert "without rowid" in db["sealed"].schema
    written = dump(db)
    assert "Nobody knows" not in written
    assert not any(stamp in written for stamp in ("2026-11-23T10", "2026-11-23T11"))
    assert list(db.query("select count(*) as n from named_answer")) == [{"n": 0}]
    assert {one.used for one in store.invitations(db, wave.id) if one.person_id in sales[:3]} == {True}


def test_a_named_answer_is_kept_with_its_name_and_the_pages_say_so(app, db, config, clock, sales):
    wave = round_of(db, clock(), level=NAMED, template="umux-lite")
    visitor = Respondent(app, link(db, config, wave, sales[0])).open()
    assert visitor.sees("This survey is answered by name", "Your name goes with your answers. Åsa Öberg")
    visitor.press("Start").press("Check", umux1="7", umux2="6", why="Quick")
    assert visitor.sees("with your name, Sales 1")
    visitor.press("Send")
    assert visitor.sees("Åsa Öberg has them now, with your name", "you can change your answers", "To have your answers removed", "asa@nordverk.example.com")
    [kept] = store.named(db, wave.id)
    assert (kept.respondent, kept.group, kept.answers) == ("Sales 1", "Sales", {"umux1": 7, "umux2": 6, "why": "Quick"})
    assert store.sealed(db, wave.id) == []


def test_the_page_speaks_the_respondents_language_or_the_one_asked_for_to_the_end(app, db, config, wave, sales):
    person = people_store.get(db, sales[0])
    people_store.update(db, person.id, person.name, person.email, "sv")
    visitor = Respondent(app, link(db, config, wave, person.id)).open()
    assert '<html lang="sv">' in visitor.html
    assert visitor.sees("fredag 4 december 2026")
    visitor.open(visitor.address + "?lang=en").press("Start").press("Next page", **FIRST).press("Next page", **SECOND)
    assert visitor.sees("What works well for you in SuperOffice CRM?")
    visitor.press("Check").press("Change page 1").press("Back to your answers").press("Send")
    assert '<html lang="en">' in visitor.html
    assert visitor.sees("your answers are saved")


def test_questions_in_swedish(app, db, config, wave, sales):
    visitor = Respondent(app, link(db, config, wave, sales[0])).open()
    visitor.open(visitor.address + "?lang=sv")
    address, name, value = next(iter(visitor.page.buttons.values()))
    page = visitor.client.post(address, data={name: value}).text
    assert '<html lang="sv">' in page
    assert "Jag tyckte att SuperOffice CRM var onödigt komplicerat." in page
    assert "Instämmer helt" in page


def test_the_answer_reaches_the_figures(app, db, config, clock, wave, sales):
    for person in sales:
        answered(app, link(db, config, wave, person))
    actions.close_wave(db, config, wave.id, clock())
    [score] = store.results(db, store.get_wave(db, wave.id)).scores
    assert (score.whole.n, score.whole.mean) == (6, 55.0)
    assert json.dumps(store.release_json(db, wave.id)).count("Sales")


def test_a_named_round_shares_the_figures_of_everybody_and_no_words(app, db, config, clock, sales):
    wave = round_of(db, clock(), level=NAMED, share_results=True)
    addresses = [link(db, config, wave, person) for person in sales]
    assert Respondent(app, addresses[0]).open().sees("figures of everybody together, if 5 people or more have answered")
    for address in addresses[:5]:
        answered(app, address, works="Only for Åsa")
    actions.close_wave(db, config, wave.id, clock())
    visitor = Respondent(app, addresses[5])
    visitor.open(visitor.address + "/results")
    assert visitor.sees("System Usability Scale", "55.0")
    assert not visitor.sees("Only for Åsa")
    assert not visitor.sees("Sales")


def test_a_named_round_with_few_answers_shares_nothing(app, db, config, clock, sales):
    wave = round_of(db, clock(), level=NAMED, share_results=True)
    for person in sales[:4]:
        answered(app, link(db, config, wave, person))
    actions.close_wave(db, config, wave.id, clock())
    visitor = Respondent(app, link(db, config, wave, sales[5]))
    visitor.open(visitor.address + "/results")
    assert visitor.sees("Fewer than 5 people have answered")
    assert "55.0" not in visitor.html
