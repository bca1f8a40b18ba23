"""Writes docs/reference.md, the tables of what there is: `make docs`."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import click
import flask

import jobs
import pages
from app import create_app
from cli.commands import commands
from config import SETTINGS, from_environment

FILE = Path(__file__).parent.parent / "docs" / "reference.md"

INTRODUCTION = "This page is made by `make docs` from the code, and a test compares them: change the code, not the page."
WHO = {"all": "everybody", "person": "who is signed in", "ambassador": "ambassadors"}


def reference() -> str:
    """The whole page as Markdown."""
    parts = (
        "# Reference", INTRODUCTION,
        "## Settings", "All come from the environment. None is required.", table(("Setting", "Default", "Meaning"), settings()),
        "## Commands", "`python app.py COMMAND`. `--help` after a command tells more.", table(("Command", "What it does"), described_commands()),
        "## Timetable", f"Looked at every {jobs.SECONDS} seconds while Ombord runs. The database says what is due, so nothing is done twice.", table(("Job", "What it does"), timetable()),
        "## Pages", "Who may see each address. A page is the ambassadors' unless it is marked otherwise; a POST changes something, a GET never does.", table(("Address", "Methods", "For"), routes()),
    )
    return "\n\n".join(parts) + "\n"


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in (heads, ("---",) * len(heads), *rows))


def settings() -> list[tuple[str, ...]]:
    return [(f"`{one.name}`", f"`{one.default}`" if one.default else "", one.meaning) for one in SETTINGS]


def described_commands() -> list[tuple[str, ...]]:
    return [(f"`{' '.join((name, *_parameters(command)))}`", _sentence(command)) for name, command in sorted(commands.commands.items()) if not command.hidden]


def _parameters(command: click.Command) -> list[str]:
    context = click.Context(command)
    return [piece for parameter in command.params for piece in ([max(parameter.opts, key=len)] if isinstance(parameter, click.Option) else parameter.get_usage_pieces(context))]


def _sentence(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def timetable() -> list[tuple[str, ...]]:
    return [(job.name, job.does) for job in jobs.TIMETABLE]


def routes() -> list[tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        app: flask.Flask = create_app(from_environment({"OMBORD_DATA": folder}))
        with app.app_context():
            return sorted((f"`{rule.rule}`", ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})), WHO[pages.access(rule.endpoint)]) for rule in app.url_map.iter_rules())


if __name__ == "__main__":
    FILE.write_text(reference())
