"""The confidential level: the computer pairs two rounds' answers of the same person, and no human sees a single one."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

import privacy
from errors import Refused
from people import actions as people_actions
from people import store as people_store
from surveys import actions, sealing, store
from surveys.actions import closing
from surveys.model import ANONYMOUS, CONFIDENTIAL, LINK, NAMED
from surveys.questionnaire import Page, Questionnaire
from surveys.questions.rating import Rating
from tests.surveys import rounds
from tests.surveys.answering import FIRST, SECOND, Respondent, link
from tests.surveys.worlds import World

SUS = {f"sus{n}": 4 for n in range(1, 11)}


def answers(n: int, up: int = 0) -> dict[str, int]:
    """Everybody's own, later ones by `up` steps better."""
    return {f"sus{item}": min(5, 1 + (n + item) % 3 + up) if item % 2 else max(1, 5 - (n + item) % 3 - up) for item in range(1, 11)}


def held(db, config, clock, survey: int, given: dict[int, dict[str, int]], **chosen):
    """One more round of a survey, answered and closed."""
    number = actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL, **chosen), clock())
    wave = rounds.start(db, number, clock())
    for person, found in given.items():
        rounds.give(db, config, wave, person, clock(), **found)
    actions.close_wave(db, config, number, clock())
    clock.turn(hours=1)
    return store.get_wave(db, number)


def again(world: World) -> None:
    """The same survey once more, as before."""
    with world.inside() as db:
        before = store.settings_of(db, world.wave)
        number = actions.save_wave(db, world.wave.survey_id, None, replace(before, closes=rounds.CLOSES), world.now)
        world.wave = rounds.start(db, number, world.now)


@pytest.fixture()
def survey(db, clock):
    return actions.new_survey(db, "sus", "How is it going?", clock())


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=12, Support=12)["Sales"]


def test_the_second_round_says_how_much_the_same_people_have_changed(db, config, clock, survey, staff):
    first = held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
    second = held(db, config, clock, survey, {person: answers(n, up=1 + n % 2) for n, person in enumerate(staff)})
    pairs = store.results(db, second).pairs
    assert (pairs.round, pairs.wave) == (1, first.id)
    [sus] = pairs.scores
    assert (sus.formula, sus.found.n, sus.found.direction) == ("sus", 12, 1)
    assert sus.found.low < sus.found.mean < sus.found.high
    assert pairs.parts == []  # a score and nine of its ten questions would tell the tenth
    assert store.results(db, first).pairs is None


def test_what_is_kept_is_one_locked_record_a_person_all_of_one_length_and_without_words(db, config, clock, survey, staff):
    wave = held(db, config, clock, survey, {person: answers(n) | {"works": "word " * n or "-"} for n, person in enumerate(staff)})
    records = [record for _name, record in store.kept(db, wave.id)]
    assert (len(records), len({len(one) for one in records}), store.sealed(db, wave.id)) == (12, 1, [])
    opened = sealing.unseal_kept(config, wave.id, records)
    assert {one.person for one in opened} == {sealing.pseudonym(config, survey, person) for person in staff}
    assert all(set(one.answers) == set(SUS) for one in opened)


def test_an_anonymous_round_has_no_pseudonyms_and_keeps_nothing(db, config, clock, staff):
    wave = rounds.opened(db, clock())
    rounds.give(db, config, wave, staff[0], clock())
    assert [sealing.unseal(config, wave.id, record).person for record in store.sealed(db, wave.id)] == [""]
    actions.close_wave(db, config, wave.id, clock())
    assert store.kept(db, wave.id) == []


def test_whoever_has_the_open_link_cannot_be_asked_confidentially(db, clock, survey, staff):
    with pytest.raises(Refused, match="cannot tell who answers again"):
        actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL, access=LINK), clock())


class TestTheLevel:
    def test_an_opened_round_stays_as_confidential_as_it_was_promised(self, db, clock, survey, staff):
        confidential = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock())
        anonymous = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=ANONYMOUS), clock()), clock())
        for wave, other in ((confidential, ANONYMOUS), (confidential, NAMED), (anonymous, CONFIDENTIAL)):
            with pytest.raises(Refused, match="has been opened"):
                actions.save_wave(db, survey, wave.id, rounds.settings(level=other), clock())
            with pytest.raises(Exception, match="an opened wave is frozen"):
                db.execute("update wave set level = ? where id = ?", [other, wave.id])

    def test_it_can_be_chosen_on_the_page_and_is_promised_before_the_first_question(self, ambassador, app, db, config, clock, survey, staff):
        form = {"level": "confidential", "k": 5, "kc": 10, "closes": "2026-12-04T16:00", "keep_months": 24}
        ambassador.send(f"/surveys/{survey}/waves/new", form)
        [wave] = store.waves_of(db, survey)
        assert "no human, you included, sees who answered what" in ambassador.get(f"/waves/{wave.id}").text
        ambassador.send(f"/waves/{wave.id}", to=f"/waves/{wave.id}/opening")
        start = Respondent(app, link(db, config, wave, staff[0])).open()
        assert start.sees("This survey is confidential", "The computer can tell that the answers to two rounds of this survey come from the same person", "Whoever has full control of that computer could open locked answers, those that are kept after closing too")

    def test_answers_from_a_file_cannot_be_confidential(self, db, clock, survey):
        with pytest.raises(Refused, match="anonymous or by name"):
            actions.import_answers(db, survey, b"Who,sus1\na,1\n", actions.Wanted(level=CONFIDENTIAL), people_store.get_company(db), None, clock())

    def test_what_was_typed_from_paper_is_not_compared(self, db, config, clock, survey, staff):
        for up in (0, 1):
            wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock())
            for n, person in enumerate(staff):
                rounds.give(db, config, wave, person, clock(), **answers(n, up * (n % 3)))
            actions.enter_paper(db, config, wave.id, "", answers(5), f"{up}" * 32, clock())
            actions.close_wave(db, config, wave.id, clock())
            clock.turn(hours=1)
        found = store.results(db, store.get_wave(db, wave.id))
        assert (found.n, found.pairs.scores[0].found.n, len(store.kept(db, wave.id))) == (13, 12, 12)


class TestWhatIsCompared:
    def test_with_the_last_confidential_round_that_shows_something(self, db, config, clock, survey, staff):
        given = {person: answers(n) for n, person in enumerate(staff)}
        first = held(db, config, clock, survey, given)
        held(db, config, clock, survey, dict(list(given.items())[:4]))  # too few: nothing shows and nothing is kept
        anonymous = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=ANONYMOUS), clock()), clock())
        actions.close_wave(db, config, anonymous.id, clock())
        last = held(db, config, clock, survey, {person: answers(n, n % 3) for n, person in enumerate(staff)})
        assert store.results(db, last).pairs.wave == first.id

    def test_two_rounds_that_were_open_at_once_are_not_both_compared_with_the_same_one(self, db, config, clock, survey, staff):
        first = held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
        waves = [rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock()) for _ in range(2)]
        for wave in waves:
            for n, person in enumerate(staff):
                rounds.give(db, config, wave, person, clock(), **answers(n, n % 3))
        for wave in waves:
            actions.close_wave(db, config, wave.id, clock())
            clock.turn(minutes=1)
        assert [store.results(db, store.get_wave(db, wave.id)).pairs.wave for wave in waves] == [first.id, waves[0].id]

    def test_nor_while_both_are_counted_by_two_processes_at_the_same_time(self, db, config, clock, survey, staff, monkeypatch):
        first = held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
        waves = [rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock()) for _ in range(2)]
        for wave in waves:
            for n, person in enumerate(staff):
                rounds.give(db, config, wave, person, clock(), **answers(n, n % 3))
        compare, order = closing.to_keep, iter(waves[1:])

        def slowly(*given):
            """Compares, and before that is written down the other process has closed the other round."""
            found = compare(*given)
            if other := next(order, None):
                actions.close_wave(db, config, other.id, clock())
            return found

        monkeypatch.setattr(closing, "to_keep", slowly)
        actions.close_wave(db, config, waves[0].id, clock())
        shown = [store.results(db, store.get_wave(db, wave.id)).pairs for wave in waves]
        assert (shown[0], shown[1].wave) == (None, first.id)

    def test_nor_after_the_first_of_them_has_been_deleted(self, db, config, clock, survey, staff):
        """Six left after round 1; round 2 is seven, of whom one is not in round 3: both differences together say what that one said in round 1."""
        held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)}, keep_months=24)
        second = held(db, config, clock, survey, {person: answers(n, n % 3) for n, person in enumerate(staff[:7])}, keep_months=1)
        assert store.results(db, second).pairs.scores[0].found.n == 7
        clock.turn(days=40)
        assert actions.delete_old(db, clock()) == 1
        third = held(db, config, clock, survey, {person: answers(n, n % 3) for n, person in enumerate(staff[:6])}, closes=clock().replace(tzinfo=None) + timedelta(days=9))
        assert store.results(db, third).pairs is None

    def test_the_page_and_the_file_say_it_in_words(self, ambassador, db, config, clock, survey, staff):
        held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
        wave = held(db, config, clock, survey, {person: answers(n, up=1 + n % 2) for n, person in enumerate(staff)})
        page = ambassador.get(f"/waves/{wave.id}/results").text
        assert "The same 12 people: up by" in page
        assert "since round 1" in page
        found = ambassador.get(f"/waves/{wave.id}/results.json").json
        [pairs] = [one["pairs"] for one in found.get("rounds", [found])]
        assert (pairs["round"], pairs["scores"]["sus"]["n"], pairs["questions"]) == (1, 12, {})

    def test_where_it_does_not_show_the_page_says_why(self, ambassador, db, config, clock, survey, staff):
        held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
        wave = held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff[:6])})
        page = ambassador.get(f"/waves/{wave.id}/results").text
        assert "who answered only once" in page
        assert "The same" not in page.split("who answered only once")[0].split("The same people, since round 1")[1]

    def test_a_question_that_means_something_else_now_is_not_compared(self, db, config, clock, staff):
        survey = actions.new_survey(db, "open", "How is it going?", clock())
        for high in (5, 7):
            actions.adjust(db, survey, Questionnaire((Page({}, (Rating("coffee", {"en": "Coffee?"}), Rating("tea", {"en": "Tea?"}, high=high))),)))
            wave = held(db, config, clock, survey, {person: {"coffee": 1 + n % 5 if high == 5 else 1 + n % 4, "tea": 1 + n % 5} for n, person in enumerate(staff)})
        assert [one.part.id for one in store.results(db, wave).pairs.parts] == ["coffee"]


@pytest.mark.parametrize("steps", range(0, 14, 2))
def test_wherever_counting_breaks_off_everybody_is_kept_once_and_compared_once(db, config, clock, survey, staff, monkeypatch, steps):
    monkeypatch.setattr(closing, "A_STEP", 4)
    held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})
    wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock())
    for n, person in enumerate(staff):
        rounds.give(db, config, wave, person, clock(), **answers(n, n % 3))
    write, left = closing._Steps.write, iter(range(steps))

    def breaking(self, do):
        if next(left, None) is None:
            raise RuntimeError("killed")
        write(self, do)

    with monkeypatch.context() as patched:
        patched.setattr(closing._Steps, "write", breaking)
        with pytest.raises(RuntimeError, match="killed"):
            actions.close_wave(db, config, wave.id, clock())
    assert actions.go_on(db, config, wave.id, clock() + closing.HELD)
    people = sealing.unseal_kept(config, wave.id, [record for _name, record in store.kept(db, wave.id)])
    assert sorted(one.person for one in people) == sorted(sealing.pseudonym(config, survey, person) for person in staff)
    assert store.results(db, store.get_wave(db, wave.id)).pairs.scores[0].found.n == sum("sus" in one.paired for one in people) == 12


class TestGoing:
    @pytest.fixture()
    def wave(self, db, config, clock, survey, staff):
        return held(db, config, clock, survey, {person: answers(n) for n, person in enumerate(staff)})

    @staticmethod
    def opened(db, config, wave):
        return sealing.unseal_kept(config, wave.id, [record for _name, record in store.kept(db, wave.id)])

    def test_erasing_a_person_cuts_them_off_and_changes_nothing_that_shows(self, db, config, clock, wave, staff):
        before, shown, page = store.kept(db, wave.id), store.results(db, wave), self.opened(db, config, wave)
        privacy.erase(db, config, staff[3], clock())
        after = store.kept(db, wave.id)
        assert store.results(db, wave) == shown
        assert (len(after), len({name for name, _record in before} & {name for name, _record in after}), {len(record) for _name, record in after}) == (12, 0, {len(before[0][1])})
        left = self.opened(db, config, wave)
        assert {one.person for one in page} - {one.person for one in left} == {sealing.pseudonym(config, wave.survey_id, staff[3])}
        assert sorted(str(one.answers) for one in left) == sorted(str(one.answers) for one in page)

    def test_it_cuts_off_what_is_under_seal_as_well(self, db, config, clock, survey, staff):
        wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock())
        for person in staff[:2]:
            rounds.give(db, config, wave, person, clock(), **answers(person))
        length = {len(record) for record in store.sealed(db, wave.id)}
        privacy.erase(db, config, staff[0], clock())
        left = store.sealed(db, wave.id)
        assert {sealing.unseal(config, wave.id, one).person for one in left} == {"", sealing.pseudonym(config, survey, staff[1])}
        assert ({len(one) for one in left}, store.rate(db, wave.id).answered) == (length, 2)

    def test_archiving_a_person_changes_nothing(self, db, clock, wave, staff):
        before = store.kept(db, wave.id)
        people_actions.archive_person(db, staff[3], clock())
        assert store.kept(db, wave.id) == before

    def test_nobody_is_erased_while_their_round_is_being_counted(self, db, config, clock, survey, staff):
        wave = rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=CONFIDENTIAL), clock()), clock())
        store.begin_closing(db, wave.id, clock())
        with pytest.raises(Refused, match="being counted"):
            privacy.erase(db, config, staff[0], clock())
        assert people_store.get(db, staff[0]).name

    def test_what_is_kept_is_deleted_when_the_promised_time_is_over(self, db, clock, wave):
        clock.turn(days=800)
        actions.delete_old(db, clock())
        assert list(db.query("select * from kept_answer")) == []


CHOOSING = re.compile(r"^/(surveys/\d+/(waves/new|link|answers-file|import|phases)|surveys/\d+/room|waves/\d+/settings|people|settings/ambassadors)|/data$")


class TestItsWords:
    """“Anonymous” and “confidential” are never used for one another."""

    @pytest.fixture(params=["open", "closed"])
    def world(self, request, tmp_path):
        world = World(tmp_path, Sales=7, Support=6)
        for number in (1, 2):
            world.opens(level=CONFIDENTIAL, share_results=True) if number == 1 else again(world)
            for n, who in enumerate(world.people):
                if request.param == "closed" or number == 1 or n < 3:
                    world.answers(who, **answers(n, up=(number - 1) * (n % 3)), works=f"Something {n}")
            if number == 1 or request.param == "closed":
                world.closes()
                world.now += timedelta(hours=1)
        return world

    def test_no_page_file_or_mail_of_a_confidential_round_says_anonymous(self, world):
        found = {address: lines for address, lines in world.pages().items() if not CHOOSING.search(address)}
        assert sum("/waves/" in address for address in found) > 8
        told = {address: [line for line in lines if "anonym" in line.lower()] for address, lines in found.items()}
        assert {address: lines for address, lines in told.items() if lines} == {}
        assert any("confidential" in line.lower() for line in found["/waves/2"])

    def test_nor_does_any_page_of_who_answers(self, world):
        with world.inside() as db:
            mails = [row["body"] for row in db.query("select body from outbox")]
            one = next(iter(world.people.values())) if world.round().state != "open" else list(world.people.values())[-1]
            visitor = Respondent(world.app, link(db, world.config, world.round(), one))
        assert mails
        seen = [*mails, visitor.open().html]
        if world.round().state == "open":
            seen += [visitor.press("Start").html, visitor.press("Next page", **FIRST).html, visitor.press("Next page", **SECOND).html, visitor.press("Check", works="The calendar").html, visitor.press("Send").html, visitor.open(visitor.address).html]
            assert any("no human" in text.lower() for text in seen[-2:])
        assert not [text for text in seen if "anonym" in text.lower()]


class TestThief:
    """Somebody with the database, hour by hour, or with every backup, but without the key."""

    @staticmethod
    def told(folder, swapped: bool = False) -> World:
        """Two rounds in which everybody answers; in the other world two people of one group answer the other way round."""
        world = World(folder, Sales=7, Support=6)
        places = {who: n for n, who in enumerate(world.people)}
        if swapped:
            places["Sales 2"], places["Sales 5"] = places["Sales 5"], places["Sales 2"]
        for up in (0, 1):
            again(world) if up else world.opens(level=CONFIDENTIAL)
            for who in world.people:
                world.answers(who, **answers(places[who], up * (places[who] % 3)))
            world.copy(folder.with_name(f"{folder.name}-{up}"))
            world.closes()
            world.passes(hours=1)
        return world

    def test_two_people_who_answered_the_other_way_round_look_the_same(self, tmp_path):
        one, other = self.told(tmp_path / "one"), self.told(tmp_path / "other", swapped=True)
        assert one.tables() == other.tables()
        assert one.pages() == other.pages()

    def found(self, world: World) -> list[str]:
        """What of the pseudonyms and the answers stands in any file, the copies from while the rounds were open among them."""
        names = [sealing.pseudonym(world.config, world.wave.survey_id, person) for person in world.people.values()]
        files = b"".join(path.read_bytes() for path in world.config.data.parent.rglob("*") if path.is_file())
        return [text for text in (*names, '"answers": {"sus') if text.encode() in files or (len(text) == 32 and bytes.fromhex(text) in files)]

    def test_no_file_holds_a_pseudonym_or_an_answer(self, tmp_path):
        world = self.told(tmp_path / "data")
        with world.inside() as db:
            assert len(store.kept(db, world.wave.id)) == 13
        assert self.found(world) == []

    def test_red_if_the_records_were_kept_open_all_of_them_would(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sealing, "_locked", lambda _cipher, _wave, plain, _size: sealing._text(plain))
        monkeypatch.setattr(sealing, "_opened", lambda _cipher, _wave, text: json.loads(text))
        assert len(self.found(self.told(tmp_path / "data"))) >= 13
