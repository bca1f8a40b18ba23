"""How documents say things, on the page and in the file alike, in the reader's language."""

from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

import walltime
from documents.journal import Period
from documents.record import WorkshopRecord
from outcomes.model import Outcome
from pages.filters import clock, day, number, percent, short_day
from surveys.figures import Asked, Mean, QuestionResult, Results
from surveys.model import ANONYMOUS, CONFIDENTIAL, NAMED, Wave
from surveys.questions import in_language
from workshops.model import Plan, Tally, Workshop

FEW = "few"


def when(plan: Plan) -> str:
    """Monday 23 November 2026, 09:00–11:00 (Europe/Stockholm)."""
    if plan.starts.date() == plan.ends.date():
        return f"{day(plan.starts)}, {clock(plan.starts)}–{clock(plan.ends)} ({plan.zone})"
    return f"{day(plan.starts)} {clock(plan.starts)} – {day(plan.ends)} {clock(plan.ends)} ({plan.zone})"


def days(period: Period) -> str:
    return f"{short_day(period.first)} – {short_day(period.last)}"


def on(moment: datetime, zone: str) -> str:
    """The day of an instant by the clocks of a zone."""
    return day(walltime.wall(moment, zone))


def who_came(record: WorkshopRecord) -> str:
    if record.came is None:
        return str(_("Who came has not been noted."))
    return _came(len(record.came)) + " " + _invited(record.invited)


def attended(workshop: Workshop, tally: Tally, now: datetime) -> str:
    """How a workshop went, in one sentence."""
    if workshop.cancelled:
        return str(_("It was cancelled."))
    if not workshop.begun(now):
        return str(_("It is still to come; %(yes)s of %(invited)s invited have said yes.", yes=tally.yes, invited=tally.invited))
    return f"{_came(tally.came)} {_invited(tally.invited)}" if tally.came else str(_("Who came has not been noted."))


def _came(n: int) -> str:
    return str(ngettext("One person came.", "%(num)d people came.", n) if n else _("Nobody came."))


def _invited(n: int) -> str:
    return str(ngettext("One was invited.", "%(num)d were invited.", n) if n else _("Nobody was invited."))


def task(action: Outcome, today: date) -> str:
    """Who sees to an action, by when, and whether it is done."""
    parts = [action.owner or _("nobody"), _("by %(day)s", day=day(action.due)) if action.due else "", state(action, today)]
    return ", ".join(part for part in parts if part)


def state(action: Outcome, today: date) -> str:
    return str(_("done") if action.done_at else _("overdue") if action.overdue(today) else _("open"))


def answered(wave: Wave, results: Results, zone: str) -> str:
    """When a round was closed, and how many answered."""
    closed = _("Closed on %(day)s.", day=on(wave.closed_at, zone)) if wave.closed_at else ""
    if results.invited is None:
        many = ngettext("One person answered.", "%(num)d people answered.", results.n) + (" " + _("The answers were brought in from a file.") if wave.imported else "")
    else:
        many = _("%(n)s of %(invited)s answered.", n=results.n, invited=results.invited)
    how = {ANONYMOUS: _("Anonymous."), CONFIDENTIAL: _("Confidential."), NAMED: _("By name.")}[wave.level]
    return f"{closed} {many} {how}".strip()


def why(group_state: str, k: int) -> str:
    """Why a group is hidden."""
    return str(_("hidden, fewer than %(k)s answered", k=k) if group_state == FEW else _("hidden, so that a smaller group cannot be worked out"))


def group(name: str) -> str:
    return name or str(_("no group"))


def mean(of: Mean, digits: int = 1) -> str:
    return number(of.mean, digits)


def interval(of: Mean, digits: int = 1) -> str:
    """67.8–90.0; a dash when there is none."""
    return f"{number(of.low, digits)}–{number(of.high, digits)}" if of.low is not None and of.high is not None else "–"


def shares(result: QuestionResult, language: str) -> str:
    """How often each answer was given that was given at all."""
    return "; ".join(f"{result.question.label(one.value, language)}: {one.count} ({percent(one.share)})" for one in result.told if one.count)


def lines(asked: Asked, language: str) -> list[tuple[str, QuestionResult, str]]:
    """A question as lines of a table: what it is, its figures, and in words what has no mean. A choice of several is one line."""
    text = in_language(asked.question.text, language)
    if asked.question.widget == "ticks":
        chosen = "; ".join(f"{in_language(part.part.text, language)}: {part.shares[0].count} ({percent(part.shares[0].share)})" for part in asked.chosen)
        return [(text, asked.parts[0], chosen)]
    parts = asked.ranked if asked.question.widget == "places" else asked.parts
    named = [(f"{text} – {in_language(part.part.text, language)}" if part.part.text else text, part) for part in parts]
    return [(name, part, "" if part.mean else shares(part, language)) for name, part in named]


def scale(result: QuestionResult) -> str:
    """1–5; of a ranking what the numbers mean."""
    values = result.part.values
    return str(_("place, 1 is first")) if result.question.widget == "places" else f"{values[0]}–{values[-1]}"
