"""What was sent and what came back, and deciding about it."""

import flask
from flask_babel import gettext as _

import pages
from errors import NotFound
from mail import store as mail_store
from workshops import actions, history, store
from workshops.model import Reply
from workshops.views.blueprint import blueprint

A_PAGE = 100


@blueprint.get("/workshops/<int:number>/mails")
def mails(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    found = store.get(db, number)
    names = {one.id: one.name for one in store.invitations(db, number)}
    lines = history.lines(mail_store.about(db, f"workshop:{number}", "workshop"), store.replies(db, number), names)[::-1]
    paging = pages.paging(len(lines), A_PAGE)
    return pages.show("workshops/mails.html", workshop=found, lines=lines[paging.offset:paging.offset + paging.size], paging=paging, open=not found.cancelled and not found.past(pages.now()))


@blueprint.post("/workshops/<int:number>/replies/<int:reply_id>/counting")
def count(number: int, reply_id: int) -> flask.typing.ResponseReturnValue:
    invitation_id = flask.request.form.get("invitation", type=int) or 0
    one = store.get_invitation(pages.db(), invitation_id if 0 < invitation_id < 2**63 else 0)
    actions.count_for(pages.db(), _reply(number, reply_id).id, one.id, pages.now())
    pages.told(_("The answer counts for %(name)s now. You can take it back on the page of %(name)s.", name=one.name))
    return pages.go("workshops.workshop", number=number)


@blueprint.post("/workshops/<int:number>/replies/<int:reply_id>/settlement")
def settle(number: int, reply_id: int) -> flask.typing.ResponseReturnValue:
    actions.settle(pages.db(), _reply(number, reply_id).id, pages.now())
    pages.told(_("Done: nothing was changed. It stands under “Mails and answers”, where you can decide anew."))
    return pages.go("workshops.workshop", number=number)


@blueprint.post("/workshops/<int:number>/replies/<int:reply_id>/invitation")
def welcome(number: int, reply_id: int) -> flask.typing.ResponseReturnValue:
    person = actions.welcome(pages.db(), _reply(number, reply_id).id, pages.now())
    pages.told(_("%(name)s is invited and answers an invitation of their own, which is on its way.", name=person.name))
    return pages.go("workshops.workshop", number=number)


@blueprint.post("/workshops/<int:number>/replies/<int:reply_id>/waiting")
def reconsider(number: int, reply_id: int) -> flask.typing.ResponseReturnValue:
    actions.reconsider(pages.db(), _reply(number, reply_id).id)
    pages.told(_("It waits for you again."))
    return pages.go("workshops.workshop", number=number)


@blueprint.post("/workshops/<int:number>/replies/<int:reply_id>/reversal")
def undo(number: int, reply_id: int) -> flask.typing.ResponseReturnValue:
    found = _reply(number, reply_id)
    actions.undo(pages.db(), found.id, pages.now())
    pages.told(_("The answer is taken back, and the one before counts again."))
    return pages.go("workshops.invitation", number=number, invitation_id=found.invitation_id)


def _reply(number: int, reply_id: int) -> Reply:
    found = store.reply(pages.db(), reply_id)
    if found.workshop_id != number:
        raise NotFound("reply")
    return found
