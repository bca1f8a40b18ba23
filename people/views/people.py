"""The list of people, and one person."""

import flask

import pages
from people.views.blueprint import blueprint


@blueprint.get("/people/")
def people() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="People", text="")
