"""A score, or the mean of one question, of everybody and of each group."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from surveys.disclosure import GroupState
from surveys.drawings.rows import Row, in_rows
from surveys.drawings.scale import Figure, Scale
from surveys.drawings.shapes import WIDE, Drawing
from surveys.drawings.words import group_row, interval_note, mean_row
from surveys.figures import Mean, QuestionResult, ScoreResult
from surveys.model import Wave
from surveys.questions import in_language
from surveys.scores import FORMULAS

AVERAGE = {"sus": 68.0}  # what the average product has


def score(found: ScoreResult, groups: Sequence[GroupState], wave: Wave, *, width: float = WIDE) -> Drawing:
    """Everybody first, then the groups in their order, the hidden ones with the reason. The score of everybody must show."""
    formula = FORMULAS[found.formula]
    mark = AVERAGE.get(found.formula, 0.0 if formula.least < 0 else None)
    marked = str(_("the average product: %(average)s", average=68)) if found.formula in AVERAGE else ""
    rows = _rows(found.whole, found.groups, groups, wave)
    if formula.share:
        return in_rows(str(_(found.name)), [_in_per_cent(row) for row in rows], Scale(0, 1, shares=True), width=width, notes=(_share_note(),))
    return in_rows(str(_(found.name)), rows, Scale(formula.least, formula.most, 1, mark=mark, marked=marked), width=width, notes=(*_scale_note(found.formula), interval_note()))


def by_group(found: QuestionResult, groups: Sequence[GroupState], wave: Wave, language: str, *, width: float = WIDE) -> Drawing:
    """The mean of one question whose answers are numbers."""
    means = {name: one.mean if one else None for name, one in found.groups.items()}
    values = found.part.values
    ends = _("From %(low)s to %(high)s.", low=found.question.label(values[0], language), high=found.question.label(values[-1], language))
    scale = Scale(float(values[0]), float(values[-1]))
    return in_rows(in_language(found.text, language), _rows(found.mean, means, groups, wave), scale, width=width, notes=(str(ends), interval_note()))


def _rows(whole: Mean | None, means: Mapping[str, Mean | None], groups: Sequence[GroupState], wave: Wave) -> list[Row]:
    everybody = [mean_row(_("Everybody"), whole, _grade(whole))] if whole else []
    return everybody + [group_row(group, mean, wave, _grade(mean)) for group in groups for mean in (means.get(group.name),)]


def _grade(mean: Mean | None) -> str:
    return str(_("grade %(grade)s", grade=mean.grade)) if mean and mean.grade else ""


def _in_per_cent(row: Row) -> Row:
    """A share that is kept as 0 to 100."""
    figure = row.figure
    if figure is None:
        return row
    low, high = (None if end is None else end / 100 for end in (figure.low, figure.high))
    return Row(row.label, Figure(figure.value / 100, low, high, figure.n), row.count, row.aside)


def _share_note() -> str:
    return str(_("The share who gave 4 or 5 of 5. The thick line is its 95 % interval."))


def _scale_note(formula: str) -> list[str]:
    if formula == "recommendation":
        return [str(_("The share who gave 9 or 10, minus the share who gave 6 or less: from −100, nobody recommends it, to 100, everybody does; it is not a percentage."))]
    if formula == "confidence":
        return [str(_("How many steps higher people put their confidence afterwards than before; below 0, confidence was lost."))]
    return [str(_("It goes from 0 to 100 and is not a percentage."))]
