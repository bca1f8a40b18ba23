"""Surveys without a browser: making one, and bringing answers in."""

import sys
from pathlib import Path

import click

from cli.commands import USUAL_CRM, Desk, Tool, commands, content
from errors import Refused
from people import store as people_store
from surveys import actions, library, spreadsheet, store
from surveys.actions import Reading, Wanted
from surveys.model import ANONYMOUS, NAMED, USUAL_K, USUAL_KC, Survey
from surveys.questionnaire import worded

crm = click.option("--crm", default="", help=f"What the CRM is called in the questions, before the first visit has said so; {USUAL_CRM} if this is not given. Afterwards the settings count.")


@commands.command("new-survey", epilog="Templates: " + ", ".join(one.key for one in library.TEMPLATES))
@click.argument("template")
@click.option("--title", help="Its title; without one, the template's name.")
@click.pass_obj
def new_survey(tool: Tool, template: str, title: str | None) -> None:
    """Make a survey from TEMPLATE. Nobody is asked yet."""
    with tool.desk() as desk:
        number = actions.new_survey(desk.db, template, library.template(template).name if title is None else title, desk.now)
        survey = store.get_survey(desk.db, number)
        asked = store.questionnaire(desk.db, store.latest_questionnaire(desk.db, number)[0])
    print(f"Made the survey “{survey.title}” from the template {template}: {len(asked.questions)} questions, about {asked.minutes} min.")
    print("Open it in the app to ask people, or bring answers in with import-answers.")


@commands.command("import-answers")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--survey", "title", metavar="TITLE", required=True, help="The survey to which the answers belong, by its title.")
@click.option("--group", metavar="COLUMN", default="", help="The column that says whose group it is, by heading or number.")
@click.option("--respondent", metavar="COLUMN", default="", help="The column that says who answered, by heading or number. It is kept only with --level named.")
@click.option("--level", type=click.Choice((ANONYMOUS, NAMED)), default=ANONYMOUS, show_default=True)
@click.option("--k", type=int, default=USUAL_K, show_default=True, help="Groups with fewer answers than this are hidden.")
@click.option("--kc", type=int, default=USUAL_KC, show_default=True, help="Written answers of fewer people than this are hidden.")
@click.option("--add-questions", is_flag=True, help="Make an open question of every column that is no question of the survey.")
@crm
@click.pass_obj
def import_answers(tool: Tool, file: Path, title: str, group: str, respondent: str, level: str, k: int, kc: int, add_questions: bool, crm: str) -> None:
    """Bring answers gathered elsewhere in, as a closed round of a survey.

    FILE is CSV or XLSX: a line of headings, then one line a respondent. Columns are matched to questions by their text,
    whatever the product is called in it, or by number. All or nothing: any bad cell is named and nothing is imported.
    """
    wanted = Wanted(group, respondent, level, k, kc, add_questions)
    with tool.desk(crm) as desk:
        survey = survey_called(desk, title)
        raw = content(file)
        reading = actions.read_answers(desk.db, survey.id, raw, wanted, desk.company)
        _refuse_problems(file, reading)
        asker = next(iter(people_store.ambassadors(desk.db)), None)
        wave_id, reading = actions.import_answers(desk.db, survey.id, raw, wanted, desk.company, asker, desk.now)
        wave = store.get_wave(desk.db, wave_id)
    print(_matched(reading, desk.company.crm))
    print(f"{len(reading.rows)} rows came in as round {wave.number} of “{survey.title}”: {level}, figures from {k} answers, written answers from {kc}." + (f" {reading.left_out} lines without an answer were left out." if reading.left_out else ""))


def survey_called(desk: Desk, title: str) -> Survey:
    """The newest survey of a title. Raises Refused, naming those there are."""
    found = store.find_survey(desk.db, " ".join(title.split()))
    if found is None:
        known = ", ".join(f"“{one.title}”" for one in store.surveys(desk.db)[:20])
        raise Refused("There is no survey called “%(title)s”. %(known)s", title=title, known=f"There are: {known}" if known else "Make one with new-survey.")
    return found


def _refuse_problems(file: Path, reading: Reading) -> None:
    if not reading.problems:
        return
    for problem in reading.problems:
        print(f"line {problem.line}, column “{problem.column}”: {problem.refused}", file=sys.stderr)
    raise Refused("%(file)s has %(n)s bad cells, named above by line and column; nothing was imported.", file=file, n=len(reading.problems))


def _matched(reading: Reading, crm: str) -> str:
    content = worded(reading.questionnaire, crm)
    lines = [f"{len(reading.columns.questions)} of {len(content.asking)} questions have a column:"]
    for place, (number, text) in sorted(spreadsheet.told(reading.columns, content, "en").items()):
        lines.append(f"  column {place + 1} → question {number}: {text[:80]}")
    for what, column in (("Group", reading.columns.group), ("Respondent", reading.columns.respondent)):
        if column is not None:
            lines.append(f"{what}: column {column + 1}, “{reading.headings[column]}”.")
    if reading.unused:
        lines.append("Not used: " + ", ".join(f"“{heading[:60]}”" for heading in reading.unused) + ".")
    return "\n".join(lines)
