"""Every setting, in one place: read from the environment once, frozen afterwards."""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from errors import Refused

LANGUAGES = {"en": "English", "sv": "Svenska"}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("OMBORD_DATA", "data", "The data folder: the database, the key and automatic copies live there."),
    Setting("OMBORD_HOST", "127.0.0.1", "The address to listen on. Behind a reverse proxy on the same machine, leave it."),
    Setting("OMBORD_PORT", "8000", "The port to listen on."),
    Setting("OMBORD_URL", "http://127.0.0.1:PORT", "The public address. Links in mails begin with it; other host names are refused."),
    Setting("OMBORD_SMTP", "", "The mail server: smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465. Without it mails wait in the outbox."),
    Setting("OMBORD_SENDER", "", "The address that mails and invites come from. A real mailbox that somebody reads; required with OMBORD_SMTP."),
    Setting("OMBORD_IMAP", "", "The mailbox of OMBORD_SENDER, read for answers that come from people's calendars: imap://user:password@host:143 (STARTTLS) or imaps://user:password@host:993. Without it people answer by their link."),
    Setting("OMBORD_KEY", "", "The instance's key, at least 32 characters. Without it one is made and kept in the data folder as key, readable by its owner only."),
    Setting("OMBORD_PROXY", "", "The address of the reverse proxy whose X-Forwarded-For and -Proto are believed, for example 127.0.0.1."),
)


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str
    implicit_tls: bool


@dataclass(frozen=True)
class Config:
    data: Path
    host: str
    port: int
    url: str
    smtp: Server | None
    imap: Server | None
    sender: str
    proxy: str
    key: bytes
    demo: bool = False

    @property
    def database(self) -> Path:
        return self.data / "ombord.db"

    @property
    def hostname(self) -> str:
        return urlsplit(self.url).hostname or "localhost"

    @property
    def local(self) -> bool:
        """Whether its links lead nowhere but to the machine itself."""
        return self.hostname in LOOPBACK

    @property
    def hears(self) -> bool:
        """Whether answers from people's calendars come in; in the demo they do without a mailbox."""
        return self.imap is not None or self.demo

    def subkey(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, derived from the instance's key by HMAC-SHA-256."""
        return hmac.digest(self.key, purpose.encode(), hashlib.sha256)

    def for_demo(self, data: Path) -> "Config":
        """The same place to listen, one port up, with data, key and mails of its own."""
        port = self.port + 1
        url = f"http://127.0.0.1:{port}"
        return replace(self, data=data, host="127.0.0.1", port=port, url=url, smtp=None, imap=None, sender="ombord@nordverk.example.com", key=bytes(32), proxy="", demo=True)


def from_environment(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings in force. Raises Refused, naming the variable, when one makes no sense."""
    data = Path(environ.get("OMBORD_DATA") or Path(__file__).parent / "data").absolute()
    port = _port(environ.get("OMBORD_PORT") or "8000")
    smtp = _server("OMBORD_SMTP", environ.get("OMBORD_SMTP", ""), ("smtp", "smtps"), (587, 465))
    imap = _server("OMBORD_IMAP", environ.get("OMBORD_IMAP", ""), ("imap", "imaps"), (143, 993))
    sender = _sender(environ.get("OMBORD_SENDER", ""))
    if smtp and not sender:
        raise Refused("OMBORD_SMTP needs OMBORD_SENDER: the address that mails come from.")
    if imap and not sender:
        raise Refused("OMBORD_IMAP needs OMBORD_SENDER: the address whose mailbox it is.")
    return Config(
        data=data,
        host=environ.get("OMBORD_HOST") or "127.0.0.1",
        port=port,
        url=_url(environ.get("OMBORD_URL") or f"http://127.0.0.1:{port}"),
        smtp=smtp,
        imap=imap,
        sender=sender,
        proxy=environ.get("OMBORD_PROXY", ""),
        key=_key(environ.get("OMBORD_KEY", ""), data),
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Refused("OMBORD_PORT must be a number from 1 to 65535, not %(text)s.", text=text)
    return int(text)


def _url(text: str) -> str:
    parts = _parts(text)
    if not parts or parts.username or parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.path.strip("/"):
        raise Refused("OMBORD_URL must look like https://ombord.example.com, not %(text)s.", text=text)
    return text.rstrip("/")


def _parts(text: str) -> SplitResult | None:
    """An address in its parts; None when it is none, or its port is no port."""
    try:
        parts = urlsplit(text)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _sender(text: str) -> str:
    if text and not re.fullmatch(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+", text):
        raise Refused("OMBORD_SENDER must be a bare address such as ombord@example.com, not %(text)s.", text=text)
    return text


def _server(name: str, text: str, schemes: tuple[str, str], ports: tuple[int, int]) -> Server | None:
    """The scheme that ends in s, and its port, are for TLS from the first byte."""
    if not text:
        return None
    parts = _parts(text)
    if not parts or parts.scheme not in schemes or not parts.hostname:
        raise Refused("%(name)s must look like %(scheme)s://user:password@host:%(port)s.", name=name, scheme=schemes[0], port=ports[0])
    implicit_tls = parts.scheme == schemes[1]
    return Server(parts.hostname, parts.port or ports[implicit_tls], unquote(parts.username or ""), unquote(parts.password or ""), implicit_tls)


def _key(text: str, data: Path) -> bytes:
    """The key given, or the one kept beside the data; made, with tight permissions, the first time."""
    path = data / "key"
    if not text and not path.exists():
        data.mkdir(0o700, parents=True, exist_ok=True)
        _write_key(path)
    secret = text or path.read_text().strip()
    if len(secret) < 32:
        raise Refused("%(where)s must have at least 32 characters.", where="OMBORD_KEY" if text else f"The key in {path}")
    return hashlib.sha256(secret.encode()).digest()


def _write_key(path: Path) -> None:
    fresh = path.with_name(f"key.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32) + "\n")
    try:
        os.link(fresh, path)  # fails if another process was first: then that key counts
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
