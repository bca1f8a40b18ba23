"""Closing a wave: count what was sealed, keep the counts, forget the rest.

In steps, none of which keeps others from writing for more than a moment. Whoever counts holds the wave for a while; if
they break off, the next one goes on. Nothing of a wave shows before its last step.
"""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlite_utils import Database

import storage
from config import Config
from mail import actions as mail_actions
from mail.model import REMINDER
from surveys import disclosure, phrases, sealing, store
from surveys.disclosure import Record
from surveys.model import INVITED, OPEN, Wave
from surveys.questionnaire import Questionnaire

HELD = timedelta(minutes=15)  # longer than a million answers take
AT_ONCE = 2_000  # up to so many answers are counted while whoever closes the wave by hand is waiting
A_STEP = 1_000  # rows written or deleted in one go

Comment = tuple[str, str, bytes | None]  # part, words, mark of the writer's phrase


def close_wave(db: Database, config: Config, wave_id: int, now: datetime, due: bool = False) -> bool:
    """Close a wave, once, and count it.

    False when it was not open, or when it should close only if it is `due` and was extended meanwhile.
    """
    wave = _begin(db, wave_id, now, due)
    if wave and wave.sealed:
        go_on(db, config, wave_id, now)
    return wave is not None


def close_by_hand(db: Database, config: Config, wave_id: int, now: datetime) -> bool:
    """Close a wave, once. A large one is counted by the next tick of the timetable. False when it was not open."""
    wave = _begin(db, wave_id, now)
    if wave and wave.sealed and store.rate(db, wave_id).answered <= AT_ONCE:
        go_on(db, config, wave_id, now)
    return wave is not None


def go_on(db: Database, config: Config, wave_id: int, now: datetime) -> bool:
    """Count a wave that is closing, or go on where somebody broke off. False when it is not closing, or somebody is at it."""
    until = now + HELD
    with storage.write(db):
        if not store.hold(db, wave_id, now, until):
            return False
        wave = store.get_wave(db, wave_id)
        if not store.is_counted(db, wave_id):
            store.delete_comments(db, wave_id)
    steps = _Steps(db, wave_id, until)
    if not store.is_counted(db, wave_id):
        _count(db, config, wave, steps)
    _forget(db, wave, steps)
    steps.write(lambda: store.close_wave(db, wave_id, now))
    storage.forget_deleted(db)
    return True


def release(wave: Wave, records: list[Record], content: Questionnaire, asked: Mapping[str, int], invited: int | None) -> tuple[str, list[Comment]]:
    """Pass records through the gate: what it lets out as JSON, and the loose texts where there are enough. Shuffles the records.

    `asked` says how many of each group were invited (`invited` in all, None where nobody knows); it is kept of the groups that show, since people may be erased later.
    """
    secrets.SystemRandom().shuffle(records)
    found = disclosure.release(records, content, asked, wave.k, wave.kc)
    rates = {group.name: max(group.n, asked.get(group.name, 0)) for group in found.groups if group.n is not None and invited is not None}
    comments = _comments(wave, records, content, found.texts_hidden) if found.texts_shown else []
    return json.dumps(asdict(found) | {"asked": rates}), comments


class _Steps:
    """Writes of whoever holds a wave that is closing."""

    def __init__(self, db: Database, wave_id: int, until: datetime) -> None:
        self._db, self._wave_id, self._until = db, wave_id, until

    def write(self, do: Callable[[], object]) -> None:
        """One step. Raises _Taken when somebody else goes on with the wave meanwhile."""
        with storage.write(self._db):
            if not store.holds(self._db, self._wave_id, self._until):
                raise _Taken(f"wave {self._wave_id} is counted by somebody else")
            do()

    def until_none(self, do: Callable[[], int]) -> None:
        """Steps until there is nothing more to do."""
        left = True

        def step() -> None:
            nonlocal left
            left = bool(do())

        while left:
            self.write(step)


class _Taken(RuntimeError):
    pass


def _begin(db: Database, wave_id: int, now: datetime, due: bool = False) -> Wave | None:
    """From now on the wave takes no answers. One by name is closed with that; a sealed one is closing, and is free to be counted."""
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        if wave.state != OPEN or (due and wave.accepts(now)):
            return None
        if wave.sealed:
            store.begin_closing(db, wave_id, now)
        else:
            mail_actions.withdraw(db, REMINDER, "survey", [invitation.id for invitation in store.invitations(db, wave_id)])
            store.save_release(db, wave_id, store.rate(db, wave_id).invited, None)
            store.forget_forms(db, wave_id)
            store.close_wave(db, wave_id, now)
        return wave


def _count(db: Database, config: Config, wave: Wave, steps: _Steps) -> None:
    records = [sealing.unseal(config, wave.id, record) for record in store.sealed(db, wave.id)]
    invited = max(store.rate(db, wave.id).invited, len(records)) if wave.access == INVITED else None
    found, comments = release(wave, records, store.questionnaire(db, wave.questionnaire_id), store.group_sizes(db, wave.id), invited)
    for start in range(0, len(comments), A_STEP):
        steps.write(lambda some=comments[start : start + A_STEP]: store.insert_comments(db, wave.id, some))  # type: ignore[misc]
    steps.write(lambda: store.save_release(db, wave.id, invited, found))


def _forget(db: Database, wave: Wave, steps: _Steps) -> None:
    """What was counted, who answered, and who was reminded, which is who had not."""
    steps.until_none(lambda: store.delete_sealed(db, wave.id, A_STEP))
    steps.until_none(lambda: store.forget_who_answered(db, wave.id, A_STEP))
    steps.write(lambda: mail_actions.forget_about(db, REMINDER, f"wave:{wave.id}"))
    steps.write(lambda: store.forget_forms(db, wave.id))


def _comments(wave: Wave, records: Sequence[Record], content: Questionnaire, hidden: tuple[str, ...]) -> list[Comment]:
    """The words that show, each by its part and with a mark; `hidden` are the parts that too few were asked for."""
    parts = [part.id for _question, part in content.parts if part.words and part.id not in hidden]
    found = [(part, str(record.answers[part]), _mark(wave, record, part)) for part in parts for record in records if part in record.answers]
    secrets.SystemRandom().shuffle(found)
    return found


def _mark(wave: Wave, record: Record, part: str) -> bytes | None:
    """The mark of the writer's phrase; a random one where there was none, as on paper, so that a mark tells nothing. From a file nobody has a phrase."""
    if wave.imported:
        return None
    return bytes.fromhex(record.phrases[part]) if part in record.phrases else secrets.token_bytes(phrases.MARK)
