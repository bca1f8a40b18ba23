"""A mail that came in: its bytes read, whatever they are, and what can be told without knowing any workshop."""

import email
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import EmailPolicy
from email.utils import getaddresses
from typing import Any

from mail.model import AUTOMATIC, FORGED, TOO_BIG, Letter

CALENDAR = ("text/calendar", "application/ics")
TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
LONGEST_HEADER = 2_000  # characters
MOST_PARTS = 1_000
MOST_NESTED = 30  # multiparts, and mails attached; each line is compared with the ends of all that it lies in
BIGGEST_CALENDAR = 256 * 1024  # reading one takes some three seconds a megabyte

_MENTIONS = re.compile(rb"text/calendar|application/ics|ms-tnef|winmail\.dat|\.ics\b", re.I)
_STRUCTURE = re.compile(rb'"text" "calendar"|"application" "ics"|"(vnd\.)?ms-tnef"|winmail\.dat|\.ics"', re.I)
_BOUNDARY = re.compile(rb"[\r\n]--")
_NEST = re.compile(rb"[\r\n]content-type[ \t]*:[ \t\r\n]*(?:multipart|message)/", re.I)
_ANSWER = re.compile(rb"^METHOD[^:\r\n]*:[ \t]*(REPLY|COUNTER)\b", re.I | re.M)


class Policy(EmailPolicy):
    """Reads a header so far only: Python takes minutes for the addresses of a megabyte."""

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        return super().header_fetch_parse(name, value[:LONGEST_HEADER])


POLICY = Policy()


def read(raw: bytes, now: datetime) -> Letter:
    """The mail of these bytes. Reads anything: what is broken in it shows when it is asked for."""
    headers = BytesHeaderParser().parsebytes(raw)
    message_id = str(headers.get("Message-ID", "")).strip()
    sender = _sender(", ".join(map(str, headers.get_all("From", []))))
    return Letter(hashlib.sha256(message_id.encode("utf-8", "replace") or raw).hexdigest(), sender, now, _content(raw), raw)


def unread(raw: bytes, now: datetime) -> Letter:
    """What stands for a mail that cannot be read at all."""
    return Letter(hashlib.sha256(raw).hexdigest(), "", now, EmailMessage(), raw)


def _content(raw: bytes) -> EmailMessage:
    """The mail in its parts; of one with parts by the thousand, which is nobody's answer, only the headers."""
    try:
        found = email.message_from_bytes(raw, policy=POLICY) if len(_BOUNDARY.findall(raw)) <= MOST_PARTS and len(_NEST.findall(raw)) <= MOST_NESTED else None
    except RecursionError:  # a header's remarks within remarks
        found = None
    found = found or BytesHeaderParser(policy=POLICY).parsebytes(raw)
    assert isinstance(found, EmailMessage)
    return found


def _sender(written: str) -> str:
    """The address that a mail is from; empty when it names several or more than is read, as mail servers vouch for one of them only: kim@ours <somebody@theirs>."""
    if len(written) > LONGEST_HEADER:
        return ""
    found = {address.casefold(): address for _name, address in getaddresses([written]) if "@" in address}
    return "".join(filter(str.isprintable, next(iter(found.values()))))[:320] if len(found) == 1 else ""


def has_calendar(letter: Letter) -> bool:
    """Whether the mail carries something for a calendar. What is forwarded as an attachment is not the mail's own."""
    return mentions_calendar(letter) and any(is_calendar(part) or is_tnef(part) for part in parts(letter.content))


def mentions_calendar(letter: Letter) -> bool:
    """Whether that may be so; for a mail that is too broken to tell."""
    return bool(_MENTIONS.search(letter.raw))


def structure_has_calendar(structure: bytes) -> bool:
    """The same, told from the BODYSTRUCTURE (RFC 3501, 7.4.2) of a mail that is too big to fetch."""
    return bool(_STRUCTURE.search(structure))


def parts(content: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a mail, but not those of mails inside it."""
    if content.get_content_maintype() == "multipart":
        for part in content.iter_parts():
            if isinstance(part, EmailMessage):
                yield from parts(part)
    else:
        yield content


def is_calendar(part: EmailMessage) -> bool:
    return part.get_content_type() in CALENDAR or (part.get_filename() or "").casefold().endswith(".ics")


def is_tnef(part: EmailMessage) -> bool:
    return part.get_content_type() in TNEF or (part.get_filename() or "").casefold() == "winmail.dat"


def refused(letter: Letter) -> str:
    """Why what a mail says for a calendar does not count, whatever it says; empty when nothing speaks against it."""
    calendars = [_bytes(part) for part in parts(letter.content) if is_calendar(part)]
    if _forged(letter.content):
        return FORGED
    if any(len(found) > BIGGEST_CALENDAR for found in calendars):
        return TOO_BIG
    return AUTOMATIC if calendars and _by_itself(letter.content) and not any(map(_ANSWER.search, calendars)) else ""


def _forged(content: EmailMessage) -> bool:
    """Our own server's verdict is the topmost (RFC 8601, 5); those below are whatever the sender wrote."""
    verdicts = content.get_all("Authentication-Results", [])
    return bool(verdicts and re.search(r"\bdmarc\s*=\s*fail\b", re.sub(r"\([^()]*\)", " ", str(verdicts[0])), re.I))


def _by_itself(content: EmailMessage) -> bool:
    """Whether a machine or a list sent it. That alone says little: Google marks the answers that people press so."""
    by_machine = str(content.get("Auto-Submitted", "no")).strip().casefold() != "no"
    return by_machine or "List-Id" in content or str(content.get("Precedence", "")).strip().casefold() in ("bulk", "list", "junk")


def _bytes(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
