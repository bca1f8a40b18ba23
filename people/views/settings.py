"""The company's settings."""

import flask

import pages
from people.views.blueprint import blueprint


@blueprint.get("/settings/")
def settings() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="Settings", text="")
