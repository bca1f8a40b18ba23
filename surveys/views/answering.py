"""Answering: what the link in an invitation opens."""

from surveys.questions import in_language
from surveys.views.blueprint import blueprint

blueprint.add_app_template_filter(in_language, "in_language")
