"""Everything that is handed out, into one folder."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import flask_babel

import walltime
from cli.asking import survey_called
from cli.commands import Desk, Tool, commands
from cli.results import as_dict, readable
from documents import journal, journal_file, names, record, record_file
from errors import Refused
from people import roster
from people import store as people_store
from surveys import export as table
from surveys import store as surveys_store
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
            path.write_bytes(content)
            print(path)


@commands.command("export-answers")
@click.argument("title")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "number", type=int, help="This round; without it, the newest that can be read.")
@click.option("--ids", is_flag=True, help="Head the columns by the ids of the questions instead of their texts.")
@click.pass_obj
def export_answers(tool: Tool, title: str, file: Path, number: int | None, ids: bool) -> None:
    """Write the answers to the survey called TITLE into FILE, as CSV that import-answers reads again.

    Of a round by name: a line for each person. Of an anonymous one there are no answers to write, only its figures.
    """
    if file.exists():
        raise Refused("%(file)s is there already; nothing was written. Name another.", file=file)
    with tool.desk() as desk, flask_babel.force_locale(desk.company.language):
        survey = survey_called(desk, title)
        found = readable(desk.db, survey, number)
        if not found:
            raise Refused("“%(title)s” has no results yet: they are counted once, when a round closes.", title=survey.title)
        wave, results = found[-1]
        language = desk.company.language
        if wave.sealed:
            file.write_bytes(table.figures(results, language))
            print(f"Round {wave.number} is anonymous: {file} has its figures.")
        else:
            people = surveys_store.named(desk.db, wave.id)
            file.write_bytes(table.answers(wave, surveys_store.asked(desk.db, wave), people, language, table.BY_ID if ids else table.BY_TEXT))
            print(f"{file} has the answers of {len(people)} people to round {wave.number}.")


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
            text = json.dumps(as_dict(survey, rounds, desk.company.language), ensure_ascii=False, indent=2)
            yield f"results/{names.numbered('survey', survey.id, survey.title, 'json')}", text.encode()


def _people(desk: Desk) -> bytes:
    dimensions, membership = people_store.dimensions(desk.db), people_store.membership(desk.db)
    lines = ([one.name, one.email, one.language or "", *(membership.get(one.id, {}).get(each.id, "") for each in dimensions)] for one in people_store.people(desk.db))
    gettext = flask_babel.gettext
    return roster.as_csv([gettext("Name"), gettext("E-mail"), gettext("Language"), *(one.name for one in dimensions)], lines)
