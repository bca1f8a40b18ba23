"""The list of surveys."""

import flask

import pages
from surveys.views.blueprint import blueprint


@blueprint.get("/surveys/")
def surveys() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="Surveys", text="")
