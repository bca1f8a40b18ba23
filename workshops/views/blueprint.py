"""The blueprint that the pages of workshops hang on."""

import flask

blueprint = flask.Blueprint("workshops", __name__)
