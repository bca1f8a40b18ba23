"""Bringing people in from a file."""

from pathlib import Path

import click

from cli.commands import Tool, commands, content
from errors import Refused
from people import actions as people_actions
from people.roster import Comparison


@commands.command("import-people")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--group", "groups", metavar="COLUMN", multiple=True, help="Use this column as a kind of group, besides those of the CRM; can be given several times.")
@click.pass_obj
def import_people(tool: Tool, file: Path, groups: tuple[str, ...]) -> None:
    """Add or change people from a CSV or XLSX file, such as the user list of the CRM.

    A person is known by the address. Nobody is removed, and the same file twice changes nothing. Lines that make no
    sense are left out and printed, each with its reason.
    """
    with tool.desk() as desk:
        done = people_actions.import_people(desk.db, file.name, content(file), groups)
    print(_told(file, done))
    if done.refused and not (done.new or done.changed or done.unchanged or done.archived):
        raise Refused("Nobody could be read from %(file)s; nothing was changed.", file=file)


def _told(file: Path, done: Comparison) -> str:
    named = [done.columns.headings[column] for column in done.groups]
    unused = [done.columns.headings[column] for column in done.columns.possible_groups if column not in done.groups]
    lines = [
        f"{file}: {len(done.new)} new, {len(done.changed)} changed, {len(done.unchanged)} unchanged, {len(done.refused)} refused.",
        f"Groups by: {', '.join(named) or 'nothing'}." + (f" Not used: {', '.join(unused)} (add --group COLUMN)." if unused else ""),
    ]
    if done.archived:
        lines.append(f"{len(done.archived)} in it are archived and stay so.")
    if done.absent:
        lines.append(f"{done.absent} on the list, but not in the file: left as before.")
    return "\n".join(lines + [f"  line {one.line} ({one.shown}): {one.reason}" for one in done.refused])
