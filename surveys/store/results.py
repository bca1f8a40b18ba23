"""A wave's results: of a closed anonymous wave what the gate let out, of a named one all there is."""

from collections import Counter

from sqlite_utils import Database

from errors import Refused
from surveys import figures
from surveys.disclosure import everything
from surveys.figures import Results, Round
from surveys.model import CLOSED, CLOSING, OPEN, Rate, Wave
from surveys.questionnaire import Questionnaire, piped
from surveys.store.answers import count_answers, release_json
from surveys.store.counting import named_tallies
from surveys.store.invitations import group_sizes, invited, rate
from surveys.store.surveys import asked, read_back
from surveys.store.waves import promise, targets, waves_of
from surveys.store.words import comments, count_up_to
from surveys.versions import Known

SOME_WORDS, EVERY_WORD = 3, -1
MOST_COUNTED = 1_000  # texts of a question; how many more there are is told where they are read


def turnout(db: Database, wave: Wave) -> Rate:
    """How many were asked and how many have answered, in any state of a wave. Of an imported one nobody knows who was asked: 0."""
    if wave.state != CLOSED:
        return rate(db, wave.id)
    return Rate(wave.invited or 0 if wave.sealed else invited(db, wave.id), count_answers(db, wave.id))


def results(db: Database, wave: Wave, words: int = SOME_WORDS) -> Results:
    """With so many texts of each question at most; EVERY_WORD for all. Raises Refused while a sealed wave is open, and before any wave is."""
    content = read_back(db, wave)
    if wave.sealed:
        stored = release_json(db, wave.id)
        if stored is None or not wave.has_release:
            raise Refused("Nobody sees results before the round is closed; then they are counted, once.")
        return figures.results(figures.release_of(stored), content, _texts(db, wave, content, words), wave.invited, stored["asked"], _more(db, wave, content, words))
    if wave.opened_at is None:
        raise Refused("The round has not been opened yet, so there are no results.")
    release = everything(named_tallies(db, wave.id), content)
    return figures.results(release, content, _texts(db, wave, content, words), None if wave.imported else invited(db, wave.id), group_sizes(db, wave.id), _more(db, wave, content, words))


def known(db: Database, survey_id: int) -> Known:
    """What may be known of all answers to a survey so far: what its rounds' results show, and how many have answered where those are sealed."""
    counts: dict[str, Counter[str]] = {}
    texts: Counter[str] = Counter()
    rounds = [wave for wave in waves_of(db, survey_id) if wave.opened_at]
    for wave in rounds:
        found = results(db, wave) if wave.readable else None
        for one in found.questions if found else ():
            counts.setdefault(one.part.id, Counter()).update({share.value: share.count for share in one.shares})
        texts.update({one.part.id: one.n for one in (found.texts if found else ())})
    still = [wave for wave in rounds if wave.state in (OPEN, CLOSING)]
    return Known(counts, texts, sum(rate(db, wave.id).answered for wave in still if wave.sealed), tuple(wave.number for wave in still))


def rounds(db: Database, survey_id: int) -> list[Round]:
    """Every round of a survey that was opened, the oldest first; sealed ones that are open have no results yet.

    A kind of group that was renamed between rounds is the same one, under the name it had last.
    """
    opened = [wave for wave in waves_of(db, survey_id) if wave.opened_at][::-1]
    kinds = {wave.dimension_id: wave.dimension for wave in opened if wave.dimension_id}
    return [round_of(db, wave, kinds.get(wave.dimension_id or 0, "")) for wave in opened]


def round_of(db: Database, wave: Wave, dimension: str = "") -> Round:
    """One round that was opened. `dimension` is what its kind of group is called now; '' for as it was."""
    found = results(db, wave) if wave.readable else None
    return Round(wave, piped(asked(db, wave), {}), found, dimension or wave.dimension, promise(db, wave.id), tuple(targets(db, wave.id)))


def _texts(db: Database, wave: Wave, content: Questionnaire, words: int) -> dict[str, list[str]]:
    """By part, as others read them."""
    return {part.id: [one.shown for one in comments(db, wave.id, part.id, limit=words)] for _question, part in content.parts if part.words}


def _more(db: Database, wave: Wave, content: Questionnaire, words: int) -> dict[str, int]:
    """How many texts there are besides, counted no farther than MOST_COUNTED, so that it takes no longer where there are many."""
    return {part.id: max(0, count_up_to(db, wave.id, part.id, MOST_COUNTED + 1) - words) for _question, part in content.parts if part.words} if words != EVERY_WORD else {}
