"""A survey's questions as a file, out and in."""

import sys
from pathlib import Path

import click

from cli.asking import survey_called
from cli.commands import Tool, commands, content
from surveys import actions, definition_file, store


@commands.command("export-survey")
@click.argument("title")
@click.pass_obj
def export_survey(tool: Tool, title: str) -> None:
    """Print the questions, rules and scores of the survey called TITLE as JSON.

    Of its newest version; answers are not in it. docs/definitions.md describes the format.
    """
    with tool.desk() as desk:
        survey = survey_called(desk, title)
        number, _version, _sent = store.latest_questionnaire(desk.db, survey.id)
        text = definition_file.written(survey.title, store.questionnaire(desk.db, number))
    sys.stdout.buffer.write(text.encode())  # in UTF-8 on every terminal: it is a file


@commands.command("import-survey")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", default="", help="Its title; without one, the file's.")
@click.pass_obj
def import_survey(tool: Tool, file: Path, title: str) -> None:
    """Make a survey of FILE, which export-survey has written or somebody by hand. Nobody is asked yet.

    What is wrong in the file is named by its place, and nothing is stored.
    """
    with tool.desk() as desk:
        number = actions.bring_in(desk.db, content(file), title, desk.now)
        survey = store.get_survey(desk.db, number)
        asked = store.questionnaire(desk.db, store.latest_questionnaire(desk.db, number)[0])
    print(f"Made the survey “{survey.title}” from {file}: {len(asked.questions)} questions, about {asked.minutes} min.")
