"""What somebody searches for: words, “phrases”, and beginnings*. All of them must be found. Pure.

Nothing that is typed reaches the database as syntax: only letters and digits do, each word in quotation marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.comments.stems import Word, composed, words

MOST_TYPED, MOST_TERMS = 200, 20  # characters, and words or phrases; what is past them is not searched for

_QUOTED_OR_NOT = re.compile(r'"([^"]*)"|(\S+)')
_MARKS = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


@dataclass(frozen=True)
class Term:
    """A word, or several that stand side by side. `begins`: of the last only the beginning was typed."""

    words: tuple[Word, ...]
    begins: bool = False

    def at(self, found: Sequence[Word]) -> bool:
        """Whether these words are the term's, by one language's stems or the other's."""
        *before, last = zip(self.words, found, strict=True)
        return any(
            all(getattr(mine, language) == getattr(word, language) for mine, word in before)
            and (getattr(last[0], language) == getattr(last[1], language) or (self.begins and last[1].plain.startswith(last[0].plain)))
            for language in ("sv", "en")
        )


def wanted(typed: str) -> tuple[Term, ...]:
    """What is searched for; nothing where no word was typed."""
    found = _QUOTED_OR_NOT.finditer(composed(typed).translate(_MARKS)[:MOST_TYPED])
    terms = [Term(tuple(words(one[1] or one[2] or "")), not one[1] and (one[2] or "").endswith("*")) for one in found]
    return tuple(dict.fromkeys(term for term in terms if term.words))[:MOST_TERMS]


def expression(terms: Sequence[Term]) -> str:
    """The terms for a full-text index that has the columns sv and en."""
    return " AND ".join(f"({' OR '.join(_ways(term))})" for term in terms)


def hits(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the words that were searched for stand in a text whose letters are composed, from and to, in their order."""
    found = words(text)
    hit = {place + step for term in terms for place in range(len(found) - len(term.words) + 1) if term.at(found[place : place + len(term.words)]) for step in range(len(term.words))}
    return [(found[place].start, found[place].end) for place in sorted(hit)]


def _ways(term: Term) -> list[str]:
    before, last = term.words[:-1], term.words[-1]
    heads = {"sv": [word.sv for word in before], "en": [word.en for word in before]}
    whole = [f'{column} : "{" ".join([*head, getattr(last, column)])}"' for column, head in heads.items()]
    begun = [f'{column} : "{" ".join([*head, last.plain])}" *' for column, head in heads.items()] if term.begins else []
    return whole + begun
