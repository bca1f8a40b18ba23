"""What pictures say beside their figures, in the words of the results page."""

from flask_babel import gettext as _
from flask_babel import ngettext

import walltime
from pages.filters import day, percent
from surveys.disclosure import GroupState
from surveys.drawings.rows import Row
from surveys.drawings.scale import of_mean
from surveys.figures import Mean, Results
from surveys.model import LINK, NAMED, OPEN, Wave


def group_row(group: GroupState, found: Mean | None, wave: Wave, aside: str = "") -> Row:
    """A group with its mean, or with the reason why it is not shown."""
    if found:
        return mean_row(group_name(group), found, aside)
    return Row(group_name(group), None, why=why_group(group, wave) or _("not shown for groups: in one of them the answers are too few or too alike"))


def mean_row(label: str, found: Mean, aside: str = "") -> Row:
    return Row(label, of_mean(found), aside=" · ".join(filter(None, (aside, _("very uncertain") if found.uncertain else ""))))


def group_name(group: GroupState) -> str:
    return group.name or str(_("No group"))


def why_group(group: GroupState, wave: Wave) -> str:
    """Why nothing of a group shows; '' of one that does."""
    if group.n is not None:
        return ""
    return str(_("fewer than %(k)s answers", k=wave.k) if group.state == "few" else _("hidden so that a smaller group cannot be worked out"))


def too_few(wave: Wave) -> str:
    return str(_("not shown: fewer than %(k)s people answered", k=wave.k) if wave.level != NAMED else _("nobody has answered"))


def interval_note() -> str:
    return str(_("The dot is the mean, the thick line its 95 % interval: the fewer the answers and the more they differ, the longer it is."))


def source(found: Results, wave: Wave) -> list[str]:
    """Where a picture comes from: survey, round and day, who answered, and what was promised."""
    closed = walltime.wall(wave.closed_at, wave.zone) if wave.closed_at and not wave.imported else wave.closes
    when = _("still open: the answers so far") if wave.state == OPEN else _("closed on %(day)s", day=day(closed))
    return [f"{wave.title} · {_('round %(number)s', number=wave.number)} · {when}", f"{answered(found, wave)} {level(wave)}"]


def answered(found: Results, wave: Wave) -> str:
    """Who answered, of how many."""
    if wave.access == LINK:
        return str(ngettext("%(num)d person has answered by the open link.", "%(num)d people have answered by the open link.", found.n))
    if found.invited is None:
        return str(ngettext("The answers of %(num)d person, from a file.", "The answers of %(num)d people, from a file.", found.n))
    return str(ngettext("%(answered)s of %(num)d who was asked has answered", "%(answered)s of %(num)d who were asked have answered", found.invited, answered=found.n)) + (f" ({percent(found.n / found.invited)})." if found.invited else ".")


def level(wave: Wave) -> str:
    if wave.level == NAMED:
        return str(_("Answered by name."))
    few = _("groups with fewer than %(k)s answers are hidden, and others where those could be worked out.", k=wave.k) if wave.dimension else ""
    said = _("Anonymous") if wave.level == "anonymous" else _("Confidential")
    return f"{said}: {few}" if few else f"{said}."
