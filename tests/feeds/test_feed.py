"""What stands in a calendar that is subscribed to, as the programs' parsers read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import flask
import pytest
from hypothesis import example, given

import privacy
from app import create_app
from config import from_environment
from feeds import calendar
from feeds.model import OWN, PLAN, Day, Feed, Meeting
from outcomes import actions as outcome_actions
from outcomes import store as outcome_store
from outcomes.model import ACTION, Draft, Outcome
from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.feeds import cast
from tests.workshops import cast as workshop_cast
from tests.workshops.test_invite import DAYS, HOSTILE, WORKSHOP
from workshops import actions, invite
from workshops.model import MAYBE, NO, YES, Tally

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture()
def kim(db):
    return factories.person(db, "Kim Berg")


@pytest.fixture()
def read(db, config, stranger):
    """What a person's calendar, or an ambassador's plan, says now."""
    return lambda person, kind=OWN: stranger.get(cast.url(db, config, person, kind)).text


def answered(db, clock, workshop, person, answer):
    actions.answer(db, workshop_cast.invitation(db, workshop, person).id, answer, clock())


def action(db, clock, workshop, owner, text="Ring the three largest customers", due=date(2026, 12, 18)):
    return outcome_actions.add(db, workshop.id, Draft(kind=ACTION, text=text, owner_id=owner, due=due), clock())


@pytest.fixture()
def held(db, config, clock, kim):
    """A workshop that has begun, so that something can come of it."""
    workshop = workshop_cast.planned(db, config, clock, kim, title="Order in the contacts")
    clock.turn(days=9)
    return workshop


@pytest.mark.parametrize(("wall", "instant"), DAYS)
def test_every_reader_sees_the_right_hour_on_both_sides_of_a_change_of_the_clocks(db, config, clock, kim, read, wall, instant):
    workshop = workshop_cast.planned(db, config, clock, kim, starts=wall, ends=wall + timedelta(hours=2))
    clock.moment = instant - timedelta(days=3)
    for text in (read(kim), read(factories.asa(db), PLAN)):
        [one] = cast.seen(text)
        assert (one.uid, one.starts, one.ends) == (workshop.uid, instant, instant + timedelta(hours=2))


def test_all_the_days_of_a_change_stand_right_in_one_calendar(db, config, clock, kim, read):
    for wall, _instant in DAYS:
        workshop_cast.planned(db, config, clock, kim, starts=wall, ends=wall + timedelta(hours=2))
    text = read(kim)
    assert [one.starts for one in cast.seen(text)] == [instant for _wall, instant in DAYS]
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_every_zone_in_it_is_defined_and_one_that_cannot_be_is_written_in_utc(db, config, clock, kim, read):
    for zone in ("Europe/Stockholm", "America/New_York", "Africa/Cairo", "UTC"):
        workshop_cast.planned(db, config, clock, kim, zone=zone)
    text = read(kim)
    assert {one.starts.hour for one in cast.seen(text)} == {13, 19, 12, 14}
    assert (text.count("TZID:Europe/Stockholm\r\n"), text.count("TZID:America/New_York\r\n"), text.count("BEGIN:VTIMEZONE")) == (1, 1, 2)
    assert "DTSTART:20261201T120000Z" in text


def test_an_answer_shows_in_words_and_who_declined_or_was_taken_off_is_left_alone(db, config, clock, kim, read):
    lo = factories.person(db, "Lo Ek")
    workshop = workshop_cast.planned(db, config, clock, kim, lo)
    assert cast.titles(read(kim)) == ["Not answered: Pipeline in practice"]
    answered(db, clock, workshop, kim, MAYBE)
    [one] = cast.seen(read(kim))
    assert (one.title, one.status) == ("Maybe: Pipeline in practice", "TENTATIVE")
    answered(db, clock, workshop, kim, YES)
    [one] = cast.seen(read(kim))
    assert (one.title, one.status) == ("Pipeline in practice", "CONFIRMED")
    answered(db, clock, workshop, kim, NO)
    actions.remove(db, workshop_cast.invitation(db, workshop, lo).id, clock())
    assert (cast.titles(read(kim)), cast.titles(read(lo))) == ([], [])


def test_a_new_time_asks_everybody_anew(db, config, clock, kim, read):
    workshop = workshop_cast.planned(db, config, clock, kim)
    answered(db, clock, workshop, kim, NO)
    actions.change(db, workshop.id, replace(workshop_cast.PLAN, ends=datetime(2026, 12, 1, 16)), clock())
    assert cast.titles(read(kim)) == ["Not answered: Pipeline in practice"]


def test_a_change_keeps_the_entry_and_raises_its_sequence_as_the_mail_does(db, config, clock, kim, read):
    workshop = workshop_cast.planned(db, config, clock, kim)
    before = read(kim)
    clock.turn(hours=1)
    actions.change(db, workshop.id, replace(workshop_cast.PLAN, starts=datetime(2026, 12, 2, 14), ends=datetime(2026, 12, 2, 15)), clock())
    after = read(kim)
    assert (cast.seen(before)[0].uid, cast.seen(after)[0].uid) == (workshop.uid, workshop.uid)
    assert ("SEQUENCE:0\r\n" in before, "SEQUENCE:1\r\n" in after, "SEQUENCE:1\r\n" in read(factories.asa(db), PLAN)) == (True, True, True)
    assert cast.seen(after)[0].starts == datetime(2026, 12, 2, 13, tzinfo=UTC)
    assert "DTSTAMP:20261123T100000Z\r\n" in after
    assert "LAST-MODIFIED:20261123T100000Z\r\n" in after


def test_the_stamp_moves_with_every_answer_since_programs_pass_over_what_is_not_newer(db, config, clock, kim, read):
    workshop = workshop_cast.planned(db, config, clock, kim)
    clock.turn(hours=2)
    answered(db, clock, workshop, kim, YES)
    for text in (read(kim), read(factories.asa(db), PLAN)):
        assert "LAST-MODIFIED:20261123T110000Z\r\n" in text


def test_what_was_cancelled_says_so_for_thirty_days(db, config, clock, kim, read):
    workshop = workshop_cast.planned(db, config, clock, kim, starts=datetime(2027, 3, 1, 9), ends=datetime(2027, 3, 1, 10))
    actions.cancel(db, workshop.id, clock())
    for text in (read(kim), read(factories.asa(db), PLAN)):
        [one] = cast.seen(text)
        assert (one.title, one.status, one.uid) == ("Cancelled: Pipeline in practice", "CANCELLED", workshop.uid)
    clock.turn(days=30)
    assert (cast.titles(read(kim)), cast.titles(read(factories.asa(db), PLAN))) == ([], [])


def test_what_is_over_asks_nobody_any_more(db, config, clock, kim, read):
    workshop = workshop_cast.planned(db, config, clock, kim)
    [before] = cast.seen(read(kim))
    clock.moment = workshop.ends_at
    [one] = cast.seen(text := read(kim))
    assert (before.title, one.title, one.status) == ("Not answered: Pipeline in practice", "Pipeline in practice", "CONFIRMED")
    assert ("Answer" in before.description, "Answer" in one.description) == (True, False)
    assert "LAST-MODIFIED:20261201T143000Z" in text


def test_what_is_past_stays_for_ninety_days(db, config, clock, kim, read):
    workshop = workshop_cast.planned(db, config, clock, kim)
    clock.moment = workshop.ends_at + timedelta(days=90, seconds=-1)
    assert len(cast.seen(read(kim))) == 1
    clock.turn(seconds=1)
    assert cast.seen(read(kim)) == []


def test_the_days_on_which_actions_are_due_are_whole_days(db, clock, held, kim, read):
    number = action(db, clock, held, kim)
    one = next(one for one in cast.seen(read(kim)) if one.title.startswith("To do"))
    assert (one.title, one.starts, one.ends) == ("To do: Ring the three largest customers", date(2026, 12, 18), date(2026, 12, 19))
    assert "Order in the contacts" in one.description
    outcome_actions.change(db, number, Draft(kind=ACTION, text="Ring them", owner_id=kim, due=date(2026, 12, 21)), clock())
    moved = next(one for one in cast.seen(read(kim)) if one.title.startswith("To do"))
    assert (moved.uid, moved.title, moved.starts) == (one.uid, "To do: Ring them", date(2026, 12, 21))
    assert "SEQUENCE:1\r\n" in read(kim)


def test_an_action_leaves_when_it_is_done_or_another_sees_to_it(db, clock, held, kim, read):
    lo = factories.person(db, "Lo Ek")
    number = action(db, clock, held, kim)
    outcome_actions.set_done(db, number, True, clock())
    assert "To do" not in read(kim)
    outcome_actions.set_done(db, number, False, clock())
    assert "To do" in read(kim)
    outcome_actions.change(db, number, Draft(kind=ACTION, text="Ring them", owner_id=lo, due=date(2026, 12, 21)), clock())
    assert ("To do" in read(kim), "To do" in read(lo)) == (False, True)


def test_the_number_of_a_removed_action_may_come_again_and_is_another_entry(db, clock, held, kim, read):
    number = action(db, clock, held, kim)
    before = {one.uid for one in cast.seen(read(kim))}
    outcome_actions.remove(db, number)
    clock.turn(minutes=1)
    assert action(db, clock, held, kim, "Something else") == number
    assert len({one.uid for one in cast.seen(read(kim))} & before) == 1  # the workshop


def test_nobody_sees_what_is_anothers(db, config, clock, held, kim, read):
    lo = factories.person(db, "Lo Ek")
    workshop_cast.planned(db, config, clock, lo, title="Only for Lo", starts=datetime(2026, 12, 8, 14), ends=datetime(2026, 12, 8, 15))
    action(db, clock, held, kim)
    assert cast.titles(read(lo)) == ["Not answered: Only for Lo"]
    assert "Lo" not in read(kim)


def test_the_plan_has_everything_with_the_number_of_answers(db, config, clock, kim, read):
    lo = factories.person(db, "Lo Ek")
    workshop = workshop_cast.planned(db, config, clock, kim, lo)
    workshop_cast.planned(db, config, clock, title="Nobody yet", starts=datetime(2026, 12, 3, 9), ends=datetime(2026, 12, 3, 10))
    answered(db, clock, workshop, kim, YES)
    answered(db, clock, workshop, lo, MAYBE)
    clock.turn(days=9)
    action(db, clock, workshop, kim)
    found = cast.seen(read(factories.asa(db), PLAN))
    assert [one.title for one in found] == ["Pipeline in practice (1 yes of 2)", "Nobody yet", "To do: Ring the three largest customers"]
    assert "1 yes, 1 maybe, 0 no, 0 without an answer" in found[0].description
    assert "Nobody is invited yet." in found[1].description
    assert "Kim Berg" in found[2].description


def test_a_calendar_never_names_an_attendee_and_says_that_it_is_published(db, config, clock, held, kim, read):
    action(db, clock, held, kim)
    for text in (read(kim), read(factories.asa(db), PLAN)):
        head = text.partition("BEGIN:VEVENT")[0]
        assert "ATTENDEE" not in text
        assert "kim.berg@" not in text
        for line in ("METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "NAME:Ombord", "X-WR-CALNAME:Ombord"):
            assert f"\r\n{line}" in head
        assert "UID" not in head
        assert "RRULE" not in text.partition("BEGIN:VEVENT")[2]


def test_it_speaks_the_persons_language_whoever_reads_it(db, config, clock, kim, stranger):
    workshop = workshop_cast.planned(db, config, clock, kim)
    actions.cancel(db, workshop.id, clock())
    people_actions.change_me(db, kim, "Kim Berg", "sv")
    texts = {stranger.get(cast.url(db, config, kim), headers={"Accept-Language": spoken}).text for spoken in ("en", "sv", "fi")}
    assert len(texts) == 1
    assert "inställ" in texts.pop().lower().replace("\r\n ", "")


def test_what_was_erased_about_a_person_is_in_no_plan(db, config, clock, held, kim, read):
    action(db, clock, held, kim)
    asa = factories.asa(db)
    assert "Kim Berg" in read(asa, PLAN).replace("\r\n ", "")
    privacy.erase(db, config, kim, clock())
    text = read(asa, PLAN).replace("\r\n ", "")
    assert ("Kim" in text, "To do: Ring" in text) == (False, True)


OUTCOME = Outcome(kind=ACTION, text="", owner_id=2, due=date(2026, 12, 18), id=1, workshop_id=1, workshop_title="x", created_at=NOW, changed_at=NOW, owner="Kim")


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> flask.Flask:
    """An app that puts calendars into words."""
    return create_app(from_environment({"OMBORD_DATA": str(tmp_path_factory.mktemp("speaking"))}))


@given(title=HOSTILE, place=HOSTILE, purpose=HOSTILE, todo=HOSTILE, company=HOSTILE)
@example(title="END:VEVENT\r\nBEGIN:VEVENT", place="\r\nATTENDEE:mailto:x@example.com", purpose="a\n\nb\\n", todo="\r\nBEGIN:VALARM", company="\nUID:1")
def test_no_text_that_anybody_types_breaks_out_of_its_entry(speaking, title, place, purpose, todo, company):
    workshop = replace(WORKSHOP, title=title, place=place, purpose=purpose)
    meeting = Meeting(workshop, 0, NOW, "https://ombord.example.com/w/abc", tally=Tally(invited=3, yes=1))
    day = Day("action-1@ombord.example.com", "feeds/action.txt", replace(OUTCOME, text=todo, workshop_title=title, owner=company), date(2026, 12, 18), NOW)
    with speaking.app_context():
        text = calendar.written(Feed(PLAN, "en", company, (meeting,), (day,))).decode()
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 2
    assert "\r\nATTENDEE" not in text
    assert "\r\nBEGIN:VALARM" not in text
    found = cast.seen(text)
    assert [one.uid for one in found] == [workshop.uid, day.uid]
    assert found[0].title == " ".join((invite.line(title) + " (1 yes of 3)").split())
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_title_of_a_long_action_is_short_and_all_of_it_is_below(db, clock, held, kim, read):
    words = "Ring everybody. " * 100
    action(db, clock, held, kim, words.strip())
    one = next(one for one in cast.seen(read(kim)) if one.title.startswith("To do"))
    assert len(one.title) < 170
    assert words.strip() in one.description
    assert outcome_store.open_actions(db)[0].text == words.strip()


def test_an_archived_owner_keeps_no_calendar(db, clock, held, kim, read):
    people_actions.archive_person(db, kim, clock())
    assert "BEGIN:VCALENDAR" not in read(kim)
    assert not people_store.get(db, kim).active
