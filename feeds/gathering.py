"""What goes into a calendar, read from the stores."""

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

import walltime
from config import Config
from feeds import model
from feeds.model import OWN, Address, Day, Feed, Meeting
from mail import links
from mail.model import Link
from outcomes import store as outcomes_store
from outcomes.model import Outcome
from people import store as people_store
from people.model import Person
from surveys import store as surveys_store
from surveys.model import CLOSED, CLOSING, OPEN, PLANNED, Wave
from workshops import invite
from workshops import store as workshops_store
from workshops.model import NO, Invitation, Tally, Workshop


def gathered(db: Database, config: Config, address: Address, now: datetime) -> Feed:
    """Everything that the calendar at an address says now."""
    company, person = people_store.get_company(db), address.person
    meetings, days = (_own, _own_days) if address.kind == OWN else (_plan, _plan_days)
    found = sorted(meetings(db, config, person, now), key=lambda one: (one.workshop.starts_at, one.workshop.id))
    due = sorted((one for one in days(db, config, person) if model.due(one.day, now)), key=lambda one: (one.day, one.uid))
    return Feed(address.kind, person.language or company.language, company.name, tuple(found), tuple(due))


def _own(db: Database, config: Config, person: Person, now: datetime) -> list[Meeting]:
    """What the person is invited to and has not declined; one who said no to an earlier time is asked anew."""
    invited = [one for one in workshops_store.invitations_of(db, person.id) if one.invited and invite.partstat(one) != invite.PARTSTAT[NO]]
    both = ((one, workshops_store.get(db, one.workshop_id)) for one in invited)
    return [_invited(config, one, workshop, now) for one, workshop in both if model.stays(workshop, now)]


def _invited(config: Config, one: Invitation, workshop: Workshop, now: datetime) -> Meeting:
    url = links.url(config, Link("workshop", one.id, one.link_version))
    return _meeting(workshop, one.sequence, (one.stamp, one.answered_at), url, now, partstat=invite.partstat(one))


def _plan(db: Database, config: Config, _person: Person, now: datetime) -> list[Meeting]:
    tallies, versions = workshops_store.tallies(db), workshops_store.versions(db)
    found = []
    for workshop in workshops_store.workshops(db):
        if model.stays(workshop, now):
            sequence, changed_at = versions.get(workshop.id, (0, None))
            found.append(_meeting(workshop, sequence, (changed_at,), f"{config.url}/workshops/{workshop.id}", now, tally=tallies.get(workshop.id, Tally())))
    return found


def _meeting(workshop: Workshop, sequence: int, changes: Iterable[datetime | None], url: str, now: datetime, partstat: str = "", tally: Tally | None = None) -> Meeting:
    """That a workshop is over changes its entry too."""
    over = workshop.ends_at if workshop.past(now) else None
    changed_at = max(when for when in (workshop.changed_at, over, *changes) if when)
    return Meeting(workshop, sequence, changed_at, url, not workshop.cancelled and over is None, partstat, tally)


def _own_days(db: Database, config: Config, person: Person) -> list[Day]:
    return [_action(config, one, "") for one in outcomes_store.of_person(db, person.id) if one.open]


def _plan_days(db: Database, config: Config, _person: Person) -> list[Day]:
    actions = [_action(config, one, f"{config.url}/workshops/{one.workshop_id}/record") for one in outcomes_store.open_actions(db)]
    rounds = [_round(config, wave) for state in (PLANNED, OPEN, CLOSING, CLOSED) for wave in surveys_store.waves(db, state)]
    return actions + rounds


def _action(config: Config, one: Outcome, url: str) -> Day:
    """The number of an action that is removed may be given to another: when it was written down tells the two apart."""
    assert one.due is not None
    uid = f"action-{one.id}-{one.created_at:%Y%m%d%H%M%S}@{config.hostname}"
    return Day(uid, "feeds/action.txt", one, one.due, one.changed_at, one.moves, one.changed_at, url)


def _round(config: Config, wave: Wave) -> Day:
    """When a round's day was moved is not kept, so its stamp is when it opens."""
    opens = wave.opened_at or walltime.instant(wave.opens or wave.closes, wave.zone)
    return Day(f"round-{wave.id}@{config.hostname}", "feeds/round.txt", wave, wave.closes.date(), opens, url=f"{config.url}/waves/{wave.id}")
