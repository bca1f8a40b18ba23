"""What ambassadors do with what people wrote: tag it, mark it for follow-up, edit names out. None of it changes what was written."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

import storage
from errors import NotFound, Refused
from surveys import store
from surveys.comments import Chosen, checked_tag, wanted


def tag_comments(db: Database, survey_id: int, ticked: Sequence[str], typed: str) -> tuple[str, int]:
    """Put a tag beside the comments that were ticked. Returns it as it is spelled, and beside how many it is new. Raises Refused."""
    with storage.write(db):
        comments = _ticked(db, survey_id, ticked)
        tag = checked_tag(typed, list(store.tags(db, survey_id)))
        return tag, store.tag_comments(db, comments, tag)


def untag_comments(db: Database, survey_id: int, ticked: Sequence[str], typed: str) -> tuple[str, int]:
    """Take a tag off the comments that were ticked. Returns it as it is spelled, and off how many. Raises Refused."""
    with storage.write(db):
        comments = _ticked(db, survey_id, ticked)
        tag = _known(db, survey_id, typed)
        return tag, store.untag_comments(db, comments, tag)


def tag_found(db: Database, survey_id: int, waves: Sequence[int], word: str) -> tuple[str, int]:
    """Put a word as a tag beside all comments of some of a survey's waves that hold it. Returns the tag, and beside how many it is new."""
    with storage.write(db):
        tag = checked_tag(word, list(store.tags(db, survey_id)))
        shown = [wave.id for wave in store.waves_of(db, survey_id) if wave.readable and wave.id in waves]
        terms = wanted(word)
        return tag, store.tag_found(db, shown, Chosen(terms), tag) if terms else 0


def rename_tag(db: Database, survey_id: int, tag: str, typed: str) -> str:
    """Give a tag another name wherever it stands in a survey. Returns the name; where that is another tag's, they become one."""
    with storage.write(db):
        known = [one for one in store.tags(db, survey_id) if one != _known(db, survey_id, tag)]
        name = checked_tag(typed, known)
        store.rename_tag(db, survey_id, tag, name)
        return name


def delete_tag(db: Database, survey_id: int, tag: str) -> int:
    """Take a tag off all comments of a survey. Returns off how many. Raises NotFound."""
    with storage.write(db):
        return store.delete_tag(db, survey_id, _known(db, survey_id, tag))


def follow_up(db: Database, survey_id: int, ticked: Sequence[str], marked: bool) -> int:
    """Mark the comments that were ticked for follow-up, or take the mark off. Returns how many are different now. Raises Refused."""
    with storage.write(db):
        return store.follow_up(db, _ticked(db, survey_id, ticked), marked)


def edit(db: Database, wave_id: int, comment_id: str, text: str) -> bool:
    """How others read a comment from now on. The same as it was written: somebody has looked, and it may stand. Returns whether it differs. Raises Refused, NotFound."""
    if not text.strip():
        raise Refused("Something has to stand there for others to read. Write […] for what you take out.", field="text")
    _write(db, wave_id, comment_id, lambda: store.edit(db, comment_id, text), store.forget_words)
    return store.get_comment(db, wave_id, comment_id).changed


def bring_words_back(db: Database, wave_id: int, comment_id: str) -> None:
    """Let others read a comment as it was written; what stood in its place is in no file any more. Raises NotFound."""
    _write(db, wave_id, comment_id, lambda: store.edit(db, comment_id, None), store.write_search_anew)


def _write(db: Database, wave_id: int, comment_id: str, do: Callable[[], None], forget: Callable[[Database], None]) -> None:
    with storage.write(db):
        store.get_comment(db, wave_id, comment_id)
        do()
        forget(db)
    storage.forget_deleted(db)


def _ticked(db: Database, survey_id: int, ticked: Sequence[str]) -> list[str]:
    """The survey's comments among them. Raises Refused where there is none."""
    if not ticked:
        raise Refused("Tick the comments that you mean.", field="comment")
    found = store.belonging(db, survey_id, ticked)
    if not found:
        raise Refused("These comments are not there any more.", field="comment")
    return found


def _known(db: Database, survey_id: int, typed: str) -> str:
    """A tag of the survey as it is spelled. Raises NotFound."""
    same = " ".join(typed.split()).casefold()
    for tag in store.tags(db, survey_id):
        if tag.casefold() == same:
            return tag
    raise NotFound("tag")
