"""Words and their stems, Swedish and English, by Snowball: “utbildningarna” and “utbildning” have the same one. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_swedish, _english = snowballstemmer.stemmer("swedish"), snowballstemmer.stemmer("english")
_one_at_a_time = Lock()  # a stemmer keeps the word it is at


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands, how it is written without capitals, and its stems."""

    start: int
    end: int
    plain: str
    sv: str
    en: str


def words(text: str) -> list[Word]:
    """The words of a text whose letters are composed (NFC). Nobody knows in which language somebody wrote, so each has both stems."""
    return [Word(found.start(), found.end(), found[0].casefold(), *_stems(found[0].casefold())) for found in _WORD.finditer(text)]


def composed(text: str) -> str:
    """The text with å as one letter, not as a and a ring: what looks the same is the same."""
    return unicodedata.normalize("NFC", text)


def indexed(text: str) -> tuple[str, str]:
    """A text as it goes into the search: its words' Swedish stems, and their English ones."""
    found = words(composed(text))
    return " ".join(word.sv for word in found), " ".join(word.en for word in found)


@lru_cache(50_000)
def _stems(plain: str) -> tuple[str, str]:
    with _one_at_a_time:
        return _swedish.stemWord(plain), _english.stemWord(plain)
