"""The pages of documents."""

import flask

import pages

blueprint = flask.Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.get("/")
def journal() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="documents", text="")
