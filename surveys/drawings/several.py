"""How many chose each of several options."""

from flask_babel import gettext as _

from surveys.drawings.distribution import share_note, share_row
from surveys.drawings.rows import in_rows
from surveys.drawings.scale import SHARES
from surveys.drawings.shapes import WIDE, Drawing
from surveys.figures import Asked
from surveys.questions import in_language


def several(asked: Asked, language: str, *, width: float = WIDE) -> Drawing:
    """A bar for each option that shows."""
    rows = [share_row(in_language(found.part.text, language), found.shares[0]) for found in asked.parts if found.shares]
    notes = [str(_("Each could choose several, so the shares add up to more than 100 %."))] if asked.several else []
    return in_rows(in_language(asked.question.text, language), rows, SHARES, bars=True, width=width, notes=(*notes, share_note()))
