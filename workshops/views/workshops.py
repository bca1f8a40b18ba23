"""The list of workshops, one workshop, and cancelling it."""

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from mail import store as mail_store
from workshops import actions, model, preview, store
from workshops.views.blueprint import blueprint
from workshops.views.waiting import waiting

ORDER = (model.YES, model.MAYBE, model.NONE, model.NO)


@blueprint.get("/workshops/")
def workshops() -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    lists = {"coming": store.coming(db, now), "past": store.past(db, now), "cancelled": store.cancelled(db)}
    shown = flask.request.args.get("show", "")
    shown = shown if shown in lists else "coming"
    return pages.show("workshops/workshops.html", lists=lists, shown=shown, tallies=store.tallies(db), nobody=model.Tally())


@blueprint.get("/workshops/<int:number>")
def workshop(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    found = store.get(db, number)
    invited = sorted(store.invitations(db, number), key=lambda one: ORDER.index(one.answer))
    mails = mail_store.latest(db, "workshop", f"workshop:{number}")
    return pages.show(
        "workshops/workshop.html", workshop=found, invitations=invited, tally=store.tally(db, number), mails=mails, begun=found.begun(now), past=found.past(now), waiting=waiting(found, now),
    )


@blueprint.get("/workshops/<int:number>/cancellation")
def cancellation(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    found = store.get(db, number)
    model.check_open(found, pages.now())
    told = actions.reach(db, number)
    return pages.show("workshops/cancellation.html", workshop=found, count=len(told), mails=preview.of_cancellation(found, told, pages.company()))


@blueprint.post("/workshops/<int:number>/cancellation")
def cancel(number: int) -> flask.typing.ResponseReturnValue:
    sent = actions.cancel(pages.db(), number, pages.now())
    pages.told(_("The workshop is cancelled.") + " " + ngettext("One mail is on its way and takes it out of the calendar.", "%(num)d mails are on their way and take it out of people's calendars.", sent))
    return pages.go("workshops.workshop", number=number)
