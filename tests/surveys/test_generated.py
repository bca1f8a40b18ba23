"""Made-up companies over several rounds in the app itself: whatever file is taken away, it tells of nobody or of k people at least, and so does the rest."""

import csv
import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

import privacy
from people import actions as people_actions
from people import store as people_store
from surveys import disclosure, library, store
from surveys.disclosure import Record
from surveys.disclosure import gate as gate_rules
from surveys.model import ANONYMOUS, CONFIDENTIAL
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option
from surveys.questions.choices import Choices
from surveys.questions.rating import Rating
from surveys.questions.scale import Scale
from surveys.questions.yes_no import YesNo
from surveys.rules import ALL, IS, Condition, Rule
from tests import factories
from tests.surveys import generated, rounds
from tests.surveys.crawling import WORKBOOK
from tests.surveys.worlds import World

K = 3
UMUX = library.template("umux-lite").questionnaire
ITEMS = UMUX.scores[0].items
MORE = Page({}, (
    Rating("coffee", {"en": "How is the coffee?"}),
    YesNo("mobile", {"en": "On your phone?"}),
    Scale("app", {"en": "Would you recommend the app?"}, show_if=Rule(ALL, (Condition("mobile", IS, ("yes",)),))),
    Choices("reach", {"en": "By what?"}, options=(Option("mail", {"en": "Mail"}), Option("call", {"en": "Call"}))),
))
CONTENT = Questionnaire((*UMUX.pages, MORE), UMUX.scores)
GROUPS = {"A": "Sales", "B": "Support", "C": "Board"}

Family = tuple[int, list[int]]  # how many a figure counts of everybody, and of each group that shows it


def lived(folder: Path, chance: Random, level: str) -> tuple[World, list[list[Record]]]:
    """The rounds of a made-up company, in the app; now and then somebody who answered is erased afterwards."""
    world = World(folder)
    played = []
    for number, closed in enumerate(generated.company(chance, 3, K)):
        records = [replace(one, group=GROUPS[one.group], answers=answers(chance, one)) for one in closed.records]
        with world.inside() as db:
            for one in records:
                belongs(db, world, one)
        chosen = {"level": level, "k": K, "kc": 2 * K}
        if len(world.people) < K:
            break
        world.asks_again(**chosen) if number else world.asks(CONTENT, **chosen)
        for one in records:
            world.answers(one.person, **one.answers)
        world.closes()
        world.passes(days=15)
        played.append(records)
        if records and chance.random() < 0.5:
            with world.inside() as db:
                privacy.erase(db, world.config, world.people.pop(chance.choice(records).person), world.now)
    return world, played


def belongs(db, world: World, one: Record) -> None:
    """Somebody new comes into their group, and somebody who moved into the other one."""
    if one.person not in world.people:
        world.people[one.person] = factories.person(db, f"{one.person} {len(world.people)} {world.now:%j}", one.group)
    person = people_store.get(db, world.people[one.person])
    people_actions.change_person(db, person.id, person.name, person.email, groups={rounds.department(db): one.group})


def answers(chance: Random, one: Record) -> dict[str, int | str]:
    """What the generator says, and something to the other questions; those who do not use it on the phone are not asked about the app."""
    found: dict[str, int | str] = {{"u1": ITEMS[0], "u2": ITEMS[1]}.get(name, name): int(value) for name, value in one.answers.items()}
    if chance.random() < 0.9:
        found["mobile"] = "yes" if chance.random() < 0.7 else "no"
    if found.get("mobile") == "yes" and chance.random() < 0.9:
        found["app"] = chance.randint(0, 10)
    if chance.random() < 0.9:
        found |= {"reach.mail": chance.randint(0, 1), "reach.call": 1}
    return found | {"why": f"Reason {chance.getrandbits(30)}"}


def taken_away(world: World) -> Iterator[tuple[str, TestResponse]]:
    """Every table and every file for scripts of every round and of the survey, whoever adds one."""
    browser = world.browser()
    for rule in world.app.url_map.iter_rules():
        if rule.arguments == {"number"} and rule.rule.endswith((".csv", ".xlsx", ".json")) and rule.rule.startswith(("/waves/", "/surveys/")):
            for number in range(1, 4):
                address = rule.rule.replace("<int:number>", str(number))
                if (found := browser.get(address)).status_code == 200:
                    yield address, found


def families(found: TestResponse) -> Iterator[Family]:
    """What a file counts, of everybody and of groups."""
    if found.mimetype == "application/json":
        yield from in_values(found.json)
    elif found.mimetype == WORKBOOK:
        for sheet in openpyxl.load_workbook(io.BytesIO(found.data)).worksheets:
            yield from in_rows([["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)])
    else:
        yield from in_rows(list(csv.reader(io.StringIO(found.text.lstrip("\ufeff")))))


def in_values(found: object) -> Iterator[Family]:
    """Wherever figures stand beside those of groups."""
    if isinstance(found, dict):
        whole = found.get("whole", found)
        groups = found.get("groups")
        if isinstance(whole, dict) and isinstance(groups, dict) and "n" in whole:
            yield whole["n"], [one["n"] for one in groups.values() if one]
        if isinstance(groups, list) and "n" in found:
            yield found["n"], [one["n"] for one in groups if "n" in one]
    for one in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from in_values(one)


def in_rows(rows: list[list[str]]) -> Iterator[Family]:
    """Wherever a table has a line for everybody and one for each group."""
    heads, lines = (rows[0], rows[1:]) if rows else ([], [])
    if {"Question", "Group", "Of"} <= set(heads):
        named = [dict(zip(heads, line, strict=False)) for line in lines]
        for _asked, same in groupby([one for one in named if one["Question"] != "Who has answered"], lambda one: (one["Question"], one.get("Part"), one.get("Round"))):
            counted = {one["Group"]: int(one["Of"]) for one in same if one["Of"]}
            if "Everybody" in counted:
                yield counted.pop("Everybody"), [n for group, n in counted.items() if group in {*GROUPS.values(), "No group"}]


def telling(world: World) -> list[tuple[str, Family]]:
    """Figures of 1 to k − 1 people, or that leave so many over."""
    return [(address, (whole, groups)) for address, found in taken_away(world) for whole, groups in families(found) if any(0 < n < K for n in (whole, *groups)) or (groups and 0 < whole - sum(groups) < K)]


@settings(max_examples=8)
@given(st.integers(0, 2**32), st.sampled_from([ANONYMOUS, CONFIDENTIAL]))
def test_no_file_of_any_round_tells_of_a_few_and_what_was_released_is_what_the_gate_lets_out(seed, level):
    with tempfile.TemporaryDirectory() as folder:
        world, played = lived(Path(folder), Random(seed), level)
        assert [found for found in telling(world) if found[1][0] >= K] == []  # of a round that too few answered there is only how many
        with world.inside() as db:
            waves = sorted(store.waves_of(db, 1), key=lambda wave: wave.number)
            for wave, records in zip(waves, played, strict=True):
                found = store.results(db, wave)
                let_out = disclosure.release(records, CONTENT, GROUPS.values(), K, 2 * K)
                assert (found.n, found.shown, {one.part.id: one.counts or None for one in found.questions}) == (let_out.n, let_out.shown, {name: item.whole for name, item in let_out.items.items()})
                assert {one.part.id: {group: counted.counts for group, counted in one.groups.items() if counted and counted.n} for one in found.questions} == {
                    name: {group: counts for group, counts in item.groups.items() if any(counts.values())} for name, item in let_out.items.items()
                }


def test_the_files_are_read(tmp_path):
    """All of them, or nothing would be found in them."""
    world, _played = lived(tmp_path, Random(5), CONFIDENTIAL)
    read = {address: list(families(found)) for address, found in taken_away(world)}
    for name in ("results.csv", "results.xlsx", "results.json"):
        assert any(groups for whole, groups in read[f"/waves/1/{name}"]), name
    assert {kind for address in read for kind in (".csv", ".xlsx", ".json") if address.endswith(kind)} == {".csv", ".xlsx", ".json"}


def test_red_without_company_for_small_groups_files_leave_a_few_over(tmp_path, monkeypatch):
    monkeypatch.setattr(gate_rules, "shown_groups", lambda sizes, k: {name for name, size in sizes.items() if size >= k})
    monkeypatch.setattr(gate_rules, "groups_showing", lambda values, records, shown, k: set(shown))
    found = [one for seed in range(4) for one in telling(lived(tmp_path / str(seed), Random(seed), ANONYMOUS)[0])]
    assert {Path(address).suffix for address, _family in found} == {".csv", ".xlsx", ".json"}


@settings(max_examples=60)
@given(st.integers(0, 2**32))
def test_among_the_people_of_a_group_who_did_the_same_it_makes_no_difference_who_said_what(seed):
    """Whatever a coalition knows of itself: of the others it learns what they said together, and never who said it."""
    chance = Random(seed)
    closed = generated.company(chance, 3, K)
    history: dict[str, list[tuple[int, str]]] = {}
    for number, one in enumerate(closed):
        for record in one.records:
            history.setdefault(record.person, []).append((number, record.group))
    alike: dict[str, list[str]] = {}
    for person, where in history.items():
        alike.setdefault(repr(where), []).append(person)
    other = {person: mixed for people in alike.values() for person, mixed in zip(people, chance.sample(people, len(people)), strict=True)}
    for one in closed:
        turned = [replace(record, person=other[record.person]) for record in one.records]
        assert disclosure.release(turned, generated.CONTENT, (), one.k, 2 * one.k) == one.release


@pytest.mark.parametrize(("two", "known"), [((1, 5), [{1, 5}]), ((4, 4), [{4}])])
def test_what_k_minus_2_friends_learn_of_the_other_two(two, known):
    """Five of one group answered, and three of them tell each other what they said: then they know what the other two said, but not who said which. If both said the same, they know it of both."""
    friends = [Record("Sales", {"coffee": value}) for value in (2, 3, 3)]
    others = [Record("Sales", {"coffee": value}) for value in two]
    rest = [Record("Support", {"coffee": 1 + n % 5}) for n in range(6)]
    content = Questionnaire((Page({}, (MORE.questions[0],)),))
    shown = disclosure.release(friends + others + rest, content, (), 5, 10).items["coffee"].groups["Sales"]
    left = {int(value): count - sum(friend.answers["coffee"] == int(value) for friend in friends) for value, count in shown.items()}
    assert [{value for value, count in left.items() if count}] == known
    if len(known[0]) == 2:  # the fourth friend knows the last one's
        [last] = {value for value, count in left.items() if count} - {two[0]}
        assert last == two[1]
    assert disclosure.release([*friends, *reversed(others), *rest], content, (), 5, 10).items["coffee"].groups["Sales"] == shown
