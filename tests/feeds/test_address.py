"""The address of a calendar: what is cached by it, whom it opens to, and when it ends."""

import http.client
import re
import socket
import subprocess
import sys
from dataclasses import replace

import pytest

import privacy
import storage
from app import create_app
from config import from_environment
from outcomes import actions as outcome_actions
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from tests import factories, servers
from tests.feeds import cast
from tests.feeds.test_feed import action, answered, held, kim  # noqa: F401
from tests.workshops import cast as workshop_cast
from workshops import actions
from workshops.model import MAYBE, YES

KEY = "a key that only the tests know, ever"


@pytest.fixture()
def url(db, config, clock, kim):  # noqa: F811
    workshop_cast.planned(db, config, clock, kim)
    return cast.url(db, config, kim)


def test_a_calendar_says_what_it_is_and_may_be_kept_while_it_is_right(stranger, url):
    answer = stranger.get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert re.fullmatch(r'"[0-9a-f]{64}"', answer.headers["ETag"])
    assert "Last-Modified" not in answer.headers
    assert "Set-Cookie" not in answer.headers


def test_the_same_calendar_has_the_same_bytes_at_any_hour(stranger, url, clock):
    first = stranger.get(url)
    clock.turn(hours=5, seconds=17)
    second = stranger.get(url)
    assert (second.data, second.headers["ETag"]) == (first.data, first.headers["ETag"])


@pytest.mark.parametrize("form", ['{tag}', 'W/{tag}', '"other", {tag}', '"a", W/{tag}, "b"', '*', ' {tag} ', '"a,b",{tag}'])
def test_what_has_not_changed_is_not_sent_again(stranger, url, form):
    tag = stranger.get(url).headers["ETag"]
    answer = stranger.get(url, headers={"If-None-Match": form.format(tag=tag)})
    assert (answer.status_code, answer.data, answer.headers["ETag"], answer.headers["Cache-Control"]) == (304, b"", tag, "private, no-cache")


@pytest.mark.parametrize("form", ['"other"', 'W/"other"', '', '""', 'rubbish"', '"' + "x" * 5000, '"\xff"', ',,,'])
def test_what_somebody_else_has_is_sent(stranger, url, form):
    assert stranger.get(url, headers={"If-None-Match": form}).status_code == 200


def test_a_date_alone_never_keeps_the_news_away(stranger, url):
    assert stranger.get(url, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}).status_code == 200


def test_head_tells_the_same_without_the_calendar(stranger, url):
    got, told = stranger.get(url), stranger.head(url)
    assert (told.status_code, told.data, told.headers["ETag"], told.headers["Content-Length"]) == (200, b"", got.headers["ETag"], str(len(got.data)))
    assert stranger.head(url, headers={"If-None-Match": got.headers["ETag"]}).status_code == 304


def test_the_tag_is_another_after_a_change_and_the_same_again_when_it_is_undone(db, clock, held, kim, stranger, config):  # noqa: F811
    def tags():
        return [stranger.get(cast.url(db, config, who, kind)).headers["ETag"] for who, kind in ((kim, "feed"), (factories.asa(db), "plan"))]

    number = action(db, clock, held, kim)
    before = tags()
    clock.turn(minutes=1)
    outcome_actions.set_done(db, number, True, clock())
    between = tags()
    assert [a == b for a, b in zip(before, between, strict=True)] == [False, False]
    outcome_actions.set_done(db, number, False, clock())
    assert tags() == before


def test_every_kind_of_change_is_another_tag(db, config, clock, kim, stranger):  # noqa: F811
    workshop = workshop_cast.planned(db, config, clock, kim)
    seen = []

    def look():
        seen.append(stranger.get(cast.url(db, config, kim)).headers["ETag"])
        clock.turn(minutes=1)

    look()
    answered(db, clock, workshop, kim, MAYBE)
    look()
    answered(db, clock, workshop, kim, YES)
    look()
    actions.change(db, workshop.id, replace(workshop_cast.PLAN, purpose="Other words"), clock())
    look()
    people_actions.change_me(db, kim, "Kim Berg", "sv")
    look()
    people_store.save_company(db, Company("Another name", "SuperOffice CRM", "en", "Europe/Stockholm"))
    look()
    actions.cancel(db, workshop.id, clock())
    look()
    assert len(set(seen)) == 7


def test_an_address_opens_one_calendar_and_no_other(db, config, stranger, kim, url):  # noqa: F811
    own, plan = cast.url(db, config, factories.asa(db)), cast.url(db, config, factories.asa(db), "plan")
    assert len({url, own, plan}) == 3
    assert [stranger.get(one).text.count("BEGIN:VEVENT") for one in (url, own, plan)] == [1, 0, 1]
    assert stranger.get(cast.url(db, config, kim, "plan")).status_code == 404  # no ambassador


def test_a_renewed_address_ends_the_old_one_at_once(db, config, ambassador, stranger):
    asa = factories.asa(db)
    for kind, page in (("feed", "/calendar"), ("plan", "/calendar/plan")):
        others = "plan" if kind == "feed" else "feed"
        old, other = cast.url(db, config, asa, kind), cast.url(db, config, asa, others)
        answer = ambassador.send(page, to=f"{page}/address")
        assert "The address is new" in answer.text
        fresh = cast.url(db, config, asa, kind)
        assert fresh in answer.text
        assert [stranger.get(one).status_code for one in (old, fresh, other)] == [404, 200, 200]


def test_an_archived_persons_address_answers_like_a_wrong_one_and_never_comes_back(db, clock, config, stranger, kim, url):  # noqa: F811
    people_actions.archive_person(db, kim, clock())
    gone, wrong = stranger.get(url), stranger.get("/feed/nonsense.ics")
    assert (gone.status_code, gone.text) == (404, wrong.text)
    people_actions.bring_back(db, kim)
    assert (stranger.get(url).status_code, stranger.get(cast.url(db, config, kim)).status_code) == (404, 200)


def test_an_erased_persons_address_does_not_open_the_calendar_of_who_gets_the_number(db, config, clock, stranger):
    factories.asa(db)
    lo = factories.person(db, "Lo Ek")
    url = cast.url(db, config, lo)
    privacy.erase(db, config, lo, clock())
    assert stranger.get(url).status_code == 404
    assert factories.person(db, "Mo Alm") == lo
    assert stranger.get(url).status_code == 404


def test_who_is_no_ambassador_any_more_loses_the_plan_but_not_the_own(db, config, stranger):
    asa = factories.asa(db)
    people_actions.name_ambassador(db, "bo@nordverk.example.com", "Bo Ek")
    own, plan = cast.url(db, config, asa), cast.url(db, config, asa, "plan")
    people_actions.remove_ambassador(db, asa)
    assert (stranger.get(own).status_code, stranger.get(plan).status_code) == (200, 404)
    people_actions.name_ambassador(db, "asa@nordverk.example.com")
    assert stranger.get(plan).status_code == 404


def test_guessing_is_slow_and_keeps_nobody_elses_calendar_away(stranger, url):
    answers = [stranger.get(f"/feed/{number:028d}.ics").status_code for number in range(40)]
    assert (answers[0], answers[-1]) == (404, 429)
    assert stranger.get(url, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_a_program_that_looks_a_thousand_times_gets_its_calendar_each_time(stranger, url):
    tag = stranger.get(url).headers["ETag"]
    assert {stranger.get(url, headers={"If-None-Match": tag}).status_code for _look in range(200)} == {304}


def test_looking_needs_no_session_and_writes_nothing(db, config, ambassador, url):
    with storage.opened(config.database) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        assert ambassador.get(url).status_code == 200
        assert other.execute("PRAGMA data_version").fetchone() == before


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_a_calendar_can_only_be_read(stranger, url, method):
    assert stranger.open(url, method=method).status_code in (400, 405)


def test_no_log_of_ours_knows_an_address(tmp_path, clock):
    """Whatever is printed while calendars are read, wrongly asked for and broken off."""
    config = from_environment({"OMBORD_DATA": str(tmp_path / "data"), "OMBORD_KEY": KEY})
    with create_app(config, clock).app_context(), storage.opened(config.database) as opened:
        people_store.save_company(opened, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
        url = cast.url(opened, config, factories.asa(opened), "plan")
    port, printed = servers.free_port(), tmp_path / "printed"
    with printed.open("w") as file:
        settings = {"OMBORD_DATA": str(config.data), "OMBORD_PORT": str(port), "OMBORD_KEY": KEY, "PATH": "/usr/bin:/bin"}
        process = subprocess.Popen([sys.executable, "app.py"], cwd=servers.ROOT, env=settings, stdout=file, stderr=file)
    try:
        servers.wait_for(lambda: "Ctrl-C" in printed.read_text())
        for path, code in ((url, 200), (url + "?x=1", 200), (url[:-6] + "AA.ics", 404)):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path, headers={"Host": "127.0.0.1"})
            assert connection.getresponse().status == code
            connection.close()
        with socket.create_connection(("127.0.0.1", port)) as wire:
            wire.sendall(f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nx".encode())
    finally:
        process.terminate()
        process.wait(30)
    assert url[6:30] not in printed.read_text()
