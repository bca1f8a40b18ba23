"""Answering: sealed, or by name."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config
from errors import Refused
from mail import actions as mail_actions
from mail import links
from mail.model import REMINDER
from people import store as people_store
from surveys import disclosure, phrases, sealing, store
from surveys.actions.named import keep_named
from surveys.model import CONFIDENTIAL, Invitation, Wave
from surveys.phrases import Phrase
from surveys.questions import Value

ANSWERED, AGAIN, TAKEN = "answered", "again", "taken"


def invitation_of(db: Database, config: Config, token: str) -> Invitation:
    """The invitation that a link opens. Raises NotFound for a wrong, outdated or lapsed one."""
    return links.followed(config, "survey", token, lambda number: store.get_invitation(db, number))


def answer(db: Database, config: Config, invitation_id: int, answers: Mapping[str, Value], key: str, now: datetime, replaces: str = "", phrase: Phrase | None = None) -> str:
    """Keep checked answers, once for each invitation. By name they may take the place of those sent under the key `replaces`.

    By the phrase their sender finds what they wrote again, if they keep it.

    Returns ANSWERED, AGAIN when the same form (by its key) came a second time, or TAKEN when the link had been used and
    these are not to replace what is there. Raises Refused when the wave takes no answers.
    """
    found_by = marks(db, config, answers, phrase)
    with storage.write(db):
        invitation = store.get_invitation(db, invitation_id)
        wave = store.get_wave(db, invitation.wave_id)
        if invitation.used and key and key == invitation.answer_key:
            return AGAIN
        if invitation.used and (wave.sealed or not replaces or replaces != invitation.answer_key):
            return TAKEN
        if not wave.accepts(now):
            raise Refused("The survey is closed and takes no more answers.")
        if not answers:
            raise Refused("Nothing has been answered yet. Answer at least one question, or close the page.")
        _keep(db, config, wave, invitation, answers, key or secrets.token_hex(16), found_by)
        return ANSWERED


def _keep(db: Database, config: Config, wave: Wave, invitation: Invitation, answers: Mapping[str, Value], key: str, found_by: Mapping[str, str]) -> None:
    store.use_invitation(db, invitation.id, key)
    if wave.sealed:
        size = sealing.room(store.questionnaire(db, wave.questionnaire_id))
        pseudonym = sealing.pseudonym(config, wave.survey_id, invitation.person_id) if wave.level == CONFIDENTIAL else ""
        store.insert_sealed(db, wave.id, sealing.seal(config, wave.id, disclosure.Record(invitation.group, answers, phrases=found_by, person=pseudonym), size))
    else:
        person = people_store.get(db, invitation.person_id)
        keep_named(db, wave.id, store.questionnaire(db, wave.questionnaire_id), person.id, person.name, invitation.group, answers)
    mail_actions.withdraw(db, REMINDER, "survey", [invitation.id])


def marks(db: Database, config: Config, answers: Mapping[str, Value], phrase: Phrase | None) -> dict[str, str]:
    """What stands for a phrase in a sealed record, beside each part in which something was written. Slow: call it before the write lock."""
    if phrase is None:
        return {}
    content = store.questionnaire(db, store.get_wave(db, phrase.wave_id).questionnaire_id)
    written = [part.id for _question, part in content.parts if part.words and part.id in answers]
    return {part: mark.hex() for part, mark in phrases.marks(config, phrase, written).items()}
