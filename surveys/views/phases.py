"""Asking by the rollout's phases: choose, see each round's times in words, confirm; and once more when go-live moves."""

import hashlib
from collections.abc import Sequence

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from people import store as people_store
from surveys import actions, store
from surveys.forms import PhasesForm
from surveys.phases import CANCELLED, NEW, SAME, Step
from surveys.views.blueprint import blueprint
from surveys.views.settings import beginning


@blueprint.route("/surveys/<int:number>/phases", methods=["GET", "POST"])
def phases(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    survey, company = store.get_survey(db, number), people_store.get_company(db)
    form = PhasesForm(data=PhasesForm.filled(store.plan(db, number), store.budget(db)))
    form.offer()
    steps: list[Step] = []
    usual = beginning(number)
    if pages.done(form, lambda: steps.extend(actions.look_ahead(db, number, form.plan(), company, now))):
        confirmed = form.shown.data == _mark(steps)
        if confirmed and pages.done(form, lambda: actions.plan_phases(db, number, form.plan(), usual, people_store.get(db, pages.me().id), company, now)):
            pages.told(_planned(steps))
            return pages.go("surveys.survey", number=number)
        form.shown.data = _mark(steps)
    asked = people_store.in_groups(db, usual.targets)
    groups = [group for group in people_store.groups(db) if group.id in usual.targets]
    return pages.show("surveys/phases.html", form=form, survey=survey, steps=steps, changes=[step for step in steps if step.what != SAME and (step.planned or step.what == CANCELLED)], usual=usual, asked=asked, groups=groups)


def _mark(steps: Sequence[Step]) -> str:
    """Tells one preview from another: what is confirmed is what was shown."""
    return hashlib.sha256(repr([(step.phase, step.what, step.opens, step.closes, step.reminders, step.wave and step.wave.id) for step in steps]).encode()).hexdigest()[:16]


def _planned(steps: Sequence[Step]) -> str:
    planned, cancelled = sum(step.planned for step in steps), sum(step.what == CANCELLED for step in steps)
    told: str = ngettext("%(num)d round is planned and opens by itself.", "%(num)d rounds are planned and open by themselves.", planned)
    if cancelled:
        told += " " + ngettext("%(num)d round is cancelled; nobody had been asked.", "%(num)d rounds are cancelled; nobody had been asked.", cancelled)
    return told + (" " + str(_("Until then each can be looked at, changed and taken back.")) if any(step.what == NEW for step in steps) else "")
