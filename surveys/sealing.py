"""Sealed answers: one encrypted record each, padded to a size class, without a time. ChaCha20-Poly1305 (RFC 8439).

Without the instance's key a sealed record is noise; its length tells only its class, its id is random.
"""

import json
import secrets
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from config import Config
from surveys.disclosure import Record
from surveys.questions import Value

SMALLEST = 1024


def seal(config: Config, wave_id: int, group: str, answers: Mapping[str, Value]) -> bytes:
    """A record as bytes: 12 of nonce, then what is encrypted, padded with spaces to a power of two."""
    text = json.dumps({"group": group, "answers": answers}).encode()
    size = SMALLEST
    while size < len(text):
        size *= 2
    nonce = secrets.token_bytes(12)
    return nonce + _cipher(config).encrypt(nonce, text.ljust(size), _wave(wave_id))


def unseal(config: Config, wave_id: int, sealed: bytes) -> Record:
    """The record again. Raises cryptography's InvalidTag when it is damaged, foreign or another wave's."""
    found = json.loads(_cipher(config).decrypt(sealed[:12], sealed[12:], _wave(wave_id)))
    return Record(found["group"], found["answers"])


def _cipher(config: Config) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(config.subkey("sealed answers"))


def _wave(wave_id: int) -> bytes:
    return f"wave:{wave_id}".encode()
