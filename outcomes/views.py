"""The pages on which what came of a workshop is written down."""

from typing import Any

import flask
from flask_babel import gettext as _
from sqlite_utils import Database

import pages
import walltime
from errors import NotFound
from outcomes import actions, store
from outcomes.forms import OutcomeForm, RecordForm, form_of
from outcomes.model import ACTION, BEST_PRACTICE, DECISION, QUESTION, Outcome
from pages.forms import as_choices
from people import store as people_store
from workshops import model as workshops_model
from workshops import store as workshops_store

blueprint = flask.Blueprint("outcomes", __name__)

KINDS = {"decisions": DECISION, "actions": ACTION, "best-practices": BEST_PRACTICE, "open-questions": QUESTION}


@blueprint.get("/workshops/<int:number>/record")
def record(number: int) -> flask.typing.ResponseReturnValue:
    return _page(number)


@blueprint.post("/workshops/<int:number>/record")
def keep(number: int) -> flask.typing.ResponseReturnValue:
    form = RecordForm()
    if pages.done(form, lambda: actions.keep_record(pages.db(), number, form.summary.data, pages.now())):
        pages.told(_("The record is kept. You can go on changing it."))
        return pages.go("outcomes.record", number=number)
    return _page(number, summary=form)


@blueprint.post("/workshops/<int:number>/record/<any(decisions, actions, 'best-practices', 'open-questions'):things>")
def add(number: int, things: str) -> flask.typing.ResponseReturnValue:
    form = _form(things)
    if pages.done(form, lambda: actions.add(pages.db(), number, form.draft(KINDS[things]), pages.now())):
        pages.told(_("It is written down."))
        return flask.redirect(flask.url_for("outcomes.record", number=number, _anchor=things), 303)
    return _page(number, failed={things: form})


@blueprint.route("/outcomes/<int:number>", methods=["GET", "POST"])
def outcome(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get(pages.db(), number)
    form = form_of(found.kind)(data={"text": found.text, "owner": found.owner_id or 0, "due": found.due})
    _offer_owners(form, found)
    if pages.done(form, lambda: actions.change(pages.db(), number, form.draft(found.kind), pages.now())):
        pages.told(_("The change is saved."))
        return _back(found)
    return pages.show("outcomes/outcome.html", form=form, outcome=found)


@blueprint.post("/outcomes/<int:number>/removal")
def remove(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get(pages.db(), number)
    actions.remove(pages.db(), number)
    pages.told(_("It is removed."))
    return _back(found)


@blueprint.post("/outcomes/<int:number>/completion")
def complete(number: int) -> flask.typing.ResponseReturnValue:
    """The field `done` says yes, or no to open the action again."""
    found = store.get(pages.db(), number)
    done = flask.request.form.get("done") != "no"
    actions.set_done(pages.db(), number, done, pages.now())
    pages.told(_("The action is done.") if done else _("The action is open again."))
    return _back(found)


def _page(number: int, summary: RecordForm | None = None, failed: dict[str, OutcomeForm] | None = None) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    workshop = workshops_store.get(db, number)
    workshops_model.check_attendance(workshop, now)
    kept = store.record_of(db, number)
    summary = summary or RecordForm(formdata=None, summary=kept.summary if kept else "")
    forms = {things: (failed or {}).get(things) or _form(things, empty=True) for things in KINDS}
    context = _lists(db, number)
    today = walltime.wall(now, pages.zone()).date()
    wrong = summary if summary.errors else next(iter((failed or {}).values()), None)
    return pages.show("outcomes/record.html", workshop=workshop, record=kept, summary=summary, form=wrong, forms_of=forms, today=today, **context)


def _lists(db: Database, number: int) -> dict[str, Any]:
    outcomes, listed = store.of_workshop(db, number), workshops_store.invitations(db, number)
    on_list = {one.person_id for one in listed}
    return {
        "outcomes": {things: [one for one in outcomes if one.kind == kind] for things, kind in KINDS.items()},
        "listed": listed,
        "others": [person for person in people_store.people(db) if person.id not in on_list],
        "came": {one.person_id for one in listed if one.attended},
    }


def _form(things: str, empty: bool = False) -> OutcomeForm:
    """The form to add one; each has ids of its own, since four stand on a page."""
    made = form_of(KINDS[things])(formdata=None, prefix=f"{things}-") if empty else form_of(KINDS[things])(prefix=f"{things}-")
    _offer_owners(made)
    return made


def _offer_owners(form: OutcomeForm, outcome: Outcome | None = None) -> None:
    """Everybody active, and the present owner, archived or not."""
    if "owner" not in form:
        return
    people = [(str(person.id), person.name) for person in people_store.people(pages.db())]
    if outcome and outcome.owner_id and outcome.owner_archived:
        people.append((str(outcome.owner_id), _("%(name)s (archived)", name=outcome.owner)))
    form["owner"].choices = as_choices([("0", _("Choose a person")), *people])


def _back(outcome: Outcome) -> flask.typing.ResponseReturnValue:
    things = next((things for things, kind in KINDS.items() if kind == outcome.kind), None)
    if things is None:
        raise NotFound("outcome")
    return flask.redirect(flask.url_for("outcomes.record", number=outcome.workshop_id, _anchor=things), 303)
