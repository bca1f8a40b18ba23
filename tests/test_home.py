"""The dashboard: first steps, what needs the ambassador today, what is open, what is next."""

import html
import re
from datetime import datetime
from pathlib import Path

import pytest

import storage
from app import create_app
from config import from_environment
from mail import store as mail_store
from outcomes import store as outcomes_store
from people import actions as people_actions
from people import store as people_store
from surveys import actions as surveys_actions
from surveys import store as surveys_store
from surveys.model import ANONYMOUS, Settings
from tests import factories
from tests.conftest import Client
from tests.documents.cast import held
from tests.surveys.answering import round_of
from tests.workshops.cast import invitation, planned
from workshops import actions as workshops_actions

CLOSES = datetime(2026, 12, 4, 16)


def text(client) -> str:
    """The page as it is read: without its tags, single-spaced."""
    page = client.get("/")
    assert page.status_code == 200
    main = page.text.partition('<main')[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def main_button(client) -> str:
    found = re.findall(r'class="button main" href="([^"]+)"', client.get("/").text)
    assert len(found) < 2
    return found[0] if found else ""


def drafted(db, clock, **settings) -> int:
    survey = surveys_actions.new_survey(db, "umux-lite", "A pulse", clock())
    return surveys_actions.save_wave(db, survey, None, Settings(ANONYMOUS, 5, 10, None, CLOSES, "Europe/Stockholm", **settings), clock())


def fails(db, clock, kind: str) -> None:
    """One waiting mail of a kind is given up."""
    with storage.write(db):
        while mail := mail_store.claim(db, "test", clock(), clock()):
            if mail.kind == kind:
                return mail_store.finish(db, mail.id, "test", "failed", "550 no such mailbox", clock())
    raise AssertionError("no such mail")


def test_at_first_there_are_three_steps_and_one_button(ambassador):
    page = text(ambassador)
    assert "Three first steps" in page
    assert page.index("Get the people in") < page.index("Ask how it is going") < page.index("Gather them")
    assert main_button(ambassador) == "/people/import"
    assert "What needs you today" not in page


def test_each_step_taken_leads_to_the_next(ambassador, db, config, clock):
    factories.people(db, "Sales", 6)
    assert main_button(ambassador) == "/surveys/new"
    round_of(db, clock())
    assert main_button(ambassador) == "/workshops/new"
    planned(db, config, clock, factories.asa(db))
    page = text(ambassador)
    assert "Three first steps" not in page
    assert main_button(ambassador) == ""


def test_a_draft_is_not_yet_a_survey_that_was_sent(ambassador, db, clock):
    factories.people(db, "Sales", 6)
    drafted(db, clock)
    assert main_button(ambassador) == "/surveys/new"
    assert "“A pulse” is ready to be sent." in text(ambassador)


def test_when_nothing_needs_anybody_it_says_so(db, config, clock, tmp_path: Path):
    quiet = from_environment({"OMBORD_DATA": str(config.data), "OMBORD_KEY": "a key that only the tests know, ever", "OMBORD_SMTP": "smtp://127.0.0.1:1", "OMBORD_SENDER": "ombord@nordverk.example.com"})
    app = create_app(quiet, clock)
    app.testing, app.test_client_class = True, Client
    client = app.test_client()
    with client.session_transaction() as session:
        session["secret"] = people_actions.start_session(db, factories.asa(db), clock())
    factories.people(db, "Sales", 6)
    round_of(db, clock())
    planned(db, config, clock, factories.asa(db))
    assert "Nothing. Everything is sent, recorded and on its way." in text(client)


def test_mails_that_wait_for_a_server_and_mails_that_failed_lead_to_their_lists(ambassador, db, config, clock):
    planned(db, config, clock, factories.person(db, "Berit Ek"), factories.person(db, "Carl Dahl"))
    assert "2 mails wait, since no mail server is set." in text(ambassador)
    fails(db, clock, "workshop")
    assert "One mail could not be delivered." in text(ambassador)
    page = ambassador.get("/").text
    assert 'href="/mail/?state=failed"' in page
    assert 'href="/mail/?state=waiting"' in page


def test_a_failed_reminder_is_not_counted_since_the_list_must_not_show_it(ambassador, db, config, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    clock.turn(days=1)
    surveys_actions.remind_now(db, wave.id, people_store.get_company(db), clock())
    fails(db, clock, "survey reminder")
    assert "could not be delivered" not in text(ambassador)


def test_a_workshop_without_a_record_is_pointed_out_until_it_has_one(ambassador, db, config, clock):
    workshop = planned(db, config, clock, factories.person(db, "Berit Ek"))
    clock.turn(days=9)
    assert "“Pipeline in practice” has no record yet. It was held on Tuesday 1 December 2026." in text(ambassador)
    assert f'href="/workshops/{workshop.id}/record"' in ambassador.get("/").text


def test_a_cancelled_workshop_needs_no_record(ambassador, db, config, clock):
    workshops_actions.cancel(db, planned(db, config, clock, factories.person(db, "Berit Ek")).id, clock())
    clock.turn(days=9)
    assert "has no record yet" not in text(ambassador)


def test_overdue_actions_are_pointed_out_with_their_owner(ambassador, db, config, clock):
    workshop = held(db, config, clock)
    page = text(ambassador)
    assert "Overdue: Clean the list Carl Dahl, by Friday 4 December 2026" in page
    assert "has no record yet" not in page
    with storage.write(db):
        [action] = outcomes_store.overdue(db, clock().date())
        outcomes_store.set_done(db, action.id, clock())
    assert "Overdue" not in text(ambassador)
    assert f'href="/workshops/{workshop.id}/record#actions"' not in ambassador.get("/").text


def test_of_many_the_first_are_shown_and_the_rest_counted(ambassador, db, config, clock):
    for number in range(7):
        planned(db, config, clock, factories.asa(db), title=f"Workshop {number}")
    clock.turn(days=9)
    page = text(ambassador)
    assert page.count("has no record yet") == 5
    assert "7 workshops have no record in all" in page


def test_a_survey_that_asks_nobody_is_pointed_out(ambassador, db, clock):
    surveys_actions.new_survey(db, "sus", "How is it going?", clock())
    assert "“How is it going?” has been made, and asks nobody yet." in text(ambassador)


def test_an_open_round_tells_how_many_have_answered_and_that_it_closes_soon(ambassador, db, config, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    surveys_actions.answer(db, config, surveys_store.invitations(db, wave.id)[0].id, {"sus1": 4}, "", clock())
    assert "1 of 7 have answered; open until Friday 4 December 2026, 16:00." in text(ambassador)
    assert "closes soon" not in text(ambassador)
    clock.turn(days=10)
    assert "“How is it going?” closes soon: Friday 4 December 2026, 16:00." in text(ambassador)


def test_what_is_next_are_coming_workshops_and_planned_rounds(ambassador, db, config, clock):
    berit = factories.person(db, "Berit Ek")
    workshop = planned(db, config, clock, berit, seats=4)
    workshops_actions.answer(db, invitation(db, workshop, berit).id, "yes", clock())
    page = text(ambassador)
    assert "What is next Pipeline in practice" in page
    assert "3 seats of 4 are left." in page
    factories.people(db, "Sales", 6)
    wave = drafted(db, clock, opens=datetime(2026, 11, 30, 8))
    surveys_actions.start(db, wave, people_store.get(db, factories.asa(db)), people_store.get_company(db), clock())
    assert "A pulse Opens by itself on Monday 30 November 2026, 08:00." in text(ambassador)


def test_the_newest_results_have_n_and_interval(ambassador, db, config, clock):
    factories.people(db, "Sales", 8)
    wave = round_of(db, clock())
    for number, one in enumerate(surveys_store.invitations(db, wave.id)):
        surveys_actions.answer(db, config, one.id, {f"sus{item}": 1 + (number * item) % 5 for item in range(1, 11)}, "", clock())
    assert "Newest results" not in text(ambassador)
    surveys_actions.close_wave(db, config, wave.id, clock())
    whole = surveys_store.results(db, surveys_store.get_wave(db, wave.id)).scores[0].whole
    assert f"{whole.mean:.1f} (grade {whole.grade}) n = 9, 95 % interval {whole.low:.1f}–{whole.high:.1f}" in text(ambassador)


def test_results_of_too_few_say_so(ambassador, db, config, clock):
    factories.people(db, "Sales", 8)
    wave = round_of(db, clock())
    surveys_actions.close_wave(db, config, wave.id, clock())
    assert "Fewer than 5 answered, so nothing is shown." in text(ambassador)


def test_it_asks_the_database_little_however_much_there_is(ambassador, db, config, clock):
    """A hundred workshops and thirty surveys take no more questions than one of each, but for what is listed."""
    def questions() -> int:
        asked: list[str] = []
        real = storage.connect

        def counting(path):
            opened = real(path)
            opened.conn.set_trace_callback(asked.append)
            return opened

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(storage, "connect", counting)
            ambassador.get("/")
        return len(asked)

    planned(db, config, clock, factories.asa(db))
    surveys_actions.new_survey(db, "sus", "One", clock())
    few = questions()
    for number in range(30):
        planned(db, config, clock, factories.asa(db), title=f"Workshop {number}")
        surveys_actions.new_survey(db, "sus", f"Survey {number}", clock())
    assert questions() == few
    assert few < 65
