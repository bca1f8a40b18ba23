"""Five who want to know what somebody answered. Each does no better than chance, and succeeds when one rule is switched off."""

import re
from datetime import timedelta

import pytest

import pages
import privacy
from errors import Refused
from people import actions as people_actions
from people import store as people_store
from surveys import actions, disclosure, sealing, store
from surveys.model import ANONYMOUS, CONFIDENTIAL, NAMED
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import Respondent, answered, link
from tests.surveys.crawling import Seen
from tests.surveys.lives import HARSH, KIND, Life, told_apart
from tests.surveys.worlds import BY_CHANCE, World

OTHERS = [f"Sales {n}" for n in range(3, 8)] + [f"Support {n}" for n in range(1, 6)]
LEVELS = pytest.mark.parametrize("level", [ANONYMOUS, CONFIDENTIAL])
LOOKED = ("most have answered", "second round", "two are erased")  # the hours at which every page is looked at; the tables are looked at in every hour
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
        assert [str(HARSH["works"]) in str(both.seen[0][hour]) for hour in LOOKED] == [False, True, True]
        assert ["More works in number" in str(both.seen[0][hour]) for hour in LOOKED] == [False, False, True]

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


class TestAColleagueWithAForwardedLink:
    @pytest.fixture(params=[ANONYMOUS, CONFIDENTIAL])
    def wave(self, request, app, db, clock):
        rounds.company(db, Sales=6, Support=5)
        return rounds.opened(db, clock(), level=request.param, dimension_id=rounds.department(db))

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


    def test_red_by_name_it_leads_back_to_the_answer(self, app, db, config, clock):
        people = rounds.company(db, Sales=6)["Sales"]
        address = link(db, config, rounds.opened(db, clock(), level=NAMED), people[0])
        answered(app, address, works=HARSH["works"])
        assert HARSH["works"] in Respondent(app, f"{address}/changes").open().html


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
