"""Five who want to know what somebody answered. Each does no better than chance, and succeeds when one rule is switched off."""

import json
import random
import re
from dataclasses import asdict
from datetime import timedelta

import pytest

import pages
import privacy
import storage
from errors import Refused
from people import actions as people_actions
from people import store as people_store
from surveys import actions, disclosure, sealing, store
from surveys.model import ANONYMOUS, CONFIDENTIAL
from surveys.store import answers as answers_store
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import Respondent, answered, link
from tests.surveys.crawling import Seen
from tests.surveys.lives import HARSH, KIND, Life, told_apart
from tests.surveys.worlds import BY_CHANCE, World

OTHERS = [f"Sales {n}" for n in range(3, 8)] + [f"Support {n}" for n in range(1, 6)]
LEVELS = pytest.mark.parametrize("level", [ANONYMOUS, CONFIDENTIAL])
LOOKED = ("two have answered", "most have answered", "second round", "two are erased")  # the hours at which every page is looked at; the tables are looked at in every hour
OPEN_HOURS = {"two have answered", "most have answered", "second round"}
WHILE_OPEN = {"survey_invitation", "outbox"}  # who has answered: a copy from while a round is open tells it
NOTHING_THERE = {  # addresses that show nothing of their own to anybody here
    "static": "what is the same for everybody", "people.preview": "only while somebody is bringing in a file", "surveys.answers": "by name only", "surveys.answers_csv": "by name only", "surveys.answers_xlsx": "by name only", "surveys.changes": "by name only",
    "people.start": "only before anybody has been here", "people.link": "a link to sign in with, which is in one's own mail",
    "surveys.to_the_phrase": "leads elsewhere", "surveys.to_the_start": "leads elsewhere", "surveys.to_the_open_start": "leads elsewhere",
}


def hourly(pages) -> dict[str, object]:
    return {str(hour): found for hour, found in enumerate(pages)}


def mild(number: int) -> dict[str, int | str]:
    return {f"sus{item}": 1 + (number * item + item) % 5 for item in range(1, 11)} | {"works": f"Something works in number {number}"}


class Both:
    """The same autumn in two worlds that differ in their secrets, as the ambassador and a colleague saw it."""

    def __init__(self, folder, level: str) -> None:
        self.seen: tuple[dict[str, Seen], dict[str, Seen]] = ({}, {})
        self.tables: tuple[dict[str, dict], dict[str, dict]] = ({}, {})
        self.lives = [Life(folder / str(turned) / "data", level, bool(turned), lambda hour, world, turned=turned: self.look(turned, hour, world)).lives() for turned in (0, 1)]

    def look(self, turned: int, hour: str, world: World) -> None:
        self.tables[turned][hour] = world.tables()
        if hour in LOOKED:
            self.seen[turned][hour] = world.pages() | self.colleague(world)

    def colleague(self, world: World) -> Seen:
        """Support 3, who has answered and whose link was forwarded, and Board 2, who never did."""
        starts = ["/sign-in", *(world.link(who) + page for who in ("Support 3", "Board 2") for page in ("", "/answer", "/thanks", "/changes", "/results"))]
        return {f"by link {address}": pieces for address, pieces in world.crawled(world.app.test_client(), starts).items()}


@pytest.mark.usefixtures("alike")
class TestTheAmbassadorAtEveryHour:
    """Has every page and every file there is, of every hour; so has a colleague with a forwarded link, and somebody with the database."""

    @LEVELS
    def test_cannot_tell_who_was_harsh_whose_words_are_whose_and_who_has_answered(self, tmp_path, level):
        both = Both(tmp_path, level)
        assert told_apart(*both.seen) == []
        self.has_looked_at_every_page_there_is(both)
        self.reads_words_only_of_rounds_that_are_closed(both)
        self.finds_the_same_tables_but_who_has_answered_while_it_is_open(both)

    def has_looked_at_every_page_there_is(self, both):
        """A page that is added later is looked at too; where nothing leads to it, tests/filled.py says what stands for its parameters."""
        world = both.lives[0].world
        there = {rule.endpoint for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
        assert there - world.endpoints == set(NOTHING_THERE)

    def reads_words_only_of_rounds_that_are_closed(self, both):
        assert [str(HARSH["works"]) in str(both.seen[0][hour]) for hour in LOOKED] == [False, False, True, True]
        assert ["More works in number" in str(both.seen[0][hour]) for hour in LOOKED] == [False, False, False, True]

    def finds_the_same_tables_but_who_has_answered_while_it_is_open(self, both):
        for hour, tables in both.tables[0].items():
            differing = {table for table, rows in tables.items() if rows != both.tables[1][hour][table]}
            assert differing <= (WHILE_OPEN if hour in OPEN_HOURS else set()), hour

    def test_red_a_page_that_tells_would_be_found(self, tmp_path):
        """Added to the app in one line, and nothing leads there."""
        seen = []
        for who in ("Sales 1", "Sales 2"):
            world = World(tmp_path / who, Sales=5)
            world.opens()
            world.answers(who)
            world.app.add_url_rule("/waves/<int:number>/peek", "surveys.peek", lambda number: str([one.used for one in store.invitations(pages.db(), number)]))
            seen.append({"now": world.pages()})
        assert told_apart(*seen) == [("now", "/waves/1/peek")]


@pytest.mark.usefixtures("alike")
class TestTheAmbassador:
    """Tries things out."""

    def test_cannot_try_it_out_by_archiving_or_erasing_somebody(self, tmp_path):
        seen = []
        for who in ("Sales 1", "Sales 2"):
            world = World(tmp_path / who, Sales=8, Support=6)
            world.opens()
            world.answers(who, **HARSH)
            with world.inside() as db:
                people_actions.archive_person(db, world.people["Sales 1"], world.now)
                privacy.erase(db, world.config, world.people["Sales 1"], world.now)
            seen.append([world.pages()])
        assert told_apart(*map(hourly, seen)) == []

    def test_cannot_try_it_out_by_reminding_before_or_after(self, tmp_path):
        """Without a mail server reminders wait: archiving takes them back, erasing deletes them."""
        seen = []
        for who in ("Sales 1", "Sales 2"):
            world = World(tmp_path / who, Sales=8, Support=6)
            world.opens(reminders=(world.now.date().replace(day=25),))
            world.answers(who, **HARSH)
            victim = f"/people/{world.people['Sales 1']}"
            world.passes(days=2, hours=1)  # the reminder goes out
            seen.append([self.presses(world, victim, f"{victim}/archiving")])
            world.now += timedelta(days=2)
            seen[-1] += [self.presses(world, "/waves/1", "/waves/1/reminders"), world.pages(), self.presses(world, victim, f"{victim}/erasure"), world.pages()]
        assert told_apart(*map(hourly, seen)) == []

    def test_cannot_read_a_colleagues_link_by_taking_the_address(self, tmp_path):
        world = World(tmp_path, Sales=6)
        world.opens()
        with world.inside() as db:
            victim, me = people_store.get(db, world.people["Sales 1"]), people_store.get(db, factories.asa(db))
            people_actions.change_person(db, victim.id, victim.name, "parked@nordverk.example.com")
            with pytest.raises(Refused, match="cannot take it"):
                people_actions.change_person(db, me.id, me.name, victim.email)

    @staticmethod
    def presses(world, page, address):
        browser = world.browser()
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(page).text)[1]
        said = browser.post(address, data={"csrf_token": token}, follow_redirects=True)
        assert said.status_code == 200
        return {address: BY_CHANCE.sub("", said.text)}

    def test_red_by_name_it_is_told_at_once(self, tmp_path):
        world = World(tmp_path, Sales=8)
        world.opens(level="named")
        world.answers("Sales 1", **HARSH)
        found = world.pages()
        assert HARSH["works"] in str(found["/waves/1/answers"])
        assert HARSH["works"] in str(found["/people/1/data.json"])


PEOPLE = 60
AT_MOST = 9  # of 60 guessed right: by chance it is one on average, and ten or more once in nine million guesses


class Thief:
    """Has a copy of all files from every hour, without the key, and knows in which hour each person answered."""

    def __init__(self, folder) -> None:
        self.world = World(folder / "data", Staff=PEOPLE)
        self.world.opens(dimension_id=None)
        self.truth = {name: f"Opinion {random.Random(name).getrandbits(40):x}" for name in self.world.people}
        self.order = random.Random(7).sample(sorted(self.world.people), PEOPLE)
        self.news: dict[str, list[tuple[bytes, bytes]]] = {}  # who answered in an hour, and the records that were new in that hour's copy
        known: set[bytes] = set()
        for hour, who in enumerate(self.order):
            long = " and so on" * (150 if hour % 20 == 3 else 0)
            self.world.answers(who, sus1=1 + hour % 5, works=self.truth[who], change=f"Less of it{long}")
            rows = self.rows("select id, record from sealed")
            self.news[who] = [row for row in rows if row[0] not in known]
            known |= {row[0] for row in rows}

    def rows(self, question: str) -> list[tuple]:
        with storage.opened(self.world.config.database) as stolen:
            return stolen.execute(question).fetchall()

    def closes(self) -> None:
        self.world.closes()
        self.comments = self.rows("select id, text from comment where question_id = 'works'")

    def right(self, guess: dict[str, str]) -> int:
        return sum(self.truth[name] == text for name, text in guess.items())

    def by_reading(self) -> dict[str, str]:
        """What is new in the hour's copy is the answer of who answered in that hour."""
        return {who: read["answers"]["works"] for who, new in self.news.items() for _id, record in new if (read := readable(record))}

    def by_order(self) -> dict[str, dict[str, str]]:
        """People in the order in which something of theirs appeared, and comments in an order of theirs."""
        file = self.world.config.database.read_bytes()
        people = {
            "time": self.order,
            "id": sorted(self.order, key=lambda who: self.news[who][0][0]),
            "record": sorted(self.order, key=lambda who: self.news[who][0][1]),
            "invitation": sorted(self.order, key=lambda who: self.world.people[who]),
        }
        texts = {
            "row": [text for _id, text in self.comments],
            "id": [text for _id, text in sorted(self.comments)],
            "place in the file": sorted((text for _id, text in self.comments), key=lambda text: file.find(text.encode())),
        }
        return {f"{mine} and {theirs}{turned}": dict(zip(who, said[::step], strict=True)) for mine, who in people.items() for theirs, said in texts.items() for turned, step in (("", 1), (", turned", -1))}

    def by_length(self) -> set[str]:
        """Who wrote much, going by the longest records."""
        most = max(len(new[0][1]) for new in self.news.values())
        longest = {who for who, new in self.news.items() if len(new[0][1]) == most}
        return longest if len(longest) < PEOPLE else set()


def readable(record: bytes):
    try:
        return json.loads(record)
    except ValueError:
        return None


@pytest.fixture(scope="module")
def thief(tmp_path_factory):
    stolen = Thief(tmp_path_factory.mktemp("thief"))
    stolen.before = {file.name: file.read_bytes() for file in stolen.world.config.data.iterdir()}
    stolen.closes()
    return stolen


class TestTheThief:
    """Has the database, or every backup, and not the key."""

    def test_reads_nothing_while_it_is_open(self, thief):
        assert thief.by_reading() == {}
        assert thief.by_length() == set()
        assert not any(text.encode() in content for text in thief.truth.values() for content in thief.before.values())

    def test_guesses_no_better_than_chance_by_any_order(self, thief):
        assert len(thief.comments) == PEOPLE
        assert {way: right for way, guess in thief.by_order().items() if (right := thief.right(guess)) > AT_MOST} == {}

    def test_finds_no_sealed_record_and_no_forms_key_in_any_file_after_the_closing(self, thief):
        files = {file.name: file.read_bytes() for file in thief.world.config.data.iterdir()}
        pieces = [record[place : place + 64] for new in thief.news.values() for _id, record in new for place in range(0, len(record) - 64, 500)]
        assert sum(any(piece in content for content in thief.before.values()) for piece in pieces[:50]) > 40  # there they were, but for some that a page ends in
        assert not any(piece in content for piece in pieces for content in files.values())
        assert not any(b"form of " in content for content in files.values())

    def test_finds_invitations_without_a_time_and_after_the_closing_without_who_answered(self, thief):
        columns = {row[1] for row in thief.rows("pragma table_info(survey_invitation)")}
        assert columns == {"id", "wave_id", "person_id", "group_name", "used", "answer_key", "link_version"}
        assert set(thief.rows("select used, answer_key from survey_invitation")) == {(0, None)}

    def test_finds_no_table_that_ties_a_comment_to_anything_but_its_round_and_question(self, thief):
        assert {row[1] for row in thief.rows("pragma table_info(comment)")} == {"id", "wave_id", "question_id", "text", "phrase", "answer_id", "edited", "follow_up", "words_id"}
        assert {row[0] for row in thief.rows("select answer_id from comment")} == {None}  # only answers by name have one
        for table in ("sealed", "comment"):
            with pytest.raises(storage.OperationalError, match="rowid"):
                thief.rows(f"select rowid from {table}")

    def test_cannot_tell_worlds_apart_in_which_others_answered_or_answered_the_other_way_round(self, tmp_path):
        found = []
        for name, harsh, kind in (("one", "Sales 1", "Sales 2"), ("other way round", "Sales 2", "Sales 1"), ("others", "Sales 1", "Sales 8")):
            world = World(tmp_path / name, Sales=8, Support=6)
            world.opens(reminders=(world.now.date().replace(day=25),))
            world.answers(harsh, **HARSH)
            world.answers(kind, **KIND)
            world.passes(days=2)
            for number, who in enumerate(OTHERS):
                world.answers(who, **mild(number))
            world.closes()
            found.append(world.tables())
        assert found[0] == found[1] == found[2]

    def test_red_without_the_seal_everybody_is_found(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sealing, "seal", lambda config, wave, record, size=0: json.dumps(asdict(record)).encode())
        stolen = Thief(tmp_path)
        assert stolen.right(stolen.by_reading()) == PEOPLE

    def test_red_with_running_ids_and_unshuffled_everybody_is_found(self, tmp_path, monkeypatch):
        numbers = iter(range(100_000))
        monkeypatch.setattr(answers_store.secrets, "token_bytes", lambda size: next(numbers).to_bytes(size, "big"))
        monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, found: None)
        stolen = Thief(tmp_path)
        stolen.closes()
        assert stolen.right(stolen.by_order()["time and id"]) == PEOPLE

    def test_red_without_room_for_the_fullest_form_those_who_wrote_much_are_found(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sealing, "room", lambda content: sealing.SMALLEST)
        stolen = Thief(tmp_path)
        assert stolen.by_length() == {who for hour, who in enumerate(stolen.order) if hour % 20 == 3}


class TestAColleagueWithAForwardedLink:
    @pytest.fixture()
    def wave(self, app, db, clock):
        rounds.company(db, Sales=6, Support=5)
        return rounds.opened(db, clock(), dimension_id=rounds.department(db))

    @pytest.fixture()
    def address(self, db, config, wave):
        return link(db, config, wave, store.invitations(db, wave.id)[0].person_id)

    def test_reads_no_answer_and_changes_none(self, app, db, config, wave, address, clock):
        answered(app, address, works=HARSH["works"])
        colleague = Respondent(app, address).open()
        assert HARSH["works"] not in colleague.html
        before = store.sealed(db, wave.id)
        for step in ("", "/answer"):
            said = colleague.client.post(address + step, data={"sus1": "1", "works": "Somebody else"}, follow_redirects=True)
            assert HARSH["works"] not in said.text
        assert store.sealed(db, wave.id) == before

    def test_sees_the_promise_with_the_group_and_its_size_but_no_name_in_the_address(self, app, db, wave, address):
        colleague = Respondent(app, address).open()
        assert colleague.status == 200
        assert "Sales" not in address

    def test_gets_nothing_from_a_link_that_is_nearly_right(self, app, address):
        for nearly in (address[:-1], address[:-1] + ("A" if address[-1] != "A" else "B"), address.swapcase(), "/s/AAAAAAE" + address[10:]):
            assert Respondent(app, nearly).open().status == 404


SIZES = {"Sales": 8, "Support": 6}


@pytest.mark.usefixtures("alike")
class TestAManagerWhoKnowsWhoWasAbsent:
    """Knows who was away, the answers of all friends, and everything that is shown."""

    def figures(self, folder, absent: str, given: dict[str, dict]) -> dict:
        """All that is shown after the closing of a round that one person never answered."""
        world = World(folder, **SIZES)
        world.opens()
        for number, who in enumerate(sorted(world.people)):
            if who != absent:
                world.answers(who, **given.get(who, mild(number)))
        world.closes()
        return world.pages()

    def test_cannot_tell_two_people_of_a_group_apart_though_all_others_are_friends(self, tmp_path):
        one = self.figures(tmp_path / "one", "Support 6", {"Support 1": HARSH, "Support 2": KIND})
        other = self.figures(tmp_path / "other", "Support 6", {"Support 1": KIND, "Support 2": HARSH})
        assert told_apart({"closed": one}, {"closed": other}) == []

    def test_cannot_look_before_and_after_somebody_answers(self, tmp_path):
        world = World(tmp_path, **SIZES)
        world.opens()
        for number, who in enumerate(sorted(world.people)[1:]):
            world.answers(who, **mild(number))
        seen = []
        for who in (None, "Sales 1"):
            if who:
                world.answers(who, **HARSH)
            seen.append(world.browser().get("/waves/1/results.json"))
        assert {response.status_code for response in seen} == {409}
        assert "counts" not in seen[0].text + seen[1].text

    def test_cannot_get_a_second_counting_after_the_absent_one_is_back(self, tmp_path):
        world = World(tmp_path, **SIZES)
        world.opens()
        for number, who in enumerate(sorted(world.people)[1:]):
            world.answers(who, **mild(number))
        world.closes()
        before = world.browser().get("/waves/1/results.json").text
        with world.inside() as db:
            number = rounds.invitation(db, world.wave, world.people["Sales 1"])
            with pytest.raises(actions.answering.Refused):
                actions.answer(db, world.config, number, HARSH, "late", world.now)
            assert actions.close_wave(db, world.config, world.wave.id, world.now) is False
        assert world.browser().get("/waves/1/results.json").text == before

    def test_red_if_figures_were_counted_while_it_is_open_the_last_one_would_be_found(self, tmp_path):
        world = World(tmp_path, **SIZES)
        world.opens()

        def peek():
            with world.inside() as db:
                records = [sealing.unseal(world.config, world.wave.id, record) for record in store.sealed(db, world.wave.id)]
                return disclosure.release(records, store.asked(db, world.wave), SIZES, world.wave.k, world.wave.kc).items["sus1"].whole

        for number, who in enumerate(sorted(world.people)[1:]):
            world.answers(who, **mild(number))
        before = peek()
        world.answers("Sales 1", **HARSH)
        assert [value for value, count in peek().items() if count > before[value]] == [str(HARSH["sus1"])]


def test_a_backup_leaves_the_key_out_and_another_key_is_asked_for(tmp_path):
    world = World(tmp_path / "data", Sales=6)
    world.opens()
    world.answers("Sales 1", **HARSH)
    storage.backup(world.config.database, tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    assert world.config.key not in content
    assert world.config.key.hex().encode() not in content
    assert HARSH["works"].encode() not in content
