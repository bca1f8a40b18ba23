"""The pages and files that are handed out."""

from datetime import date

import flask
from flask_babel import lazy_gettext as _l

import pages
import walltime
from documents import journal_file, names, record_file, wording
from documents.journal import Journal, Period, presets
from documents.journal import journal as journal_of
from documents.journal import period as period_of
from documents.record import record as record_of
from errors import Refused

blueprint = flask.Blueprint("documents", __name__, url_prefix="/documents")

MARKDOWN = "text/markdown; charset=utf-8"


class PeriodForm(pages.Form):
    """A period in the address: nothing is changed by it, so it needs no token."""

    class Meta:
        csrf = False

    first = pages.Day(_l("From"), required=False, name="from")
    last = pages.Day(_l("To"), required=False, name="to")


@blueprint.get("/")
def journal() -> flask.typing.ResponseReturnValue:
    today = _today()
    form = PeriodForm(formdata=flask.request.args)
    period = _asked(form) or period_of(None, None, today)
    if not form.errors:
        form.first.data, form.last.data = period.first, period.last
    return pages.show("documents/journal.html", form=form, journal=_journal(period), presets=presets(today), today=today, words=wording, now=pages.now(), zone=pages.zone(), language=pages.language())


@blueprint.get("/journal.md")
def journal_as_file() -> flask.typing.ResponseReturnValue:
    form = PeriodForm(formdata=flask.request.args)
    period = _asked(form)
    if period is None:
        return pages.go("documents.journal", **flask.request.args)
    text = journal_file.as_markdown(_journal(period), pages.company().name, pages.language(), pages.zone(), pages.now())
    return pages.download(text, f"journal-{period.first}-{period.last}.md", MARKDOWN)


@blueprint.get("/workshops/<int:number>")
def workshop(number: int) -> flask.typing.ResponseReturnValue:
    found = record_of(pages.db(), number)
    return pages.show("documents/workshop.html", record=found, workshop=found.workshop, words=wording, now=pages.now(), today=_today())


@blueprint.get("/workshops/<int:number>.md")
def workshop_as_file(number: int) -> flask.typing.ResponseReturnValue:
    found = record_of(pages.db(), number)
    text = record_file.as_markdown(found, _today())
    return pages.download(text, names.numbered("workshop", number, found.workshop.title, "md"), MARKDOWN)


def _asked(form: PeriodForm) -> Period | None:
    """The period that the address asks for; None, with errors on the form, when it makes no sense."""
    if not form.validate():
        return None
    try:
        return period_of(form.first.data, form.last.data, _today())
    except Refused as refused:
        form.refuse(refused)
        return None


def _journal(period: Period) -> Journal:
    return journal_of(pages.db(), period, pages.zone())


def _today() -> date:
    return walltime.wall(pages.now(), pages.zone()).date()
