"""Who may see a page. Every page is closed unless its view is marked here."""

from collections.abc import Callable
from typing import Any, TypeVar

import flask

from pages.asking import visitor

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    view.access = "all"  # type: ignore[attr-defined]
    return view


def for_signed_in(view: View) -> View:
    view.access = "person"  # type: ignore[attr-defined]
    return view


def access(endpoint: str) -> str:
    """Who may see a page: all, person or ambassador."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return "all"
    return str(getattr(flask.current_app.view_functions[endpoint], "access", "ambassador"))


def guard() -> flask.typing.ResponseReturnValue | None:
    endpoint = flask.request.endpoint
    if endpoint is None or (needed := access(endpoint)) == "all":
        return None
    person = visitor().person
    if person is None:
        return flask.redirect(flask.url_for("people.sign_in"), 303)
    if needed == "ambassador" and not person.ambassador:
        flask.abort(403)
    return None
