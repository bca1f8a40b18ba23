"""Worlds that differ in one secret. Who cannot tell two such worlds apart does no better than chance at the secret."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlite_utils import Database

import jobs
import storage
from app import create_app
from config import Config, from_environment
from mail import links
from mail.model import Link
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from surveys import actions, store
from surveys.model import Wave
from surveys.questionnaire import Questionnaire
from tests import factories, filled
from tests.surveys import rounds
from tests.surveys.chance import CHANCE
from tests.surveys.crawling import BY_CHANCE, Crawler, Seen

__all__ = ["BY_CHANCE", "KEY", "World"]

KEY = "a key that only the tests know, ever"
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
OTHERS = "/s/"  # of these secret links an ambassador has only her own
RANDOM = {  # by chance on purpose: names of records, comments and mails, marks of phrases, and what only the key opens
    "outbox": {"message_id"}, "comment": {"id", "phrase", "words_id"}, "comment_tag": {"comment_id"}, "comment_message": {"comment_id"},
    "person": {"feed_version", "plan_version"}, "sealed": {"id", "record"}, "kept_answer": {"id", "record"}, "session": {"digest"}, "_sqlite_migrations": {"applied_at"},
}
INDEX = "comment_words_"  # its inside goes by numbers that are by chance


class World:
    """A company with rounds of a survey, its ambassador's browser, and a clock of its own."""

    def __init__(self, folder: Path, **sizes: int) -> None:
        CHANCE.restart()
        self.now = START
        self.config: Config = from_environment({"OMBORD_DATA": str(folder), "OMBORD_KEY": KEY})
        self.app = create_app(self.config, lambda: self.now)
        self.people: dict[str, int] = {}
        self.told = set[str]()  # what people wrote in words of their own
        self.endpoints = set[str]()  # the pages that somebody has seen
        with self.inside() as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", rounds.ZONE))
            for group, size in sizes.items():
                self.people |= {f"{group} {number}": person for number, person in enumerate(factories.people(db, group, size), 1)}
            self.asa = factories.asa(db)
        self.wave: Wave

    @contextmanager
    def inside(self) -> Iterator[Database]:
        with self.app.app_context(), storage.opened(self.config.database) as db:
            yield db

    def asks(self, content: Questionnaire, **chosen) -> None:
        """Open a round of a questionnaire of one's own."""
        with self.inside() as db:
            number = rounds.draft(db, self.now, "open", **{"dimension_id": rounds.department(db)} | chosen)
            actions.adjust(db, store.get_wave(db, number).survey_id, content)
            self.wave = rounds.start(db, number, self.now)

    def asks_again(self, **chosen) -> None:
        """Open another round of the same survey."""
        with self.inside() as db:
            settings = rounds.settings(**{"dimension_id": rounds.department(db), "closes": (self.now + timedelta(days=10)).replace(tzinfo=None)} | chosen)
            self.wave = rounds.start(db, actions.save_wave(db, self.wave.survey_id, None, settings, self.now), self.now)

    def opens(self, **chosen) -> None:
        with self.inside() as db:
            self.wave = rounds.opened(db, self.now, **{"dimension_id": rounds.department(db)} | chosen)

    def answers(self, who: str, **given: int | str) -> None:
        with self.inside() as db:
            parts = {part.id for _question, part in store.asked(db, self.wave).parts if part.words}
            self.told |= {str(given[part]) for part in parts & given.keys()}
            rounds.give(db, self.config, self.wave, self.people[who], self.now, **given)

    def closes(self) -> None:
        with self.inside() as db:
            actions.close_wave(db, self.config, self.wave.id, self.now)

    def passes(self, **forward: float) -> None:
        """Time, and what is due by then."""
        self.now += timedelta(**forward)
        with self.inside() as db:
            jobs.run_due(db, self.config, lambda: self.now)

    def browser(self, who: str = "") -> FlaskClient:
        """One in which the ambassador, or somebody else, has just signed in."""
        client = self.app.test_client()
        with self.inside() as db, client.session_transaction() as session:
            session["secret"] = people_actions.start_session(db, self.people.get(who, self.asa), self.now)
        return client

    def link(self, who: str) -> str:
        """The address in a person's invitation to the round."""
        with self.inside() as db:
            return "/s/" + links.token(self.config, Link("survey", rounds.invitation(db, self.wave, self.people[who])))

    def pages(self, *more: str) -> Seen:
        """Every page and file the ambassador can reach, by address, from every route there is and `more` addresses on.

        The addresses of calendars, which are by chance, are the same in all worlds.
        """
        with self.inside() as db, storage.write(db):
            db.execute("update person set feed_version = id, plan_version = id")
        return self.crawled(self.browser(), ["/", *more, *self._numbered(), *self._filled()])

    def crawled(self, client: FlaskClient, starts: Sequence[str]) -> Seen:
        crawler = Crawler(self.app, client, self.told, str(self.config.data))
        found = crawler.seen(starts)
        self.endpoints |= crawler.endpoints
        return found

    def tables(self) -> dict[str, list[str]]:
        """All that the database holds, but for what is random in it and the inside of the index of words."""
        with self.inside() as db:
            found = {}
            for table in db.table_names():
                left_out = RANDOM.get(table, set())
                rows = [] if table.startswith(INDEX) else db.query(f'select * from "{table}"')
                found[table] = sorted(str({name: value for name, value in row.items() if name not in left_out}) for row in rows)
            return found

    def copy(self, folder: Path) -> Path:
        """A copy of all files as they are, taken while everything runs; the key is in none."""
        shutil.copytree(self.config.data, folder)
        return folder

    def round(self) -> Wave:
        with self.inside() as db:
            return store.get_wave(db, self.wave.id)

    def _numbered(self) -> list[str]:
        """The addresses made of numbers only, for all numbers there might be."""
        rules = [rule.rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and all("int:" in part for part in re.findall(r"<([^>]*)>", rule.rule))]
        return [re.sub(r"<[^>]*>", str(number), rule) for rule in rules for number in range(1, 25 if rule.startswith(("/people/<", "/mail/<")) else 5)]

    def _filled(self) -> list[str]:
        """The other addresses, with what tests/filled.py says stands for their parameters."""
        with self.inside() as db:
            examples = filled.examples(db, self.config)
        rules = [rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.arguments and not rule.rule.startswith(OTHERS) and rule.endpoint != "static"]
        return [filled.url(self.app, rule, value) for rule in rules for value in filled.fitting(examples, rule) if rule.arguments <= value.keys()]
