"""What a database of an earlier version lacks that no migration can give it: it takes the rules on answers. Once, at start."""

from sqlite_utils import Database

import storage
from surveys import store
from surveys.actions.named import words_of

A_STEP = 500


def catch_up(db: Database) -> None:
    """Cheap when there is nothing to do."""
    with storage.write(db):
        store.forget_words_at_once(db)
    for wave_id in store.uncounted(db):
        with storage.write(db):
            _copy_words(db, wave_id)
            store.recount(db, wave_id)
    while _index_some(db):
        pass


def _copy_words(db: Database, wave_id: int) -> None:
    """Words by name stand where all words stand."""
    content = store.questionnaire(db, store.get_wave(db, wave_id).questionnaire_id)
    for one in store.each_named(db, wave_id):
        store.keep_words(db, wave_id, one.id, words_of(content, one.answers))


def _index_some(db: Database) -> int:
    """Words from before there was a search."""
    with storage.write(db):
        some = store.unindexed(db, A_STEP)
        for number, text in some:
            store.index(db, number, text)
    return len(some)
