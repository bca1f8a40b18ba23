"""The timetable: what runs by itself, one line a job. APScheduler only ticks; the database says what is due.

Every job claims its work, so that a second process, a restart or a late tick does nothing twice.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import flask
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlite_utils import Database

import storage
from config import Config
from mail import delivery, mailbox
from mail import jobs as mail_jobs
from people import jobs as people_jobs
from people import store as people_store
from people.model import Company
from surveys import jobs as survey_jobs
from workshops import actions as workshop_actions

log = logging.getLogger("ombord")

SECONDS = 5


@dataclass(frozen=True)
class Job:
    name: str
    does: str
    run: Callable[[Database, Config, Callable[[], datetime]], int]
    apart: bool = False  # waits for a server elsewhere: ticks in a thread of its own, so that it holds up nothing else


def _deliver(db: Database, config: Config, clock: Callable[[], datetime]) -> int:
    company = people_store.find_company(db)
    return delivery.deliver_due(db, config, company.name if company else "Ombord", clock)


def _with_company(run: Callable[[Database, Company, datetime], int]) -> Callable[[Database, Config, Callable[[], datetime]], int]:
    """A job that needs the company; before the first visit there is none, and nothing is due."""

    def job(db: Database, _config: Config, clock: Callable[[], datetime]) -> int:
        company = people_store.find_company(db)
        return run(db, company, clock()) if company else 0

    return job


TIMETABLE = (
    Job("open", "Opens the survey rounds whose time has come.", _with_company(survey_jobs.open_due)),
    Job("invite", "Invites late joiners to the open rounds of their groups.", _with_company(survey_jobs.invite_late_joiners)),
    Job("close", "Closes the rounds whose time is over, and counts their answers, once.", lambda db, config, clock: survey_jobs.close_due(db, config, clock())),
    Job("remind", "Reminds those who have not answered, on the planned days at nine.", _with_company(survey_jobs.remind_due)),
    Job("replies", "Shows what people wrote by their phrases, once a day at seven, all of it together.", _with_company(survey_jobs.hand_over_replies)),
    Job("retention", "Deletes the answers of rounds whose promised time is over.", lambda db, _config, clock: survey_jobs.delete_old(db, clock())),
    Job("forget", "Forgets unconfirmed uploads, old sign-in links and ended sessions.", lambda db, _config, clock: people_jobs.forget_due(db, clock())),
    Job("copies", "Deletes the copies kept before updates and restores, once they are 30 days old.", lambda _db, config, clock: storage.drop_old_copies(config, clock())),
    Job("received", "Forgets, after a year, which mails came in for Ombord.", lambda db, _config, clock: mail_jobs.forget_due(db, clock())),
    Job("sweep", "Empties the database's log, so that what was deleted is in no file any more.", lambda db, _config, _clock: int(storage.forget_deleted(db))),
    Job("deliver", "Sends the mails that are due, with retry and back-off.", _deliver),
    Job("answers", "Reads the mailbox for answers from people's calendars and for bounces, once a minute.", lambda db, config, clock: mailbox.read_due(db, config, workshop_actions.take, clock), apart=True),
)


def run_due(db: Database, config: Config, clock: Callable[[], datetime], timetable: Iterable[Job] = TIMETABLE) -> dict[str, int]:
    """Run every job once. Returns how much each did. A job that breaks is logged and does not stop the others."""
    done = {}
    for job in timetable:
        try:
            done[job.name] = job.run(db, config, clock)
        except Exception:
            log.exception("job %s broke", job.name)
            if db.conn.in_transaction:
                db.rollback()
    return done


def start(app: flask.Flask) -> BackgroundScheduler:
    """Tick the timetable until the scheduler is shut down."""
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # that a tick is left out while a large round is counted is nothing to tell
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1), "apart": ThreadPoolExecutor(1)}, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
    for executor, timetable in (("default", [job for job in TIMETABLE if not job.apart]), ("apart", [job for job in TIMETABLE if job.apart])):
        scheduler.add_job(tick, "interval", seconds=SECONDS, args=[app, timetable], executor=executor, next_run_time=datetime.now(UTC))
    scheduler.start()
    return scheduler


def tick(app: flask.Flask, timetable: Iterable[Job] = TIMETABLE) -> dict[str, int]:
    config: Config = app.config["OMBORD"]
    with app.app_context(), storage.opened(config.database) as db:
        return run_due(db, config, app.config["CLOCK"], timetable)
