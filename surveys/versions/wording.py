"""What changed between two texts, and whether they seem to say the same. Pure."""

import difflib
import re
import unicodedata

from surveys.questions import Texts

SPELLING, TRANSLATED, UNTRANSLATED, REWORDED = "spelling", "translated", "untranslated", "reworded"

CLOSE = 0.8
WORDS = re.compile(r"(?<!\w)[-−+]?\d+(?:[.,:/–−-]\d+)*|\w+|[^\w\s.,;:!?…'\"“”„‘’«»()\[\]{}–—-]")  # numbers with their signs, words, and signs that say something
TURNING = {"not", "no", "never", "none", "nobody", "nothing", "without", "less", "more", "t", "inte", "ej", "icke", "aldrig", "ingen", "inget", "inga", "utan", "mindre", "mer", "fler", "färre"}


def plain(text: str) -> str:
    """A text as it is compared: without case, punctuation and spaces that are only spelling."""
    return " ".join(WORDS.findall(unicodedata.normalize("NFC", text).casefold()))


def changed(before: Texts, after: Texts) -> str:
    """The weightiest thing that happened to a text: one of the words above; '' for nothing."""
    before, after = _written(before), _written(after)
    both = before.keys() & after.keys()
    if any(plain(before[language]) != plain(after[language]) for language in both) or (not both and before != after):
        return REWORDED
    if before.keys() - after.keys():
        return UNTRANSLATED
    if any(before[language] != after[language] for language in both):
        return SPELLING
    return TRANSLATED if after.keys() - before.keys() else ""


def close(before: Texts, after: Texts) -> bool:
    """Whether two texts seem to say the same. Only a proposal: one small word can turn a sentence round, so those and numbers count as far."""
    before, after = _written(before), _written(after)
    both = sorted(before.keys() & after.keys())
    return bool(both) and all(_close(plain(before[language]), plain(after[language])) for language in both)


def _close(before: str, after: str) -> bool:
    different = set(before.split()) ^ set(after.split())
    if different & TURNING or any(word[-1].isdigit() for word in different):
        return False
    return difflib.SequenceMatcher(None, before, after, autojunk=False).ratio() >= CLOSE


def _written(texts: Texts) -> Texts:
    return {language: text for language, text in texts.items() if text.strip()}
