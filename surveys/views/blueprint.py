"""The blueprint that the pages about surveys hang on, and the filters that their templates share."""

import flask

from surveys.questions import in_language

blueprint = flask.Blueprint("surveys", __name__)
blueprint.add_app_template_filter(in_language)
