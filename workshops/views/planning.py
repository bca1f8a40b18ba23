"""Planning a workshop and changing it. The same form can be saved, shown as mail first, or searched for people."""

import uuid

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
import walltime
from mail.model import Message
from people import store as people_store
from workshops import actions, model, preview, store
from workshops.forms import NewForm, PlanForm
from workshops.views import filling, picking
from workshops.views.blueprint import blueprint


@blueprint.route("/workshops/new", methods=["GET", "POST"])
def new() -> flask.typing.ResponseReturnValue:
    db, now, me = pages.db(), pages.now(), people_store.get(pages.db(), pages.me().id)
    given = filling.given()
    form = NewForm(zone=pages.zone(), ticket=str(uuid.uuid4()), **given.values)
    picker = picking.offer(form)
    press = pressed()
    if press == "preview":
        if pages.done(form, lambda: model.check_new(form.plan(), now)):
            people = picking.picked(form)
            return show_mails(preview.of_new(form.plan(), me, people, pages.company(), pages.config(), now), len(people))
    elif press == "save":
        made: list[int] = []
        if pages.done(form, lambda: made.append(actions.plan(db, pages.config(), me, form.plan(), [one.id for one in picking.picked(form)], now, form.ticket.data))):
            pages.told(_("The workshop is planned.") + " " + invited(store.tally(db, made[0]).invited))
            return pages.go("workshops.workshop", number=made[0])
    return pages.show("workshops/plan.html", form=form, picker=picker, workshop=None, given=given, moved=False, zones=sorted(walltime.ZONES))


@blueprint.route("/workshops/<int:number>/plan", methods=["GET", "POST"])
def plan(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    found = store.get(db, number)
    moved = filling.moved(found)
    form = PlanForm.of(moved)
    press = pressed()
    if press == "preview":
        if pages.done(form, lambda: model.check_change(found, form.plan(), store.seats_taken(db, number), now)):
            told = [] if found.past(now) else actions.reach(db, number, model.change(found, form.plan()))
            mails = preview.of_change(found, form.plan(), told, pages.company())
            return show_mails(mails, len(told) if mails else 0, found)
    elif press == "save":
        sent: list[int] = []
        if pages.done(form, lambda: sent.append(actions.change(db, number, form.plan(), now))):
            pages.told(_("The change is saved.") + " " + changed(sent[0]))
            return pages.go("workshops.workshop", number=number)
    return pages.show("workshops/plan.html", form=form, picker=None, workshop=found, given=None, moved=press == "" and moved != found, zones=sorted(walltime.ZONES))


def pressed() -> str:
    """Which of a form's buttons was pressed. The Enter key searches when a name was typed anew, and else shows the mail."""
    if flask.request.method != "POST":
        return ""
    form = flask.request.form
    press = form.get("press", "save")
    if press == "enter":
        return "find" if form.get("find", "") != form.get("found", "") else "preview"
    return press if press in ("save", "find", "preview", "back") else "save"


def show_mails(mails: list[Message], count: int, workshop: model.Workshop | None = None) -> flask.typing.ResponseReturnValue:
    """The mails as they will be sent; what was typed travels along and is saved from here."""
    kept = [(name, value) for name, value in flask.request.form.items(multi=True) if name not in ("press", "csrf_token")]
    return pages.show("workshops/preview.html", mails=mails, count=count, kept=kept, workshop=workshop)


def invited(count: int) -> str:
    if not count:
        return str(_("Nobody is invited yet."))
    return str(ngettext("One invitation is on its way.", "%(num)d invitations are on their way.", count))


def changed(count: int) -> str:
    if not count:
        return str(_("Nobody was written to."))
    return str(ngettext("One mail is on its way.", "%(num)d mails are on their way.", count))
