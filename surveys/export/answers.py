"""The answers to a round by name: a line for each person, a column for each part."""

from collections.abc import Iterable

from flask_babel import gettext as _

from surveys.headings import Headings
from surveys.model import NamedAnswer, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import Texts, in_language
from tables import Sheet

RESPONDENT: Texts = {"en": "Respondent", "sv": "Svarande"}  # both are known when the file comes back, whatever the catalogue says
BY_TEXT, BY_ID = "text", "id"


def answers(wave: Wave, content: Questionnaire, found: Iterable[NamedAnswer], language: str, headed: str = BY_TEXT) -> Sheet:
    """The headings are texts or, `headed` by BY_ID, ids; an import knows both. `found` is read as it is written."""
    names = Headings(content)
    parts = [part for _question, part in content.parts]
    headings = [names.heading(part.id, part, language) if headed == BY_TEXT else part.id for part in parts]
    lines = ([one.respondent, one.group, *(one.answers.get(part.id) for part in parts)] for one in found)
    return Sheet(_("Answers"), [in_language(RESPONDENT, language), wave.dimension or _("Group"), *headings], lines)
