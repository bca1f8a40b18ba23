"""Serving the demo: a folder that is thrown away, this machine only, a clock that begins on the story's last day."""

import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import flask

import storage
from config import Config
from demo.story import BEGINS, TODAY, Story


def folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="ombord-demo-")


def build(create_app: Callable[..., flask.Flask], config: Config, language: str) -> flask.Flask:
    """The demo's app on a database that tells the whole story. `config` is one made by for_demo."""
    app = create_app(config, clock())
    with app.app_context(), storage.opened(config.database) as db:
        Story(db, config, language).tell()
    return app


def clock() -> Callable[[], datetime]:
    """Real seconds, counted from the story's last day."""
    began = time.monotonic()
    return lambda: TODAY + timedelta(seconds=time.monotonic() - began)


def serve(create_app: Callable[..., flask.Flask], config: Config, language: str, run: Callable[[flask.Flask, Config], None]) -> None:
    """Build the demo in a folder of its own and serve it by `run` until stopped; then nothing is left."""
    with folder() as name:
        own = config.for_demo(Path(name))
        run(build(create_app, own, language), own)


__all__ = ["BEGINS", "build", "clock", "folder", "serve"]
