"""Who runs the rollout: naming another, and removing one."""

import flask
from flask_babel import gettext as _

import pages
from people import actions, store
from people.forms import AmbassadorForm
from people.model import Person
from people.views.blueprint import blueprint


@blueprint.route("/settings/ambassadors", methods=["GET", "POST"])
def ambassadors() -> flask.typing.ResponseReturnValue:
    form = AmbassadorForm()
    named: list[Person] = []
    if pages.done(form, lambda: named.append(actions.name_ambassador(pages.db(), form.email.data, form.name.data))):
        pages.told(_("%(name)s is a CRM ambassador now, and signs in with %(address)s at %(url)s.", name=named[0].name, address=named[0].email, url=pages.config().url))
        return pages.go("people.ambassadors")
    return pages.show("people/ambassadors.html", form=form, ambassadors=store.ambassadors(pages.db()))


@blueprint.post("/settings/ambassadors/<int:number>/removal")
def ambassador_removal(number: int) -> flask.typing.ResponseReturnValue:
    person = actions.remove_ambassador(pages.db(), number)
    if number == pages.me().id:
        flask.session.clear()
        pages.told(_("You are no CRM ambassador any more, and have been signed out."))
        return pages.go("people.sign_in")
    pages.told(_("%(name)s is no CRM ambassador any more, and has been signed out.", name=person.name))
    return pages.go("people.ambassadors")
