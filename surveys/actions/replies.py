"""Writing about a comment: the ambassador openly, its writer by a phrase and without a name."""

from datetime import datetime

from sqlite_utils import Database

import storage
import walltime
from config import Config
from errors import NotFound, Refused
from people.model import Company
from surveys import messages, phrases, store
from surveys.messages import AMBASSADOR, HELD, READ, RESPONDENT, Comment, Message
from surveys.model import CLOSED, CLOSING, OPEN, Wave
from surveys.phrases import Phrase
from surveys.questionnaire import Questionnaire


def write_about(db: Database, wave_id: int, comment_id: str, text: str, sure: bool) -> None:
    """An ambassador's message about a comment; the same text twice in a row is kept once. Raises Refused, NotFound."""
    with storage.write(db):
        comment = store.get_comment(db, wave_id, comment_id)
        messages.may_ask(comment, text, sure)
        message = Message(AMBASSADOR, text, READ)
        if not messages.repeats(comment.for_ambassador, message):
            store.add_message(db, comment.id, message)
        store.mark_read(db, comment.id)


def mark_read(db: Database, wave_id: int, comment_id: str) -> None:
    """Nothing more is to be said about a comment's replies for now. Raises NotFound."""
    with storage.write(db):
        store.mark_read(db, store.get_comment(db, wave_id, comment_id).id)


def by_phrase(db: Database, config: Config, typed: str, now: datetime) -> tuple[Wave, list[Comment]]:
    """The round and the comments of whoever has a phrase. Changes nothing; slow, and as slow for every phrase that could be one.

    Raises Refused, at `phrase` where it leads to nothing, and at no field where no phrase of the round leads to anything, now or ever.
    """
    phrase = phrases.typed(typed)
    wave = _round(db, phrase)
    content = store.questionnaire(db, wave.questionnaire_id) if wave else None
    marks = phrases.marks(config, phrase, _words(content))
    if wave is None:
        raise Refused("Nothing is kept under the number %(number)s: either it is another number, or that round's answers have been deleted, as was promised.", number=phrase.wave_id)
    _refuse_too_early(wave, now)
    _refuse_not_kept(db, wave)
    found = store.marked(db, wave.id, marks)
    if not found:
        raise Refused("This phrase leads to no comment. Compare it with what you wrote down, letter by letter. If all is right, the comment was one of those that were not kept, because too few were asked that question.", field="phrase")
    return wave, found


def reply(db: Database, config: Config, typed: str, part_id: str, text: str, now: datetime) -> None:
    """A message of whoever has the phrase about their own comment; the same text twice in a row is kept once. Nobody else sees it before the next morning.

    Raises Refused, NotFound for a part in which they wrote nothing.
    """
    wave, mine = by_phrase(db, config, typed, now)  # slow, so before the lock
    number = next((comment.id for comment in mine if comment.part_id == part_id), "")
    with storage.write(db):
        comment = store.get_comment(db, wave.id, number)
        message = Message(RESPONDENT, text, HELD)
        if not messages.repeats(comment.messages, message):
            messages.may_reply(comment)
            store.add_message(db, comment.id, message)


def hand_over(db: Database, company: Company, now: datetime) -> int:
    """Once a day, in the morning, show the ambassadors what was written since, all of it together. Returns how many messages."""
    local = walltime.wall(now, company.zone)
    if local.hour < messages.HANDED_OVER_AT or store.handed_over(db, local.date()):
        return 0
    with storage.write(db):
        return store.hand_over(db, local.date())


def _round(db: Database, phrase: Phrase) -> Wave | None:
    """The anonymous round that a phrase speaks of, if people could have answered it."""
    try:
        wave = store.get_wave(db, phrase.wave_id)
    except NotFound:
        return None
    return wave if wave.sealed and wave.state in (OPEN, CLOSING, CLOSED) and not wave.imported else None


def _words(content: Questionnaire | None) -> list[str]:
    return [part.id for _question, part in content.parts if part.words] if content else []


def _refuse_too_early(wave: Wave, now: datetime) -> None:
    if wave.accepts(now):
        raise Refused("The survey is still open, and what was written is under seal. Come back after %(day)s.", day=wave.closes.date())
    if wave.state != CLOSED:
        raise Refused("The survey has just closed and is being counted. Come back in a few minutes.")


def _refuse_not_kept(db: Database, wave: Wave) -> None:
    stored = store.release_json(db, wave.id)
    if not (stored and stored["texts_shown"]):
        raise Refused("Fewer than %(kc)s people answered, so what they wrote was neither read nor kept, as was promised. Thank you all the same; your other answers counted if there were enough of them.", kc=wave.kc)
