"""Starting and naming a survey."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from pages import Form, Line
from pages.forms import as_choices
from surveys.library import TEMPLATES


def one_of(label: Any, choices: list[tuple[str, Any]]) -> wtforms.RadioField:
    """One of several, all of them to be seen."""
    return wtforms.RadioField(label, choices=as_choices(choices), validators=[InputRequired(_l("Choose one."))])


class TitleForm(Form):
    title = Line(_l("Title"), description=_l("Those who are asked see it, in the mail and above the questions."))


class NewSurveyForm(TitleForm):
    template = one_of(_l("Begin with"), [(one.key, one.name) for one in TEMPLATES])
