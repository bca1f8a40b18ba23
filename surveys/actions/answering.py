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
from surveys import disclosure, sealing, store
from surveys.model import INVITED, OPEN, Invitation, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import Value

ANSWERED, AGAIN, TAKEN = "answered", "again", "taken"


def invitation_of(db: Database, config: Config, token: str) -> Invitation:
    """The invitation that a link opens. Raises NotFound for a wrong, outdated or lapsed one."""
    return links.followed(config, "survey", token, lambda number: store.get_invitation(db, number))


def answer(db: Database, config: Config, invitation_id: int, answers: Mapping[str, Value], key: str, now: datetime, replaces: str = "") -> str:
    """Keep checked answers, once for each invitation. By name they may take the place of those sent under the key `replaces`.

    Returns ANSWERED, AGAIN when the same form (by its key) came a second time, or TAKEN when the link had been used and
    these are not to replace what is there. Raises Refused when the wave takes no answers.
    """
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
        _keep(db, config, wave, invitation, answers, key or secrets.token_hex(16))
        return ANSWERED


def _keep(db: Database, config: Config, wave: Wave, invitation: Invitation, answers: Mapping[str, Value], key: str) -> None:
    store.use_invitation(db, invitation.id, key)
    if wave.anonymous:
        size = sealing.room(store.questionnaire(db, wave.questionnaire_id))
        store.insert_sealed(db, wave.id, sealing.seal(config, wave.id, disclosure.Record(invitation.group, answers), size))
    else:
        person = people_store.get(db, invitation.person_id)
        store.delete_named(db, wave.id, person.id)
        store.insert_named(db, wave.id, person.id, person.name, invitation.group, answers)
    mail_actions.withdraw(db, REMINDER, "survey", [invitation.id])


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
        store.insert_comments(db, wave.id, _texts(records, content, found.texts_hidden))
    store.close_wave(db, wave.id, invited, json.dumps(asdict(found) | {"asked": rates}), now)


def _texts(records: list[disclosure.Record], content: Questionnaire, hidden: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words that show, each by its part; `hidden` are those that too few were asked for."""
    texts = [(part.id, str(record.answers[part.id])) for _question, part in content.parts if part.words and part.id not in hidden for record in records if part.id in record.answers]
    secrets.SystemRandom().shuffle(texts)
    return texts
