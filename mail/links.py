"""Secret addresses: derived from the instance's key and what they open, never stored.

A token is the thing's number (5 bytes) and 16 bytes of HMAC-SHA-256, base64url: 28 characters, 128 bits unguessable.
A room's hangs on the wall and may have to be typed: the number, a hyphen, and 40 bits as eight letters and digits.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Protocol, TypeVar

from config import Config
from errors import NotFound
from mail.model import Link

PATHS = {"survey": "/s/", "workshop": "/w/", "sign-in": "/in/", "room": "/r/", "feed": "/feed/", "plan": "/feed/"}

SHORT = "0123456789abcdefghjkmnpqrstvwxyz"  # without the letters that are taken for others (Crockford's base 32)
TYPED = str.maketrans("oil", "011")


class Versioned(Protocol):
    """What a link opens, and which version of the link opens it now."""

    @property
    def link_version(self) -> int: ...


Opened = TypeVar("Opened", bound=Versioned)


def url(config: Config, link: Link) -> str:
    return config.url + PATHS[link.kind] + token(config, link)


def token(config: Config, link: Link) -> str:
    number = link.number.to_bytes(5, "big")
    mac = hmac.digest(config.subkey("links"), f"{link.kind}:{link.number}:{link.version}".encode(), hashlib.sha256)
    if link.kind == "room":
        bits = int.from_bytes(mac[:5], "big")
        return f"{link.number}-" + "".join(SHORT[bits >> 5 * place & 31] for place in range(8))
    return base64.urlsafe_b64encode(number + mac[:16]).decode()


def number_of(offered: str) -> int | None:
    """The number that a token claims to open, unchecked; None when it is no token at all."""
    if short := re.fullmatch(r"([0-9]{1,12})-[0-9a-z]{8}", offered):
        return int(short[1])
    try:
        raw = base64.b64decode(offered.encode("ascii"), b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        return None
    return int.from_bytes(raw[:5], "big") if len(raw) == 21 else None


def followed(config: Config, kind: str, offered: str, find: Callable[[int], Opened]) -> Opened:
    """What a link of that kind opens, found by its number. Raises NotFound for a token that is wrong or of an older version."""
    if kind == "room":
        offered = offered.lower().translate(TYPED)
    number = number_of(offered)
    if number is None:
        raise NotFound("link")
    found = find(number)
    if not opens(config, Link(kind, number, found.link_version), offered):
        raise NotFound("link")
    return found


def opens(config: Config, link: Link, offered: str) -> bool:
    """Whether the token offered is this link's."""
    return hmac.compare_digest(token(config, link).encode(), offered.encode())
