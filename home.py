"""The ambassador's dashboard: what needs me today, and what is next. Read from every store."""

import flask

import pages

blueprint = flask.Blueprint("home", __name__)


@blueprint.get("/")
def dashboard() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="Today", text="")
