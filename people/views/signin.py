"""Signing in and signing out."""

import flask

import pages
from errors import Refused
from people import actions, store
from people.forms import SignInForm
from people.views.blueprint import blueprint, limited, missed


def begin(secret: str) -> None:
    """Sign the visitor in: nothing of an earlier visitor stays in the cookie."""
    flask.session.clear()
    flask.session["secret"] = secret


def _typed_address() -> str:
    return "address " + flask.request.form.get("email", "").strip().casefold()[:254]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@pages.open_to_all
@limited("10 per 15 minutes", methods=["POST"])
@limited("5 per 15 minutes", methods=["POST"], key_func=_typed_address)
def sign_in() -> flask.typing.ResponseReturnValue:
    person = pages.visitor().person
    if person and person.ambassador:
        return pages.go("home.dashboard")
    if not store.ambassadors(pages.db()):
        return pages.show("people/start_first.html")
    form = SignInForm()
    if pages.done(form, lambda: actions.send_link(pages.db(), form.email.data, store.get_company(pages.db()), pages.now())):
        return pages.go("people.link_sent")
    return pages.show("people/sign_in.html", form=form, mails=pages.config().smtp is not None)


@blueprint.get("/sign-in/sent")
@pages.open_to_all
def link_sent() -> flask.typing.ResponseReturnValue:
    return pages.show("people/link_sent.html", mails=pages.config().smtp is not None)


@blueprint.route("/in/<token>", methods=["GET", "POST"])
@pages.open_to_all
@limited("30 per 15 minutes", deduct_when=missed)
def link(token: str) -> flask.typing.ResponseReturnValue:
    try:
        if flask.request.method == "POST":
            begin(actions.sign_in(pages.db(), pages.config(), token, pages.now()))
            return pages.go("home.dashboard")
        person = actions.link_person(pages.db(), pages.config(), token, pages.now())
    except Refused as refused:
        return flask.render_template("people/link_ended.html", failed=False, reason=pages.sentence(refused)), 410
    pages.speak(person.language)
    return pages.show("people/link.html", person=person)


@blueprint.post("/sign-out")
@pages.for_signed_in
def sign_out() -> flask.typing.ResponseReturnValue:
    if secret := flask.session.get("secret"):
        actions.end_session(pages.db(), secret)
    flask.session.clear()
    return pages.go("people.sign_in")
