"""Showing a page, a mail or a file."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import flask
import flask_babel
from flask_babel import gettext as _
from wtforms import Form as WTForm

from errors import Refused
from pages import filters


def show(template: str, **context: Any) -> flask.typing.ResponseReturnValue:
    """The page; 422 and a title beginning with "Error:" when a form on it has errors."""
    failed = any(form.errors for form in context.values() if isinstance(form, WTForm))
    return flask.render_template(template, failed=failed, **context), 422 if failed else 200


def say(template: str, language: str, **context: Any) -> tuple[str, str]:
    """Subject and text of a mail in a language. The template's first line is the subject."""
    with flask_babel.force_locale(language):
        text = flask.current_app.jinja_env.get_template(template).render(**context)
    subject, _newline, body = text.strip().partition("\n")
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body).strip() + "\n"


def told(message: str) -> None:
    """Say on the next page what happened."""
    flask.flash(message)


def go(endpoint: str, **values: Any) -> flask.typing.ResponseReturnValue:
    return flask.redirect(flask.url_for(endpoint, **values), 303)


def sentence(refused: Refused) -> str:
    """A refusal in the visitor's language, its days in words; one inside it too."""
    values = {name: filters.day(value) if isinstance(value, date) else sentence(value) if isinstance(value, Refused) else value for name, value in refused.values.items()}
    return str(_(refused.message, **values) if values else _(refused.message))


def download(content: str | bytes | Iterator[bytes], name: str, mimetype: str) -> flask.Response:
    """A file to take away. Of one that comes in pieces the first is awaited here: what goes wrong before it is told on a page.

    What goes wrong later breaks the connection off, so that nobody takes half a file for a whole one.
    """
    response = flask.Response(content if isinstance(content, str | bytes) else itertools.chain((next(content, b""),), content), mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def version_static(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint != "static" or "filename" not in values:
        return
    versions = flask.current_app.extensions.setdefault("ombord_versions", {})
    name = values["filename"]
    if name not in versions:
        versions[name] = hashlib.sha256(Path(flask.current_app.root_path, "static", name).read_bytes()).hexdigest()[:10]
    values["v"] = versions[name]
