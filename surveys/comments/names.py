"""Names of people, mail addresses and telephone numbers in what others wrote: pointed out, never taken out by themselves. Pure."""

import re
from collections.abc import Iterable, Sequence

from surveys.comments.search import Term, wanted
from surveys.comments.stems import composed

SHORT = 3  # letters; so short a name is a name only with a capital: Bo, not bo

_PARTICLES = frozenset(["af", "av", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "van", "vom", "von", "y", "zu"])
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}")
_TELEPHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d\s()/-]{5,18}\d(?![\w.,]?\d)")
_DIGITS = 7  # of a telephone number, at least; a day has eight, but begins with its year
_DAY = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d")


def name_parts(names: Iterable[str]) -> list[str]:
    """The words of people's names that tell who is meant: no initials, no “von”."""
    parts = {part for name in names for part in re.findall(r"[^\W\d_]+", composed(name))}
    return sorted(part for part in parts if len(part) > 1 and part.casefold() not in _PARTICLES)


def names_wanted(parts: Iterable[str]) -> list[Term]:
    """What to search for to find all texts that may hold one of the names, in its genitive too."""
    return [term for part in parts for form in (part, part + "s") for term in wanted(form)]


def known_names(parts: Sequence[str]) -> re.Pattern[str] | None:
    """What finds the names, whole words only, also as “Annas” and “Anna’s”."""
    if not parts:
        return None
    one_of = "|".join(_pattern(part) for part in sorted(parts, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{one_of})(?:['’]?s)?(?![^\W_])")


def held(text: str, names: re.Pattern[str] | None) -> list[str]:
    """What in a text names or leads to somebody, in its order, each once."""
    text = composed(text)
    found = [(one.start(), one[0]) for pattern in (names, _ADDRESS) if pattern for one in pattern.finditer(text)]
    found += [(one.start(), one[0]) for one in _TELEPHONE.finditer(text) if sum(sign.isdigit() for sign in one[0]) >= _DIGITS and not _DAY.fullmatch(one[0])]
    return list(dict.fromkeys(said.strip() for _place, said in sorted(found)))


def _pattern(part: str) -> str:
    return re.escape(part) if len(part) <= SHORT else f"(?i:{re.escape(part)})"
