"""Phrases: said, typed and never alike, and the marks that are kept of them."""

import re

import pytest

from errors import Refused
from surveys import phrases
from surveys.phrases import Phrase
from tests.surveys.worlds import World

MINE = Phrase(1, "badulokimeratusapo")


class TestAPhrase:
    def test_is_the_rounds_number_and_three_words_that_can_be_said(self):
        assert re.fullmatch(r"7( ([bdfgklmprstv][aeiou]){3}){3}", str(phrases.made(7)))

    def test_comes_once_in_fifty_bits(self):
        found = [phrases.made(7) for _ in range(2000)]
        assert len(set(found)) == 2000
        assert (len(phrases.CONSONANTS) * len(phrases.VOWELS)) ** (phrases.WORDS * phrases.SYLLABLES) > 2**50
        for place in range(phrases.WORDS * phrases.SYLLABLES):  # every place takes every letter
            assert {one.letters[2 * place] for one in found} == set(phrases.CONSONANTS)
            assert {one.letters[2 * place + 1] for one in found} == set(phrases.VOWELS)

    def test_is_never_one_that_nobody_wants_to_be_handed(self, monkeypatch):
        letters = iter("kukaku" * 3 + MINE.letters)
        monkeypatch.setattr(phrases.secrets, "choice", lambda _from: next(letters))
        assert phrases.made(1) == MINE

    @pytest.mark.parametrize("text", ["1 badulo kimera tusapo", "  1 BADULO  Kimera-tusapo. ", "1badulokimeratusapo", "1-badulo-kimera-tusapo\n", "1 ba du lo, ki me ra, tu sa po", "badulo kimera tusapo 1", "１ badulo kimera tusapo", "001 badulo kimera tusapo"])
    def test_may_be_typed_loosely(self, text):
        assert phrases.typed(text) == MINE

    @pytest.mark.parametrize("text", ["", "badulo kimera tusapo", "1", "1 badulo kimera", "1 badulo kimera tusap", "1 badulo kimera tusapoo", "1 badulo kimera tusapå", "1 xadulo kimera tusapo", "1 abudol kimera tusapo", "9999999999 badulo kimera tusapo", "1 badulo kimera tusapo badulo", "1 ' or 1=1 --", "😀" * 200])
    def test_what_is_none_is_refused_with_how_to_put_it_right(self, text):
        with pytest.raises(Refused, match=r"Begin with the number|three words of six letters") as said:
            phrases.typed(text)
        assert said.value.field == "phrase"


class TestItsMarks:
    def test_have_nothing_in_common_from_part_to_part_round_to_round_and_key_to_key(self, config, tmp_path):
        other = World(tmp_path / "other").config
        other = type(other)(**{**vars(other), "key": bytes(32)})
        found = [mark for kept, phrase in ((config, MINE), (other, MINE), (config, Phrase(2, MINE.letters))) for mark in phrases.marks(kept, phrase, ["works", "change"]).values()]
        assert len(set(found)) == 6
        assert {len(mark) for mark in found} == {phrases.MARK}
        pieces = [mark[place : place + 4] for mark in found for place in range(len(mark) - 3)]
        assert len(set(pieces)) == len(pieces)

    def test_are_the_same_when_the_phrase_is_typed_again(self, config):
        assert phrases.marks(config, MINE, ["change", "works"]) == phrases.marks(config, phrases.typed("1 BADULO kimera-tusapo"), ["change", "works"])

    def test_are_slow_whatever_they_are_made_for(self, config, monkeypatch):
        """One slow hash each time, also for a round without words: how long it takes tells nothing."""
        asked = []
        real = phrases.hashlib.scrypt
        monkeypatch.setattr(phrases.hashlib, "scrypt", lambda *args, **given: asked.append(given) or real(*args, **given))
        for parts in ([], ["works"], ["works", "change", "more"]):
            phrases.marks(config, MINE, parts)
        assert [(one["n"], one["r"], one["p"]) for one in asked] == [(2**14, 8, 1)] * 3
