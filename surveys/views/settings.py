"""A round's settings, before it is opened."""

from dataclasses import dataclass, replace
from typing import Any

import flask
from flask_babel import gettext as _

import pages
from pages.forms import as_choices
from people import store as people_store
from people.model import Dimension, Group
from surveys import actions, attention, store
from surveys.forms import SettingsForm, first_settings
from surveys.model import DRAFT, Settings
from surveys.views.blueprint import blueprint


@dataclass(frozen=True)
class Groups:
    """One dimension with its groups and their sizes."""

    dimension: Dimension
    groups: list[Group]

    def small(self, k: int) -> list[Group]:
        """Those in which fewer than k people are."""
        return [group for group in self.groups if group.size < k]


@blueprint.route("/surveys/<int:number>/waves/new", methods=["GET", "POST"])
def new_wave(number: int) -> flask.typing.ResponseReturnValue:
    survey = store.get_survey(pages.db(), number)
    before = beginning(number)
    form = _form(before)
    made: list[int] = []
    if pages.done(form, lambda: made.append(_save(form, number, None, before))):
        pages.told(_("The round is prepared, and nothing has been sent. Look at the questions and the mail, then open it."))
        return pages.go("surveys.wave", number=made[0])
    return _show(form, before, survey_id=number, title=survey.title, wave=None)


@blueprint.route("/waves/<int:number>/settings", methods=["GET", "POST"])
def wave_settings(number: int) -> flask.typing.ResponseReturnValue:
    wave = store.get_wave(pages.db(), number)
    if wave.state != DRAFT:
        pages.told(_("The settings of this round are fixed. A planned round can be taken back first; an opened one keeps what its respondents were promised."))
        return pages.go("surveys.wave", number=number)
    before = store.settings_of(pages.db(), wave)
    form = _form(before)
    if pages.done(form, lambda: _save(form, wave.survey_id, number, before)):
        pages.told(_("The settings are saved, and nothing has been sent."))
        return pages.go("surveys.wave", number=number)
    return _show(form, before, survey_id=wave.survey_id, title=wave.title, wave=wave)


def _save(form: SettingsForm, survey_id: int, wave_id: int | None, before: Settings) -> int:
    return actions.save_wave(pages.db(), survey_id, wave_id, form.settings(replace(before, zone=pages.zone())), pages.now())


def beginning(survey_id: int) -> Settings:
    """What a new round of a survey begins with."""
    db = pages.db()
    rounds = [wave for wave in store.waves_of(db, survey_id) if not wave.imported]
    known = {group.id for group in people_store.groups(db)}
    last = store.settings_of(db, rounds[0]) if rounds else None
    dimension = next((one.id for one in people_store.dimensions(db)), None)
    return first_settings(pages.now(), pages.zone(), dimension, last if last and set(last.targets) <= known else None, store.budget(db))


def _form(settings: Settings) -> SettingsForm:
    form = SettingsForm(data=SettingsForm.filled(settings))
    form.allow(store.budget(pages.db()).most_reminders)
    choices: list[tuple[str, Any]] = [("", _("Nothing: only figures of everybody together")), *((str(one.id), one.name) for one in people_store.dimensions(pages.db()))]
    form.dimension.choices = as_choices(choices)
    form.targets.choices = as_choices([(str(group.id), f"{group.name} ({group.size})") for group in people_store.groups(pages.db())])
    return form


def _show(form: SettingsForm, before: Settings, **context: Any) -> flask.typing.ResponseReturnValue:
    db, wave = pages.db(), context["wave"]
    content = store.questionnaire(db, wave.questionnaire_id if wave else store.latest_questionnaire(db, context["survey_id"])[0])
    budget = store.budget(db)
    too_much = attention.excess(db, before, content.minutes, budget, pages.now(), wave.id if wave else None)
    every = people_store.groups(db)
    groups = [Groups(one, [group for group in every if group.dimension_id == one.id]) for one in people_store.dimensions(db)]
    return pages.show("surveys/settings.html", form=form, groups=groups, everybody=people_store.count(db), budget=budget, too_much=too_much, **context)
