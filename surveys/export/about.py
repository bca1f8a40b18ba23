"""What a file of figures says about itself."""

from datetime import datetime

from flask_babel import gettext as _

import walltime
from surveys.figures import Results
from surveys.model import CONFIDENTIAL, NAMED, Wave
from surveys.scores import VERY_UNCERTAIN_BELOW
from tables import Cell, Sheet


def about(wave: Wave, found: Results) -> Sheet:
    """Whose figures they are, by which rules they show, and how to read them. Days, no times."""
    told: list[tuple[str, Cell]] = [
        (_("Survey"), wave.title),
        (_("Round"), wave.number),
        (_("Level"), level(wave)),
        *_rules(wave),
        (_("Groups"), wave.dimension or _("none")),
        (_("Have answered"), found.n),
        (_("Were asked"), found.invited if found.invited is not None else _("not known")),
        (_("Opened"), day(wave.opened_at, wave.zone) if not wave.imported else _("answers from a file")),
        (_("Closed"), day(wave.closed_at, wave.zone) or _("still open")),
    ]
    return Sheet(_("About"), [], [*told, *(("" if place else _("How to read it"), line) for place, line in enumerate(_reading(wave)))])


def level(wave: Wave) -> str:
    return str({NAMED: _("by name"), CONFIDENTIAL: _("confidential")}.get(wave.level, _("anonymous")))


def day(moment: datetime | None, zone: str) -> str:
    """The day of an instant, as 2026-12-04; '' for none."""
    return walltime.wall(moment, zone).date().isoformat() if moment else ""


def _rules(wave: Wave) -> list[tuple[str, Cell]]:
    return [(_("Figures from so many people on"), wave.k), (_("Free text from so many people on"), wave.kc)] if wave.sealed else []


def _reading(wave: Wave) -> list[str]:
    """Sentences."""
    told = [
        _("Count is how many gave an answer, Of is how many answered the question, and Share is one divided by the other."),
        _("Low and High are the ends of the %(sure)s interval: of a share Wilson’s, of a mean Student’s, of a recommendation index the adjusted Wald interval. With fewer than %(n)s answers a figure is very uncertain.", sure="95 %", n=VERY_UNCERTAIN_BELOW),
    ]
    if wave.sealed:
        told.append(_("The figures were counted once, at closing; nobody sees a single answer. Where a group is hidden, the remark says why; it counts in the figures of everybody."))
    return told
