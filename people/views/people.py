"""The list of people, and one person."""

import re
from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from people import actions, roster, store
from people.forms import PersonForm, person_form
from people.model import Person
from people.views.blueprint import blueprint

A_PAGE = 100


@dataclass(frozen=True)
class Filter:
    """What a list's address asks for; what makes no sense in it is passed over."""

    words: str
    group_id: int | None
    archived: bool
    sort: str

    @property
    def chosen(self) -> dict[str, Any]:
        return {"words": self.words, "group_id": self.group_id, "archived": self.archived}

    def address(self, **others: Any) -> dict[str, Any]:
        """As it stands in an address, without what is usual."""
        said = {"words": self.words, "group": self.group_id, "archived": 1 if self.archived else None, "sort": self.sort if self.sort != "name" else None}
        return {name: value for name, value in (said | others).items() if value}


def _filter() -> Filter:
    asked = flask.request.args
    group_id = asked.get("group", type=int)
    sort = asked.get("sort", "name")
    return Filter(asked.get("words", "").strip()[:100], group_id if group_id and 0 < group_id < 2**31 else None, asked.get("archived") == "1", sort if sort in store.SORTS else "name")


@blueprint.get("/people/")
def people() -> flask.typing.ResponseReturnValue:
    db, wanted = pages.db(), _filter()
    fitting = store.count(db, **wanted.chosen)
    paging = pages.paging(fitting, A_PAGE)
    found = store.people(db, **wanted.chosen, sort=wanted.sort, limit=paging.size, offset=paging.offset)
    return pages.show(
        "people/people.html", people=found, wanted=wanted, fitting=fitting, paging=paging, active=store.count(db), archived=store.count(db, archived=True),
        dimensions=store.dimensions(db), groups=store.groups(db), membership=store.membership(db), sorts=tuple(store.SORTS),
    )


@blueprint.get("/people/export.csv")
def export() -> flask.typing.ResponseReturnValue:
    db, wanted = pages.db(), _filter()
    dimensions, membership = store.dimensions(db), store.membership(db)
    headings = [_("Name"), _("E-mail"), _("Language"), *(one.name for one in dimensions)]
    lines = ([one.name, one.email, one.language or "", *(membership.get(one.id, {}).get(each.id, "") for each in dimensions)] for one in store.people(db, **wanted.chosen, sort=wanted.sort))
    return pages.download(roster.as_csv(headings, lines), "people.csv", "text/csv; charset=utf-8")


@blueprint.route("/people/new", methods=["GET", "POST"])
def new_person() -> flask.typing.ResponseReturnValue:
    dimensions = store.dimensions(pages.db())
    asked = flask.request.args
    form = person_form(dimensions, store.groups(pages.db()))(name=asked.get("name"), email=asked.get("email"))
    if pages.done(form, lambda: actions.add_person(pages.db(), form.name.data, form.email.data, form.language.data or None, form.groups())):
        pages.told(_("%(name)s has been added, and can be invited from now on.", name=form.name.data))
        return flask.redirect(_back(), 303)
    return pages.show("people/new.html", form=form, dimensions=dimensions, back=_back())


def _back() -> str:
    """The page of Ombord from which somebody is added, or the list."""
    back = flask.request.args.get("back", "")
    return back if re.fullmatch(r"(/[a-z0-9-]+)+", back, re.ASCII) else flask.url_for("people.people")


@blueprint.get("/people/<int:number>")
def person(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get(pages.db(), number)
    return pages.show("people/person.html", person=found, dimensions=store.dimensions(pages.db()), groups=store.groups_of(pages.db(), number))


@blueprint.route("/people/<int:number>/edit", methods=["GET", "POST"])
def edit_person(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get(pages.db(), number)
    dimensions = store.dimensions(pages.db())
    form = person_form(dimensions, store.groups(pages.db()))(data=_as_form(found))
    if pages.done(form, lambda: _change(form, number)):
        pages.told(_("What you changed about %(name)s has been saved.", name=form.name.data))
        return pages.go("people.person", number=number)
    return pages.show("people/edit.html", form=form, person=found, dimensions=dimensions)


def _as_form(found: Person) -> dict[str, str]:
    groups = {f"group_{dimension_id}": group.name for dimension_id, group in store.groups_of(pages.db(), found.id).items()}
    return {"name": found.name, "email": found.email, "language": found.language or "", **groups}


def _change(form: PersonForm, number: int) -> None:
    actions.change_person(pages.db(), number, form.name.data, form.email.data, form.language.data or None, form.groups())


@blueprint.post("/people/<int:number>/archiving")
def archiving(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get(pages.db(), number)
    withdrawn = actions.archive_person(pages.db(), number, pages.now())
    mails = " " + ngettext("%(num)d waiting mail was taken back.", "%(num)d waiting mails were taken back.", withdrawn) if withdrawn else ""
    pages.told(_("%(name)s is archived and gets no more mail.", name=found.name) + mails)
    return pages.go("people.person", number=number)


@blueprint.post("/people/<int:number>/return")
def returning(number: int) -> flask.typing.ResponseReturnValue:
    actions.bring_back(pages.db(), number)
    pages.told(_("%(name)s is back on the list, and can be invited again.", name=store.get(pages.db(), number).name))
    return pages.go("people.person", number=number)
