"""A round's life: planned, opened, joined, extended, closed; each step once, and what was promised stays."""

import multiprocessing
from datetime import UTC, datetime, timedelta

import pytest

import storage
from app import create_app
from errors import NotFound, Refused
from mail import links
from mail import store as mail_store
from mail.model import INVITATION, Link
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from surveys import actions, jobs, store
from surveys import mails as survey_mails
from surveys.model import CLOSED, DRAFT, OPEN, PLANNED
from surveys.questionnaire import Page, Questionnaire, worded
from surveys.questions.text import Text
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import every_comment

PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture()
def now(clock):
    return clock()


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=6, Support=5)


def the_company(db):
    return people_store.get_company(db)


def mails(db, wave, kind=INVITATION):
    return [mail for mail in mail_store.search(db, limit=1000) if mail.about == f"wave:{wave.id}" and mail.kind == kind]


class TestOpening:
    def test_everybody_gets_one_mail_with_a_link_of_their_own(self, db, staff, now):
        wave = rounds.opened(db, now)
        sent = mails(db, wave)
        assert wave.state == OPEN
        assert sorted(mail.to_email for mail in sent) == sorted(person.email for person in people_store.people(db))
        assert len({mail.link for mail in sent}) == 12

    def test_only_the_groups_that_were_chosen_are_asked(self, db, staff, now):
        sales = next(group.id for group in people_store.groups(db) if group.name == "Sales")
        wave = rounds.opened(db, now, targets=(sales,))
        assert {one.person_id for one in store.invitations(db, wave.id)} == set(staff["Sales"])

    def test_the_promise_is_kept_as_it_was(self, db, staff, now):
        wave = rounds.opened(db, now, dimension_id=rounds.department(db), k=4, kc=11, share_results=True, keep_months=6)
        people_actions.rename_dimension(db, rounds.department(db), "Team")
        promise = store.promise(db, wave.id)
        assert (promise.level, promise.k, promise.kc, promise.dimension, promise.share_results, promise.keep_months, promise.has_text) == ("anonymous", 4, 11, "Department", True, 6, True)

    def test_the_product_is_called_in_the_questions_what_it_was_called_then(self, db, staff, now):
        wave = rounds.opened(db, now)
        people_store.save_company(db, Company("Nordverk", "Another CRM", "en", rounds.ZONE))
        assert store.asked(db, wave) == worded(store.questionnaire(db, wave.questionnaire_id), "SuperOffice CRM")

    def test_one_that_is_planned_opens_by_itself_when_its_time_has_come(self, db, staff, clock):
        number = rounds.draft(db, clock(), opens=datetime(2026, 11, 24, 8))
        assert rounds.start(db, number, clock()).state == PLANNED
        clock.turn(hours=21, minutes=59)
        assert jobs.open_due(db, the_company(db), clock()) == 0
        clock.turn(minutes=1)
        assert jobs.open_due(db, the_company(db), clock()) == 1
        assert store.get_wave(db, number).opened_at == datetime(2026, 11, 24, 7, tzinfo=UTC)

    def test_one_whose_whole_time_went_by_is_a_draft_again_and_nobody_is_bothered(self, db, staff, clock):
        number = rounds.draft(db, clock(), opens=datetime(2026, 11, 24, 8))
        rounds.start(db, number, clock())
        clock.turn(days=30)
        assert jobs.open_due(db, the_company(db), clock()) == 0
        assert store.get_wave(db, number).state == DRAFT
        assert mail_store.search(db) == []

    def test_one_that_was_taken_back_does_not_open(self, db, staff, clock):
        number = rounds.draft(db, clock(), opens=datetime(2026, 11, 24, 8))
        planned = rounds.start(db, number, clock())
        actions.unplan(db, number)
        clock.turn(days=1)
        assert actions.open_wave(db, planned, the_company(db), clock()) is False  # a job that had read it before
        assert (jobs.open_due(db, the_company(db), clock()), store.get_wave(db, number).state) == (0, DRAFT)

    def test_one_that_loses_its_opening_time_waits_as_a_draft(self, db, staff, clock):
        number = rounds.draft(db, clock(), opens=datetime(2026, 11, 24, 8))
        rounds.start(db, number, clock())
        actions.save_wave(db, store.get_wave(db, number).survey_id, number, rounds.settings(), clock())
        assert store.get_wave(db, number).state == DRAFT

    @pytest.mark.parametrize(("count", "chosen", "says"), [(3, {}, "Only 4 would be asked"), (3, {"level": "named"}, None), (4, {}, None)])
    def test_too_few_to_ever_show_are_not_asked_in_vain(self, db, now, count, chosen, says):
        rounds.company(db, Sales=count)
        number = rounds.draft(db, now, **chosen)
        if says:
            with pytest.raises(Refused, match=says):
                rounds.start(db, number, now)
            assert mail_store.search(db) == []
        else:
            assert rounds.start(db, number, now).state == OPEN


    def test_a_survey_that_is_complete_in_no_language_asks_nobody(self, db, staff, now):
        number = rounds.draft(db, now, "open")
        halves = (Text("a", {"en": "Why?"}), Text("b", {"sv": "Varför?"}))
        actions.adjust(db, store.get_wave(db, number).survey_id, Questionnaire((Page({}, halves),)))
        with pytest.raises(Refused, match="In no language"):
            rounds.start(db, number, now)
        assert store.get_wave(db, number).state == "draft"


class TestWallTime:
    @pytest.mark.parametrize(("closes", "instant"), [
        (datetime(2027, 3, 27, 16), datetime(2027, 3, 27, 15, tzinfo=UTC)),
        (datetime(2027, 3, 28, 16), datetime(2027, 3, 28, 14, tzinfo=UTC)),  # the night before the clocks went forward
        (datetime(2027, 10, 31, 2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),  # the first of two half past two
    ])
    def test_a_round_closes_when_the_clocks_of_its_zone_say_so(self, db, staff, config, clock, closes, instant):
        wave = rounds.opened(db, clock(), closes=closes)
        clock.moment = instant - timedelta(seconds=1)
        assert jobs.close_due(db, config, clock()) == 0
        assert store.get_wave(db, wave.id).accepts(clock())
        clock.moment = instant
        assert not store.get_wave(db, wave.id).accepts(clock())
        assert jobs.close_due(db, config, clock()) == 1

    @pytest.mark.parametrize("field", ["opens", "closes"])
    def test_a_time_that_the_clocks_skip_is_refused_at_its_field(self, db, now, field):
        times = {"opens": datetime(2027, 3, 1, 8), "closes": datetime(2027, 4, 1, 8)} | {field: datetime(2027, 3, 28, 2, 30)}
        with pytest.raises(Refused, match="does not exist") as refused:
            rounds.draft(db, now, **times)
        assert refused.value.field == field


    @pytest.mark.parametrize("times", [{"closes": datetime(1, 1, 1)}, {"closes": datetime(9999, 12, 31, 23, 59), "zone": "America/New_York"}, {"opens": datetime(9999, 12, 31, 23, 59)}, {"opens": datetime(2030, 1, 1), "closes": datetime(2030, 1, 8)}])
    def test_a_time_beyond_reach_is_refused_at_its_field(self, db, now, times):
        with pytest.raises(Refused) as refused:
            rounds.draft(db, now, **times)
        assert refused.value.field == next(iter(times))


class TestSettings:
    @pytest.mark.parametrize(("chosen", "field"), [
        ({"level": "secret"}, "level"), ({"k": 2}, "k"), ({"k": 101, "kc": 101}, "k"), ({"kc": 4}, "kc"), ({"kc": 101}, "kc"), ({"keep_months": 0}, "keep_months"),
        ({"keep_months": 121}, "keep_months"), ({"closes": datetime(2026, 11, 23, 10)}, "closes"), ({"closes": datetime(2027, 12, 1, 8)}, "closes"),
        ({"opens": datetime(2026, 12, 5, 8)}, "closes"), ({"zone": "Mars/Base"}, "zone"),
        ({"reminders": (datetime(2026, 11, 23).date(),)}, "reminder_1"), ({"reminders": (datetime(2026, 11, 30).date(), datetime(2026, 12, 5).date())}, "reminder_2"),
        ({"reminders": tuple(datetime(2026, 11, day).date() for day in (25, 26, 27))}, "reminder_2"),
    ])
    def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(self, db, now, chosen, field):
        with pytest.raises(Refused) as refused:
            rounds.draft(db, now, **chosen)
        assert refused.value.field == field
        assert store.waves(db, DRAFT) == []


class TestFrozen:
    """What respondents were promised is changed neither by an action nor behind its back."""

    def test_by_an_action(self, db, staff, now):
        wave = rounds.opened(db, now)
        for act in (
            lambda: actions.save_wave(db, wave.survey_id, wave.id, rounds.settings(k=3), now), lambda: actions.delete_wave(db, wave.id), lambda: rounds.start(db, wave.id, now),
            lambda: actions.unplan(db, wave.id), lambda: actions.delete_survey(db, wave.survey_id),
        ):
            with pytest.raises(Refused):
                act()
        assert store.get_wave(db, wave.id) == wave

    @pytest.mark.parametrize("change", [
        "level = 'named'", "k = 3", "kc = 3", "dimension = 'Office'", "system = 'Other'", "questionnaire_id = 1", "promise = null", "share_results = 1", "keep_months = 1",
        "state = 'draft', opened_at = null", "opened_at = '2026-01-01T00:00:00Z'", "state = 'planned', opened_at = null",
    ])
    def test_by_the_database(self, db, staff, now, change):
        wave = rounds.opened(db, now)
        with pytest.raises(storage.IntegrityError):
            db.execute(f"update wave set {change} where id = ?", [wave.id])

    @pytest.mark.parametrize("change", ["state = 'open', closed_at = null", "release = null", "closed_at = '2027-01-01T00:00:00Z'"])
    def test_a_closed_one_never_reopens_and_is_never_counted_again(self, db, config, staff, now, change):
        wave = rounds.opened(db, now)
        actions.close_wave(db, config, wave.id, now)
        with pytest.raises(storage.IntegrityError):
            db.execute(f"update wave set {change} where id = ?", [wave.id])
        with pytest.raises(Refused, match="never reopens"):
            actions.extend(db, wave.id, datetime(2027, 1, 8, 12), now)

    def test_the_questions_that_were_sent(self, db, staff, now):
        wave = rounds.opened(db, now)
        before = store.questionnaire(db, wave.questionnaire_id)
        fresh = actions.adjust(db, wave.survey_id, actions.surveys.library.template("open").questionnaire)
        assert fresh != wave.questionnaire_id
        assert store.questionnaire(db, store.get_wave(db, wave.id).questionnaire_id) == before
        with pytest.raises(storage.IntegrityError):
            db.execute("update questionnaire set definition = '{}' where id = ?", [wave.questionnaire_id])

    def test_everybodys_group_as_it_was_when_they_were_invited(self, db, staff, config, now):
        wave = rounds.opened(db, now, dimension_id=rounds.department(db))
        group = next(group for group in people_store.groups(db) if group.name == "Sales")
        people_actions.rename_group(db, group.id, "Sales and marketing")
        people_actions.change_person(db, staff["Sales"][0], "Somebody Else", "else@nordverk.example.com", groups={rounds.department(db): "Support"})
        assert store.group_sizes(db, wave.id) == {"Sales": 6, "Support": 5, "": 1}


class TestJoining:
    def test_somebody_new_is_invited_once_with_the_group_they_have_then(self, db, staff, clock):
        wave = rounds.opened(db, clock(), dimension_id=rounds.department(db))
        people_actions.rename_dimension(db, rounds.department(db), "Team")
        late = factories.person(db, "Late Joiner", "Support", dimension="Team")
        clock.turn(days=1)
        assert [jobs.invite_late_joiners(db, the_company(db), clock()) for _ in range(2)] == [1, 0]
        assert next(one.group for one in store.invitations(db, wave.id) if one.person_id == late) == "Support"

    def test_nobody_is_invited_to_what_is_closed(self, db, staff, config, clock):
        wave = rounds.opened(db, clock())
        factories.person(db, "Late Joiner")
        actions.close_wave(db, config, wave.id, clock())
        assert actions.invite_missing(db, wave, the_company(db), clock()) == 0  # by a job that had read it while it was open
        assert jobs.invite_late_joiners(db, the_company(db), clock()) == 0

    def test_somebody_who_is_archived_has_no_invitation_any_more_and_gets_no_mail(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        gone = staff["Sales"][0]
        number = rounds.invitation(db, wave, gone)
        people_actions.archive_person(db, gone, now)
        with pytest.raises(NotFound):
            actions.invitation_of(db, config, links.token(config, Link("survey", number)))
        assert [mail.state for mail in mails(db, wave) if mail.link.number == number] == ["withdrawn"]
        assert store.rate(db, wave.id).invited == 12

    def test_a_mended_address_gets_a_new_link_and_the_old_one_ends(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        number = rounds.invitation(db, wave, staff["Sales"][0])
        old = links.token(config, Link("survey", number))
        people_actions.change_person(db, staff["Sales"][0], "Sales 1", "mended@nordverk.example.com")
        actions.send_again(db, number, the_company(db), now)
        sent = [mail for mail in mails(db, wave) if mail.link.number == number]
        assert sorted((mail.to_email, mail.state) for mail in sent) == [("mended@nordverk.example.com", "waiting"), ("sales.1@nordverk.example.com", "withdrawn")]
        with pytest.raises(NotFound):
            actions.invitation_of(db, config, old)
        assert actions.invitation_of(db, config, links.token(config, Link("survey", number, 1))).id == number

    def test_sending_again_to_the_same_address_keeps_the_link(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        number = rounds.invitation(db, wave, staff["Sales"][0])
        actions.send_again(db, number, the_company(db), now)
        assert actions.invitation_of(db, config, links.token(config, Link("survey", number))).link_version == 0

    @pytest.mark.parametrize("token", ["", "nonsense", "A" * 28, "å" * 28, "A" * 5000])
    def test_a_link_that_is_none_opens_nothing(self, db, staff, config, now, token):
        rounds.opened(db, now)
        with pytest.raises(NotFound):
            actions.invitation_of(db, config, token)


class TestAnswering:
    def test_a_form_that_comes_twice_counts_once_and_another_one_not_at_all(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        number = rounds.invitation(db, wave, staff["Sales"][0])
        said = [actions.answer(db, config, number, {"sus1": 4}, key, now) for key in ("form", "form", "another form", "")]
        assert said == [actions.ANSWERED, actions.AGAIN, actions.TAKEN, actions.TAKEN]
        assert (len(store.sealed(db, wave.id)), store.rate(db, wave.id).answered) == (1, 1)

    def test_nothing_is_no_answer(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        with pytest.raises(Refused, match="Nothing has been answered"):
            actions.answer(db, config, rounds.invitation(db, wave, staff["Sales"][0]), {}, "form", now)
        assert store.rate(db, wave.id).answered == 0

    def test_what_comes_after_the_closing_time_is_refused_though_nothing_has_closed_it_yet(self, db, staff, config, clock):
        wave = rounds.opened(db, clock())
        clock.moment = wave.closes_at
        with pytest.raises(Refused, match="closed"):
            rounds.give(db, config, wave, staff["Sales"][0], clock())


class TestClosing:
    def test_extending_moves_the_end_even_for_a_job_that_had_read_the_old_one(self, db, staff, config, clock):
        wave = rounds.opened(db, clock())
        clock.moment = wave.closes_at - timedelta(minutes=1)
        actions.extend(db, wave.id, datetime(2026, 12, 11, 16), clock())
        clock.turn(minutes=1)
        assert actions.close_wave(db, config, wave.id, clock(), due=True) is False
        clock.turn(days=7)
        assert jobs.close_due(db, config, clock()) == 1

    @pytest.mark.parametrize("closes", [datetime(2026, 11, 23, 10), datetime(2027, 3, 28, 2, 30), datetime(2028, 1, 1, 12)])
    def test_the_end_lies_ahead_within_a_year_at_a_time_that_exists(self, db, staff, now, closes):
        wave = rounds.opened(db, now)
        with pytest.raises(Refused) as refused:
            actions.extend(db, wave.id, closes, now)
        assert refused.value.field == "closes"

    def test_closing_early_counts_at_once_and_once(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        for person in staff["Sales"]:
            rounds.give(db, config, wave, person, now)
        assert [actions.close_wave(db, config, wave.id, now) for _ in range(2)] == [True, False]
        found = store.results(db, store.get_wave(db, wave.id))
        assert (found.n, found.invited, found.scores[0].whole.mean) == (6, 12, 50.0)

    def test_fewer_than_k_leave_nothing_but_their_number(self, db, staff, config, now):
        wave = rounds.opened(db, now)
        for person in staff["Sales"][:4]:
            rounds.give(db, config, wave, person, now, sus1=5, works="A secret")
        actions.close_wave(db, config, wave.id, now)
        found = store.results(db, store.get_wave(db, wave.id))
        assert (found.n, found.shown, found.scores, found.questions) == (4, False, [], [])
        assert (every_comment(db, wave.id), store.sealed(db, wave.id)) == ([], [])

    def test_nobody_reads_results_of_an_open_or_a_drafted_round(self, db, staff, config, now):
        number = rounds.draft(db, now)
        with pytest.raises(Refused):
            store.results(db, store.get_wave(db, number))
        with pytest.raises(Refused, match="before the round is closed"):
            store.results(db, rounds.start(db, number, now))

    def test_answers_by_name_are_read_at_once_and_stay(self, db, staff, config, now):
        wave = rounds.opened(db, now, level="named")
        rounds.give(db, config, wave, staff["Sales"][0], now, sus1=5, works="The calendar")
        assert [(one.respondent, one.answers) for one in store.named(db, wave.id)] == [("Sales 1", {"sus1": 5, "works": "The calendar"})]
        actions.close_wave(db, config, wave.id, now)
        found = store.results(db, store.get_wave(db, wave.id))
        assert (found.n, found.invited, found.texts[0].texts) == (1, 12, ["The calendar"])


def work(config, moment, meet, report, task):
    """Another process on the same data, started by mistake, doing one job at the same moment."""
    app = create_app(config, lambda: moment)
    with app.app_context(), storage.opened(config.database) as db:
        found = the_company(db)
        meet.wait()
        report.put({"open": lambda: jobs.open_due(db, found, moment), "late": lambda: jobs.invite_late_joiners(db, found, moment),
                    "close": lambda: jobs.close_due(db, config, moment), "remind": lambda: jobs.remind_due(db, found, moment)}[task]())


@pytest.mark.parametrize("task", ["open", "late", "close", "remind"])
def test_two_processes_at_once_do_everything_once(db, config, staff, clock, task):
    number = rounds.draft(db, clock(), opens=datetime(2026, 11, 24, 8), reminders=(datetime(2026, 11, 27).date(),))
    rounds.start(db, number, clock())
    clock.moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    if task != "open":
        jobs.open_due(db, the_company(db), clock())
        factories.person(db, "Late Joiner")
        clock.moment = store.get_wave(db, number).closes_at if task == "close" else datetime(2026, 11, 27, 8, tzinfo=UTC)
    meet, report = PROCESSES.Barrier(2), PROCESSES.Queue()
    both = [PROCESSES.Process(target=work, args=(config, clock(), meet, report, task)) for _ in range(2)]
    for process in both:
        process.start()
    done = sorted(report.get(timeout=60) for _ in both)
    for process in both:
        process.join()
    assert done == [0, {"open": 1, "late": 1, "close": 1, "remind": 12}[task]]
    assert store.get_wave(db, number).state == (CLOSED if task == "close" else OPEN)
    assert len(mails(db, store.get_wave(db, number))) == (13 if task == "late" else 12)


@pytest.mark.parametrize("name", ["invitation", "reminder"])
def test_a_survey_of_one_minute_is_not_one_of_one_minutes(app, db, staff, clock, name):
    wave = rounds.opened(db, clock(), "umux-lite")
    with app.app_context():
        _subject, body = survey_mails.text(name, wave, store.asked(db, wave), people_store.get(db, factories.asa(db)), people_store.get_company(db))
    assert "about 1 min" in body
