"""Closing a wave: count what was sealed, keep the counts, forget the rest.

In steps, none of which keeps others from writing for more than a moment. Whoever counts holds the wave for a while; if
they break off, the next one goes on. Nothing of a wave shows before its last step.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlite_utils import Database

import storage
from config import Config
from mail import actions as mail_actions
from mail.model import REMINDER
from surveys import disclosure, phrases, sealing, store
from surveys.actions.keeping import to_keep
from surveys.disclosure import Record, Release
from surveys.model import CONFIDENTIAL, INVITED, OPEN, Wave
from surveys.questionnaire import Questionnaire

HELD = timedelta(minutes=15)  # by whoever counts a wave, and longer by what many answers take
A_SECOND = 250  # answers that even a busy machine counts in one
AT_ONCE = 2_000  # up to so many answers are counted while whoever closes the wave by hand is waiting
A_STEP = 200  # rows written or deleted in one go
A_MOMENT = 0.005  # seconds between two steps, in which others write: a lock that is let go and taken again at once is never theirs

T = TypeVar("T")
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
    until = now + HELD + timedelta(seconds=store.rate(db, wave_id).answered // A_SECOND)
    with storage.write(db):
        if not store.hold(db, wave_id, now, until):
            return False
        wave = store.get_wave(db, wave_id)
    steps = _Steps(db, wave_id, until)
    if not store.is_counted(db, wave_id):
        _count(db, config, wave, steps)
    _forget(db, wave, steps)
    steps.write(lambda: store.close_wave(db, wave_id, now))
    storage.forget_deleted(db)
    return True


def release(wave: Wave, records: list[Record], content: Questionnaire, groups: Iterable[str]) -> tuple[Release, list[Comment]]:
    """Pass records through the gate: what it lets out, and the loose texts where there are enough. `groups` were asked. Shuffles the records."""
    secrets.SystemRandom().shuffle(records)
    found = disclosure.release(records, content, groups, wave.k, wave.kc)
    return found, _comments(wave, records, content, found.texts_hidden) if found.texts_shown else []


def as_stored(found: Release, asked: Mapping[str, int], invited: int | None) -> str:
    """What the gate let out as JSON.

    `asked` says how many of each group were invited (`invited` in all, None where nobody knows); it is kept of the groups that show, since people may be erased later.
    """
    rates = {group.name: max(group.n, asked.get(group.name, 0)) for group in found.groups if group.n is not None and invited is not None}
    return json.dumps(asdict(found) | {"asked": rates})


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
        time.sleep(A_MOMENT)

    def some(self, rows: Sequence[T], do: Callable[[Sequence[T]], object]) -> None:
        """Rows to be written, so many in a step."""
        for start in range(0, len(rows), A_STEP):
            self.write(lambda some=rows[start : start + A_STEP]: do(some))  # type: ignore[misc]

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
            mail_actions.withdraw_about(db, REMINDER, f"wave:{wave_id}")
            store.save_release(db, wave_id, store.rate(db, wave_id).invited, None)
            store.forget_forms(db, wave_id)
            store.close_wave(db, wave_id, now)
        return wave


def _count(db: Database, config: Config, wave: Wave, steps: _Steps) -> None:
    steps.until_none(lambda: store.delete_comments(db, wave.id, A_STEP))  # of a counting that broke off
    records = list(sealing.unseal_each(config, wave.id, (record for _name, record in store.each_sealed(db, wave.id))))
    invited = max(store.rate(db, wave.id).invited, len(records)) if wave.access == INVITED else None
    content, asked = store.questionnaire(db, wave.questionnaire_id), store.group_sizes(db, wave.id)
    found, comments = release(wave, records, content, asked)
    steps.some(comments, lambda some: store.insert_comments(db, wave.id, some))
    if wave.level == CONFIDENTIAL:
        found = _keep(db, config, wave, records, content, found, steps)
    steps.write(lambda: store.save_release(db, wave.id, invited, as_stored(_compared_once(db, found), asked, invited)))


def _keep(db: Database, config: Config, wave: Wave, records: Sequence[Record], content: Questionnaire, found: Release, steps: _Steps) -> Release:
    """Keep what can be compared with the next wave, and compare it with the last one."""
    steps.until_none(lambda: store.delete_kept(db, wave.id, A_STEP))  # of a counting that broke off
    kept, pairs = to_keep(db, config, wave, records, content, found)
    steps.some(kept, lambda some: store.insert_kept(db, wave.id, some))
    return replace(found, pairs=pairs)


def _compared_once(db: Database, found: Release) -> Release:
    """Two waves that are counted at the same time must not both be compared with the same earlier one."""
    return replace(found, pairs=None) if found.pairs and store.is_compared(db, found.pairs.wave) else found


def _forget(db: Database, wave: Wave, steps: _Steps) -> None:
    """What was counted, who answered, and who was reminded, which is who had not."""
    steps.until_none(lambda: store.delete_sealed(db, wave.id, A_STEP))
    _forget_who_answered(db, wave, steps)
    steps.until_none(lambda: mail_actions.forget_about(db, REMINDER, f"wave:{wave.id}", A_STEP))
    steps.write(lambda: store.forget_forms(db, wave.id))


def _forget_who_answered(db: Database, wave: Wave, steps: _Steps) -> None:
    last = 0

    def some() -> int:
        nonlocal last
        last = store.forget_who_answered(db, wave.id, last, A_STEP)
        return last

    steps.until_none(some)


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
