"""The phrase with which somebody who answered without a name finds their own words again. Pure.

A phrase is the round's number and three words of three syllables each, which can be said and typed in Swedish and in
English: 60⁹ of them, about 53 bits. Vowels and consonants take turns, so no letter is mistaken for another's look-alike.

Of a phrase only marks are kept, one for each part of words: nothing in them is alike, and without the instance's key
they are noise. With the key, trying one phrase costs one scrypt of about 50 ms and 16 MiB.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from config import Config
from errors import Refused

CONSONANTS, VOWELS = "bdfgklmprstv", "aeiou"
WORDS, SYLLABLES = 3, 3
RUDE = re.compile("kuk|fuk|fit|fag|kut|pis|put|ped|rap|sut|tit|rumpa")  # in English or Swedish, the beginnings of what nobody wants to be handed
COST = 2**14  # of scrypt, with blocks of 8: about 50 ms and 16 MiB
MARK = 16  # bytes

_WORDS = re.compile(f"([{CONSONANTS}][{VOWELS}]){{{WORDS * SYLLABLES}}}")


@dataclass(frozen=True)
class Phrase:
    """The round that it belongs to, and its letters without spaces."""

    wave_id: int
    letters: str

    def __str__(self) -> str:
        """As it is shown: 7 badulo kimera tusapo."""
        length = 2 * SYLLABLES
        return " ".join((str(self.wave_id), *(self.letters[place : place + length] for place in range(0, len(self.letters), length))))


def made(wave_id: int, letters: str = "") -> Phrase:
    """The phrase of somebody who answers a round: of the letters that travelled with their form, or a new one."""
    return Phrase(wave_id, letters if _WORDS.fullmatch(letters) else new_letters())


def new_letters() -> str:
    while True:
        letters = "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(WORDS * SYLLABLES))
        if not RUDE.search(letters):
            return letters


def typed(text: str) -> Phrase:
    """A phrase as somebody types it: capitals, spaces, hyphens and stops do not matter. Raises Refused, at `phrase`, for what is none."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    digits, letters = re.sub(r"[^0-9]", "", plain), "".join(sign for sign in plain if sign.isalpha())
    if not digits:
        raise Refused("Begin with the number that stands before the words.", field="phrase")
    if len(digits) > 9 or not _WORDS.fullmatch(letters):
        raise Refused("A phrase is a number and three words of six letters each, such as 7 badulo kimera tusapo. Compare it with what you wrote down, letter by letter.", field="phrase")
    return Phrase(int(digits), letters)


def marks(config: Config, phrase: Phrase, parts: Iterable[str]) -> dict[str, bytes]:
    """What is kept of a phrase beside each part of words: one slow hash, and from it a mark for each part that tells nothing of the others."""
    salt = config.subkey(f"phrases of wave {phrase.wave_id}")
    slow = hashlib.scrypt(phrase.letters.encode(), salt=salt, n=COST, r=8, p=1, dklen=32)
    return {part: hmac.digest(slow, part.encode(), "sha256")[:MARK] for part in parts}
