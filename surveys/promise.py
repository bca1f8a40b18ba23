"""What those who answered may see of the results: never more than they were promised."""

from dataclasses import replace

from surveys.figures import Results
from surveys.model import CLOSED, Wave

WORDS = 50  # of each question, by chance where there are more


def shared(wave: Wave) -> bool:
    """Whether the links of a wave show its results."""
    return wave.share_results and wave.state == CLOSED and wave.readable


def for_respondents(found: Results, wave: Wave) -> tuple[Results, Wave]:
    """The results as respondents see them, and of what wave: the gate's, or of a named one the whole alone, from k answers on."""
    if wave.sealed:
        return found, wave
    whole = replace(found, groups=(), rates={}, scores=[replace(score, groups={}) for score in found.scores], profiles=[replace(one, items=[replace(item, groups={}) for item in one.items]) for one in found.profiles], questions=[replace(one, groups={}) for one in found.questions], texts_shown=False, texts=[])
    return whole if found.n >= wave.k else replace(whole, shown=False, scores=[], profiles=[], questions=[]), replace(wave, dimension="")
