"""The ambassador's dashboard: what needs me today, what is open, what is next. Read from every store."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import flask
from sqlite_utils import Database

import pages
import walltime
from mail import store as mail_store
from mail.model import WAITING
from outcomes import store as outcomes_store
from people import store as people_store
from surveys import store as surveys_store
from surveys.model import CLOSED, CLOSING, DRAFT, OPEN, PLANNED, Wave
from workshops import store as workshops_store
from workshops.model import NEED_DECISION, Workshop

blueprint = flask.Blueprint("home", __name__)

SOON = timedelta(days=2)
TOO_LONG = timedelta(hours=1)  # for a mailbox that cannot be read
MOST = 5  # of a kind; the rest is a link to the list
RESULTS = 2


@dataclass(frozen=True)
class Steps:
    """The first three steps, and whether each has been taken."""

    people: bool
    survey: bool
    workshop: bool

    @property
    def next(self) -> str:
        """The step to take now; empty when all have been."""
        return next((name for name, taken in vars(self).items() if not taken), "")


@blueprint.get("/")
def dashboard() -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    waves = {state: surveys_store.waves(db, state) for state in (DRAFT, PLANNED, OPEN, CLOSING, CLOSED)}
    workshops = workshops_store.workshops(db)
    steps = Steps(people_store.count(db) > len(people_store.ambassadors(db)), any(waves[state] for state in (PLANNED, OPEN, CLOSING, CLOSED)), bool(workshops))
    coming = [one for one in workshops if not one.cancelled and not one.past(now)]
    return pages.show(
        "home/dashboard.html", steps=steps, most=MOST, needs=_needs(db, waves, now), open_now=[(wave, surveys_store.rate(db, wave.id)) for wave in waves[OPEN]],
        coming=coming, tallies=workshops_store.tallies(db), planned=waves[PLANNED], results=_results(db, waves[CLOSED]),
    )


def _needs(db: Database, waves: dict[str, list[Wave]], now: datetime) -> dict[str, Any]:
    """What waits for the ambassador, by kind; a kind of which there is nothing is empty."""
    begun = {wave.survey_id for found in waves.values() for wave in found}
    today = walltime.wall(now, pages.zone()).date()
    return {
        "mailbox": _mailbox_fails(db, now),
        "failed": mail_store.undelivered(db),
        "waiting": 0 if pages.config().smtp else mail_store.fitting(db, WAITING),
        "closing": [wave for wave in waves[OPEN] if wave.closes_at <= now + SOON],
        "answers": _waiting(db, now),
        "replies": [(surveys_store.get_wave(db, wave), count) for wave, count in surveys_store.new_replies(db).items()],
        "follow_up": [(surveys_store.get_wave(db, wave), count) for wave, count in surveys_store.to_follow_up(db).items()],
        "records": outcomes_store.without_record(db, now),
        "actions": outcomes_store.overdue(db, today),
        "rounds": waves[DRAFT],
        "surveys": [survey for survey in surveys_store.surveys(db) if survey.id not in begun],
    }


def _waiting(db: Database, now: datetime) -> list[tuple[Workshop, int]]:
    """Workshops still to come about which an answer waits for a decision, and how many do."""
    waiting = Counter(reply.workshop_id for reply in workshops_store.unsettled(db, NEED_DECISION))
    return [(workshop, waiting[workshop.id]) for workshop in workshops_store.coming(db, now) if waiting[workshop.id]] if waiting else []


def _mailbox_fails(db: Database, now: datetime) -> bool:
    since = mail_store.mailbox(db).failing_since
    return pages.config().imap is not None and since is not None and since <= now - TOO_LONG


def _results(db: Database, closed: list[Wave]) -> list[tuple[Wave, Any]]:
    """The newest results, the latest first."""
    newest = sorted(closed, key=lambda wave: (wave.closed_at, wave.id), reverse=True)[:RESULTS]
    return [(wave, surveys_store.results(db, wave)) for wave in newest]
