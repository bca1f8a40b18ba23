"""Counted as they come: whatever is answered, replaced, taken back or erased, the counts are those of what is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

import privacy
import storage
from app import create_app
from config import Config, from_environment
from people import store as people_store
from people.model import Company
from surveys import actions, disclosure, figures, library, store
from surveys.disclosure import Record
from surveys.figures import Results
from surveys.model import Wave
from tests import factories
from tests.conftest import Clock
from tests.surveys import rounds

FORMS = st.dictionaries(st.sampled_from([f"sus{n}" for n in range(1, 11)]), st.integers(1, 5), min_size=1) | st.fixed_dictionaries({f"sus{n}": st.integers(1, 5) for n in range(1, 11)})
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
PEOPLE = 6
STEPS = st.lists(st.tuples(st.sampled_from(["answer", "replace", "paper", "take back", "erase"]), st.integers(0, PEOPLE - 1), FORMS), max_size=14)


@contextmanager
def by_name(folder: Path, clock: Clock) -> Iterator[tuple[Database, Config, Wave, list[int]]]:
    """An open round by name that asks three people of Sales and three of Support."""
    config = from_environment({"OMBORD_DATA": str(folder), "OMBORD_KEY": "a key that only the tests know, ever"})
    with create_app(config, clock).app_context(), storage.opened(config.database) as db:
        people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
        staff = rounds.company(db, Sales=3, Support=3)
        yield db, config, rounds.opened(db, clock(), level="named", dimension_id=rounds.department(db)), [*staff["Sales"], *staff["Support"]]


def recounted(db: Database, wave: Wave) -> Results:
    """What the answers that are there come to."""
    content = store.read_back(db, wave)
    release = disclosure.everything(disclosure.tallied([Record(one.group, one.answers) for one in store.named(db, wave.id)], content), content)
    found = store.results(db, wave)
    return figures.results(release, content, {text.part.id: text.texts for text in found.texts}, found.invited, found.rates)


@settings(max_examples=25)
@given(steps=STEPS)
def test_whatever_happens_a_recount_gives_the_same(steps):
    clock = Clock(NOON)
    with TemporaryDirectory() as folder, by_name(Path(folder), clock) as (db, config, wave, staff):
        slips, erased = {}, set()
        for number, (what, who, form) in enumerate(steps):
            person = staff[who]
            if person in erased:
                continue
            invitation = store.get_invitation(db, rounds.invitation(db, wave, person))
            if what == "answer":
                actions.answer(db, config, invitation.id, form, f"form {number}", clock())
            elif what == "replace":
                actions.answer(db, config, invitation.id, form, f"form {number}", clock(), replaces=invitation.answer_key or "")
            elif what == "paper" and not invitation.used:
                slips[person] = actions.enter_named_paper(db, config, wave.id, invitation.id, form, f"form {number}", clock())
            elif what == "take back" and slips.get(person) and slips[person].key == invitation.answer_key:
                actions.take_back(db, config, slips.pop(person), clock())
            elif what == "erase":
                privacy.erase(db, config, person, clock())
                erased.add(person)
            assert store.results(db, wave) == recounted(db, wave)
        before = store.named_tallies(db, wave.id)
        store.recount(db, wave.id)
        assert store.named_tallies(db, wave.id) == before


def test_a_database_from_before_is_counted_at_start(app, db, config, clock):
    staff = rounds.company(db, Sales=4)["Sales"]
    wave = rounds.opened(db, clock(), level="named", dimension_id=rounds.department(db))
    for person in staff:
        rounds.give(db, config, wave, person, clock())
    found = store.results(db, wave)
    db.execute("delete from named_count")
    assert store.results(db, wave).n == 0
    create_app(config, clock)
    assert store.results(db, wave) == found
    assert (found.n, found.scores[0].whole.n) == (4, 4)


def test_how_many_were_invited_follows_who_joins_and_who_is_erased(app, db, config, clock):
    [gone, *_others] = rounds.company(db, Sales=3, Support=2)["Sales"]
    wave = rounds.opened(db, clock(), level="named", dimension_id=rounds.department(db))
    factories.people(db, "Board", 3)
    actions.invite_missing(db, wave, people_store.get_company(db), clock())
    privacy.erase(db, config, gone, clock())
    assert {name: n for name, n in store.group_sizes(db, wave.id).items() if name} == {"Sales": 2, "Support": 2, "Board": 3}
    assert store.invited(db, wave.id) == len(store.every_invitation(db, wave.id))


@pytest.mark.parametrize("key", ["satisfaction", "recommendation", "sus", "umux-lite"])
def test_a_question_called_like_its_score_is_counted_beside_it(key):
    content = library.in_bank(key).questionnaire
    items = content.scores[0].items
    release = disclosure.release([Record("", dict.fromkeys(items, 1 + n % 5)) for n in range(20)], content, (), 5, 10)
    found = figures.results(release, content, {}, 20, {})
    assert [one.n for one in found.questions] == [20] * len(items)
    assert [found.questions[0].counts[str(value)] for value in range(1, 6)] == [4] * 5
    assert found.scores[0].whole.n == 20
