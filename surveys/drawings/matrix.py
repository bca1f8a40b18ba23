"""Statements side by side on one scale: the mean of each."""

from flask_babel import gettext as _

from surveys.drawings.rows import Row, in_rows
from surveys.drawings.scale import Scale
from surveys.drawings.shapes import WIDE, Drawing
from surveys.drawings.words import interval_note, mean_row, too_few
from surveys.figures import Asked, QuestionResult
from surveys.model import Wave
from surveys.questions import in_language


def matrix(asked: Asked, wave: Wave, language: str, *, width: float = WIDE) -> Drawing:
    """A row for each statement, in the order in which they were asked."""
    values = asked.parts[0].part.values
    ends = _("From %(low)s to %(high)s.", low=asked.question.label(values[0], language), high=asked.question.label(values[-1], language))
    scale = Scale(float(values[0]), float(values[-1]))
    return in_rows(in_language(asked.question.text, language), [part_row(part, wave, language) for part in asked.parts], scale, width=width, notes=(str(ends), interval_note()))


def part_row(found: QuestionResult, wave: Wave, language: str) -> Row:
    label = in_language(found.part.text or found.question.text, language)
    return mean_row(label, found.mean) if found.mean else Row(label, None, why=too_few(wave))
