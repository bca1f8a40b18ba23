"""How much room text takes: reckoned with the widths of a usual sans-serif, a little generously, since the reader's letters are not known."""

import unicodedata

THIN, BROAD = frozenset("iljtfrI.,:;'’|!()[]/-– "), frozenset("mwMWQO@%—…")
SIZES = {"title": 18, "value": 14, "label": 14, "hidden": 14, "soft": 13, "tick": 12, "heading": 13, "reason": 12}
SIZES |= {f"heat-{kind}-{step}": size for kind, size in (("value", 14), ("words", 12)) for step in range(5)}


def breadth(text: str, kind: str) -> float:
    """How many pixels wide a text of a kind is, about."""
    return SIZES[kind] * sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.34 if letter in THIN else 0.9 if letter in BROAD else 0.7 if letter.isupper() else 0.58


def wrapped(text: str, width: float, kind: str) -> list[str]:
    """A text in lines that are at most so wide; a word that is wider by itself is broken. At least one line."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width, kind):
            joined = f"{lines[-1]} {piece}".strip()
            if breadth(joined, kind) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


def _pieces(word: str, width: float, kind: str) -> list[str]:
    if breadth(word, kind) <= width:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and breadth(f"{pieces[-1]}{letter}-", kind) > width:
            pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += letter
    return pieces
