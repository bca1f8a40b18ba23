"""Groups side by side: a row for each thing that was asked, a column for each group, coloured by where on its own scale a figure lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from surveys.disclosure import GroupState
from surveys.drawings.lettering import wrapped
from surveys.drawings.scale import SHARES, Figure, Scale
from surveys.drawings.shapes import Bar, Drawing, Line, Shape, Text, moved
from surveys.drawings.words import group_name, why_group
from surveys.figures import Heat
from surveys.figures.heat import SCORE, SHARE, Cell, Column, Table
from surveys.model import Wave
from surveys.questions import in_language

LABEL, CELL, LINE, PAD = 230, 92, 15, 8
SCORE_DIGITS, MEAN_DIGITS = 1, 2


@dataclass(frozen=True)
class _Sheet:
    """What all rows share: the groups in their order, whose round it is, and the reader's language."""

    groups: Sequence[GroupState]
    wave: Wave
    language: str

    @property
    def width(self) -> float:
        return LABEL + CELL * (len(self.groups) + 1)

    def left(self, place: int) -> float:
        """Where a column begins; the first is everybody's."""
        return LABEL + CELL * place


def heat(found: Heat, wave: Wave, language: str) -> Drawing:
    """As wide as it has groups. It must have columns of figures and groups."""
    sheet = _Sheet(found.groups, wave, language)
    shapes, bottom = _headings(sheet)
    said = []
    for table in found.tables:
        drawn, bottom, words = _table(table, sheet, bottom)
        shapes += drawn
        said += words
    return Drawing(str(_("Groups side by side")), "; ".join(said), sheet.width, bottom + 4, tuple(shapes), _notes(found))


def _notes(found: Heat) -> tuple[str, ...]:
    notes = [_("In each cell: the mean or the share, its 95 % interval, and of how many."), _("The stronger the colour, the higher the figure on its own scale. The colour does not say what is good: where less is better, the heading says so.")]
    if any(column.whole and len(column.groups) < sum(group.n is not None for group in found.groups) for column in found.columns):
        notes.append(_("A dash: not shown, since in one of the groups the answers are too few or too alike, or since the group is hidden."))
    if any(cell.uncertain for column in found.columns for cell in (column.whole, *column.groups.values()) if cell):
        notes.append(_("A dashed frame: fewer than 12 answers, very uncertain."))
    return tuple(str(note) for note in notes)


def _headings(sheet: _Sheet) -> tuple[list[Shape], float]:
    """The groups' names, below them why one is hidden; and where they end."""
    names = [(str(_("Everybody")), ""), *((group_name(group), why_group(group, sheet.wave)) for group in sheet.groups)]
    shapes: list[Shape] = []
    bottom = 0.0
    for place, (name, why) in enumerate(names):
        lines = [*((line, "heading") for line in wrapped(name, CELL - PAD, "heading")), *((line, "reason") for line in wrapped(why, CELL - PAD, "reason") if line)]
        shapes += [Text(sheet.left(place) + CELL / 2, LINE * row, line, kind, "middle") for row, (line, kind) in enumerate(lines, 1)]
        bottom = max(bottom, LINE * len(lines) + PAD)
    return shapes, bottom


def _table(table: Table, sheet: _Sheet, top: float) -> tuple[list[Shape], float, list[str]]:
    """The rows of what stands together, below its name; where they end, and all of it in words."""
    title = wrapped(in_language(table.title, sheet.language), sheet.width, "value") if table.title else []
    shapes: list[Shape] = [Text(0, top + PAD + 18 * place, line, "value") for place, line in enumerate(title, 1)]
    top += (PAD * 2 + 18 * len(title)) if title else 0
    words = []
    for column in table.columns:
        drawn, height, said = _row(column, sheet)
        shapes += moved(drawn, top)
        words.append(said)
        top += height
    return shapes, top, words


def _row(column: Column, sheet: _Sheet) -> tuple[list[Shape], float, str]:
    name = str(_(column.name)) if column.name else in_language(column.text, sheet.language)
    label = [*((line, "label") for line in wrapped(name, LABEL - 2 * PAD, "label")), *([(str(_("less is better")), "reason")] if column.less_is_better else [])]
    height = max(18.0 * len(label) + PAD, LINE * 3 + 2 * PAD)
    shapes: list[Shape] = [Text(0, (height - 18 * len(label)) / 2 + 18 * place - 4, line, kind) for place, (line, kind) in enumerate(label, 1)]
    scale = _scale(column)
    for place, cell in enumerate((column.whole, *(column.groups.get(group.name) for group in sheet.groups))):
        shapes += _cell(cell, scale, sheet.left(place), height) if cell else [Text(sheet.left(place) + CELL / 2, height / 2 + 4, "–", "reason", "middle")]
    return [*shapes, Line(0, height, sheet.width, height, "grid")], height, _said(column, name, scale, sheet)


def _scale(column: Column) -> Scale:
    return SHARES if column.unit == SHARE else Scale(column.least, column.most, SCORE_DIGITS if column.unit == SCORE else MEAN_DIGITS)


def _cell(cell: Cell, scale: Scale, left: float, height: float) -> list[Shape]:
    lines = [(scale.say(cell.value), f"heat-value-{cell.step}"), (scale.interval(_figure(cell)) or "–", f"heat-words-{cell.step}"), (str(_("of %(n)s", n=cell.n)), f"heat-words-{cell.step}")]
    unsure = [Bar(left + 4, 4, CELL - 8, height - 8, f"heat-unsure-{cell.step}")] if cell.uncertain else []
    words = [Text(left + CELL / 2, height / 2 - LINE * 1.5 + LINE * place - 3, line, kind, "middle") for place, (line, kind) in enumerate(lines, 1)]
    return [Bar(left + 1, 1, CELL - 2, height - 2, f"heat-{cell.step}"), *unsure, *words]


def _figure(cell: Cell) -> Figure:
    return Figure(cell.value, cell.low, cell.high, cell.n)


def _said(column: Column, name: str, scale: Scale, sheet: _Sheet) -> str:
    """A row in words: everybody, then each group that shows it, and the hidden ones with their reason."""
    told = [f"{_('Everybody')} {scale.words(_figure(column.whole))}" if column.whole else str(_("fewer than %(k)s answers", k=sheet.wave.k))]
    for group in sheet.groups:
        cell = column.groups.get(group.name)
        told.append(f"{group_name(group)} {scale.words(_figure(cell)) if cell else why_group(group, sheet.wave) or _('hidden: too few or too alike')}")
    return f"{name}: {', '.join(told)}"
