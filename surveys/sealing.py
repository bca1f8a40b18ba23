"""Sealed answers: one encrypted record each, padded to a size class, without a time. ChaCha20-Poly1305 (RFC 8439).

Without the instance's key a sealed record is noise. All records of a wave are as long as its fullest form, so that
length does not tell who wrote much; its id is random.
"""

import json
import secrets
from dataclasses import asdict

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from config import Config
from surveys.disclosure import Record
from surveys.questionnaire import Questionnaire

SMALLEST, LARGEST = 1024, 65_536  # bytes; only somebody who fills a very long form goes past the largest
PHRASE = 40  # bytes of a phrase's mark as JSON, beside the name of its part
WIDEST = 4  # bytes of a character in UTF-8; quotation marks and line breaks take two as JSON


def room(questionnaire: Questionnaire) -> int:
    """How many bytes the fullest form of a questionnaire needs, in whole classes: powers of two from 1 KiB to 64 KiB."""
    needed = 512 + sum(len(part.id) + 64 + WIDEST * part.most + part.words * (len(part.id) + PHRASE) for _question, part in questionnaire.parts)
    return min(LARGEST, max(SMALLEST, 1 << (needed - 1).bit_length()))


def seal(config: Config, wave_id: int, record: Record, size: int = SMALLEST) -> bytes:
    """A record as bytes: 12 of nonce, then what is encrypted, padded with spaces to `size`, or to a power of two past it."""
    text = json.dumps(asdict(record), ensure_ascii=False).encode()
    while size < len(text):
        size *= 2
    nonce = secrets.token_bytes(12)
    return nonce + _cipher(config).encrypt(nonce, text.ljust(size), _wave(wave_id))


def unseal(config: Config, wave_id: int, sealed: bytes) -> Record:
    """The record again. Raises cryptography's InvalidTag when it is damaged, foreign or another wave's."""
    found = json.loads(_cipher(config).decrypt(sealed[:12], sealed[12:], _wave(wave_id)))
    return Record(**found)


def _cipher(config: Config) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(config.subkey("sealed answers"))


def _wave(wave_id: int) -> bytes:
    return f"wave:{wave_id}".encode()
