"""Ombord: helps a CRM ambassador get a company's people on board. This file is the table of contents."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import flask
import jinja2

import cli
import config as settings
import demo.views
import documents.views
import feeds.views
import home
import mail.migrations
import mail.views
import outcomes.migrations
import outcomes.views
import pages
import people.migrations
import people.views
import privacy
import storage
import surveys.actions
import surveys.migrations
import surveys.views
import workshops.migrations
import workshops.views
from config import Config
from people import actions as people_actions
from people import store as people_store

BLUEPRINTS = (home.blueprint, people.views.blueprint, surveys.views.blueprint, workshops.views.blueprint, outcomes.views.blueprint, documents.views.blueprint, feeds.views.blueprint, mail.views.blueprint, privacy.blueprint)

MIGRATIONS = (people.migrations.migrations, mail.migrations.migrations, surveys.migrations.migrations, workshops.migrations.migrations, outcomes.migrations.migrations)


def system_clock() -> datetime:
    return datetime.now(UTC)


def create_app(config: Config, clock: Callable[[], datetime] = system_clock) -> flask.Flask:
    """The application on a migrated database. Starts no thread."""
    storage.migrate(config, MIGRATIONS, clock())
    with storage.opened(config.database) as db:
        surveys.actions.catch_up(db)
    app = flask.Flask("ombord", root_path=str(Path(__file__).parent))
    secure = config.url.startswith("https:")
    app.config.update(
        OMBORD=config,
        CLOCK=clock,
        SECRET_KEY=config.subkey("cookies"),
        SESSION_COOKIE_NAME=("__Host-" if secure else "") + ("ombord_demo" if config.demo else "ombord"),
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        TRUSTED_HOSTS=[config.hostname, "127.0.0.1", "localhost"],
        MAX_CONTENT_LENGTH=12_000_000,
        MAX_FORM_MEMORY_SIZE=4_000_000,
        MAX_FORM_PARTS=2_000,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_TRANSLATION_DIRECTORIES=str(Path(__file__).parent / "translations"),
    )
    app.jinja_env.undefined = jinja2.StrictUndefined
    pages.init_app(app, who_is_asking)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if config.demo:
        app.register_blueprint(demo.views.blueprint)
    return app


def who_is_asking() -> pages.Visitor:
    db = pages.db()
    secret = flask.session.get("secret")
    person = people_actions.person_of_session(db, secret, pages.now()) if secret else None
    return pages.Visitor(person, people_store.find_company(db))


if __name__ == "__main__":
    sys.exit(cli.main(create_app, settings.from_environment, system_clock))
