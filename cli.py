"""The commands: `python app.py COMMAND`. Each prints what it did, and ends with 1 and one sentence when it refuses."""

import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click
import flask
import waitress
from apscheduler.schedulers.base import SchedulerNotRunningError

import jobs
import storage
from config import Config
from errors import NotFound, Refused
from people import actions as people_actions

CreateApp = Callable[..., flask.Flask]


@click.group(invoke_without_command=True)
@click.pass_context
def commands(context: click.Context) -> None:
    """Ombord gets people on board a new CRM. Without a command it serves."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


def main(create_app: CreateApp, read_config: Callable[[], Config]) -> int:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        commands.main(obj=(create_app, read_config), standalone_mode=False)
    except (Refused, click.ClickException) as error:
        print(error.format_message() if isinstance(error, click.ClickException) else str(error), file=sys.stderr)
        return 1
    except click.exceptions.Abort:
        return 1
    return 0


@commands.command()
@click.pass_obj
def serve(obj: tuple[CreateApp, Callable[[], Config]]) -> None:
    """Serve the pages and run the timetable until stopped."""
    create_app, read_config = obj
    config = read_config()
    run(create_app(config), config)


def run(app: flask.Flask, config: Config) -> None:
    """Serve an app with waitress in this process; requests in flight are finished at SIGTERM."""
    server = _listen(app, config)
    scheduler = jobs.start(app)
    signal.signal(signal.SIGTERM, _stop)
    with storage.kept_open(config.database) as db:
        print(_welcome(db, config), flush=True)
        server.run()
    with contextlib.suppress(SchedulerNotRunningError):
        scheduler.shutdown(wait=True)


def _listen(app: flask.Flask, config: Config) -> Any:
    options: dict[str, Any] = {"threads": 8, "connection_limit": 1000, "channel_timeout": 20, "asyncore_use_poll": True, "ident": None, "clear_untrusted_proxy_headers": True}
    if config.proxy:
        options |= {"trusted_proxy": config.proxy, "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto"}
    try:
        return waitress.create_server(app, host=config.host, port=config.port, **options)
    except (OSError, socket.gaierror) as error:
        raise Refused("Port %(port)s on %(host)s cannot be used (%(error)s). Is Ombord running already? Set OMBORD_PORT to use another.", port=config.port, host=config.host, error=error.strerror) from error


def _stop(*_args: object) -> None:
    raise KeyboardInterrupt


def _welcome(db: Any, config: Config) -> str:
    if config.demo:
        return f"\nThe demo of Ombord is at {config.url}\nAll in it is invented and nothing is kept. Stop it with Ctrl-C.\n"
    lines = ["", f"Ombord is at {config.url}", f"Its data is in {config.data}", ""]
    if code := people_actions.new_setup_code(db):
        lines += ["Nobody runs it yet. Open this address, once, to become the first ambassador:", "", f"    {config.url}/start/{code}", ""]
    else:
        lines += ["Sign in by a mailed link; or here, for whoever runs Ombord:", "", "    python app.py sign-in-link YOUR-ADDRESS", ""]
    if config.smtp is None:
        lines += ["No mail server is set (OMBORD_SMTP): mails wait in the outbox, readable in the app."]
    return "\n".join([*lines, "Stop it with Ctrl-C.", ""])


@commands.command("sign-in-link")
@click.argument("address")
@click.pass_obj
def sign_in_link(obj: tuple[CreateApp, Callable[[], Config]], address: str) -> None:
    """Print a one-time sign-in address for an ambassador."""
    create_app, read_config = obj
    config = read_config()
    app = create_app(config)
    with app.app_context(), storage.opened(config.database) as db:
        try:
            print(people_actions.sign_in_url(db, config, address, datetime.now(UTC)))
        except NotFound:
            raise Refused("No ambassador has the address %(address)s.", address=address) from None
