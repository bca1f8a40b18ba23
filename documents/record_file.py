"""A workshop's record as a Markdown file."""

from datetime import date

from flask_babel import gettext as _

from documents import markdown, wording
from documents.record import WorkshopRecord
from outcomes.model import Outcome
from pages.filters import short_day


def as_markdown(record: WorkshopRecord, today: date) -> str:
    workshop = record.workshop
    return markdown.document([
        markdown.heading(1, workshop.title),
        markdown.line(_("This workshop was cancelled.")) if workshop.cancelled else "",
        markdown.bullets([
            _("When: %(when)s", when=wording.when(workshop)),
            _("Where: %(where)s", where=workshop.where),
            _("Who invited: %(name)s", name=workshop.organizer or "–"),
        ]),
        _part(_("What it was for"), markdown.paragraphs(workshop.purpose)),
        _part(_("Summary"), markdown.paragraphs(record.kept.summary if record.kept else "")),
        _part(_("Who came"), markdown.line(wording.who_came(record)) + ("\n\n" + markdown.bullets(record.came) if record.came else "")),
        _part(_("Decisions"), _texts(record.decisions)),
        _part(_("Actions"), tasks(record.actions, today)),
        _part(_("Best practices"), _texts(record.best_practices)),
        _part(_("Open questions"), _texts(record.questions)),
    ])


def tasks(actions: list[Outcome], today: date) -> str:
    if not actions:
        return ""
    lines = [[one.text, one.owner or _("nobody"), short_day(one.due) if one.due else "–", wording.state(one, today)] for one in actions]
    return markdown.table([_("Action"), _("Owner"), _("Due"), _("State")], lines)


def _texts(outcomes: list[Outcome]) -> str:
    return markdown.bullets(one.text for one in outcomes)


def _part(title: str, body: str) -> str:
    return f"{markdown.heading(2, title)}\n\n{body}" if body else ""
