"""Answers gathered elsewhere come in as a wave that is closed at once: through the same checks, the same gate, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

import storage
import tables
import walltime
from errors import Refused
from people import store as people_store
from people.model import Company, Person
from surveys import spreadsheet, store
from surveys.actions.closing import as_stored, release
from surveys.actions.named import keep_named
from surveys.actions.surveys import adjust
from surveys.checking import MOST_PARTS
from surveys.headings import Headings
from surveys.model import ANONYMOUS, CONFIDENTIAL, NAMED, USUAL_K, USUAL_KC, Settings, check_settings, promise_of
from surveys.questionnaire import Questionnaire, worded
from surveys.questions import in_language
from surveys.questions.text import MOST_TEXT
from surveys.spreadsheet import Columns, Problem, Row

MOST_CELL = 10 * MOST_TEXT
MOST_COLUMNS = MOST_PARTS + 20


@dataclass(frozen=True)
class Wanted:
    """What was chosen at import. `group` and `respondent` are columns' headings or numbers; '' for none."""

    group: str = ""
    respondent: str = ""
    level: str = ANONYMOUS
    k: int = USUAL_K
    kc: int = USUAL_KC
    add_questions: bool = False  # unmatched columns become open questions


@dataclass(frozen=True)
class Reading:
    """What a file would bring: for the preview, and for the import itself."""

    headings: tuple[str, ...]
    columns: Columns
    questionnaire: Questionnaire
    rows: Sequence[Row]
    problems: Sequence[Problem]
    left_out: int  # lines without any answer

    @property
    def unused(self) -> list[str]:
        return [self.headings[place] for place in self.columns.unused]


def read_answers(db: Database, survey_id: int, content: bytes, wanted: Wanted, company: Company) -> Reading:
    """What a file would bring to a survey; changes nothing. Raises Refused when it cannot be read at all."""
    number, _version, _sent = store.latest_questionnaire(db, survey_id)
    asked = store.questionnaire(db, number)
    known = Headings(asked)
    heading, *lines = _below_titles(tables.read(content, MOST_CELL, lambda cells: _known(cells, known), MOST_COLUMNS), known)
    headings = heading.cells
    found = spreadsheet.columns(headings, asked, wanted.group, wanted.respondent)
    if wanted.add_questions and found.unused:
        asked = spreadsheet.with_open_questions(asked, [headings[place] for place in found.unused], company.language)
        found = spreadsheet.columns(headings, asked, wanted.group, wanted.respondent)
    if not found.fields:
        raise Refused("No column is a question of this survey. It asks: %(questions)s", field="file", questions="; ".join(in_language(q.text, company.language)[:60] for q in worded(asked, company.crm).asking[:12]))
    rows, problems = spreadsheet.rows(lines, headings, found, asked)
    return Reading(headings, found, asked, rows, problems, len(lines) - len(rows))


def _known(cells: Sequence[str], known: Headings) -> int:
    """How many of a line's cells are headings."""
    return sum(1 for cell in cells if cell and known.field(cell))


def _below_titles(lines: list[tables.Line], known: Headings) -> list[tables.Line]:
    """The lines from the headings on, without the titles of one cell that some exports put above them."""
    start = next((place for place, line in enumerate(lines[: tables.HEADING_WITHIN]) if len(line.cells) > 1 or _known(line.cells, known)), 0)
    return lines[start:]


def import_answers(db: Database, survey_id: int, content: bytes, wanted: Wanted, company: Company, asker: Person | None, now: datetime) -> tuple[int, Reading]:
    """Bring answers in as a closed wave. Returns its number and what was read. Raises Refused, and changes nothing, for any bad cell."""
    with storage.write(db):
        reading = read_answers(db, survey_id, content, wanted, company)
        if reading.problems:
            raise Refused("%(n)s cells are wrong; nothing was imported. The first: line %(line)s, column “%(column)s”.", field="file", n=len(reading.problems), line=reading.problems[0].line, column=reading.problems[0].column[:60])
        _refuse_unreadable(reading, wanted)
        wave_id = _wave(db, survey_id, reading, wanted, company, asker, now)
        wave = store.get_wave(db, wave_id)
        if wave.sealed:
            found, comments = release(wave, [row.record for row in reading.rows], reading.questionnaire, ())
            store.insert_comments(db, wave_id, comments)
            store.save_release(db, wave_id, None, as_stored(found, {}, None))
        else:
            _keep_named(db, wave_id, reading)
        store.close_wave(db, wave_id, now)
        return wave_id, reading


def _refuse_unreadable(reading: Reading, wanted: Wanted) -> None:
    if wanted.level == CONFIDENTIAL:
        raise Refused("Answers from a file are anonymous or by name: whoever wrote the file has seen whose they are.", field="level")
    if wanted.level == NAMED and reading.columns.respondent is None:
        raise Refused("Answers by name need the column that says whose they are.", field="respondent")
    if wanted.level != NAMED and len(reading.rows) < wanted.k:
        raise Refused("The file has answers of %(n)s people, and figures show from %(k)s on: nothing could ever be shown. Nothing was imported.", field="file", n=len(reading.rows), k=wanted.k)


def _wave(db: Database, survey_id: int, reading: Reading, wanted: Wanted, company: Company, asker: Person | None, now: datetime) -> int:
    """A wave that is open for no time at all."""
    dimension = reading.headings[reading.columns.group] if reading.columns.group is not None else ""
    settings = Settings(wanted.level, wanted.k, wanted.kc, None, walltime.wall(now + timedelta(days=1), company.zone), company.zone)
    check_settings(settings, now)
    questionnaire_id = store.latest_questionnaire(db, survey_id)[0]
    if reading.questionnaire != store.questionnaire(db, questionnaire_id):
        questionnaire_id = adjust(db, survey_id, reading.questionnaire)
    wave_id = store.insert_wave(db, survey_id, questionnaire_id, settings)
    store.set_imported(db, wave_id)
    store.set_closes(db, wave_id, walltime.wall(now, company.zone))
    promise = promise_of(settings, dimension, reading.questionnaire)
    store.open_wave(db, wave_id, dimension, company.crm, promise, (asker.name, asker.email) if asker else ("", ""), now)
    return wave_id


def _keep_named(db: Database, wave_id: int, reading: Reading) -> None:
    """Each row under the name it has in the file; somebody whose address it is, under theirs."""
    seen: set[int] = set()
    for row in reading.rows:
        person = people_store.find_by_email(db, row.respondent) if row.respondent else None
        if person and person.id in seen:
            raise Refused("%(name)s has more than one line in the file; line %(line)s is one too many.", field="file", name=person.name, line=row.line)
        if person:
            seen.add(person.id)
        keep_named(db, wave_id, reading.questionnaire, person.id if person else None, person.name if person else row.respondent or f"({row.line})", row.record.group, row.record.answers, counted=False)
    store.recount(db, wave_id)
