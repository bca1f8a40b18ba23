"""What was put in order: the mean place of each, the first on top."""

from dataclasses import replace

from flask_babel import gettext as _

from surveys.drawings.matrix import part_row
from surveys.drawings.rows import Row, in_rows
from surveys.drawings.scale import Scale
from surveys.drawings.shapes import WIDE, Drawing
from surveys.drawings.words import interval_note
from surveys.figures import Asked, QuestionResult
from surveys.model import Wave
from surveys.questions import in_language


def ranking(asked: Asked, wave: Wave, language: str, *, width: float = WIDE) -> Drawing:
    """A row for each thing that was ranked, in the order of the mean places."""
    rows = [_row(part, wave, language) for part in asked.ranked]
    notes = (str(_("In the order of their mean places; 1 is first.")), interval_note())
    return in_rows(in_language(asked.question.text, language), rows, Scale(1, max(2, len(asked.parts))), width=width, notes=notes)


def _row(part: QuestionResult, wave: Wave, language: str) -> Row:
    row = part_row(part, wave, language)
    return replace(row, aside=" · ".join(filter(None, (row.aside, _("put first by %(count)s", count=part.shares[0].count))))) if part.shares else row
