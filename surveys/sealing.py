"""Sealed answers: one encrypted record each, padded to a size class, without a time. ChaCha20-Poly1305 (RFC 8439).

Without the instance's key a sealed record is noise. All records of a wave are as long as its fullest form, so that
length does not tell who wrote much; its id is random.
"""

import hashlib
import hmac
import json
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from config import Config
from surveys.disclosure import Kept, Record
from surveys.questionnaire import Questionnaire

SMALLEST, LARGEST = 1024, 65_536  # bytes; only somebody who fills a very long form goes past the largest
SMALLEST_KEPT = 512  # bytes
PHRASE = 40  # bytes of a phrase's mark as JSON, beside the name of its part
WIDEST = 4  # bytes of a character in UTF-8; quotation marks and line breaks take two as JSON
SHORT = 40  # characters of an option's id at most
AROUND = 12 + 16  # bytes that locking adds: nonce and tag

ANSWERS, KEPT = "sealed answers", "kept answers"  # what the keys are derived for


def room(questionnaire: Questionnaire) -> int:
    """How many bytes the fullest form of a questionnaire needs, in whole classes: powers of two from 1 KiB to 64 KiB."""
    needed = 512 + sum(len(part.id) + 64 + WIDEST * part.most + part.words * (len(part.id) + PHRASE) for _question, part in questionnaire.parts)
    return min(LARGEST, max(SMALLEST, 1 << (needed - 1).bit_length()))


def pseudonym(config: Config, survey_id: int, person_id: int) -> str:
    """What stands for a person in a survey's confidential waves: 32 hexadecimal digits, half an HMAC-SHA-256. Without the instance's key it is noise."""
    return hmac.digest(config.subkey("pseudonyms"), f"survey:{survey_id} person:{person_id}".encode(), hashlib.sha256)[:16].hex()


def seal(config: Config, wave_id: int, record: Record, size: int = SMALLEST) -> bytes:
    """A record as bytes: 12 of nonce, then what is encrypted, padded with spaces to `size`, or to a power of two past it."""
    return _locked(_cipher(config, ANSWERS), wave_id, asdict(record), size)


def unseal(config: Config, wave_id: int, sealed: bytes) -> Record:
    """The record again. Raises cryptography's InvalidTag when it is damaged, foreign or another wave's."""
    [record] = unseal_each(config, wave_id, [sealed])
    return record


def unseal_each(config: Config, wave_id: int, sealed: Iterable[bytes]) -> Iterator[Record]:
    """Many records, one after the other. What a million people say alike is in memory once. Raises InvalidTag like `unseal`."""
    cipher = _cipher(config, ANSWERS)
    for one in sealed:
        found = _opened(cipher, wave_id, one)
        answers = {sys.intern(part): sys.intern(value) if isinstance(value, str) and len(value) <= SHORT else value for part, value in found["answers"].items()}
        yield Record(**found | {"group": sys.intern(found["group"]), "answers": answers})


def seal_kept(config: Config, wave_id: int, people: Sequence[Kept], size: int = SMALLEST_KEPT) -> list[bytes]:
    """What is kept of a confidential wave, one record a person: all as long as the longest, in whole classes from `size` on."""
    plain = [asdict(one) for one in people]
    size = max((_class(len(_text(one)), size) for one in plain), default=size)
    cipher = _cipher(config, KEPT)
    return [_locked(cipher, wave_id, one, size) for one in plain]


def unseal_kept(config: Config, wave_id: int, sealed: Sequence[bytes]) -> list[Kept]:
    """The same again. Raises InvalidTag like `unseal`."""
    cipher = _cipher(config, KEPT)
    found = [_opened(cipher, wave_id, one) for one in sealed]
    return [Kept(one["person"], one["group"], one["answers"], tuple(one["paired"])) for one in found]


def _locked(cipher: ChaCha20Poly1305, wave_id: int, plain: Mapping[str, Any], size: int) -> bytes:
    text, nonce = _text(plain), secrets.token_bytes(12)
    return nonce + cipher.encrypt(nonce, text.ljust(_class(len(text), size)), _wave(wave_id))


def _opened(cipher: ChaCha20Poly1305, wave_id: int, sealed: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(cipher.decrypt(sealed[:12], sealed[12:], _wave(wave_id)).rstrip())
    return found


def _text(plain: Mapping[str, Any]) -> bytes:
    return json.dumps(plain, ensure_ascii=False).encode()


def _class(length: int, size: int) -> int:
    while size < length:
        size *= 2
    return size


def _cipher(config: Config, purpose: str) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(config.subkey(purpose))


def _wave(wave_id: int) -> bytes:
    return f"wave:{wave_id}".encode()
