"""What is kept of a confidential round: locked, under pseudonyms, to be compared with the same people's answers to the next one."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from sqlite_utils import Database

from config import Config
from errors import Refused
from surveys import figures, sealing, store, versions
from surveys.disclosure import Kept, Pairs, Record, Release, Side, pairing
from surveys.model import CLOSING, CONFIDENTIAL, Wave
from surveys.questionnaire import Questionnaire
from surveys.scores import Summary


def to_keep(db: Database, config: Config, wave: Wave, records: Sequence[Record], content: Questionnaire, found: Release) -> tuple[list[bytes], Pairs | None]:
    """What is kept of a confidential wave, locked and in no order; and how it compares with the last one before it, where there is one."""
    people = pairing.kept(records, content, found)
    earlier = store.last_confidential(db, wave) if people else None
    pairs = None
    if earlier:
        before, after = _side(db, config, earlier), Side(content, found, people, wave.k)
        names = versions.comparable(before.questionnaire, content) & pairing.pairable(before.questionnaire) & pairing.pairable(content)
        told, people = pairing.compared(before, after, names, secrets.SystemRandom())
        pairs = _pairs(earlier, content, told)
    secrets.SystemRandom().shuffle(people)
    return sealing.seal_kept(config, wave.id, people), pairs


def cut_off(db: Database, config: Config, person_id: int) -> None:
    """Cut a person's pseudonym off their confidential answers, sealed or kept. What was released stays.

    Raises Refused while one of the rounds is being counted: what is counted has been read already.
    """
    for wave in store.waves_of_person(db, person_id):
        if wave.level == CONFIDENTIAL:
            if wave.state == CLOSING:
                raise Refused("A confidential round that this person was asked in is being counted at the moment, so they cannot be cut off from their answers yet. Nothing was erased; try again in a few minutes.")
            _cut_off(db, config, wave, sealing.pseudonym(config, wave.survey_id, person_id))


def _cut_off(db: Database, config: Config, wave: Wave, person: str) -> None:
    for name, record in store.each_sealed(db, wave.id):
        opened = sealing.unseal(config, wave.id, record)
        if opened.person == person:
            store.delete_one_sealed(db, wave.id, name)
            store.insert_sealed(db, wave.id, sealing.seal(config, wave.id, replace(opened, person=""), len(record) - sealing.AROUND))
    if records := [record for _name, record in store.kept(db, wave.id)]:
        _write_anew(db, config, wave, records, person)


def _write_anew(db: Database, config: Config, wave: Wave, records: Sequence[bytes], but: str) -> None:
    """What is kept, with one person cut off. All of it, whoever is in it: else two copies would tell whether that person had answered."""
    people = [replace(one, person="") if one.person == but else one for one in sealing.unseal_kept(config, wave.id, records)]
    secrets.SystemRandom().shuffle(people)
    store.delete_kept(db, wave.id, len(people))
    store.insert_kept(db, wave.id, sealing.seal_kept(config, wave.id, people, len(records[0]) - sealing.AROUND))


def _side(db: Database, config: Config, wave: Wave) -> Side:
    stored = store.release_json(db, wave.id) or {}
    people: list[Kept] = sealing.unseal_kept(config, wave.id, [record for _name, record in store.kept(db, wave.id)])
    return Side(store.questionnaire(db, wave.questionnaire_id), figures.release_of(stored), people, wave.k)


def _pairs(earlier: Wave, content: Questionnaire, told: dict[str, Summary | None]) -> Pairs | None:
    scores = {score.formula for score in content.scores}
    return Pairs(
        earlier.number, earlier.id,
        items={part.id: told[part.id] for _question, part in content.parts if part.id in told and part.id not in scores},
        scores={score.formula: told[score.formula] for score in content.scores if score.formula in told},
    )
