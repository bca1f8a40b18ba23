"""Planning a survey's rounds by the rollout's phases, and moving them when go-live moves: all of it or nothing."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

import storage
from errors import Refused
from people.model import Company, Person
from surveys import store
from surveys.actions.waves import delete_wave, save_wave, start
from surveys.model import Settings
from surveys.phases import CANCELLED, MOVED, NEW, Plan, Step, check_plan, steps


def look_ahead(db: Database, survey_id: int, plan: Plan, company: Company, now: datetime) -> list[Step]:
    """What a plan would do, phase by phase. Raises Refused, naming the form field."""
    check_plan(plan, company.zone, store.budget(db), now)
    waves = store.waves_of(db, survey_id)
    reminders = {wave.id: tuple(day for day, _sent in store.reminders(db, wave.id)) for wave in waves}
    found = steps(plan, waves, reminders, company.zone, now)
    if not any(step.planned or step.what == CANCELLED for step in found):
        raise Refused("All of these phases lie behind or have been asked already, so there is nothing to plan.", field="go_live")
    return found


def plan_phases(db: Database, survey_id: int, plan: Plan, usual: Settings, asker: Person, company: Company, now: datetime) -> list[Step]:
    """Do what a plan says. New rounds are as usual but for their times; those that move keep their other settings. Returns what was done."""
    with storage.write(db):
        done = look_ahead(db, survey_id, plan, company, now)
        for step in done:
            if step.what == CANCELLED and step.wave:
                delete_wave(db, step.wave.id)
            elif step.what in (NEW, MOVED):
                _hold(db, survey_id, step, usual, asker, company, now)
        store.save_plan(db, survey_id, plan)
        return done


def _hold(db: Database, survey_id: int, step: Step, usual: Settings, asker: Person, company: Company, now: datetime) -> None:
    before = store.settings_of(db, step.wave) if step.wave else usual
    settings = replace(before, opens=step.opens, closes=step.closes, zone=company.zone, reminders=step.reminders, phase=step.phase)
    number = save_wave(db, survey_id, step.wave.id if step.wave else None, settings, now)
    start(db, number, asker, company, now)
