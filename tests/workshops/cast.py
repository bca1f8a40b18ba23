"""Workshops for the tests, put there by the app's own actions."""

from dataclasses import replace
from datetime import datetime

from sqlite_utils import Database

from config import Config
from mail import store as mail_store
from mail.model import Mail
from people import store as people_store
from tests import factories
from workshops import actions, store
from workshops.model import Invitation, Plan, Workshop

PLAN = Plan(
    title="Pipeline in practice", purpose="Afterwards everybody can move a sale through the stages.",
    starts=datetime(2026, 12, 1, 14), ends=datetime(2026, 12, 1, 15, 30), zone="Europe/Stockholm", place="Room Vinga", link="https://meet.example.com/vinga?a=1,2",
)


def planned(db: Database, config: Config, clock, *people: int, **changes) -> Workshop:
    """A workshop that Åsa planned, those people invited."""
    asa = people_store.get(db, factories.asa(db))
    return store.get(db, actions.plan(db, config, asa, replace(PLAN, **changes), people, clock()))


def invitation(db: Database, workshop: Workshop, person: int) -> Invitation:
    found = store.find_invitation(db, workshop.id, person)
    assert found
    return found


def mails(db: Database, workshop: Workshop) -> list[Mail]:
    """Every mail about a workshop, withdrawn ones too, in the order in which they were queued."""
    return [mail for mail in reversed(mail_store.search(db)) if mail.about == f"workshop:{workshop.id}"]
