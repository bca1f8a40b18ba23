"""The first visit: the company and its first ambassador."""

import flask
from flask_babel import gettext as _

import pages
from people import actions
from people.forms import StartForm
from people.model import Company
from people.views.blueprint import blueprint, limited, missed
from people.views.signin import begin


@blueprint.route("/start/<code>", methods=["GET", "POST"])
@pages.open_to_all
@limited("30 per 15 minutes", deduct_when=missed)
def start(code: str) -> flask.typing.ResponseReturnValue:
    if not actions.setup_allowed(pages.db(), code):
        return flask.render_template("people/start_over.html", failed=False), 404
    form = StartForm(data={"crm": "SuperOffice CRM", "language": pages.language(), "zone": "Europe/Stockholm"})
    if pages.done(form, lambda: _set_up(form, code)):
        pages.told(_("Ombord is yours, and you are signed in. These are the first steps."))
        return pages.go("home.dashboard")
    return pages.show("people/start.html", form=form)


def _set_up(form: StartForm, code: str) -> None:
    company = Company(form.company.data, form.crm.data, form.language.data, form.zone.data)
    person_id = actions.set_up(pages.db(), code, company, form.name.data, form.email.data, form.language.data)
    begin(actions.start_session(pages.db(), person_id, pages.now()))
