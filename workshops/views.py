"""The pages of workshops."""

import flask

import pages

blueprint = flask.Blueprint("workshops", __name__, url_prefix="/workshops")


@blueprint.get("/")
def workshops() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="workshops", text="")
