"""Kinds of groups, and the groups of each."""

import flask
from flask_babel import gettext as _

import pages
from people import actions, store
from people.forms import GroupForm
from people.views.blueprint import blueprint


@blueprint.route("/people/groups", methods=["GET", "POST"])
def groups() -> flask.typing.ResponseReturnValue:
    db, form = pages.db(), GroupForm()
    if pages.done(form, lambda: actions.add_dimension(db, form.name.data)):
        pages.told(_("“%(name)s” is there. Put people into its groups on their pages, or import a file with that column.", name=form.name.data))
        return pages.go("people.groups")
    return pages.show("people/groups.html", form=form, dimensions=store.dimensions(db), groups=store.groups(db), active=store.count(db))


@blueprint.route("/people/kinds/<int:number>", methods=["GET", "POST"])
def dimension(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get_dimension(pages.db(), number)
    form = GroupForm(obj=found)
    if pages.done(form, lambda: actions.rename_dimension(pages.db(), number, form.name.data)):
        return _renamed(found.name, form.name.data)
    return pages.show("people/rename.html", form=form, name=found.name)


@blueprint.route("/people/groups/<int:number>", methods=["GET", "POST"])
def group(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get_group(pages.db(), number)
    form = GroupForm(obj=found)
    if pages.done(form, lambda: actions.rename_group(pages.db(), number, form.name.data)):
        return _renamed(found.name, form.name.data)
    return pages.show("people/rename.html", form=form, name=found.name)


def _renamed(old: str, new: str) -> flask.typing.ResponseReturnValue:
    pages.told(_("“%(old)s” is called “%(new)s” now.", old=old, new=new))
    return pages.go("people.groups")
