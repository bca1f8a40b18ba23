"""The blueprint that the pages about people hang on."""

import flask

blueprint = flask.Blueprint("people", __name__)
