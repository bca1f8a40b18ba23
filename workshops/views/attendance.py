"""Ticking who came."""

import flask
from flask_babel import ngettext

import pages
from pages.forms import as_choices
from people import store as people_store
from workshops import actions, model, store
from workshops.forms import AttendanceForm
from workshops.views.blueprint import blueprint


@blueprint.route("/workshops/<int:number>/attendance", methods=["GET", "POST"])
def attendance(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    found = store.get(db, number)
    model.check_attendance(found, now)
    listed = store.invitations(db, number)
    on_list = {one.person_id for one in listed}
    others = [person for person in people_store.people(db) if person.id not in on_list]
    form = AttendanceForm(came=[one.person_id for one in listed if one.attended])
    form.came.choices = as_choices([(str(one.person_id), one.name) for one in listed])
    form.also.choices = as_choices([("0", ""), *((str(one.id), one.name) for one in others)])
    if pages.done(form, lambda: actions.note_attendance(db, number, _came(form), now)):
        count = len(_came(form))
        pages.told(ngettext("Saved: one person came.", "Saved: %(num)d people came.", count))
        if flask.request.form.get("back") == "record":
            return pages.go("outcomes.record", number=number, _anchor="attendance")
        return pages.go("workshops.attendance" if form.also.data else "workshops.workshop", number=number)
    return pages.show("workshops/attendance.html", form=form, workshop=found, listed=listed, others=others, came=set(form.came.data or ()))


def _came(form: AttendanceForm) -> set[int]:
    return {*(form.came.data or ()), *([form.also.data] if form.also.data else [])}
