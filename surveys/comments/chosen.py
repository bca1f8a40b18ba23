"""Which comments are looked at."""

from dataclasses import dataclass

from surveys.comments.search import Term


@dataclass(frozen=True)
class Chosen:
    """All that fit every choice; one that is not made lets all through. `among` are ids in hexadecimal."""

    terms: tuple[Term, ...] = ()
    part: str = ""
    tag: str = ""
    follow_up: bool = False
    among: tuple[str, ...] | None = None
