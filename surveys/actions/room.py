"""Open links: a round that whoever has the link can answer, on a poster or in a room. They are always anonymous."""

from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config
from errors import NotFound, Refused
from mail import links
from people.model import Company, Person
from surveys import disclosure, room, sealing, store
from surveys.actions.answering import AGAIN, ANSWERED, marks
from surveys.actions.waves import save_wave, start
from surveys.model import LINK, Settings, Wave
from surveys.phrases import Phrase
from surveys.questions import Value


def ask_by_link(db: Database, survey_id: int, settings: Settings, asker: Person, company: Company, now: datetime) -> Wave:
    """A new round with an open link, open at once."""
    with storage.write(db):
        return start(db, save_wave(db, survey_id, None, settings, now), asker, company, now)


def wave_by_link(db: Database, config: Config, code: str) -> Wave:
    """The round that an open link opens. Raises NotFound for a wrong or renewed one."""
    wave = links.followed(config, "room", code, lambda number: store.get_wave(db, number))
    if wave.access != LINK or wave.opened_at is None:
        raise NotFound("link")
    return wave


def answer_by_link(db: Database, config: Config, wave_id: int, answers: Mapping[str, Value], key: str, now: datetime, phrase: Phrase | None = None) -> str:
    """Seal checked answers of somebody unknown, who finds what they wrote again by the phrase, if they keep it.

    Returns ANSWERED, or AGAIN when the same form (by its key) came a second time. Raises Refused when the wave takes no answers.
    """
    found_by = marks(db, config, answers, phrase)
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        if store.has_form(db, wave_id, store.BY_LINK, key):
            return AGAIN
        if wave.access != LINK or not wave.accepts(now):
            raise Refused("The survey is closed and takes no more answers.")
        if not answers:
            raise Refused("Nothing has been answered yet. Answer at least one question, or close the page.")
        store.claim_form(db, wave_id, store.BY_LINK, key)
        size = sealing.room(store.questionnaire(db, wave.questionnaire_id))
        store.insert_sealed(db, wave_id, sealing.seal(config, wave_id, disclosure.Record("", answers, phrases=found_by), size))
        return ANSWERED


def renew_link(db: Database, wave_id: int, now: datetime) -> None:
    """Give an open link a new address; who has the old one is told that it does not work."""
    with storage.write(db):
        _room(db, wave_id, now)
        store.renew_link(db, wave_id)


def more_time(db: Database, wave_id: int, seen: str, now: datetime) -> None:
    """Five more minutes for a room, counted from the closing time that the screen showed (ISO 8601, wall time).

    Nothing happens when another screen has moved it meanwhile. Raises Refused when the time is over.
    """
    with storage.write(db):
        wave = _room(db, wave_id, now)
        if wave.closes.isoformat() == seen:
            store.set_closes(db, wave_id, room.later(wave.closes_at, now, wave.zone))


def _room(db: Database, wave_id: int, now: datetime) -> Wave:
    wave = store.get_wave(db, wave_id)
    if wave.access != LINK:
        raise NotFound("link")
    if not wave.accepts(now):
        raise Refused("The time is over: the round is closed, and never reopens.")
    return wave
