"""Reading costs the same however many have answered: as many questions to the database, and as much work for it."""

import contextlib
import secrets
from dataclasses import dataclass, field

import pytest

import storage
from surveys import actions, sealing, store
from surveys.actions.named import keep_named
from surveys.disclosure import Record
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from tests.surveys import rounds
from tests.surveys.answering import round_of

CONTENT = Questionnaire((Page({}, (
    Rating("easy", {"en": "It is easy to use."}),
    Choice("device", {"en": "Where do you use it?"}, options=(Option("phone", {"en": "On the phone"}), Option("computer", {"en": "On the computer"}))),
    Text("wish", {"en": "What should change?"}, most=60),
)),))
FEW, MANY = 1_200, 3_600  # more texts than are ever counted one by one
PAGES = ("/waves/{wave}/results", "/waves/{wave}/results.csv", "/waves/{wave}/results.xlsx", "/waves/{wave}", "/surveys/{survey}")


@dataclass
class Watched:
    """What the database was asked, and how many times it did fifty instructions."""

    asked: list[str] = field(default_factory=list)
    worked: int = 0

    def work(self) -> None:
        self.worked += 1


@pytest.fixture()
def watch(monkeypatch):
    """Every connection from now on is watched."""
    connect = storage.connect

    def on():
        found = Watched()

        def watched(path):
            db = connect(path)
            db.conn.set_trace_callback(found.asked.append)
            db.conn.set_progress_handler(found.work, 50)
            return db

        monkeypatch.setattr(storage, "connect", watched)
        return found

    return on


def filled(db, config, clock, level, size):
    """An open round that so many have answered: their answers are put where they belong, without a form."""
    wave = round_of(db, clock(), CONTENT, level)
    with storage.write(db):
        for number in range(size):
            answers = {"easy": 1 + number % 5, "device": ("phone", "computer")[number % 2], "wish": f"Fewer fields, please: {secrets.token_hex(4)}."}
            if wave.sealed:
                store.insert_sealed(db, wave.id, sealing.seal(config, wave.id, Record("Sales", answers)))
            else:
                keep_named(db, wave.id, CONTENT, None, f"Somebody {number}", "Sales", answers, counted=False)
        if not wave.sealed:
            store.recount(db, wave.id)
    return wave


@pytest.mark.parametrize("level", ["anonymous", "named"])
def test_pages_and_files_ask_as_much_of_the_database_for_many_answers_as_for_few(ambassador, db, config, clock, watch, level):
    rounds.company(db, Sales=5)
    cost = {}
    for size in (FEW, MANY):
        wave = filled(db, config, clock, level, size)
        actions.close_wave(db, config, wave.id, clock())
        assert store.turnout(db, store.get_wave(db, wave.id)).answered == size
        for page in PAGES:
            cost[page, size] = watch()
            assert ambassador.get(page.format(wave=wave.id, survey=wave.survey_id)).status_code == 200
    for page in PAGES:
        few, many = cost[page, FEW], cost[page, MANY]
        assert len(many.asked) <= len(few.asked), page
        assert many.worked <= few.worked * 1.1 + 2, page


@pytest.mark.parametrize(("level", "kept"), [("anonymous", ["insert into sealed"]), ("named", ["insert into named_count", "insert into named_answer"])])
def test_an_answer_costs_a_row_and_an_update_however_many_there_are(app, db, config, clock, watch, level, kept):
    [person, *_others] = rounds.company(db, Sales=5)["Sales"]
    cost = {}
    for size in (FEW, MANY):
        wave = filled(db, config, clock, level, size)
        cost[size] = watch()
        with contextlib.closing(storage.connect(config.database)) as watched:
            actions.answer(watched, config, rounds.invitation(watched, wave, person), {"easy": 4, "device": "phone"}, "a form", clock())
    wrote = [" ".join(statement.partition("(")[0].split()[: 3 if statement.startswith("insert") else 2]) for statement in cost[MANY].asked if statement.startswith(("insert", "update", "delete"))]
    assert wrote == ["update survey_invitation", *kept, "update outbox"]  # the last one takes back a reminder that waits
    assert len(cost[MANY].asked) == len(cost[FEW].asked)
    assert cost[MANY].worked <= cost[FEW].worked + 2
