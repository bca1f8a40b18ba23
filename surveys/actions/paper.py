"""Papers: answers that somebody wrote by hand and an ambassador types in.

Whoever types knows what they type. So the answers to an anonymous round are sealed like all others and marked as
typed: they are counted, and decide nothing about what may be shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config
from errors import NotFound, Refused
from surveys import disclosure, sealing, store
from surveys.actions.answering import AGAIN, TAKEN, answer
from surveys.model import Wave
from surveys.questions import Value


@dataclass(frozen=True)
class Slip:
    """The paper that was typed last, for as long as it may be taken back: its form's key, and where it was put."""

    wave_id: int
    key: str
    place: str  # of a sealed record its name in hexadecimal, of a named one the number of the invitation


def enter_paper(db: Database, config: Config, wave_id: int, group: str, answers: Mapping[str, Value], key: str, now: datetime) -> Slip | None:
    """Count one paper of an anonymous wave, in a group of the wave's dimension ('' for none). None when the same form came before."""
    with storage.write(db):
        wave = _open(db, wave_id, now)
        if group and group not in store.group_sizes(db, wave_id):
            raise Refused("“%(group)s” is no group of this round.", field="_group", group=group[:60])
        if not store.claim_form(db, wave_id, store.ON_PAPER, key):
            return None
        if not answers:
            raise Refused("Nothing is typed in yet. An empty paper is not counted.")
        size = sealing.room(store.questionnaire(db, wave.questionnaire_id))
        name = store.insert_sealed(db, wave_id, sealing.seal(config, wave_id, disclosure.Record(group, answers, typed=True), size))
        return Slip(wave_id, key, name.hex())


def enter_named_paper(db: Database, config: Config, wave_id: int, invitation_id: int, answers: Mapping[str, Value], key: str, now: datetime) -> Slip | None:
    """Keep one person's paper of a named wave, which uses their invitation. None when the same form came before."""
    with storage.write(db):
        wave, invitation = _open(db, wave_id, now), store.get_invitation(db, invitation_id)
        if wave.sealed or invitation.wave_id != wave_id:
            raise NotFound("invitation")
        outcome = answer(db, config, invitation_id, answers, key, now)
        if outcome == TAKEN:
            raise Refused("This person has answered already; what came first counts.", field="_person")
        if outcome == AGAIN:
            return None
        store.claim_form(db, wave_id, store.ON_PAPER, key)
        return Slip(wave_id, key, str(invitation_id))


def take_back(db: Database, config: Config, slip: Slip, now: datetime) -> None:
    """Take the paper that was typed last out again. Raises NotFound when it is none, or has been taken out."""
    with storage.write(db):
        wave = _open(db, slip.wave_id, now)
        if not store.forget_form(db, wave.id, store.ON_PAPER, slip.key):
            raise NotFound("paper")
        if wave.sealed:
            _take_out_sealed(db, config, wave, bytes.fromhex(slip.place))
        else:
            invitation = store.get_invitation(db, int(slip.place))
            if invitation.answer_key != slip.key:
                raise NotFound("paper")
            store.delete_named(db, wave.id, invitation.person_id)
            store.write_search_anew(db)
            store.free_invitation(db, invitation.id)


def _take_out_sealed(db: Database, config: Config, wave: Wave, name: bytes) -> None:
    record = store.find_sealed(db, wave.id, name)
    if record is None or not sealing.unseal(config, wave.id, record).typed:
        raise NotFound("paper")
    store.delete_one_sealed(db, wave.id, name)


def _open(db: Database, wave_id: int, now: datetime) -> Wave:
    wave = store.get_wave(db, wave_id)
    if not wave.accepts(now):
        raise Refused("The round is not open; papers can be typed in only while it is.")
    return wave
