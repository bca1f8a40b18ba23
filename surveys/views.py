"""The pages of surveys."""

import flask

import pages

blueprint = flask.Blueprint("surveys", __name__, url_prefix="/surveys")


@blueprint.get("/")
def surveys() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="surveys", text="")
