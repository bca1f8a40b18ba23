"""The blueprint that the pages about surveys hang on."""

import flask

blueprint = flask.Blueprint("surveys", __name__)
