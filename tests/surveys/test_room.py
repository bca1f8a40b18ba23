"""Asking by an open link: a poster on the wall, and a room that answers for some minutes and sees the result."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from errors import NotFound, Refused
from mail import links
from mail.model import Link
from people import store as people_store
from surveys import actions, jobs, room, store
from surveys.model import ANONYMOUS, LINK, NAMED, Settings
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import FIRST, SECOND, Respondent, dump, round_of, under_seal

MINUTES = {"how": "room", "minutes": "10", "closes": "2026-11-30T17:00", "k": "5", "kc": "10", "share_results": "y"}


@pytest.fixture()
def survey(db, clock):
    return actions.new_survey(db, "sus", "How was today?", clock())


@pytest.fixture()
def wave(db, clock, survey):
    return opened(db, clock(), survey)


def opened(db, now, survey, **chosen):
    """A room that is open for ten minutes, asked by Åsa."""
    settings = {"closes": room.closing(now, 10, rounds.ZONE), "zone": rounds.ZONE, "share_results": True, "access": LINK} | chosen
    return actions.ask_by_link(db, survey, Settings(ANONYMOUS, 5, 10, None, **settings), people_store.get(db, factories.asa(db)), people_store.get_company(db), now)


def address(config, wave) -> str:
    return "/r/" + links.token(config, Link("room", wave.id, wave.link_version))


class Device(Respondent):
    """A respondent's browser that keeps what it is told to keep, or nothing."""

    keeps = True

    def __post_init__(self) -> None:
        super().__post_init__()
        self.client = self.app.test_client(use_cookies=self.keeps)

    def answers(self, **words: str) -> "Device":
        self.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", **words)
        self.press("Send")
        return self


class Forgetful(Device):
    keeps = False


class TestTheLink:
    def test_is_short_and_read_as_it_is_typed(self, config, wave):
        token = address(config, wave)[3:]
        assert re.fullmatch(r"\d+-[0-9a-hjkmnp-tv-z]{8}", token)
        typed = token.upper().replace("0", "O").replace("1", "l")
        assert links.followed(config, "room", typed, lambda number: wave) == wave

    @pytest.mark.parametrize("code", ["1-00000000", "999-aaaaaaaa", "x", "1", "-", "1-", "0" * 60, "å-aaaaaaaa"])
    def test_a_wrong_one_opens_nothing(self, config, wave, stranger, code):
        assert stranger.get(f"/r/{code}").status_code == 404

    def test_an_invited_rounds_number_opens_nothing(self, config, db, clock, stranger, sales):
        assert stranger.get(address(config, round_of(db, clock()))).status_code == 404

    def test_renewed_the_old_one_ends_and_answers_stay(self, app, ambassador, config, db, wave):
        old = address(config, wave)
        Device(app, old).answers()
        ambassador.send(f"/waves/{wave.id}", to=f"/waves/{wave.id}/link")
        assert ambassador.get(old).status_code == 404
        assert ambassador.get(address(config, store.get_wave(db, wave.id))).status_code == 200
        assert store.rate(db, wave.id).answered == 1

    def test_guessing_is_slow(self, stranger, wave):
        assert [stranger.get(f"/r/{wave.id}-aaaaaa{n:02}").status_code for n in range(31)][-1] == 429


class TestMakingOne:
    def test_in_one_step_the_room_is_open_and_its_screen_is_there(self, ambassador, db, survey, clock):
        page = ambassador.send(f"/surveys/{survey}/link", MINUTES)
        assert page.request.path == "/waves/1/room"
        assert "<svg" in page.text
        assert "10 minutes left" in page.text
        wave = store.get_wave(db, 1)
        assert (wave.access, wave.level, wave.dimension, wave.state) == (LINK, ANONYMOUS, "", "open")
        assert list(db.query("select * from outbox")) == []

    def test_who_makes_a_room_is_told_when_no_phone_can_reach_it(self, ambassador, config, survey):
        assert config.local
        assert f"Phones cannot reach {config.url}" in ambassador.get(f"/surveys/{survey}/link").text

    def test_one_question_is_told_of_as_one(self, ambassador, db, clock):
        wave = opened(db, clock(), actions.new_survey(db, "open", "And now?", clock()))
        assert "version 1, one question" in ambassador.get(f"/waves/{wave.id}").text

    def test_a_poster_is_open_until_its_day(self, ambassador, db, survey):
        page = ambassador.send(f"/surveys/{survey}/link", MINUTES | {"how": "poster"})
        assert "whoever has the link can answer" in page.text
        assert store.get_wave(db, 1).closes == datetime(2026, 11, 30, 17)
        poster = ambassador.get("/waves/1/poster").text
        assert "Until Monday 30 November" in poster
        assert "style=" not in poster
        assert "Open until Monday 30 November" in ambassador.get("/waves/1/room").text

    @pytest.mark.parametrize(("sent", "said"), [
        ({"minutes": "1"}, "A room is open for 2 to 120 minutes."), ({"minutes": "121"}, "A room is open for 2 to 120 minutes."), ({"minutes": ""}, "A room is open for 2 to 120 minutes."), ({"minutes": "ten"}, "Not a valid"),
        ({"how": "poster", "closes": ""}, "Say until when"), ({"how": "poster", "closes": "2026-11-01T10:00"}, "later than now"), ({"k": "2"}, "at least 3"), ({"kc": "4"}, "Free text needs"), ({"how": "wall"}, "Not a valid"),
    ])
    def test_what_makes_no_sense_is_named_and_opens_nothing(self, ambassador, db, survey, sent, said):
        page = ambassador.send(f"/surveys/{survey}/link", MINUTES | sent)
        assert page.status_code == 422
        assert said in page.text
        assert store.waves_of(db, survey) == []

    @pytest.mark.parametrize("chosen", [{"level": NAMED}, {"dimension_id": 1}, {"targets": (1,)}, {"reminders": (datetime(2026, 11, 25).date(),)}, {"sample": 10}])
    def test_nothing_can_depend_on_who_answers(self, db, survey, clock, chosen):
        settings = {"level": ANONYMOUS, "k": 5, "kc": 10, "dimension_id": None, "closes": datetime(2026, 12, 4, 16), "zone": rounds.ZONE, "access": LINK}
        with pytest.raises(Refused):
            actions.save_wave(db, survey, None, Settings(**settings | chosen), clock())

    def test_is_not_there_for_other_rounds(self, ambassador, db, clock, sales):
        named = round_of(db, clock(), level=NAMED)
        for place in ("room", "poster"):
            assert ambassador.get(f"/waves/{named.id}/{place}").status_code == 404
        with pytest.raises(NotFound):
            actions.renew_link(db, named.id, clock())
        with pytest.raises(Refused):
            actions.answer_by_link(db, None, named.id, {"sus1": 4}, "k", clock())

    def test_opens_for_at_least_the_minutes_and_ends_on_a_whole_one(self):
        late = datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)
        assert room.closing(late, 2, "UTC") == datetime(2026, 11, 23, 9, 3)
        assert room.minutes_left(datetime(2026, 11, 23, 9, 3, tzinfo=UTC), late) == 3
        assert room.minutes_left(late, late) == 0


class TestAnswering:
    def test_the_promise_tells_what_an_open_link_is(self, app, config, wave):
        text = Device(app, address(config, wave)).open().page.text
        assert "the figures are as good as the room" in text
        assert "a cookie" in text
        assert "sets no cookie" not in text
        assert "Your link remembers" not in text

    def test_seals_the_answer_and_thanks(self, app, config, db, wave):
        device = Device(app, address(config, wave)).answers(works="The coffee")
        assert device.sees("your answers are saved", "The same link shows you the results")
        assert under_seal(db, config, wave) == [{name: int(value) for name, value in (FIRST | SECOND).items()} | {"works": "The coffee"}]

    def test_a_device_answers_once_as_far_as_its_cookie_tells(self, app, config, db, wave):
        device = Device(app, address(config, wave))
        device.answers()
        assert device.open().sees("This device has answered")
        assert device.client.post(f"{address(config, wave)}/answer", data=FIRST | SECOND).status_code == 409
        assert len(store.sealed(db, wave.id)) == 1

    def test_the_cookie_says_nothing_and_comes_only_with_sending(self, app, config, wave):
        device = Device(app, address(config, wave))
        device.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
        assert device.cookies == []
        [cookie] = device.press("Send").cookies
        assert cookie.startswith(f"answered-{wave.id}=yes;")
        assert {"HttpOnly", "Path=/r/", "SameSite=Lax", "Max-Age=87000"} <= set(cookie.split("; "))

    def test_without_cookies_one_can_answer(self, app, config, db, wave):
        assert Forgetful(app, address(config, wave)).answers().sees("your answers are saved")
        assert len(store.sealed(db, wave.id)) == 1

    def test_the_thanks_do_not_speak_of_a_lock_when_all_is_counted(self, app, config, db, clock, wave):
        device = Device(app, address(config, wave)).answers()
        assert device.open(f"{address(config, wave)}/thanks").sees("They are locked away")
        actions.close_wave(db, config, wave.id, clock())
        assert device.open(f"{address(config, wave)}/thanks").sees("have been counted, once, with all others")
        assert not device.sees("locked away")

    def test_sent_twice_counts_once(self, app, config, db, wave):
        device = Forgetful(app, address(config, wave))
        device.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
        for _tap in range(2):
            sent = device.client.post(f"{address(config, wave)}/answer", data=device.page.fields, follow_redirects=True)
            assert "your answers are saved" in sent.text
        assert len(store.sealed(db, wave.id)) == 1

    def test_nothing_stored_tells_who_came_when(self, app, config, db, wave):
        Device(app, address(config, wave)).answers()
        [form] = db.query("select * from link_answer")
        assert set(form) == {"wave_id", "form"}
        assert "127.0.0.1" not in dump(db)

    def test_closing_while_somebody_sends_stores_nothing(self, app, config, db, clock, wave):
        device = Device(app, address(config, wave))
        device.open().press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check")
        clock.turn(minutes=10)
        device.press("Send")
        assert device.status == 409
        assert device.sees("It closed while you were answering")
        assert (store.sealed(db, wave.id), device.cookies, list(db.query("select * from link_answer"))) == ([], [], [])

    def test_something_wrong_is_named_and_kept(self, app, config, db, wave):
        device = Device(app, address(config, wave)).open().press("Start").press("Next page", **FIRST | {"sus1": "9"})
        assert device.status == 422
        assert device.page.fields["sus2"] == FIRST["sus2"]
        assert store.sealed(db, wave.id) == []


class TestTheScreen:
    def fill(self, app, config, wave, count):
        for number in range(count):
            Device(app, address(config, wave)).answers(works=f"Word {number}")

    def test_tells_how_many_have_answered_and_nothing_of_what(self, app, config, ambassador, wave):
        self.fill(app, config, wave, 2)
        text = ambassador.get(f"/waves/{wave.id}/room").text
        assert "<strong>2</strong> have answered" in text
        assert "Word" not in text
        assert links.token(config, Link("room", wave.id)) in text

    def test_shows_the_result_when_the_time_is_over(self, app, config, db, clock, ambassador, wave):
        self.fill(app, config, wave, 5)
        clock.turn(minutes=10)
        assert "Time is up." in ambassador.get(f"/waves/{wave.id}/room").text
        assert jobs.close_due(db, config, clock()) == 1
        text = ambassador.get(f"/waves/{wave.id}/room").text
        assert "5 people have answered by the open link." in text
        assert "System Usability Scale" in text
        assert "camera" not in text

    def test_says_kindly_why_it_shows_nothing(self, app, config, db, clock, ambassador, wave):
        self.fill(app, config, wave, 4)
        ambassador.send(f"/waves/{wave.id}/room", to=f"/waves/{wave.id}/room/closing")
        text = ambassador.get(f"/waves/{wave.id}/room").text
        assert "4 people have answered." in text
        assert "so that nobody is recognised" in text
        assert store.sealed(db, wave.id) == []

    def test_two_screens_add_five_minutes_once(self, ambassador, db, clock, wave):
        seen = {"closes": wave.closes.isoformat()}
        for _screen in range(2):
            ambassador.send(f"/waves/{wave.id}/room", seen, to=f"/waves/{wave.id}/room/time")
        assert store.get_wave(db, wave.id).closes == wave.closes + timedelta(minutes=5)

    def test_more_time_has_an_end(self, db, clock, survey):
        wave = opened(db, clock(), survey, closes=room.closing(clock(), 120, rounds.ZONE))
        with pytest.raises(Refused, match="2 to 120"):
            actions.more_time(db, wave.id, wave.closes.isoformat(), clock())

    def test_a_closed_room_takes_no_more_time(self, ambassador, db, config, clock, wave):
        clock.turn(minutes=10)
        page = ambassador.send("/", {"closes": wave.closes.isoformat()}, to=f"/waves/{wave.id}/room/time")
        assert "The time is over" in page.text
        assert store.get_wave(db, wave.id).closes == wave.closes

    def test_those_who_answered_see_the_result_by_the_same_link(self, app, config, db, clock, wave):
        self.fill(app, config, wave, 5)
        actions.close_wave(db, config, wave.id, clock())
        device = Device(app, address(config, wave)).open()
        assert device.sees("This survey is closed")
        assert Device(app, address(config, wave) + "/results").open().sees("System Usability Scale")
        assert list(db.query("select * from link_answer")) == []

    def test_not_when_it_was_not_promised(self, app, config, db, clock, survey):
        wave = opened(db, clock(), survey, share_results=False)
        self.fill(app, config, wave, 5)
        actions.close_wave(db, config, wave.id, clock())
        assert Device(app, address(config, wave) + "/results").open().sees("This survey is closed")

    def test_the_pages_of_the_round_say_how_many_and_not_of_how_many(self, app, config, db, clock, ambassador, wave):
        self.fill(app, config, wave, 5)
        assert "5 have answered" in ambassador.get(f"/waves/{wave.id}").text
        assert "5 have answered" in ambassador.get("/").text
        actions.close_wave(db, config, wave.id, clock())
        for page in (f"/waves/{wave.id}", f"/surveys/{wave.survey_id}", f"/waves/{wave.id}/results"):
            assert " of 0" not in ambassador.get(page).text
        assert store.turnout(db, store.get_wave(db, wave.id)).answered == 5

    def test_papers_of_a_room_are_added(self, app, config, db, clock, ambassador, wave):
        self.fill(app, config, wave, 5)
        ambassador.send(f"/waves/{wave.id}/papers", {"p.sus1": "3", "p.works": "On paper"})
        assert "6 have answered, one of them on paper" in ambassador.get(f"/waves/{wave.id}").text
        actions.close_wave(db, config, wave.id, clock())
        assert store.results(db, store.get_wave(db, wave.id)).n == 6
