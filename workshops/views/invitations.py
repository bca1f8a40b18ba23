"""Inviting more people, and one person's invitation."""

import flask
from flask_babel import gettext as _

import pages
from errors import NotFound
from mail import store as mail_store
from workshops import actions, history, model, preview, store
from workshops.forms import PeopleForm
from workshops.model import Invitation
from workshops.views import picking
from workshops.views.blueprint import blueprint
from workshops.views.planning import invited, pressed, show_mails


@blueprint.route("/workshops/<int:number>/people", methods=["GET", "POST"])
def people(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    found = store.get(db, number)
    model.check_open(found, now)
    already = frozenset(one.person_id for one in store.invitations(db, number) if one.invited)
    form = PeopleForm()
    picker = picking.offer(form, already)
    press = pressed()
    if press in ("preview", "save") and form.validate_on_submit():
        chosen = picking.picked(form, already)
        if not chosen:
            form.people.errors = [_("Tick at least one person or group who is not invited yet.")]
        elif press == "preview":
            return show_mails(preview.of_invited(found, chosen, pages.company(), now), len(chosen), found)
        else:
            pages.told(invited(actions.invite(db, number, [one.id for one in chosen], now)))
            return pages.go("workshops.workshop", number=number)
    return pages.show("workshops/people.html", form=form, picker=picker, workshop=found)


@blueprint.get("/workshops/<int:number>/invitations/<int:invitation_id>")
def invitation(number: int, invitation_id: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    found, one = store.get(db, number), _invitation(number, invitation_id)
    replies = store.replies_of(db, invitation_id)
    standing = model.standing(one, replies)
    mails = mail_store.about(db, f"workshop:{number}", "workshop", invitation_id)
    return pages.show(
        "workshops/invitation.html", workshop=found, invitation=one, lines=history.lines(mails, replies, {one.id: one.name}), open=not found.cancelled and not found.past(now),
        undoable=standing.id if standing else None,
    )


@blueprint.post("/workshops/<int:number>/invitations/<int:invitation_id>/answer")
def answer_by_hand(number: int, invitation_id: int) -> flask.typing.ResponseReturnValue:
    one = _invitation(number, invitation_id)
    actions.answer_by_hand(pages.db(), one.id, flask.request.form.get("answer", ""), pages.now())
    pages.told(_("Noted as the answer of %(name)s.", name=one.name))
    return pages.go("workshops.invitation", number=number, invitation_id=invitation_id)


@blueprint.post("/workshops/<int:number>/invitations/<int:invitation_id>/mail")
def send_again(number: int, invitation_id: int) -> flask.typing.ResponseReturnValue:
    one = _invitation(number, invitation_id)
    actions.send_again(pages.db(), one.id, pages.now())
    pages.told(_("The invitation is on its way to %(name)s once more.", name=one.name))
    return pages.go("workshops.workshop", number=number)


@blueprint.post("/workshops/<int:number>/invitations/<int:invitation_id>/removal")
def remove(number: int, invitation_id: int) -> flask.typing.ResponseReturnValue:
    one = _invitation(number, invitation_id)
    if actions.remove(pages.db(), one.id, pages.now()):
        pages.told(_("%(name)s is off the list and is told so by mail. You can invite %(name)s again.", name=one.name))
    else:
        pages.told(_("%(name)s is off the list.", name=one.name))
    return pages.go("workshops.workshop", number=number)


def _invitation(number: int, invitation_id: int) -> Invitation:
    found = store.get_invitation(pages.db(), invitation_id)
    if found.workshop_id != number:
        raise NotFound("invitation")
    return found
