"""Names of people, mail addresses and telephone numbers in what others wrote: pointed out, never taken out by themselves. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from surveys.comments.stems import composed

SHORT = 3  # letters; so short a name is one only as it is spelled: Bo, not bo

_PARTICLES = frozenset(["af", "av", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "vom", "von", "y", "zu"])
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}")
_TELEPHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d\s()/-]{5,18}\d(?![\w.,]?\d)")
_DIGITS = 7  # of a telephone number, at least
_DAY = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d")


@dataclass(frozen=True)
class Names:
    """The words of people's names that tell who is meant."""

    words: frozenset[str]  # without capitals
    short: frozenset[str]

    def hold(self, word: str) -> bool:
        """Whether a word is one of them, also as in “Annas”."""
        return any(one in self.short or one.casefold() in self.words for one in (word, word.removesuffix("s")))


def names_of(people: Iterable[str]) -> Names:
    """What tells people apart in their names: no initials, no “von”."""
    parts = {part for name in people for part in _WORD.findall(composed(name)) if len(part) > 1 and part.casefold() not in _PARTICLES}
    return Names(frozenset(part.casefold() for part in parts if len(part) > SHORT), frozenset(part for part in parts if len(part) <= SHORT))


def held(text: str, names: Names) -> list[str]:
    """What in a text names or leads to somebody, in its order, each once."""
    text = composed(text)
    found = [(one.start(), one[0]) for one in _ADDRESS.finditer(text)]
    without = _ADDRESS.sub(lambda one: " " * len(one[0]), text)
    found += [(one.start(), one[0]) for one in _WORD.finditer(without) if names.hold(one[0])]
    found += [(one.start(), one[0]) for one in _TELEPHONE.finditer(without) if sum(sign.isdigit() for sign in one[0]) >= _DIGITS and not _DAY.fullmatch(one[0])]
    return list(dict.fromkeys(said for _place, said in sorted(found)))
