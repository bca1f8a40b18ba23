"""Who gets how much: what is asked of people, and how much it may be."""

import flask
from flask_babel import gettext as _

import pages
from surveys import actions, shares, store
from surveys.forms import BudgetForm
from surveys.views.blueprint import blueprint


@blueprint.route("/surveys/attention", methods=["GET", "POST"])
def budget() -> flask.typing.ResponseReturnValue:
    db = pages.db()
    chosen = store.budget(db)
    form = BudgetForm(obj=chosen)
    if pages.done(form, lambda: actions.set_budget(db, form.budget())):
        pages.told(_("The numbers are saved. Reminders keep to them from now on; where a round would ask too much, its page says so."))
        return pages.go("surveys.budget")
    return pages.show("surveys/budget.html", form=form, budget=chosen, overview=shares.overview(db, chosen, pages.zone(), pages.now()))
