"""Starting and naming a survey."""

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import InputRequired

from errors import Refused
from pages import Choice, Form, Line, Lines
from pages.forms import as_choices
from surveys import definition_file
from surveys.library import TEMPLATES


def one_of(label: Any, choices: list[tuple[str, Any]]) -> wtforms.RadioField:
    """One of several, all of them to be seen."""
    return wtforms.RadioField(label, choices=as_choices(choices), validators=[InputRequired(_l("Choose one."))])


class TitleForm(Form):
    title = Line(_l("Title"), description=_l("Those who are asked see it, in the mail and above the questions."))


class NewSurveyForm(TitleForm):
    template = one_of(_l("Begin with"), [(one.key, one.name) for one in TEMPLATES])


class DefinitionForm(Form):
    file = FileField(_l("The file"), render_kw={"accept": ".json,application/json"})
    text = Lines(_l("Or paste what is in it"), most=definition_file.MOST_BYTES, render_kw={"rows": 8, "spellcheck": "false", "autocapitalize": "off", "class": "code"})

    def content(self) -> bytes:
        """The file's bytes, or else of what was pasted. A file that is text stays in the form as if it had been pasted."""
        if self.file.data:
            raw: bytes = self.file.data.read(definition_file.MOST_BYTES + 1)
            self.file.data.close()
            self.text.data = definition_file.text_of(raw)
            return raw
        if not self.text.data:
            raise Refused("Choose a file, or paste what is in it.", field="file")
        return str(self.text.data).encode()


class BankForm(Form):
    """What is added is told by the button: “ready:” and a key of the library, or “favourite:” and a number."""

    place = Choice(_l("Where it goes"))
    entry = Line(_l("What is added"), most=80)
