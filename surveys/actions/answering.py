"""Answering, and closing a wave: the only places where answers are written."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
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
from surveys.model import INVITED, OPEN, Invitation, Wave
from surveys.phrases import Phrase
from surveys.questionnaire import Questionnaire
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
        if invitation.used and (wave.anonymous or not replaces or replaces != invitation.answer_key):
            return TAKEN
        if not wave.accepts(now):
            raise Refused("The survey is closed and takes no more answers.")
        if not answers:
            raise Refused("Nothing has been answered yet. Answer at least one question, or close the page.")
        _keep(db, config, wave, invitation, answers, key or secrets.token_hex(16), found_by)
        return ANSWERED


def _keep(db: Database, config: Config, wave: Wave, invitation: Invitation, answers: Mapping[str, Value], key: str, found_by: Mapping[str, str]) -> None:
    store.use_invitation(db, invitation.id, key)
    if wave.anonymous:
        size = sealing.room(store.questionnaire(db, wave.questionnaire_id))
        store.insert_sealed(db, wave.id, sealing.seal(config, wave.id, disclosure.Record(invitation.group, answers, phrases=found_by), size))
    else:
        person = people_store.get(db, invitation.person_id)
        store.delete_named(db, wave.id, person.id)
        store.insert_named(db, wave.id, person.id, person.name, invitation.group, answers)
    mail_actions.withdraw(db, REMINDER, "survey", [invitation.id])


def marks(db: Database, config: Config, answers: Mapping[str, Value], phrase: Phrase | None) -> dict[str, str]:
    """What stands for a phrase in a sealed record, beside each part in which something was written. Slow: call it before the write lock."""
    if phrase is None:
        return {}
    content = store.questionnaire(db, store.get_wave(db, phrase.wave_id).questionnaire_id)
    written = [part.id for _question, part in content.parts if part.words and part.id in answers]
    return {part: mark.hex() for part, mark in phrases.marks(config, phrase, written).items()}


def close_wave(db: Database, config: Config, wave_id: int, now: datetime, due: bool = False) -> bool:
    """Close a wave, once: count what was sealed, keep the counts, forget the rest.

    False when it was not open, or when it should close only if it is `due` and was extended meanwhile.
    """
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        if wave.state != OPEN or (due and wave.accepts(now)):
            return False
        invited = store.rate(db, wave_id).invited
        if wave.anonymous:
            records = [sealing.unseal(config, wave_id, record) for record in store.sealed(db, wave_id)]
            release(db, wave, records, store.group_sizes(db, wave_id), max(invited, len(records)) if wave.access == INVITED else None, now)
            store.delete_sealed(db, wave_id)
            store.forget_who_answered(db, wave_id)
            mail_actions.forget_about(db, REMINDER, f"wave:{wave_id}")  # who was reminded had not answered
        else:
            mail_actions.withdraw(db, REMINDER, "survey", [invitation.id for invitation in store.invitations(db, wave_id)])
            store.close_wave(db, wave_id, invited, None, now)
        store.forget_forms(db, wave_id)
    storage.forget_deleted(db)
    return True


def release(db: Database, wave: Wave, records: list[disclosure.Record], asked: Mapping[str, int], invited: int | None, now: datetime) -> None:
    """Pass records through the gate and keep what it lets out: counts, and loose texts where there are enough.

    `asked` says how many of each group were invited (`invited` in all, None where nobody knows); it is kept of the groups that show, since people may be erased later.
    """
    secrets.SystemRandom().shuffle(records)
    content = store.questionnaire(db, wave.questionnaire_id)
    found = disclosure.release(records, content, asked, wave.k, wave.kc)
    rates = {group.name: max(group.n, asked.get(group.name, 0)) for group in found.groups if group.n is not None and invited is not None}
    if found.texts_shown:
        store.insert_comments(db, wave.id, _comments(wave, records, content, found.texts_hidden))
    store.close_wave(db, wave.id, invited, json.dumps(asdict(found) | {"asked": rates}), now)


def _comments(wave: Wave, records: list[disclosure.Record], content: Questionnaire, hidden: tuple[str, ...]) -> list[tuple[str, str, bytes | None]]:
    """The words that show, each by its part and with a mark; `hidden` are the parts that too few were asked for."""
    parts = [part.id for _question, part in content.parts if part.words and part.id not in hidden]
    found = [(part, str(record.answers[part]), _mark(wave, record, part)) for part in parts for record in records if part in record.answers]
    secrets.SystemRandom().shuffle(found)
    return found


def _mark(wave: Wave, record: disclosure.Record, part: str) -> bytes | None:
    """The mark of the writer's phrase; a random one where there was none, as on paper, so that a mark tells nothing. From a file nobody has a phrase."""
    if wave.imported:
        return None
    return bytes.fromhex(record.phrases[part]) if part in record.phrases else secrets.token_bytes(phrases.MARK)
