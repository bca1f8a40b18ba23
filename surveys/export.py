"""A round as a table to take away: of a named one every answer, of any the figures that show. In the language of whoever takes it."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

import tables
from surveys.figures import QuestionResult, Results
from surveys.headings import Headings
from surveys.model import NamedAnswer, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import Texts, in_language

RESPONDENT: Texts = {"en": "Respondent", "sv": "Svarande"}  # both are known when the file comes back, whatever the catalogue says
BY_TEXT, BY_ID = "text", "id"


def answers(wave: Wave, content: Questionnaire, found: Sequence[NamedAnswer], language: str, headed: str = BY_TEXT) -> bytes:
    """CSV: a line for each person, a column for each part. The headings are texts or, `headed` by BY_ID, ids; an import knows both."""
    names = Headings(content)
    parts = [part for _question, part in content.parts]
    headings = [names.heading(part.id, part, language) if headed == BY_TEXT else part.id for part in parts]
    lines = ([one.respondent, one.group, *(str(one.answers.get(part.id, "")) for part in parts)] for one in found)
    return tables.as_csv([in_language(RESPONDENT, language), wave.dimension or _("Group"), *headings], lines)


def figures(found: Results, language: str) -> bytes:
    """CSV: a line for each answer that could be given, of everybody and then of each group that shows it, with how many gave it and of how many."""
    lines = (line for result in found.questions for line in _figures(result, language))
    return tables.as_csv([_("Question"), _("Part"), _("Answer"), _("Group"), _("Count"), _("Of")], lines)


def _figures(result: QuestionResult, language: str) -> Iterator[list[str]]:
    for group, counted in ((_("Everybody"), result), *result.groups.items()):
        for share in counted.shares if counted else ():
            asked, part = in_language(result.question.text, language), in_language(result.part.text, language)
            yield [asked, part, result.question.label(share.value, language), group or _("No group"), str(share.count), str(share.n)]
