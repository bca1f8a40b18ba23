"""The attention budget: how much is asked of whom, the warning before it is too much, and samples."""

import re
from datetime import UTC, date, datetime

import pytest

from errors import Refused
from mail import actions as mail_actions
from mail.model import WORKSHOP, Message
from people import actions as people_actions
from people import store as people_store
from surveys import actions, attention, jobs, preview, shares, store
from surveys.budget import Budget
from surveys.model import OPEN
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import Respondent, link
from tests.surveys.test_pages_rounds import SETTINGS
from tests.surveys.test_pages_surveys import text
from tests.surveys.worlds import BY_CHANCE, World

DAYS = (date(2026, 11, 26), date(2026, 12, 1))
ZONE = rounds.ZONE


@pytest.fixture()
def staff(db):
    """Eleven people and the ambassador."""
    factories.asa(db)
    return rounds.company(db, Sales=6, Support=5)


def group(db, name):
    return people_store.ensure_group(db, rounds.department(db), name)


def company(db):
    return people_store.get_company(db)


def excess(db, clock, minutes=1, budget=None, **settings):
    return attention.excess(db, rounds.settings(**settings), minutes, budget or Budget(), clock())


def workshop_mail(db, clock, person, name):
    one = people_store.get(db, person)
    mail_actions.queue(db, [Message(WORKSHOP, "workshop:1", f"{name} {person}", one.name, one.email, "Come", "Come\n")], clock())


class TestTheNumbers:
    def test_without_any_set_they_are_the_usual(self, db):
        assert store.budget(db) == Budget(most_reminders=2, gap_days=2, window_days=30, most_mails=4, most_minutes=20)

    def test_they_are_kept_one_row_however_often_they_are_set(self, db):
        for most in (3, 5):
            actions.set_budget(db, Budget(most_mails=most))
        assert store.budget(db) == Budget(most_mails=5)
        assert db["budget"].count == 1

    @pytest.mark.parametrize(("name", "wrong"), [
        ("most_reminders", -1), ("most_reminders", 6), ("gap_days", 0), ("gap_days", 31), ("window_days", 6), ("window_days", 367), ("most_mails", 0), ("most_minutes", 0),
    ])
    def test_numbers_that_make_no_sense_are_refused_at_their_field(self, ambassador, db, name, wrong):
        with pytest.raises(Refused) as refused:
            actions.set_budget(db, Budget(**{name: wrong}))
        assert refused.value.field == name
        page = ambassador.send("/surveys/attention", {**vars(Budget()), name: str(wrong)})
        assert page.status_code == 422
        assert f'value="{wrong}"' in page.text
        assert store.budget(db) == Budget()

    def test_without_reminders_none_is_planned_none_goes_out_and_none_is_offered(self, ambassador, db, staff, clock):
        wave = rounds.opened(db, clock(), reminders=DAYS)
        survey = actions.new_survey(db, "sus", "Another", clock())
        ambassador.send("/surveys/attention", {**vars(Budget()), "most_reminders": "0"})
        assert 'name="reminder_1"' not in ambassador.get(f"/surveys/{survey}/waves/new").text
        with pytest.raises(Refused, match="At most so many reminders go out in a round: 0"):
            rounds.draft(db, clock(), reminders=DAYS[:1])
        clock.moment = datetime(2026, 11, 26, 8, tzinfo=UTC)
        assert jobs.remind_due(db, company(db), clock()) == 0
        with pytest.raises(Refused, match="As many reminders have gone out as may: 0"):
            actions.remind_now(db, wave.id, company(db), clock())

    def test_a_planned_reminder_too_soon_after_one_by_hand_does_not_go_out(self, db, staff, clock):
        actions.set_budget(db, Budget(gap_days=5, most_reminders=3))
        wave = rounds.opened(db, clock(), reminders=DAYS)
        clock.moment = datetime(2026, 11, 28, 8, tzinfo=UTC)  # the first one's day has gone by while nothing ran
        assert actions.remind_now(db, wave.id, company(db), clock()) == 12
        clock.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
        assert jobs.remind_due(db, company(db), clock()) == 0
        assert [day for day, _sent in store.reminders(db, wave.id)] == [date(2026, 11, 28)]

    def test_a_wider_gap_set_later_holds_for_what_was_planned_before(self, db, staff, clock):
        rounds.opened(db, clock(), reminders=DAYS)
        clock.moment = datetime(2026, 11, 26, 8, tzinfo=UTC)
        assert jobs.remind_due(db, company(db), clock()) == 12
        actions.set_budget(db, Budget(gap_days=6))
        clock.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
        assert [jobs.remind_due(db, company(db), clock()) for _ in range(2)] == [0, 0]

    def test_as_many_days_are_offered_as_reminders_are_allowed(self, ambassador, db, staff, clock):
        actions.set_budget(db, Budget(most_reminders=3, gap_days=1))
        survey = actions.new_survey(db, "sus", "How is it going?", clock())
        ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | {"reminder_3": "2026-12-03", "dimension": ""})
        [wave] = store.waves_of(db, survey)
        assert [day.isoformat() for day, _sent in store.reminders(db, wave.id)] == ["2026-11-26", "2026-12-02", "2026-12-03"]


class TestWarning:
    def test_a_first_round_within_the_budget_warns_of_nothing(self, db, staff, clock):
        assert excess(db, clock, reminders=DAYS) is None

    def test_mails_of_all_surveys_and_workshops_within_the_window_count(self, db, staff, clock):
        rounds.opened(db, clock(), reminders=DAYS, targets=(group(db, "Sales"),))
        for person in staff["Sales"][:2]:
            workshop_mail(db, clock, person, "invite")
        found = excess(db, clock, reminders=DAYS)
        assert (found.asked, found.over_mails, found.over_minutes, found.most.mails, found.sample_helps) == (12, 6, 0, 7, True)

    def test_minutes_count_too(self, db, staff, clock):
        rounds.opened(db, clock(), targets=(group(db, "Sales"),))  # three minutes
        found = excess(db, clock, 18)
        assert (found.over_mails, found.over_minutes, found.most.minutes) == (0, 6, 21)

    def test_reminders_count_for_everybody_invited_whether_they_have_answered_or_not(self, db, staff, config, clock):
        wave = rounds.opened(db, clock(), reminders=DAYS, targets=(group(db, "Sales"),))
        for person in staff["Sales"][:5]:
            rounds.give(db, config, wave, person, clock())
        clock.moment = datetime(2026, 12, 1, 8, tzinfo=UTC)
        jobs.remind_due(db, company(db), clock())
        known = attention.load(db, datetime(2026, 11, 1, tzinfo=UTC))
        assert {attention.total(known[person]).mails for person in staff["Sales"]} == {2}

    def test_it_says_until_when_to_wait_and_then_nobody_is_asked_too_much(self, db, staff, clock):
        rounds.opened(db, clock(), reminders=DAYS)
        found = excess(db, clock, reminders=DAYS)
        assert found.wait_until == date(2026, 12, 21)
        for days, most in ((0, None), (-1, 5)):
            later = excess(db, clock, opens=datetime(2026, 12, 21 + days, 10), closes=datetime(2027, 1, 8, 10), reminders=(date(2026, 12, 24 + days), date(2026, 12, 29 + days)))
            assert (later.most.mails if later else None) == most

    def test_where_waiting_does_not_help_it_is_not_advised(self, db, staff, clock):
        assert excess(db, clock, minutes=25).wait_until is None

    def test_what_was_asked_too_much_before_is_not_the_rounds_fault(self, db, staff, clock):
        for name in range(6):
            workshop_mail(db, clock, staff["Sales"][0], name)
        assert excess(db, clock, opens=datetime(2026, 12, 24, 8), closes=datetime(2027, 1, 8, 8)) is None
        assert excess(db, clock).over_mails == 1

    def test_planned_rounds_count_but_no_drafts_and_not_the_round_itself(self, db, staff, clock):
        number = rounds.draft(db, clock(), opens=datetime(2026, 11, 24, 8), reminders=DAYS)
        assert excess(db, clock, reminders=DAYS) is None
        rounds.start(db, number, clock())
        assert excess(db, clock, reminders=DAYS).over_mails == 12
        own = store.get_wave(db, number)
        assert attention.excess(db, store.settings_of(db, own), 3, Budget(), clock(), number) is None

    def test_a_closed_round_still_counts_with_the_reminders_that_went_out(self, db, staff, config, clock):
        wave = rounds.opened(db, clock(), reminders=DAYS)
        clock.moment = datetime(2026, 11, 26, 8, tzinfo=UTC)
        jobs.remind_due(db, company(db), clock())
        actions.close_wave(db, config, wave.id, clock())
        known = attention.load(db, datetime(2026, 11, 1, tzinfo=UTC))
        assert attention.total(known[staff["Sales"][0]]) == attention.Total(2, 3)

    def test_the_pages_of_a_draft_warn_and_do_not_forbid(self, ambassador, db, staff, clock):
        rounds.opened(db, clock(), reminders=DAYS)
        number = rounds.draft(db, clock(), reminders=DAYS)
        for page in (f"/waves/{number}", f"/waves/{number}/settings"):
            said = text(ambassador.get(page))
            assert "12 of 12 people would get more than 4 mails within 30 days, the most 6." in said
            assert "Drop a reminder, or wait until Monday 21 December 2026" in said
        ambassador.send(f"/waves/{number}", to=f"/waves/{number}/opening")
        assert store.get_wave(db, number).state == OPEN


class TestSample:
    def test_so_many_are_drawn_invited_and_told(self, ambassador, app, db, config, staff, clock):
        wave = rounds.opened(db, clock(), sample=7, dimension_id=rounds.department(db))
        invited = store.invitations(db, wave.id)
        assert len(invited) == 7
        assert (store.promise(db, wave.id).drawn, store.promise(db, wave.id).drawn_from) == (7, 12)
        assert sum(store.group_sizes(db, wave.id).values()) == 7
        assert Respondent(app, link(db, config, wave, invited[0].person_id)).open().sees("You were drawn by chance: 7 of 12 people are asked.")
        page = text(ambassador.get(f"/waves/{wave.id}"))
        assert "0 of 7 have answered" in page
        assert "7 of 12, drawn by chance" in page
        actions.close_wave(db, config, wave.id, clock())
        assert "7 of 12 people were asked, drawn by chance." in text(ambassador.get(f"/waves/{wave.id}/results"))

    def test_chance_decides(self, db, staff, clock):
        drawn = [frozenset(one.person_id for one in store.invitations(db, rounds.opened(db, clock(), sample=6).id)) for _ in range(12)]
        assert len(set(drawn)) > 1  # all twelve alike once in 924 to the eleventh
        assert len(frozenset.union(*drawn)) > 6

    def test_those_of_whom_not_too_much_is_asked_come_first(self, db, staff, clock):
        for person in staff["Sales"]:
            for name in range(4):
                workshop_mail(db, clock, person, name)
        wave = rounds.opened(db, clock(), sample=6)
        assert {one.person_id for one in store.invitations(db, wave.id)} == {*staff["Support"], factories.asa(db)}

    def test_a_sample_that_stays_within_the_budget_warns_of_nothing_and_a_larger_one_of_the_rest(self, db, staff, clock):
        for person in staff["Sales"]:
            for name in range(4):
                workshop_mail(db, clock, person, name)
        assert excess(db, clock, sample=6) is None
        assert (excess(db, clock, sample=8).over_mails, excess(db, clock, sample=8).asked) == (2, 8)

    def test_whoever_joins_later_is_not_invited(self, db, staff, clock):
        wave = rounds.opened(db, clock(), sample=7)
        factories.person(db, "Late Joiner")
        assert jobs.invite_late_joiners(db, company(db), clock()) == 0
        assert len(store.invitations(db, wave.id)) == 7

    def test_where_there_are_no_more_than_that_all_are_asked_and_nobody_is_called_drawn(self, db, staff, clock):
        wave = rounds.opened(db, clock(), sample=50)
        assert len(store.invitations(db, wave.id)) == 12
        assert store.promise(db, wave.id).drawn == 0

    @pytest.mark.parametrize(("chosen", "least"), [({"sample": 4}, 5), ({"sample": 0}, 5), ({"sample": 0, "level": "named"}, 1), ({"sample": 10, "access": "link"}, None)])
    def test_one_that_could_show_nothing_is_refused(self, db, staff, clock, chosen, least):
        with pytest.raises(Refused) as refused:
            rounds.draft(db, clock(), **chosen)
        assert (refused.value.field, refused.value.values.get("least")) == ("sample", least)

    def test_by_name_one_is_enough(self, db, staff, clock):
        assert len(store.invitations(db, rounds.opened(db, clock(), sample=1, level="named").id)) == 1

    def test_the_settings_ask_for_it_and_the_page_says_what_opening_does(self, ambassador, db, staff, clock):
        survey = actions.new_survey(db, "sus", "How is it going?", clock())
        wrong = ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | {"sample": "4"})
        assert (wrong.status_code, 'value="4"' in wrong.text) == (422, True)
        page = text(ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | {"sample": "8"}))
        assert "8 of all 12 people are asked, drawn by chance when the round opens" in page
        assert "Open the survey to 8 people" in page
        [wave] = store.waves_of(db, survey)
        assert (preview.promise(db, wave).drawn, preview.promise(db, wave).drawn_from) == (8, 12)
        assert "drawn by chance: 8 of 12" in text(ambassador.get(f"/waves/{wave.id}/preview"))

    def test_it_is_frozen_with_the_round(self, db, staff, clock):
        wave = rounds.opened(db, clock(), sample=7)
        with pytest.raises(Exception, match="frozen"):
            db.execute("update wave set sample = null where id = ?", [wave.id])


class TestThePage:
    def test_it_says_what_is_asked_of_whom_around_today(self, ambassador, db, staff, clock):
        rounds.opened(db, clock(), reminders=DAYS, targets=(group(db, "Sales"),))
        workshop_mail(db, clock, staff["Sales"][0], "invite")
        number = rounds.draft(db, clock(), opens=datetime(2026, 12, 7, 8), closes=datetime(2026, 12, 18, 8))
        rounds.start(db, number, clock())
        clock.turn(days=1)
        found = shares.overview(db, Budget(), ZONE, clock())
        assert (found.start, found.end) == (date(2026, 11, 9), date(2026, 12, 8))
        assert found.mails == {"survey invitation": 18, "survey reminder": 12, "workshop": 1}
        [(dimension, groups)] = found.groups
        assert [(one.name, one.people, one.mails, one.most_mails, one.most_minutes) for one in groups] == [("Sales", 6, 4 + 1 / 6, 5, 6), ("Support", 5, 1.0, 1, 3)]
        assert (dimension.name, found.over, found.named[0][0].name) == ("Department", 1, "Sales 1")
        page = text(ambassador.get("/surveys/attention"))
        assert "From Monday 9 November 2026 to Tuesday 8 December 2026, 12 people get 31 mails. 1 of them is asked more than you have allowed." in page
        assert "Sales 1: 5 mails, 6 minutes" in page

    def test_one_mail_is_told_of_as_one(self, ambassador, db, clock):
        workshop_mail(db, clock, factories.asa(db), "invite")
        assert "1 person gets 1 mail." in text(ambassador.get("/surveys/attention"))

    def test_a_draft_that_could_show_nothing_says_so_before_it_is_opened(self, ambassador, db, clock):
        factories.asa(db)
        assert "Only 1 would be asked, and figures show from 5 answers on" in text(ambassador.get(f"/waves/{rounds.draft(db, clock())}"))

    def test_where_nothing_is_asked_it_says_what_will_be_here(self, ambassador, db):
        assert "Nobody is asked anything these days" in text(ambassador.get("/surveys/attention"))

    def test_somebody_who_is_archived_is_not_counted(self, db, staff, clock):
        rounds.opened(db, clock())
        people_actions.archive_person(db, staff["Sales"][0], clock())
        assert shares.overview(db, Budget(), ZONE, clock()).everybody.people == 11

    def test_nobody_can_tell_from_it_who_has_answered_and_so_was_not_reminded(self, tmp_path):
        """Reminders that went out, invitations sent again, a new round being prepared: the same whoever answered."""
        seen = []
        for who in ("Sales 1", "Sales 2"):
            world = World(tmp_path / who, Sales=6)
            world.opens(reminders=(date(2026, 11, 25),))
            world.answers(who)
            world.passes(days=2, hours=1)
            with world.inside() as db:
                actions.send_again(db, rounds.invitation(db, world.wave, world.people["Sales 1"]), company(db), world.now)
                number = rounds.draft(db, world.now, reminders=(date(2026, 12, 1), date(2026, 12, 3)))
            browser = world.browser()
            seen.append([BY_CHANCE.sub("", browser.get(page).text) for page in ("/surveys/attention", f"/waves/{number}")])
        assert seen[0] == seen[1]
        assert re.search(r"Sales 1: 3\s+mails", " ".join(seen[0][0].split()))
