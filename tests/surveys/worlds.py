"""Worlds that differ in one secret. Who cannot tell two such worlds apart does no better than chance at the secret."""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient
from sqlite_utils import Database
from werkzeug.test import TestResponse

import jobs
import storage
from app import create_app
from config import Config, from_environment
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from surveys import actions, store
from surveys.model import Wave
from surveys.questionnaire import Questionnaire
from tests import factories
from tests.surveys import rounds

BY_CHANCE = re.compile(r'<input[^>]*name="(?:csrf_token|ticket|_key)"[^>]*>|(?<=/comments/)[0-9a-f]{32}|(?<=value=")[0-9a-f]{32}(?=")|<ul class="quotes(?: short)?">[\s\S]*?</ul>')
KEY = "a key that only the tests know, ever"
START = datetime(2026, 11, 23, 9, tzinfo=UTC)
NOT_FOLLOWED = re.compile(r"^/(static|s|w|in|start)/|[?&]lang=|/comments/")  # a comment has a page of its own, under its random id
RANDOM = {"outbox": {"message_id"}, "comment": {"id", "phrase", "words_id"}, "sealed": {"id", "record"}, "kept_answer": {"id", "record"}, "session": {"digest"}, "_sqlite_migrations": {"applied_at"}}


class World:
    """A company with one open round, its ambassador's browser, and a clock of its own."""

    def __init__(self, folder: Path, **sizes: int) -> None:
        self.now = START
        self.config: Config = from_environment({"OMBORD_DATA": str(folder), "OMBORD_KEY": KEY})
        self.app = create_app(self.config, lambda: self.now)
        self.people: dict[str, int] = {}
        with self.inside() as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", rounds.ZONE))
            for group, size in sizes.items():
                self.people |= {f"{group} {number}": person for number, person in enumerate(factories.people(db, group, size), 1)}
            self.secret = people_actions.start_session(db, factories.asa(db), self.now)
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

    def opens(self, **chosen) -> None:
        with self.inside() as db:
            self.wave = rounds.opened(db, self.now, **{"dimension_id": rounds.department(db)} | chosen)

    def answers(self, who: str, **given: int | str) -> None:
        with self.inside() as db:
            rounds.give(db, self.config, self.wave, self.people[who], self.now, **given)

    def closes(self) -> None:
        with self.inside() as db:
            actions.close_wave(db, self.config, self.wave.id, self.now)

    def passes(self, **forward: float) -> None:
        """Time, and what is due by then."""
        self.now += timedelta(**forward)
        with self.inside() as db:
            jobs.run_due(db, self.config, lambda: self.now)

    def browser(self) -> FlaskClient:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["secret"] = self.secret
        return client

    def pages(self) -> dict[str, list[str]]:
        """Every page and file the ambassador can reach, by address: its lines, sorted, since loose comments come in any order."""
        client, seen, waiting = self.browser(), {}, ["/", *self._numbered()]
        while waiting:
            address = waiting.pop()
            if address in seen or NOT_FOLLOWED.search(address):
                continue
            response = client.get(address)
            text = BY_CHANCE.sub("", _text(response).replace(str(self.config.data), ""))
            seen[address] = sorted(re.split(r"[\n,\[\]]|(?<=>)", text))
            waiting += [found.split("#")[0].replace("&amp;", "&") for found in re.findall(r'href="(/[^"]*)"', text)]
        return seen

    def tables(self) -> dict[str, list[str]]:
        """All that the database holds, but for what is random in it."""
        with self.inside() as db:
            found = {}
            for table in db.table_names():
                if table.startswith("comment_words_"):  # the inside of the search goes by numbers that are by chance
                    continue
                left_out = RANDOM.get(table, set())
                found[table] = sorted(str({name: value for name, value in row.items() if name not in left_out}) for row in db.query(f'select * from "{table}"'))
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
        return [re.sub(r"<[^>]*>", str(number), rule) for rule in rules for number in range(1, 20 if rule.startswith(("/people/<", "/mail/<")) else 3)]


def _text(response: TestResponse) -> str:
    """What somebody can read of an answer: of a workbook all its parts, unpacked."""
    if not response.data.startswith(b"PK"):
        return response.data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())
