"""Answering an invitation: for whoever has the link, without an account, cookie or script. Looking changes nothing."""

from typing import Any

import flask

import pages
from errors import Refused
from workshops import actions, elsewhere, invite, mails, model, store
from workshops.model import Invitation, Workshop
from workshops.views.blueprint import blueprint

_hard_to_guess = pages.hard_to_guess("workshop links")


@blueprint.get("/w/<token>")
@pages.open_to_all
@_hard_to_guess
def invited(token: str) -> flask.typing.ResponseReturnValue:
    one, workshop = _opened(token)
    return _show(one, workshop, token)


@blueprint.get("/w/<token>/<any(yes, maybe, no):given>")
@pages.open_to_all
@_hard_to_guess
def confirm(token: str, given: str) -> flask.typing.ResponseReturnValue:
    """Where a mail's button leads: one more press, since mail scanners follow every link."""
    one, workshop = _opened(token)
    facts = _facts(one, workshop, token)
    if _stands(one, workshop) and one.answer == given:
        return pages.show("workshops/answered.html", **facts)
    if model.closed(workshop, one, pages.now()) or (given == model.YES and facts["left"] == 0):
        return _show(one, workshop, token)
    return pages.show("workshops/confirm.html", given=given, **facts)


@blueprint.post("/w/<token>/answer")
@pages.open_to_all
@_hard_to_guess
def answer(token: str) -> flask.typing.ResponseReturnValue:
    one, workshop = _opened(token)
    given = flask.request.form.getlist("answer")
    try:
        actions.answer(pages.db(), one.id, given[0] if len(given) == 1 else "", pages.now())
    except Refused as refused:
        return _show(one, workshop, token, refusal=pages.sentence(refused), status=422 if refused.field else 409)
    return pages.go("workshops.answered", token=token, lang=flask.request.args.get("lang"))


pages.csrf.exempt(answer)  # the link is the secret, and there is no cookie to forge with


@blueprint.get("/w/<token>/answer")
@pages.open_to_all
@_hard_to_guess
def answered(token: str) -> flask.typing.ResponseReturnValue:
    one, workshop = _opened(token)
    if not _stands(one, workshop):
        return _show(one, workshop, token)
    return pages.show("workshops/answered.html", **_facts(one, workshop, token))


@blueprint.get("/w/<token>/invite.ics")
@pages.open_to_all
@_hard_to_guess
def entry(token: str) -> flask.typing.ResponseReturnValue:
    one, workshop = _opened(token)
    if model.closed(workshop, one, pages.now()):
        return _show(one, workshop, token)
    text = mails.calendar(workshop, one, pages.company(), invite.PUBLISH, _link(token))
    response = pages.download(text, "invite.ics", "text/calendar")
    response.headers["Content-Type"] = f"text/calendar; charset=utf-8; method={invite.PUBLISH}"
    return response


@blueprint.get("/w/<token>/<any('google', 'outlook', 'outlook-at-home'):form>")
@pages.open_to_all
@_hard_to_guess
def add_elsewhere(token: str, form: str) -> flask.typing.ResponseReturnValue:
    one, workshop = _opened(token)
    if model.closed(workshop, one, pages.now()):
        return _show(one, workshop, token)
    text = mails.description(elsewhere.shorter(workshop), one, pages.company(), invite.PUBLISH, _link(token))
    return flask.redirect(elsewhere.FORMS[form](workshop, text), 303)


def _link(token: str) -> str:
    return pages.config().url + flask.url_for("workshops.invited", token=token, _external=False)


def _stands(one: Invitation, workshop: Workshop) -> bool:
    """Whether there is an answer, to what holds now."""
    return one.answer != model.NONE and one.changed_since != model.TIME and not model.closed(workshop, one, pages.now())


def _opened(token: str) -> tuple[Invitation, Workshop]:
    one = actions.invitation_of(pages.db(), pages.config(), token)
    pages.speak(one.language or pages.company().language)
    return one, store.get(pages.db(), one.workshop_id)


def _show(one: Invitation, workshop: Workshop, token: str, refusal: str = "", status: int = 200) -> flask.typing.ResponseReturnValue:
    """The invitation with its buttons, or kindly why there are none any more."""
    if reason := model.closed(workshop, one, pages.now()):
        text = pages.sentence(Refused(reason, organizer=workshop.organizer))
        return flask.render_template("workshops/closed.html", reason=text, **_facts(one, workshop, token)), status
    return flask.render_template("workshops/invited.html", refusal=refusal, failed=bool(refusal), **_facts(one, workshop, token)), status


def _facts(one: Invitation, workshop: Workshop, token: str) -> dict[str, Any]:
    taken = store.seats_taken(pages.db(), workshop.id, but=one.id)
    left = None if workshop.seats is None else max(workshop.seats - taken, 0)
    return {"invitation": one, "workshop": workshop, "token": token, "left": left, "lang": flask.request.args.get("lang")}
