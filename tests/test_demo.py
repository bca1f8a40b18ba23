"""The demo: the same every time, made by the app's own actions, and never mixed with real data."""

import re

import flask
import pytest

import storage
from app import create_app
from demo import cast, questions, serving
from surveys import figures
from surveys import store as survey_store
from surveys.questions import kinds
from workshops import store as workshop_store
from workshops.model import HAND, LINK, MAIL, NEED_DECISION, PROPOSED, TIME, UNINVITED


@pytest.fixture(scope="module", params=["en", "sv"])
def demo(request, tmp_path_factory) -> flask.Flask:
    from config import from_environment

    folder = tmp_path_factory.mktemp("demo")
    config = from_environment({"OMBORD_DATA": str(folder / "real"), "OMBORD_KEY": "a key that only the tests know, ever"})
    app = serving.build(create_app, config.for_demo(folder / "demo"), request.param)
    app.testing = True
    return app


def rows(app: flask.Flask, query: str) -> list[dict]:
    with storage.opened(app.config["OMBORD"].database) as db:
        return list(db.query(query))


def as_(app: flask.Flask, who: str):
    client = app.test_client()
    client.post("/demo/visitor", data={"who": who})
    return client


def test_it_tells_a_whole_story(demo):
    [counts] = rows(demo, "select (select count(*) from person) as people, (select count(*) from groups where dimension_id = 1) as groups, (select count(*) from wave) as waves, (select count(*) from workshop) as workshops")
    assert counts == {"people": 60, "groups": 6, "waves": 12, "workshops": 9}
    assert [(row["level"], row["state"]) for row in rows(demo, "select level, state from wave where survey_id = 1 order by number")] == [("confidential", "closed")] * 3
    assert [row["state"] for row in rows(demo, "select state from wave where survey_id = 2 order by number")] == ["closed", "closed", "open"]
    assert [row["state"] for row in rows(demo, "select state from wave where level = 'named'")] == ["open"]
    assert [(row["phase"], row["state"]) for row in rows(demo, "select phase, state from wave where phase <> '' order by id")] == [("week 4", "closed"), ("month 3", "closed"), ("month 6", "planned")]
    assert [row["state"] for row in rows(demo, "select state from wave where access = 'link' order by id")] == ["closed", "open"]
    assert len(rows(demo, "select 1 from workshop where state = 'cancelled'")) == 1
    full = rows(demo, "select w.id from workshop w where seats = (select count(*) from workshop_invitation i where i.workshop_id = w.id and answer = 'yes')")
    assert len(full) >= 1
    assert {row["kind"] for row in rows(demo, "select distinct kind from outcome")} == {"decision", "action", "best practice", "open question"}
    assert {row["state"] for row in rows(demo, "select distinct state from outbox")} >= {"waiting", "sent", "failed"}


def test_scores_rise_and_a_small_group_is_hidden(demo):
    with storage.opened(demo.config["OMBORD"].database) as db:
        first, second = (survey_store.results(db, wave) for wave in survey_store.waves_of(db, 2)[:0:-1])
    assert first.scores[0].whole.mean < second.scores[0].whole.mean
    assert first.hidden_groups
    assert second.texts_shown


def test_three_rounds_tell_what_has_changed_what_has_not_and_what_cannot_be_compared(demo):
    with storage.opened(demo.config["OMBORD"].database) as db:
        rounds = survey_store.rounds(db, 1)
    find, trust, stuck = (next(one for one in figures.questions_over(rounds) if one.question.id.startswith(name)).trends[0] for name in ("find", "trust", "stuck"))
    assert [point.change.direction for point in find.points[1:]] == [1, 1]
    assert [point.change.direction for point in trust.points[1:]] == [0, 0]
    assert [point.broken for point in stuck.points] == [False, False, True]
    assert stuck.change is None
    same = rounds[-1].results.pairs.figures
    assert any(same)
    assert not all(same)


def test_a_step_that_a_group_has_not_taken_led_to_a_workshop_and_the_next_one_leads_to_another(demo):
    with storage.opened(demo.config["OMBORD"].database) as db:
        _first, second, third = ({one.group.name: one.step for one in figures.barriers_of(one.results) if one.group} for one in survey_store.rounds(db, 1))
        [planned] = [one for one in workshop_store.workshops(db) if one.need]
    assert "Service" in planned.need
    assert str(second["Service"].n) in planned.need
    assert second["Service"].part.id == "pulse.how"
    assert third["Service"].part.id == "pulse.can"
    assert as_(demo, "ambassador").get(planned.need_from).status_code == 200
    assert "/workshops/new?" in as_(demo, "ambassador").get("/waves/9/results").text


def test_what_was_written_is_tagged_marked_and_without_one_of_its_names(demo):
    with storage.opened(demo.config["OMBORD"].database) as db:
        words = survey_store.comments(db, 9, "next_step")
        assert sorted(survey_store.tags(db, 1).values()) == [2, 4]
    assert sum(one.follow_up for one in words) == 1
    assert ["Björn" in one.shown for one in words if "Björn" in one.text] == [False]
    assert any("Petra" in one.shown for one in words)  # there is something left to look at


def test_a_phrase_leads_to_what_became_of_a_comment(demo):
    stranger = as_(demo, "stranger")
    shown = stranger.get("/demo/").text
    assert cast.PHRASE in shown
    assert "/reply" in shown
    assert questions.ASKED_BACK["en"] in stranger.post("/reply?lang=en", data={"phrase": cast.PHRASE}).text or questions.ASKED_BACK["sv"] in stranger.post("/reply?lang=sv", data={"phrase": cast.PHRASE}).text
    assert rows(demo, "select count(*) as new from comment_message where state = 'new'") == [{"new": 1}]


def test_every_kind_of_question_has_its_results(demo):
    with storage.opened(demo.config["OMBORD"].database) as db:
        found = [survey_store.results(db, survey_store.get_wave(db, wave)) for wave in (3, 4, 8)]
    assert all(results and results.shown for results in found)
    assert {type(question) for question in questions.DAYS.questions} == set(kinds())


def test_a_workshop_is_answered_from_wherever_people_are(demo):
    with storage.opened(demo.config["OMBORD"].database) as db:
        found = workshop_store.get(db, 8)
        people = workshop_store.invitations(db, found.id)
        waiting = {reply.outcome: reply for reply in workshop_store.replies(db, found.id) if reply.outcome in NEED_DECISION}
    assert {one.answered_by for one in people if one.changed_since == ""} >= {LINK, MAIL, HAND}
    assert any(one.changed_since == TIME for one in people)
    assert set(waiting) == {UNINVITED, PROPOSED}
    assert waiting[PROPOSED].proposed_starts > found.starts_at
    assert rows(demo, "select count(*) as n from outbox where about = 'workshop:8' and words like '552%'") == [{"n": 1}]
    assert "OMBORD_IMAP" not in as_(demo, "ambassador").get("/mail/received").text  # they came in, though from no mailbox


def test_it_is_the_same_every_time(demo, tmp_path):
    language = rows(demo, "select language from company")[0]["language"]
    again = serving.build(create_app, demo.config["OMBORD"].for_demo(tmp_path), language)
    for query in ("select name, email from person order by id", "select release from wave where release is not null order by id", "select title, starts, uid from workshop order by id", "select subject, to_email, state from outbox order by id", "select kind, text, due from outcome order by id"):
        assert rows(again, query) == rows(demo, query), query
    with storage.opened(again.config["OMBORD"].database) as db:
        assert figures.as_dict(survey_store.results(db, survey_store.get_wave(db, 2)), "en")["scores"]
        assert workshop_store.get(db, 1).title


def test_every_page_says_that_all_is_invented(demo):
    for who, page in (("ambassador", "/"), ("participant", "/mail/mine"), ("stranger", "/sign-in")):
        text = as_(demo, who).get(page, headers={"Accept-Language": "en"}).text
        assert "invented" in text or "påhitta" in text, who
        assert "2026" in text


def test_the_switch_changes_who_looks(demo):
    assert as_(demo, "ambassador").get("/people/").status_code == 200
    assert as_(demo, "participant").get("/people/").status_code == 403
    assert as_(demo, "stranger").get("/people/").status_code == 303


def test_a_participant_can_follow_her_links(demo):
    client = as_(demo, "participant")
    mails = re.findall(r'href="(/mail/\d+)"', client.get("/mail/mine").text)
    links = {link for mail in mails for link in re.findall(r"http://127\.0\.0\.1:\d+(/[sw]/[\w-]{28})", client.get(mail).text)}
    assert {link[:3] for link in links} == {"/s/", "/w/"}
    assert {client.get(link).status_code for link in links} == {200}


def test_it_listens_on_this_machine_only_and_away_from_real_data(demo):
    config = demo.config["OMBORD"]
    assert config.host == "127.0.0.1"
    assert config.smtp is None
    assert config.data.name == "demo"
    assert not (config.data.parent / "real").exists() or not list((config.data.parent / "real").iterdir())
    assert demo.config["SESSION_COOKIE_NAME"] == "ombord_demo"
