"""What is done with people's words: those that are ticked, one that is edited, a tag. Rules are in the actions."""

import wtforms
from flask_babel import lazy_gettext as _l

from pages import Form, Line, Lines
from surveys.comments import MOST_TAG

MOST_EDITED = 40_000  # characters; the longest text there can be, twice


class TickedForm(Form):
    comment = wtforms.SelectMultipleField(_l("Comments"), validate_choice=False)  # their ids; those that are no survey's are passed over
    tag = Line(_l("Tag"), required=False, most=MOST_TAG)


class EditedForm(Form):
    text = Lines(_l("How others read it"), required=True, most=MOST_EDITED, render_kw={"rows": 8})


class TagForm(Form):
    """A tag's new name, and what it `was`."""

    was = Line(_l("Tag"))
    tag = Line(_l("New name"), most=MOST_TAG)
