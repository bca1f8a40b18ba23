"""Serving the pages: one process with waitress, and the timetable beside it."""

import contextlib
import logging
import signal
import socket
from typing import Any

import click
import flask
import waitress
from apscheduler.schedulers.base import SchedulerNotRunningError

import jobs
import storage
from cli.commands import Tool, commands
from config import Config
from errors import Refused
from people import actions as people_actions

MOST_RECEIVED = 32_000_000  # bytes that are put aside of a request before the app, whose own limit is lower, answers politely


@commands.command()
@click.pass_obj
def serve(tool: Tool) -> None:
    """Serve the pages and run the timetable until stopped."""
    run(*tool.app())


def run(app: flask.Flask, config: Config) -> None:
    """Serve an app with waitress in this process; requests in flight are finished at SIGTERM."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that a request waits for a thread is nothing to tell
    server = _listen(app, config)
    scheduler = jobs.start(app)
    signal.signal(signal.SIGTERM, _stop)
    with storage.kept_open(config.database) as db, contextlib.suppress(KeyboardInterrupt):  # the signal may come before the server's own loop
        print(_welcome(db, config), flush=True)
        server.run()
    with contextlib.suppress(SchedulerNotRunningError):
        scheduler.shutdown(wait=True)


def _listen(app: flask.Flask, config: Config) -> Any:
    options: dict[str, Any] = {"threads": 8, "connection_limit": 1000, "channel_timeout": 20, "asyncore_use_poll": True, "ident": None, "max_request_body_size": MOST_RECEIVED, "clear_untrusted_proxy_headers": True}
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
        return f"\nThe demo of Ombord is at {config.url}/demo/\nAll in it is invented and nothing is kept. Stop it with Ctrl-C.\n"
    lines = ["", f"Ombord is at {config.url}", f"Its data is in {config.data}", ""]
    if code := people_actions.new_setup_code(db):
        lines += ["Nobody runs it yet. Open this address, once, to become the first ambassador:", "", f"    {config.url}/start/{code}", ""]
    else:
        lines += ["Sign in by a mailed link; or here, for whoever runs Ombord:", "", "    .venv/bin/python app.py sign-in-link YOUR-ADDRESS", ""]
    if config.smtp is None:
        lines += ["No mail server is set (OMBORD_SMTP): mails wait in the outbox, readable in the app."]
    return "\n".join([*lines, "Stop it with Ctrl-C.", ""])
