"""What mail servers say when they could not deliver: delivery status notifications (RFC 3464), and the letters of those that write none.

A mail of ours is known by its Message-ID, which nobody can guess; so a bounce needs no other proof.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

from mail import letters
from mail.model import Letter

OURS = re.compile(rb"<[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@ombord\.mail>")

_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"'@]{1,64}@[^\s<>()\[\]:;,\"'@]{1,254}[^\s<>()\[\]:;,\"'@.]")
_CODE = re.compile(r"(?:\b5\d\d[ -]|(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.]))")
_COPY = re.compile(r"^--.*(?:copy of (?:the|your) message|original message|below this line)", re.I | re.M)
_MOST = 300


@dataclass(frozen=True)
class Bounce:
    """That a mail of ours, known by its Message-ID, did not arrive at some addresses, in lower case; none when none is named."""

    message_id: str
    recipients: frozenset[str]
    words: str


def is_report(content: EmailMessage) -> bool:
    """Whether a mail server speaks here, about a mail that was sent."""
    sender = str(content.get("From", "")).casefold()
    return content.get_content_type() == "multipart/report" or "X-Failed-Recipients" in content or "mailer-daemon@" in sender or "postmaster@" in sender


def read(letter: Letter) -> Bounce | None:
    """What a report says about a mail of ours; None when it tells of no failure for good, or of no mail of ours."""
    found = OURS.search(letter.raw)
    said = (_status(letter.content) if any(_blocks(letter.content)) else _letter(letter.content)) if found else None
    return Bounce(found[0].decode(), *said) if found and said else None


def _blocks(content: EmailMessage) -> Iterator[Message]:
    """The groups of fields of a delivery status: one about the message, one for each recipient."""
    for part in content.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from part.get_payload()  # type: ignore[misc]


def _status(content: EmailMessage) -> tuple[frozenset[str], str] | None:
    failed = [block for block in _blocks(content) if str(block.get("Action", "")).strip().casefold() == "failed"]
    recipients = {_after_type(block.get(name, "")).strip("<>").casefold() for block in failed for name in ("Original-Recipient", "Final-Recipient")} - {""}
    return (frozenset(recipients), _clean(_diagnosis(failed[0]))) if failed else None


def _diagnosis(block: Message) -> str:
    code, status = _after_type(block.get("Diagnostic-Code", "")), str(block.get("Status", "")).strip()
    return code if status in code else f"{status} {code}"


def _after_type(value: object) -> str:
    """The value of a field such as "rfc822; kalle@example.com"."""
    return str(value).partition(";")[2].strip()


def _letter(content: EmailMessage) -> tuple[frozenset[str], str] | None:
    """A failure told in words only: qmail's, and older Exchange's."""
    text = _COPY.split(_text(content), maxsplit=1)[0]
    code, named = _CODE.search(text), str(content.get("X-Failed-Recipients", ""))
    if not (code or named or "permanent" in text):
        return None
    words = text[code.start():].split("\n\n", 1)[0] if code else text.strip().split("\n\n")[-1]
    return frozenset(found.casefold() for found in _ADDRESS.findall(named or text)), _clean(words)


def _text(content: EmailMessage) -> str:
    part = next((part for part in letters.parts(content) if part.get_content_type() == "text/plain"), None)
    found = part.get_payload(decode=True) if part else b""
    return found.decode("utf-8", "replace").replace("\r\n", "\n") if isinstance(found, bytes) else ""


def _clean(words: str) -> str:
    """On one line, and not too long."""
    return "".join(filter(str.isprintable, " ".join(words.split())))[:_MOST]
