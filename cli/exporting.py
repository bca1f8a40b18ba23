"""Everything that is handed out, into one folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click
import flask_babel

import tables
import walltime
from cli import writing
from cli.asking import survey_called
from cli.commands import Desk, Tool, commands
from cli.results import readable, some_readable
from documents import journal, journal_file, names, record, record_file
from errors import Refused
from people import roster
from people import store as people_store
from surveys import export as table
from surveys import store as surveys_store
from surveys.figures import Results
from surveys.model import Survey, Wave
from workshops import store as workshops_store


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def export(tool: Tool, folder: Path) -> None:
    """Write what can be handed out into FOLDER, which must be empty or new.

    people.csv; journal.md, of the whole time; records/, a Markdown file for each workshop that has begun; results/, a
    JSON file for each survey with results. In the company's language.
    """
    _refuse_full(folder)
    with tool.desk() as desk, flask_babel.force_locale(desk.company.language):
        for name, content in _files(desk):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            writing.write(path, [content])
            print(path)


@commands.command("export-answers")
@click.argument("title")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "number", type=int, help="This round; without it, the newest that can be read.")
@click.option("--ids", is_flag=True, help="Head the columns by the ids of the questions instead of their texts.")
@click.pass_obj
def export_answers(tool: Tool, title: str, file: Path, number: int | None, ids: bool) -> None:
    """Write the answers to the survey called TITLE into FILE, as a table that import-answers reads again.

    A workbook if FILE ends with .xlsx, else CSV. Of a round by name: a line for each person. Of any other there are no
    answers to write, only its figures.
    """
    with tool.desk() as desk, flask_babel.force_locale(desk.company.language):
        survey = survey_called(desk, title)
        wave, results = some_readable(desk.db, survey, number)[-1]
        if wave.sealed:
            _write(file, _figures(survey, wave, results, desk.company.language))
            print(f"Round {wave.number} is {wave.level}: {file} has its figures.")
        else:
            content, found = surveys_store.asked(desk.db, wave), surveys_store.each_named(desk.db, wave.id)
            _write(file, _table(table.answers(wave, content, found, desk.company.language, table.BY_ID if ids else table.BY_TEXT)))
            print(f"{file} has the answers of {results.n} people to round {wave.number}.")


@commands.command("export-results")
@click.argument("title")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "number", type=int, help="This round; without it, the newest that can be read.")
@click.pass_obj
def export_results(tool: Tool, title: str, file: Path, number: int | None) -> None:
    """Write the figures of the survey called TITLE into FILE: a workbook, JSON or CSV, by its ending."""
    with tool.desk() as desk, flask_babel.force_locale(desk.company.language):
        survey = survey_called(desk, title)
        wave, results = some_readable(desk.db, survey, number)[-1]
        _write(file, _figures(survey, wave, results, desk.company.language))
        print(f"{file} has the figures of round {wave.number}.")


def _figures(survey: Survey, wave: Wave, found: Results, language: str) -> dict[str, Callable[[], Iterable[bytes]]]:
    return {
        ".xlsx": lambda: tables.as_workbook(table.sheets(wave, found, language)),
        ".json": lambda: [table.as_json(survey.title, [(wave, found)], language)],
        ".csv": lambda: table.as_csv(wave, found, language),
    }


def _table(sheet: tables.Sheet) -> dict[str, Callable[[], Iterable[bytes]]]:
    return {".xlsx": lambda: tables.as_workbook([sheet]), ".csv": lambda: tables.as_csv(sheet.headings, sheet.lines)}


def _write(file: Path, kinds: Mapping[str, Callable[[], Iterable[bytes]]]) -> None:
    """Write a new file, of the kind that its ending says."""
    if file.exists():
        raise Refused("%(file)s is there already; nothing was written. Name another.", file=file)
    if file.suffix.lower() not in kinds:
        raise Refused("%(file)s must end with one of %(kinds)s; nothing was written.", file=file, kinds=", ".join(kinds))
    writing.write(file, kinds[file.suffix.lower()]())


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("%(folder)s is there already and not an empty folder; nothing was written. Name another.", folder=folder)


def _files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    db, zone = desk.db, desk.company.zone
    yield "people.csv", _people(desk)
    found = journal.journal(db, journal.whole(db, desk.now, zone), zone)
    yield "journal.md", journal_file.as_markdown(found, desk.company.name, desk.company.language, zone, desk.now).encode()
    for workshop in workshops_store.workshops(db):
        if workshop.begun(desk.now) and not workshop.cancelled:
            text = record_file.as_markdown(record.record(db, workshop.id), walltime.wall(desk.now, zone).date())
            yield f"records/{names.numbered('workshop', workshop.id, workshop.title, 'md')}", text.encode()
    for survey in surveys_store.surveys(db):
        if rounds := readable(db, survey):
            yield f"results/{names.numbered('survey', survey.id, survey.title, 'json')}", table.as_json(survey.title, rounds, desk.company.language)


def _people(desk: Desk) -> bytes:
    dimensions, membership = people_store.dimensions(desk.db), people_store.membership(desk.db)
    lines = ([one.name, one.email, one.language or "", *(membership.get(one.id, {}).get(each.id, "") for each in dimensions)] for one in people_store.people(desk.db))
    gettext = flask_babel.gettext
    return b"".join(roster.as_csv([gettext("Name"), gettext("E-mail"), gettext("Language"), *(one.name for one in dimensions)], lines))
