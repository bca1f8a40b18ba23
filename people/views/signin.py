"""The first visit, signing in and signing out."""

import flask

import pages
from people import actions
from people.views.blueprint import blueprint


@blueprint.get("/sign-in")
@pages.open_to_all
def sign_in() -> flask.typing.ResponseReturnValue:
    return pages.show("error.html", code=200, headline="Sign in", text="")


@blueprint.get("/in/<token>")
@pages.open_to_all
def link(token: str) -> flask.typing.ResponseReturnValue:
    actions.link_person(pages.db(), pages.config(), token, pages.now())
    return pages.show("error.html", code=200, headline="Sign in", text="")


@blueprint.post("/sign-out")
@pages.for_signed_in
def sign_out() -> flask.typing.ResponseReturnValue:
    if secret := flask.session.pop("secret", None):
        actions.end_session(pages.db(), secret)
    flask.session.clear()
    return pages.go("people.sign_in")
