"""Waves by name are counted as they come: a tally a group, changed together with the answers that it is made of.

Reading results then costs the same however many have answered.
"""

import json
from collections import Counter
from collections.abc import Mapping

from sqlite_utils import Database

from surveys.disclosure import Record, Tally, tallied
from surveys.disclosure.tallies import PEOPLE, added
from surveys.questionnaire import Questionnaire
from surveys.questions import Value
from surveys.store.surveys import questionnaire

_SOME = 10_000  # answers in memory at a time


def named_tallies(db: Database, wave_id: int) -> dict[str, Tally]:
    """By group; none of a group nobody of which has answered."""
    return {row["group_name"]: _tally(row["counts"]) for row in db.query("select group_name, counts from named_count where wave_id = ? order by group_name", [wave_id])}


def count_named(db: Database, wave_id: int) -> int:
    """How many have answered a wave by name."""
    return sum(tally[PEOPLE][""] for tally in named_tallies(db, wave_id).values())


def count_in(db: Database, wave_id: int, group: str, answers: Mapping[str, Value], times: int = 1) -> None:
    """Add one person's answers to their group's tally; with −1 times them, take them out."""
    [tally] = tallied([Record(group, answers)], _content(db, wave_id)).values()
    _add(db, wave_id, group, tally, times)


def recount(db: Database, wave_id: int) -> None:
    """Count all answers of a wave by name anew."""
    db.execute("delete from named_count where wave_id = ?", [wave_id])
    content, cursor = _content(db, wave_id), db.execute("select group_name, answers from named_answer where wave_id = ?", [wave_id])
    while rows := cursor.fetchmany(_SOME):
        for group, tally in tallied([Record(group, json.loads(answers)) for group, answers in rows], content).items():
            _add(db, wave_id, group, tally)


def uncounted(db: Database) -> list[int]:
    """The waves by name that were answered before answers were counted as they came."""
    found = db.query("select id from wave where level = 'named' and not exists (select 1 from named_count where wave_id = wave.id) and exists (select 1 from named_answer where wave_id = wave.id)")
    return [row["id"] for row in found]


def _add(db: Database, wave_id: int, group: str, tally: Tally, times: int = 1) -> None:
    kept = next((_tally(row["counts"]) for row in db.query("select counts from named_count where wave_id = ? and group_name = ?", [wave_id, group])), {})
    if counts := added(kept, tally, times):
        db.execute("insert into named_count(wave_id, group_name, counts) values (?, ?, ?) on conflict do update set counts = excluded.counts", [wave_id, group, json.dumps(counts)])
    else:
        db.execute("delete from named_count where wave_id = ? and group_name = ?", [wave_id, group])


def _tally(counts: str) -> Tally:
    return {name: Counter(values) for name, values in json.loads(counts).items()}


def _content(db: Database, wave_id: int) -> Questionnaire:
    [row] = db.query("select questionnaire_id from wave where id = ?", [wave_id])
    return questionnaire(db, row["questionnaire_id"])
