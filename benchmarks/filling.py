"""Rounds of any size, for measuring. The answers are sealed or kept as the app does it, and put into the tables in bulk: nobody clicks a million times."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

import storage
from config import Config
from mail import links
from mail.model import REMINDER, Link
from people import actions as people_actions
from people import store as people_store
from people.model import Company
from surveys import actions, disclosure, library, sealing, store
from surveys.model import LINK, Settings, Wave
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Answers
from surveys.questions.text import Text

GROUPS, ANSWERING = 20, 40
SUS = library.in_bank("sus").questionnaire
CONTENT = Questionnaire((*SUS.pages, Page({}, (Text("wish", {"en": "What should change?"}, most=100),))), SUS.scores)  # one in three writes something
PERSON = "insert into person(id, name, email, archived_at) values (?, ?, ?, '2026-01-01T00:00:00Z')"
INVITATION = "insert into survey_invitation(wave_id, person_id, group_name, used, answer_key) values (?, ?, ?, 1, hex(randomblob(16)))"
REMINDED = """insert into outbox(message_id, kind, about, dedup, to_name, to_email, subject, body, link_kind, link_number, state, queued_at, due_at, done_at)
    select 'r' || id, ?, 'wave:' || wave_id, 'r' || id, 'Somebody', 'somebody@nordverk.example.com', 'How is it going?', ?, 'survey', id, 'sent', opened, opened, opened
    from (select survey_invitation.id, wave_id, opened_at as opened from survey_invitation join wave on wave.id = wave_id where wave_id = ?)"""


@dataclass(frozen=True)
class Filled:
    """A round that many have answered, the addresses of those who have not yet, and that of another round, open to all."""

    wave: Wave
    addresses: list[str]
    other: str


def company(db: Database) -> None:
    people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "UTC"))
    people_store.insert(db, "Åsa Öberg", "asa@nordverk.example.com", ambassador=True)
    lines = "\n".join(f"p{i}@nordverk.example.com,Person {i},Group {i % GROUPS}" for i in range(ANSWERING))
    people_actions.import_people(db, "people.csv", f"E-mail,Name,Primary group\n{lines}".encode())


def filled(db: Database, config: Config, level: str, size: int) -> Filled:
    """A round with so many answers, in a company that may have others."""
    wave = _opened(db, level, CONTENT)
    with storage.write(db):
        first = 1 + max(row["id"] for row in db.query("select max(id) as id from person"))
        db.conn.executemany(PERSON, ((first + i, f"Somebody {first + i}", f"s{first + i}@nordverk.example.com") for i in range(size)))
        db.conn.executemany(INVITATION, ((wave.id, first + i, f"Group {i % GROUPS}") for i in range(size)))
        if wave.sealed:
            room = sealing.room(CONTENT)
            db.conn.executemany("insert into sealed(id, wave_id, record) values (randomblob(16), ?, ?)", ((wave.id, sealing.seal(config, wave.id, one, room)) for one in _records(size)))
            db.execute(REMINDED, [REMINDER, "Please answer. " * 60, wave.id])
        else:
            rows = ((wave.id, first + i, f"Somebody {first + i}", one.group, json.dumps(one.answers)) for i, one in enumerate(_records(size)))
            db.conn.executemany("insert into named_answer(wave_id, person_id, respondent, group_name, answers) values (?, ?, ?, ?, ?)", rows)
    asked = {one.id for one in people_store.people(db)}
    addresses = [links.url(config, Link("survey", one.id)) for one in store.invitations(db, wave.id) if one.person_id in asked]
    other = _opened(db, "anonymous", SUS, access=LINK)
    return Filled(wave, addresses, links.url(config, Link("room", other.id, other.link_version)))


def _records(size: int) -> Iterator[disclosure.Record]:
    chance = random.Random(size)
    for i in range(size):
        words: Answers = {"wish": f"Fewer fields in the {chance.choice(('order', 'offer', 'visit'))} form, and lists that keep what I chose."} if i % 3 == 0 else {}
        yield disclosure.Record(f"Group {i % GROUPS}", words | {f"sus{item}": chance.randint(1, 5) for item in range(1, 11)})


def _opened(db: Database, level: str, content: Questionnaire, **chosen: str) -> Wave:
    now = datetime.now(UTC)
    survey = actions.new_survey(db, "open", f"How is it going with {level} answers?", now)
    actions.adjust(db, survey, content)
    dimension = None if chosen else people_store.dimensions(db)[0].id
    settings = Settings(level, 5, 10, dimension, (now + timedelta(days=9)).replace(tzinfo=None, second=0, microsecond=0), "UTC", **chosen)  # type: ignore[arg-type]
    return actions.start(db, actions.save_wave(db, survey, None, settings, now), people_store.people(db)[0], people_store.get_company(db), now)
