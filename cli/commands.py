"""The group that all commands belong to, and what a command works with."""

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
import flask
from sqlite_utils import Database

import storage
from config import Config
from errors import Refused
from people import store as people_store
from people.model import Company

USUAL_CRM = "SuperOffice CRM"
MOST_BYTES = 50_000_000  # what is larger than a table may be is refused where it is read; only memory is spared here


@dataclass(frozen=True)
class Desk:
    """An open, migrated database and what belongs to it. Before the first visit `company` is a stand-in, for wording only."""

    app: flask.Flask
    config: Config
    db: Database
    company: Company
    now: datetime


@dataclass(frozen=True)
class Tool:
    """How a command reaches the settings, the app and the database: only when it needs them."""

    create_app: Callable[..., flask.Flask]
    read_config: Callable[..., Config]
    clock: Callable[[], datetime]

    def config(self) -> Config:
        try:
            return self.read_config()
        except OSError as error:
            raise Refused("The data folder cannot be used (%(error)s: %(path)s). Set OMBORD_DATA to a folder that can be written.", error=error.strerror, path=error.filename) from error

    def app(self) -> tuple[flask.Flask, Config]:
        config = self.config()
        try:
            return self.create_app(config, self.clock), config
        except OSError as error:
            raise Refused("The data folder %(data)s cannot be used (%(error)s).", data=config.data, error=error.strerror) from error

    @contextlib.contextmanager
    def desk(self, crm: str = "") -> Iterator[Desk]:
        app, config = self.app()
        with app.app_context(), storage.opened(config.database) as db:
            company = people_store.find_company(db) or Company("", crm or USUAL_CRM, "en", "UTC")
            yield Desk(app, config, db, company, self.clock())


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.pass_context
def commands(context: click.Context) -> None:
    """Ombord gets people on board a new CRM. Without a command it serves.

    The settings come from the environment, first of all OMBORD_DATA, the data folder. Every command but demo works
    on the data of that folder, and ends with 0 when it did what it says, with 1 and one sentence when it did not.
    """
    if context.invoked_subcommand is None:
        context.invoke(commands.commands["serve"])


def main(create_app: Callable[..., flask.Flask], read_config: Callable[[], Config], clock: Callable[[], datetime]) -> int:
    """Run the command that the command line names. Returns the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever stops a command lets it tidy up
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that knows few letters gets ? for the others
    try:
        commands.main(obj=Tool(create_app, read_config, clock), standalone_mode=False)
    except click.ClickException as error:
        return _refuse(error.format_message())
    except click.exceptions.Abort:
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever reads has had enough
        return 1
    except (Refused, OSError) as error:
        return _refuse(str(error))
    except storage.Error as error:
        return _refuse(f"The database cannot be used ({error}). Nothing was changed.")
    return 0


def content(path: Path) -> bytes:
    """What a file holds. Raises Refused when it cannot be read, or is larger than any table of people or answers."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused("%(path)s cannot be read: %(error)s.", path=path, error=error.strerror) from error


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
