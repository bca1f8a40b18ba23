"""The blueprint that the pages about surveys hang on, and the filters that their templates share."""

import flask
from flask_babel import gettext as _

from surveys.phases import NAMES
from surveys.questions import in_language

blueprint = flask.Blueprint("surveys", __name__)
blueprint.add_app_template_filter(in_language)


@blueprint.app_template_filter("phase")
def phase(key: str) -> str:
    """What a phase of the rollout is called."""
    return str(_(NAMES.get(key, key)))
