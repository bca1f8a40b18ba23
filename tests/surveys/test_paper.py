"""Answers on paper: the form that is printed, typing papers in, and what whoever types can learn from it: nothing."""

import re
from dataclasses import replace

import pytest

from errors import NotFound, Refused
from surveys import actions, paper, store
from surveys.disclosure import gate
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.date import Day
from surveys.questions.line import Line
from surveys.questions.matrix import Matrix
from surveys.questions.note import Note
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.scale import Scale
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo
from surveys.rules import ALL, ANSWERED, IS, Condition, Rule
from tests.surveys import rounds
from tests.surveys.answering import dump, round_of, under_seal
from tests.surveys.worlds import World


def en(text: str) -> dict[str, str]:
    return {"en": text}


PLACES = (Option("office", en("Office")), Option("home", en("Home")), Option("else", en("Elsewhere"), namely=True))
THINGS = (Option("mail", en("Mail")), Option("phone", en("Phone")), Option("chat", en("Chat")))
KINDS = Questionnaire((
    Page(en("You"), (
        Choice("place", en("Where do you work?"), required=True, options=PLACES, shuffle=True),
        Choices("tools", en("What do you use?"), options=THINGS),
        YesNo("lead", en("Do you lead a team?")),
        Number("team", en("How large is it?"), low=1, high=500, unit=en("people"), show_if=Rule(ALL, (Condition("lead", IS, ("yes",)),))),
        Note("pause", en("Now the tool itself.")),
    )),
    Page(en("The tool"), (
        Rating("easy", en("It is easy."), low_label=en("Not at all"), high_label=en("Very much")),
        Scale("again", en("Would you do it again?")),
        Matrix("parts", en("Its parts"), statements=(Option("search", en("Search")), Option("lists", en("Lists")))),
        Ranking("order", en("What matters most?"), options=THINGS),
        Day("since", en("Since when?")),
        Line("role", en("What is your role?")),
        Text("why", en("Why {answer:place}?"), show_if=Rule(ALL, (Condition("easy", ANSWERED),))),
    )),
))
SHEET = {
    "place": "c", "place.-words": "On the train", "tools": "ca", "lead": "A", "team": "12", "easy": "4", "again": "10", "parts.search": "5", "parts.lists": "-",
    "order.mail": "2", "order.phone": "3", "order.chat": "1", "since": "2025-03-01", "role": "Seller", "why": "It is quiet",
}
READ = {
    "place": "else", "place.-words": "On the train", "tools.mail": 1, "tools.phone": 0, "tools.chat": 1, "lead": "yes", "team": 12, "easy": 4, "again": 10, "parts.search": 5,
    "order.mail": 2, "order.phone": 3, "order.chat": 1, "since": "2025-03-01", "role": "Seller", "why": "It is quiet",
}


def typed(**sheet: str) -> dict[str, str]:
    return {f"p.{name}": said for name, said in sheet.items()}


class TestReading:
    def test_letters_numbers_and_words_become_answers(self):
        assert paper.read(KINDS, SHEET).answers == READ
        assert paper.read(KINDS, SHEET).wrong == {}

    def test_nothing_typed_and_a_dash_are_no_answers_though_one_is_required(self):
        assert paper.read(KINDS, {}) == paper.read(KINDS, dict.fromkeys(("place", "tools", "lead", "easy", "again", "parts.search", "order.mail", "since", "role"), "-"))
        assert paper.read(KINDS, {}).answers == {}

    @pytest.mark.parametrize(("box", "said"), [
        ("place", "d"), ("place", "ab"), ("place", ","), ("tools", "ax"), ("lead", "y"), ("team", "0"), ("easy", "6"), ("again", "11"), ("parts.search", "x"), ("order.mail", "3"), ("since", "2025-02-30"), ("role", "x" * 201),
    ])
    def test_what_cannot_be_on_the_paper_is_named(self, box, said):
        wrong = paper.read(KINDS, SHEET | {box: said}).wrong
        assert list(wrong) == [box.split(".")[0]]
        assert wrong[box.split(".")[0]].field == box.split(".")[0]

    def test_an_answer_that_the_rule_leaves_out_is_told_instead_of_dropped(self):
        assert list(paper.read(KINDS, SHEET | {"lead": "b"}).wrong) == ["team"]
        assert paper.read(KINDS, SHEET | {"lead": "b", "team": ""}).wrong == {}

    def test_thirty_options_have_a_letter_each(self):
        many = Choice("many", en("Which?"), options=tuple(Option(f"o{n}", en(f"Number {n}")) for n in range(30)))
        assert len(paper.lettered(many)) == 30


@pytest.fixture()
def opened(db, clock, sales):
    return round_of(db, clock(), KINDS)


class TestTheForm:
    def test_shows_every_kind_in_words_and_boxes_and_no_secret(self, opened, ambassador):
        page = ambassador.get(f"/waves/{opened.id}/paper")
        text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
        for words in ("1. Where do you work?", "a Office", "c Elsewhere", "Cross as many boxes as fit.", "Not at all 1 2 3 4 5 Very much", "4. How large is it?", "Now the tool itself.", "Search", "From 1 to 500", "people"):
            assert words in text
        assert "Only if you answered “Yes” to question 3. Otherwise go on with question 5." in text
        assert "Only if you answered question 5." in text
        assert "Why (your answer to question 1)?" in text
        assert not re.search("/[sr]/", page.text)

    def test_promises_what_holds_for_paper(self, opened, ambassador):
        text = ambassador.get(f"/waves/{opened.id}/paper").text
        assert "types this paper in, and so reads it" in text
        assert "they never help to show a small group" in text
        assert "sets no cookie" not in text
        assert "Sales" in text  # the group can be ticked

    def test_of_a_named_round_asks_for_the_name(self, db, clock, sales, ambassador):
        text = ambassador.get(f"/waves/{round_of(db, clock(), level='named').id}/paper").text
        assert "Your name" in text
        assert "anonymous" not in text

    def test_says_of_a_draft_that_it_may_still_change(self, db, clock, sales, ambassador):
        assert "This is a preview. Print it once the round is open" in ambassador.get(f"/waves/{rounds.draft(db, clock())}/paper").text


class TestTyping:
    def test_a_paper_is_sealed_like_any_answer_and_counted(self, opened, ambassador, db, config):
        page = ambassador.send(f"/waves/{opened.id}/papers", typed(**SHEET) | {"_group": "group:Sales"})
        assert "One paper is typed in, the last one just now." in page.text
        assert under_seal(db, config, opened) == [READ]
        assert "1 of 7 have answered" in ambassador.get(f"/waves/{opened.id}/results").text
        assert 'value="On the train"' not in page.text

    def test_sent_twice_counts_once(self, opened, ambassador, db, config):
        sheet = typed(**SHEET) | {"_group": "none", "_key": "a" * 32}
        for _time in range(2):
            ambassador.send(f"/waves/{opened.id}/papers", sheet)
        assert len(store.sealed(db, opened.id)) == 1

    def test_something_wrong_is_named_and_nothing_is_lost(self, opened, ambassador, db):
        before = dump(db)
        page = ambassador.send(f"/waves/{opened.id}/papers", typed(**SHEET | {"easy": "6"}))
        assert page.status_code == 422
        assert "<title>Error:" in page.text
        assert "“6” is not a whole number from 1 to 5." in page.text
        assert "Choose the group that is ticked on the paper" in page.text
        assert [said for name, said in SHEET.items() if name not in ("easy", "why") and f'value="{said}"' not in page.text] == []
        assert dump(db) == before

    @pytest.mark.parametrize("sent", [{"_group": "group:Board"}, {"_group": "Sales"}, {"_group": ""}])
    def test_only_groups_of_the_round_can_be_ticked(self, opened, ambassador, db, sent):
        assert ambassador.send(f"/waves/{opened.id}/papers", typed(**SHEET) | sent).status_code == 422
        assert store.sealed(db, opened.id) == []

    def test_an_empty_paper_is_not_counted(self, opened, ambassador, db):
        page = ambassador.send(f"/waves/{opened.id}/papers", {"_group": "none"})
        assert "An empty paper is not counted." in page.text
        assert store.rate(db, opened.id).papers == 0

    def test_the_last_one_can_be_taken_back_once(self, opened, ambassador, db, config, clock):
        address = f"/waves/{opened.id}/papers"
        for again in ("9", "10"):
            ambassador.send(address, typed(**SHEET | {"again": again}) | {"_group": "none"})
        assert "is taken back" in ambassador.send(address, to=f"{address}/removal").text
        assert [one["again"] for one in under_seal(db, config, opened)] == [9]
        assert "There is no paper to take back" in ambassador.send(address, to=f"{address}/removal").text
        assert "One paper is typed in." in ambassador.get(address).text

    def test_nobody_can_take_back_what_a_person_sent(self, opened, db, config, clock, sales):
        rounds.give(db, config, opened, sales[0], clock(), easy=4)
        slip = actions.enter_paper(db, config, opened.id, "", {"easy": 1}, "k", clock())
        [theirs] = [row["id"] for row in db.query("select id from sealed") if row["id"].hex() != slip.place]
        with pytest.raises(NotFound):
            actions.take_back(db, config, replace(slip, place=theirs.hex()), clock())
        assert len(store.sealed(db, opened.id)) == 2

    def test_closing_counts_papers_and_forgets_their_marks(self, opened, ambassador, db, config, clock):
        ambassador.send(f"/waves/{opened.id}/papers", typed(**SHEET) | {"_group": "none"})
        actions.close_wave(db, config, opened.id, clock())
        assert list(db.query("select * from link_answer")) == []
        assert store.turnout(db, store.get_wave(db, opened.id)).answered == 1

    def test_after_closing_what_was_typed_stays_on_the_page_and_is_not_kept(self, opened, ambassador, db, clock):
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', ambassador.get(f"/waves/{opened.id}/papers").text)[1]
        clock.turn(days=12)
        page = ambassador.post(f"/waves/{opened.id}/papers", data=typed(**SHEET) | {"_group": "none", "csrf_token": token})
        assert "papers can be typed in only while it is" in page.text
        assert "On the train" in page.text
        assert store.sealed(db, opened.id) == []
        assert ambassador.get(f"/waves/{opened.id}/papers").status_code == 409

    def test_the_round_tells_how_many_came_on_paper_and_counts_reminders_by_links(self, opened, ambassador, db, config, clock, sales):
        rounds.give(db, config, opened, sales[0], clock(), easy=4)
        for _number in range(8):
            ambassador.send(f"/waves/{opened.id}/papers", typed(**SHEET) | {"_group": "none"})
        text = ambassador.get(f"/waves/{opened.id}").text
        assert "8 of them on paper" in text
        assert "A reminder now would go to 6 people" in text


class TestByName:
    @pytest.fixture()
    def named(self, db, clock, sales):
        return round_of(db, clock(), level="named")

    def test_a_paper_is_the_persons_and_uses_their_invitation(self, named, ambassador, db, sales):
        person = rounds.invitation(db, named, sales[0])
        page = ambassador.send(f"/waves/{named.id}/papers", typed(sus1="4", works="The calendar") | {"_person": str(person)})
        assert "One paper is typed in" in page.text
        assert [(one.respondent, one.answers) for one in store.named(db, named.id)] == [("Sales 1", {"sus1": 4, "works": "The calendar"})]
        assert f'<option value="{person}"' not in page.text
        again = ambassador.send(f"/waves/{named.id}/papers", typed(sus1="2") | {"_person": str(person)})
        assert "This person has answered already" in again.text

    def test_taken_back_the_person_can_answer(self, named, ambassador, db, config, clock, sales):
        person = rounds.invitation(db, named, sales[0])
        address = f"/waves/{named.id}/papers"
        ambassador.send(address, typed(sus1="4") | {"_person": str(person)})
        ambassador.send(address, to=f"{address}/removal")
        assert store.named(db, named.id) == []
        assert rounds.give(db, config, named, sales[0], clock()) == actions.ANSWERED

    def test_what_the_person_changed_since_is_not_taken_back(self, named, db, config, clock, sales):
        slip = actions.enter_named_paper(db, config, named.id, rounds.invitation(db, named, sales[0]), {"sus1": 4}, "a", clock())
        with pytest.raises(NotFound):
            actions.take_back(db, config, replace(slip, key="b"), clock())
        assert len(store.named(db, named.id)) == 1

    def test_needs_a_person_of_the_round(self, named, ambassador, db, config, clock, sales):
        for who in ("", "x", "999", "-1"):
            assert ambassador.send(f"/waves/{named.id}/papers", typed(sus1="4") | {"_person": who}).status_code == 422
        with pytest.raises(NotFound):
            actions.enter_named_paper(db, config, round_of(db, clock(), level="named").id, rounds.invitation(db, named, sales[0]), {"sus1": 4}, "k", clock())
        assert store.named(db, named.id) == []


HARSH = {f"sus{n}": 1 for n in range(1, 11)}
KIND = {f"sus{n}": 5 for n in range(1, 11)}


def seen_by_the_typist(folder, harsh: str, kind: str) -> tuple[object, object]:
    """All that the ambassador can reach in the end, and what was let out, who typed k − 1 invented papers into the group of the only two who answered there."""
    world = World(folder, Board=2, Sales=8)
    world.opens()
    world.answers(harsh, **HARSH)
    world.answers(kind, **KIND)
    for number in range(3, 9):
        world.answers(f"Sales {number}", **{f"sus{item}": 1 + (number + item) % 5 for item in range(1, 11)})
    with world.inside() as db:
        for number in range(4):
            actions.enter_paper(db, world.config, world.wave.id, "Board", {f"sus{item}": 2 + number % 2 for item in range(1, 11)}, f"invented {number}", world.now)
    world.closes()
    with world.inside() as db:
        return world.pages(), store.release_json(db, world.wave.id)


@pytest.mark.usefixtures("alike")
class TestTheOneWhoTypes:
    """The ambassador knows what she types, so k − 1 papers and one person's answer would be that person's answer."""

    def test_learns_nothing_of_a_person_whom_she_types_papers_around(self, tmp_path):
        assert seen_by_the_typist(tmp_path / "one", "Board 1", "Sales 1") == seen_by_the_typist(tmp_path / "other", "Sales 1", "Board 1")

    def test_red_if_papers_counted_towards_k_she_would_learn_it(self, tmp_path, monkeypatch):
        monkeypatch.setattr(gate, "judging", lambda records: records)
        assert seen_by_the_typist(tmp_path / "one", "Board 1", "Sales 1") != seen_by_the_typist(tmp_path / "other", "Sales 1", "Board 1")

    def test_shows_nothing_of_the_whole_either_where_too_few_answered_by_themselves(self, opened, ambassador, db, config, clock, sales):
        rounds.give(db, config, opened, sales[0], clock(), easy=1)
        for number in range(9):
            actions.enter_paper(db, config, opened.id, "", {"easy": 5}, f"form {number}", clock())
        assert "So far one person has answered by themselves." in ambassador.get(f"/waves/{opened.id}/papers").text
        assert "nothing is ever shown" in ambassador.get(f"/waves/{opened.id}").text
        actions.close_wave(db, config, opened.id, clock())
        assert not store.results(db, store.get_wave(db, opened.id)).shown
        assert "Fewer than 5 people answered by themselves." in ambassador.get(f"/waves/{opened.id}/results").text

    def test_of_papers_alone_everything_shows(self, opened, db, config, clock):
        for number in range(6):
            actions.enter_paper(db, config, opened.id, "", {"easy": 1 + number % 5}, f"form {number}", clock())
        actions.close_wave(db, config, opened.id, clock())
        assert store.results(db, store.get_wave(db, opened.id)).shown

    def test_a_closed_round_takes_no_paper(self, opened, db, config, clock):
        actions.close_wave(db, config, opened.id, clock())
        with pytest.raises(Refused):
            actions.enter_paper(db, config, opened.id, "", {"easy": 5}, "form", clock())
