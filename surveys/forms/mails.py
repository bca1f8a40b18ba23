"""A mail's own words."""

from flask_babel import lazy_gettext as _l

from pages import Form, Line, Lines
from surveys.words import MOST_BODY, MOST_SUBJECT, Words


class WordsForm(Form):
    subject = Line(_l("Subject"), most=MOST_SUBJECT)
    body = Lines(_l("Text"), required=True, most=MOST_BODY, render_kw={"rows": 12})

    def words(self) -> Words:
        return Words(self.subject.data, self.body.data)
