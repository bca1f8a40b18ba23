"""Sealed answers: noise to everybody without the key, and all of one length."""

from collections import Counter

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from config import from_environment
from surveys import library, sealing
from surveys.disclosure import Record
from surveys.questionnaire import Page, Questionnaire
from surveys.questions.text import Text

SUS = library.template("sus").questionnaire
ANSWERS = {"sus1": 4, "sus2": 1, "works": "The calendar, since it is quick"}

words = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    return from_environment({"OMBORD_DATA": str(tmp_path_factory.mktemp("data")), "OMBORD_KEY": "a key that only the tests know, ever"})


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    return from_environment({"OMBORD_DATA": str(tmp_path_factory.mktemp("other")), "OMBORD_KEY": "another key, of another installation"})


@given(group=words, answers=st.dictionaries(st.sampled_from(["sus1", "works", "change"]), st.integers(0, 10) | words))
def test_what_was_sealed_is_read_again(config, group, answers):
    assert sealing.unseal(config, 7, sealing.seal(config, 7, Record(group, answers))) == Record(group, answers)


def test_another_waves_another_keys_or_a_damaged_record_is_refused(config, other):
    sealed = sealing.seal(config, 7, Record("Sales", ANSWERS))
    damaged = sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:]
    for who, wave, record in ((config, 8, sealed), (other, 7, sealed), (config, 7, damaged), (config, 7, sealed[:-1]), (config, 7, b"")):
        with pytest.raises((InvalidTag, ValueError)):
            sealing.unseal(who, wave, record)


def test_no_word_of_an_answer_can_be_read(config):
    sealed = sealing.seal(config, 7, Record("Sales", ANSWERS))
    assert not any(word in sealed for word in (b"Sales", b"sus1", b"calendar", b"answers", b"    "))


def test_the_same_answers_never_look_the_same(config):
    sealed = [sealing.seal(config, 7, Record("Sales", ANSWERS)) for _ in range(200)]
    assert len({record[:12] for record in sealed}) == 200  # a nonce that came twice would undo the cipher
    assert max(Counter(record[20:28] for record in sealed).values()) == 1


def test_somebody_who_writes_as_much_as_there_is_room_for_leaves_a_record_as_long_as_anybodys(config):
    size = sealing.room(SUS)
    ratings = {f"sus{n}": 5 for n in range(1, 11)}
    most = ratings | {"works": "😀" * 2000, "change": "å" * 2000}
    lengths = {len(sealing.seal(config, 7, Record(group, answers), size)) for group, answers in (("", {"sus1": 1}), ("Sales", ratings), ("Ö" * 100, most))}
    assert lengths == {12 + size + 16}


def test_the_room_grows_in_few_steps_and_ends_somewhere():
    few, many = Questionnaire((Page({}, (Text("a", {"en": "a"}, most=100),)),)), Questionnaire((Page({}, tuple(Text(f"t{n}", {"en": "t"}) for n in range(60))),))
    assert (sealing.room(few), sealing.room(SUS), sealing.room(many)) == (1024, 32768, 65536)


def test_what_does_not_fit_takes_the_next_step(config):
    assert len(sealing.seal(config, 7, Record("", {"a": "x" * 5000}), 1024)) == 12 + 8192 + 16
