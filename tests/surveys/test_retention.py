"""What time takes away, what a person may ask to be taken away, and what stays right after it."""

from datetime import UTC, datetime

import pytest

from mail import store as mail_store
from people import store as people_store
from surveys import actions, jobs, store
from tests.surveys import rounds
from tests.surveys.answering import dump

SECRET = "The stairs smell of paint every Tuesday"


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=6, Support=6)


def answered(db, config, clock, staff, **chosen):
    """A round that all twelve have answered, each with words of their own."""
    wave = rounds.opened(db, clock(), dimension_id=rounds.department(db), **chosen)
    for number, person in enumerate([*staff["Sales"], *staff["Support"]]):
        answers = {f"sus{item}": 1 + (number + item) % 5 for item in range(1, 11)}
        rounds.give(db, config, wave, person, clock(), **answers, works=f"{SECRET}, {number}")
    return wave


class TestRetention:
    @pytest.mark.parametrize("level", ["anonymous", "named"])
    def test_a_whole_round_goes_when_its_promised_time_is_over_and_the_log_counts_it(self, db, config, clock, staff, level):
        wave = answered(db, config, clock, staff, level=level, keep_months=6)
        actions.close_wave(db, config, wave.id, clock())
        clock.moment = datetime(2027, 5, 23, 9, tzinfo=UTC)
        assert jobs.delete_old(db, clock()) == 0
        clock.turn(seconds=1)
        assert [jobs.delete_old(db, clock()) for _ in range(2)] == [1, 0]
        assert store.waves_of(db, wave.survey_id) == []
        assert [(row["what"], row["waves"], row["answers"]) for row in store.retention_log(db)] == [("How is it going? 1", 1, 12)]
        for table in ("survey_invitation", "comment", "named_answer", "sealed", "invitation_group"):
            assert list(db.query(f"select * from {table}")) == []

    def test_no_word_is_left_in_any_file(self, db, config, clock, staff):
        wave = answered(db, config, clock, staff, level="named", keep_months=1)
        actions.close_wave(db, config, wave.id, clock())
        clock.turn(days=40)
        jobs.delete_old(db, clock())
        assert not any(SECRET.encode() in file.read_bytes() for file in config.data.iterdir())

    def test_an_open_round_and_other_rounds_stay(self, db, config, clock, staff):
        old, kept = answered(db, config, clock, staff, keep_months=1), answered(db, config, clock, staff, keep_months=24)
        for wave in (old, kept):
            actions.close_wave(db, config, wave.id, clock())
        clock.turn(days=60)
        still_open = rounds.opened(db, clock(), closes=datetime(2027, 3, 1, 12), keep_months=1)
        assert jobs.delete_old(db, clock()) == 1
        assert {wave.id for state in ("open", "closed") for wave in store.waves(db, state)} == {kept.id, still_open.id}
        assert store.results(db, store.get_wave(db, kept.id)).n == 12


class TestErasing:
    def test_a_person_can_be_forgotten_and_anonymous_figures_stay_right(self, db, config, clock, staff):
        wave = answered(db, config, clock, staff)
        actions.close_wave(db, config, wave.id, clock())
        before = store.results(db, store.get_wave(db, wave.id))
        assert actions.forget_person(db, config, staff["Sales"][0])["survey invitations"] == 1
        after = store.results(db, store.get_wave(db, wave.id))
        assert (after.n, after.invited, after.rates) == (before.n, before.invited, before.rates) == (12, 13, {"Sales": 6, "Support": 6})

    def test_forgetting_somebody_while_it_is_open_does_not_tell_whether_they_had_answered(self, db, config, clock, staff):
        seen = []
        for answering in (staff["Sales"][:3], staff["Sales"][1:4]):  # the first of them has answered, then has not
            wave = rounds.opened(db, clock())
            for person in answering:
                rounds.give(db, config, wave, person, clock())
            with_them = store.rate(db, wave.id)
            actions.forget_person(db, config, staff["Sales"][0])
            without = store.rate(db, wave.id)
            seen.append((with_them.invited - without.invited, with_them.answered - without.answered))
        assert seen == [(1, 0), (1, 0)]

    def test_never_more_answers_than_invitations(self, db, config, clock, staff):
        wave = answered(db, config, clock, staff)
        for person in staff["Sales"]:
            actions.forget_person(db, config, person)
        actions.close_wave(db, config, wave.id, clock())
        found = store.results(db, store.get_wave(db, wave.id))
        assert (found.n, found.invited) == (12, 12)
        assert found.rates == {"Sales": 6, "Support": 6}

    def test_answers_by_name_go_with_the_person_and_the_others_stay(self, db, config, clock, staff):
        wave = answered(db, config, clock, staff, level="named")
        actions.close_wave(db, config, wave.id, clock())
        assert actions.forget_person(db, config, staff["Sales"][0]) == {"survey invitations": 1, "named answers": 1}
        people_store.delete(db, staff["Sales"][0])
        found = store.results(db, store.get_wave(db, wave.id))
        assert (found.n, found.invited, found.texts[0].n) == (11, 12, 11)
        assert f"{SECRET}, 0" not in dump(db)

    def test_a_person_may_read_what_is_known_of_them(self, db, config, clock, staff):
        wave, person = answered(db, config, clock, staff, level="named"), staff["Sales"][0]
        answered(db, config, clock, staff)
        found = actions.about_person(db, person)
        assert [(one["level"], one["used"]) for one in found["survey invitations"]] == [("named", 1), ("anonymous", None)]
        assert [one["answers"]["works"] for one in found["named answers"]] == [f"{SECRET}, 0"]
        assert wave.title == found["named answers"][0]["title"]

    def test_mails_to_them_can_be_forgotten_too(self, db, config, clock, staff):
        answered(db, config, clock, staff)
        mail_store.forget(db, "sales.1@nordverk.example.com")
        assert mail_store.search(db, words="sales.1@") == []
