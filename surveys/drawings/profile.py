"""The statements of an instrument side by side, with the step that holds people back."""

from flask_babel import gettext as _

from pages.filters import number
from surveys.drawings.matrix import part_row
from surveys.drawings.rows import in_rows
from surveys.drawings.scale import Scale
from surveys.drawings.shapes import WIDE, Drawing
from surveys.drawings.words import interval_note
from surveys.figures import Profile
from surveys.model import Wave
from surveys.questions import in_language
from surveys.scores import BARRIER, FORMULAS


def profile(found: Profile, wave: Wave, language: str, *, width: float = WIDE) -> Drawing:
    """A row for each statement in the instrument's order. The profile must be told."""
    least, most = FORMULAS[found.formula].scale
    steps = FORMULAS[found.formula].steps
    scale = Scale(least, most, mark=BARRIER if steps else None, marked=str(_("up to %(mean)s the step is not taken", mean=BARRIER)) if steps else "")
    rows = [part_row(item, wave, language) for item in found.items]
    return in_rows(str(_(found.name)), rows, scale, width=width, notes=(_said(found, language), interval_note()))


def _said(found: Profile, language: str) -> str:
    if not FORMULAS[found.formula].steps:
        return str(_("From 1, no worry, to 5, a great worry: the mean of each, side by side."))
    if found.barrier is None or found.barrier.mean is None:
        return str(_("No step holds people back: each has a mean above 3."))
    step = in_language(found.barrier.part.text or found.barrier.question.text, language)
    return str(_("The first step to help with: “%(step)s” Its mean is %(mean)s, and 3 or less means that the step is not taken yet. Later steps wait for it.", step=step, mean=number(found.barrier.mean.mean, 2)))
