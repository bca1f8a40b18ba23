"""The switch: look at the invented company as the ambassador, a participant or a stranger. Only the demo has it."""

import flask

import pages
from demo import cast
from people import actions as people_actions
from people import store as people_store

blueprint = flask.Blueprint("demo", __name__, url_prefix="/demo")

VISITORS = {"ambassador": cast.AMBASSADOR[1], "participant": cast.PARTICIPANT, "stranger": ""}


@blueprint.get("/")
@pages.open_to_all
def choose() -> flask.typing.ResponseReturnValue:
    return pages.show("demo/choose.html", phrase=cast.PHRASE)


@blueprint.post("/visitor")
@pages.open_to_all
def visitor() -> flask.typing.ResponseReturnValue:
    who = flask.request.form.get("who", "")
    flask.session.clear()
    person = people_store.find_by_email(pages.db(), VISITORS.get(who, ""))
    if person is None:
        return pages.go("people.sign_in")
    flask.session["secret"] = people_actions.start_session(pages.db(), person.id, pages.now())
    return pages.go("home.dashboard" if person.ambassador else "mail.mine")


pages.csrf.exempt(visitor)  # invented data on this machine only, and pages without a session have the switch too
