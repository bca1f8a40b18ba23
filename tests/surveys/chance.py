"""Chance that falls alike in two worlds.

What is drawn by chance, such as the order of comments and their names, differs between two worlds though nobody's secret
does. So for every way in which it may fall in one world there is one, as likely, in the other: what is shuffled falls in
the order of what it says, and names come in one row. Whatever still differs then is the secret.
"""

import random
import secrets
from collections.abc import Callable
from typing import Any

from surveys.disclosure import Kept, Record


class Chance:
    def __init__(self) -> None:
        self.people: Callable[[str], str] = str  # what stands for a pseudonym
        self.restart()

    def restart(self) -> None:
        """A world begins."""
        self.shuffles, self.names = 0, random.Random(0)

    def install(self, monkeypatch) -> None:
        monkeypatch.setattr(random.SystemRandom, "shuffle", lambda _self, found: self._shuffle(found))
        monkeypatch.setattr(secrets, "token_bytes", lambda size=32: self.names.randbytes(size))
        monkeypatch.setattr(secrets, "randbits", lambda size: self.names.getrandbits(size))

    def _shuffle(self, found: list[Any]) -> None:
        """And whatever is named after it is named alike, however many names were drawn before."""
        found.sort(key=self._says)
        self.shuffles += 1
        self.names = random.Random(self.shuffles)

    def _says(self, one: Any) -> str:
        """What is shuffled, without who it is of: a record by its answers, a comment by its question and words."""
        if isinstance(one, Record | Kept):
            return repr((one.group, sorted(one.answers.items())))
        return repr(one[:2]) if isinstance(one, tuple) else self.people(one) if isinstance(one, str) else repr(one)


CHANCE = Chance()
