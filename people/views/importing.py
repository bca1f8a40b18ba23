"""Importing a file of people: upload, preview, confirmation."""

import contextlib

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from errors import NotFound
from pages.forms import as_choices
from people import actions, roster, store
from people.forms import ColumnsForm, UploadForm
from people.roster import Comparison, Draft
from people.views.blueprint import blueprint

SHOWN = 100  # lines of each table, so that the page stays light


@blueprint.route("/people/import", methods=["GET", "POST"])
def upload() -> flask.typing.ResponseReturnValue:
    form = UploadForm()
    made: list[Draft] = []
    if pages.done(form, lambda: made.append(_start(form))):
        return pages.go("people.preview", draft=made[0].id)
    return pages.show("people/import.html", form=form)


def _start(form: UploadForm) -> Draft:
    with contextlib.closing(form.file.data) as file:
        return actions.start_import(pages.db(), file.filename or "", file.read(), pages.me().id, pages.now())


@blueprint.get("/people/import/<draft>")
def preview(draft: str) -> flask.typing.ResponseReturnValue:
    found = _find(draft)
    return _show(found, pages.Form()) if found else _gone()


@blueprint.post("/people/import/<draft>/columns")
def columns(draft: str) -> flask.typing.ResponseReturnValue:
    found = _find(draft)
    if found is None:
        return _gone()
    chosen = [int(value) for value in flask.request.form.getlist("columns") if value.isascii() and value.isdigit() and len(value) < 4]
    actions.choose_groups(pages.db(), found, chosen)
    return pages.go("people.preview", draft=draft)


@blueprint.post("/people/import/<draft>/confirmation")
def confirmation(draft: str) -> flask.typing.ResponseReturnValue:
    found = _find(draft)
    if found is None:
        return _gone()
    form = pages.Form()
    imported: list[Comparison] = []
    if pages.done(form, lambda: imported.append(actions.confirm_import(pages.db(), draft, pages.me().id, flask.request.form.get("digest", "")))):
        pages.told(_told(imported[0]))
        return pages.go("people.people")
    return _show(found, form)


@blueprint.post("/people/import/<draft>/withdrawal")
def withdrawal(draft: str) -> flask.typing.ResponseReturnValue:
    actions.drop_import(pages.db(), draft, pages.me().id)
    pages.told(_("The file has been put away; nothing was changed."))
    return pages.go("people.people")


def _find(draft: str) -> Draft | None:
    try:
        return store.get_draft(pages.db(), draft, pages.me().id)
    except NotFound:
        return None


def _gone() -> flask.typing.ResponseReturnValue:
    pages.told(_("That import has been confirmed or put away, or is older than a day. Look at the list of people, or choose the file once more."))
    return pages.go("people.upload")


def _show(draft: Draft, form: pages.Form) -> flask.typing.ResponseReturnValue:
    comparison = actions.preview(pages.db(), draft)
    headings = comparison.columns.headings
    chooser = ColumnsForm(formdata=None, data={"columns": [str(column) for column in comparison.groups]})
    chooser.columns.choices = as_choices([(str(column), headings[column]) for column in comparison.columns.possible_groups])
    return pages.show("people/preview.html", form=form, chooser=chooser, draft=draft, found=comparison, kinds=_kinds(comparison), shown=SHOWN, sentence=pages.sentence)


def _kinds(comparison: Comparison) -> dict[int, str]:
    """What each column used as groups is called: as the kind of group there is already, else as in the file."""
    dimensions = store.dimensions(pages.db())
    known = {column: roster.dimension_of(comparison.columns, column, dimensions) for column in comparison.groups}
    return {column: one.name if one else comparison.columns.headings[column] for column, one in known.items()}


def _told(done: Comparison) -> str:
    said = []
    if done.new:
        said.append(ngettext("%(num)d person was added.", "%(num)d people were added.", len(done.new)))
    if done.changed:
        said.append(ngettext("%(num)d person was changed.", "%(num)d people were changed.", len(done.changed)))
    if done.refused:
        said.append(ngettext("%(num)d line of the file was left out.", "%(num)d lines of the file were left out.", len(done.refused)))
    return " ".join(said) if done.changes else _("Nothing had to be changed.")
