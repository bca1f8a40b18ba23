"""Everything about one person, from every feature: shown, handed out, erased. And the pages for it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import flask
from flask_babel import gettext as _
from sqlite_utils import Database

import pages
import storage
from config import Config
from mail import actions as mail_actions
from mail import store as mail_store
from mail.model import REMINDER
from outcomes import actions as outcomes_actions
from people import actions as people_actions
from people import model as people_model
from people import store as people_store
from people.model import Person
from surveys import actions as surveys_actions
from surveys import store as surveys_store
from surveys.model import CLOSED, NAMED
from workshops import actions as workshops_actions
from workshops import store as workshops_store

blueprint = flask.Blueprint("privacy", __name__)

LEFT_OUT = (
    "Anonymous answers: nothing connects them with a person, so they cannot be found.",
    "Confidential answers: they are kept locked, under a code that only the computer can read, and no human can look them up.",
    "Who has answered a survey without names, and reminders, which would tell it: nobody may see that.",
    "Texts that others wrote, such as records of workshops, in which the name may occur.",
    "Backups that were made earlier.",
)


@dataclass(frozen=True)
class Erased:
    """What erasing took away, and whether no file holds it any more; if not, the next run of the timetable sees to it."""

    counts: dict[str, int]
    gone: bool


def export(db: Database, person_id: int) -> dict[str, Any]:
    """All that is kept about a person and can be found, as plain values. Raises NotFound."""
    person = people_store.get(db, person_id)
    surveys = surveys_actions.about_person(db, person_id)
    return {
        "person": people_actions.about_person(db, person_id),
        "survey invitations": [_without_used(one) for one in surveys["survey invitations"]],
        "named answers": surveys["named answers"],
        "surveys asked": [{"survey": wave.title, "round": wave.number} for wave in surveys_store.asked_by(db, person.name, person.email)],
        "workshops": workshops_actions.about_person(db, person_id),
        "actions owned": outcomes_actions.about_person(db, person_id),
        "mails": [_mail(one) for one in mail_store.to_address(db, person.email) if one.kind != REMINDER],
        "mails that came in": [{"received_at": storage.text(one.received_at), "outcome": one.outcome, "about": one.about} for one in mail_store.from_address(db, person.email)],
        "left out": list(LEFT_OUT),
    }


def counts(db: Database, person_id: int) -> dict[str, int]:
    """How much of each kind there is."""
    return {name.replace(" ", "_"): len(found) for name, found in export(db, person_id).items() if isinstance(found, list) and name != "left out"}


def erase(db: Database, config: Config, person_id: int, now: datetime) -> Erased:
    """Erase a person everywhere, all or nothing. Raises Refused for an ambassador, NotFound for nobody.

    Outcomes, counts and anonymous answers stay, without the name; so do confidential ones, cut off from the person.
    """
    with storage.write(db):
        person = people_store.get(db, person_id)
        people_model.may_erase(person)
        found = counts(db, person_id)
        _forget_mails(db, person)
        _forget_asker(db, person)
        outcomes_actions.forget_person(db, person_id)
        workshops_actions.forget_person(db, person_id)
        surveys_actions.forget_person(db, config, person_id)
        people_actions.forget_person(db, person_id, now)
    return Erased(found, storage.forget_deleted(db))


def _forget_mails(db: Database, person: Person) -> None:
    """Everything sent to the person, to former addresses too, and the name in what the person had sent to others."""
    mail_actions.forget_received(db, person.email)
    mail_actions.forget(db, person.email)
    mail_actions.forget_links(db, "survey", surveys_store.numbers_of_person(db, person.id))
    mail_actions.forget_links(db, "workshop", [one.id for one in workshops_store.invitations_of(db, person.id)])
    mail_actions.forget_links(db, "feed", [person.id])
    mail_actions.forget_links(db, "plan", [person.id])
    mail_actions.forget_links(db, "sign-in", people_store.links_of(db, person.id))
    words = (person.email, person.name)
    for wave in surveys_store.asked_by(db, person.name, person.email):
        mail_actions.forget_sender(db, f"wave:{wave.id}", words)
    for workshop in workshops_store.organized_by(db, person.id):
        mail_actions.forget_sender(db, f"workshop:{workshop.id}", words)


def _forget_asker(db: Database, person: Person) -> None:
    """Rounds that are not closed need somebody to turn to: from now on an ambassador."""
    other = next(iter(people_store.ambassadors(db)), None)
    for wave in surveys_store.asked_by(db, person.name, person.email):
        asker = (other.name, other.email) if other and wave.state != CLOSED else ("", "")
        surveys_store.set_asker(db, wave.id, *asker)


def _without_used(invitation: dict[str, Any]) -> dict[str, Any]:
    """Nobody sees who has answered but by name."""
    return {name: value for name, value in invitation.items() if name != "used" or invitation["level"] == NAMED}


def _mail(mail: Any) -> dict[str, Any]:
    return {"kind": mail.kind, "to": mail.to_email, "subject": mail.subject, "body": mail.body, "state": mail.state, "queued_at": storage.text(mail.queued_at)}


@blueprint.get("/people/<int:number>/data")
def data(number: int) -> flask.typing.ResponseReturnValue:
    return pages.show("privacy/data.html", person=people_store.get(pages.db(), number), counts=counts(pages.db(), number))


@blueprint.get("/people/<int:number>/data.json")
def data_as_file(number: int) -> flask.typing.ResponseReturnValue:
    found = json.dumps(export(pages.db(), number), ensure_ascii=False, indent=2)
    return pages.download(found, f"person-{number}.json", "application/json")


@blueprint.post("/people/<int:number>/erasure")
def erasure(number: int) -> flask.typing.ResponseReturnValue:
    name = people_store.get(pages.db(), number).name
    erased = erase(pages.db(), pages.config(), number, pages.now())
    pages.told(_("Everything about %(name)s has been erased. Backups made until now still hold it until they are deleted.", name=name))
    if not erased.gone:
        pages.told(_("Another page was being read at that moment, so the last traces leave the data folder within a minute."))
    return pages.go("people.people")
