"""What went out and what came back about a workshop, in time order: each mail with the version of the entry that it carried."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mail.model import Mail
from workshops.invite import CANCEL
from workshops.model import Reply

INVITATION, CHANGE, AGAIN, CANCELLATION = "invitation", "change", "again", "cancellation"  # what a mail was; said in words by templates/workshops/parts.html

_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)\r?$", re.MULTILINE)  # what people write is folded or escaped, and begins no line


@dataclass(frozen=True, kw_only=True)
class Line:
    """A mail of ours or something that came back. `version` counts from one; None: the mail had no entry, or it was erased."""

    at: datetime
    who: str
    invitation_id: int | None
    version: int | None
    what: str = ""
    mail: Mail | None = None
    reply: Reply | None = None


def lines(mails: Iterable[Mail], replies: Iterable[Reply], names: Mapping[int, str]) -> list[Line]:
    """The earliest first. Mails are given in the order in which they were queued; `names` are those of the invited, by invitation."""
    sent = _sent(mails)
    known = {line.invitation_id: line.who for line in sent} | dict(names)
    came = [_came(reply, known.get(reply.invitation_id, "")) for reply in replies]
    return sorted([*sent, *came], key=lambda line: (line.at, line.reply is not None, line.reply.id if line.reply else 0))


def version(ics: str | None) -> int | None:
    """The version that an entry is: its SEQUENCE, counted from one."""
    found = _SEQUENCE.search(ics or "")
    return int(found[1]) + 1 if found else None


def _sent(mails: Iterable[Mail]) -> list[Line]:
    made = []
    before: dict[int | None, Line] = {}
    for mail in mails:
        to = mail.link.number if mail.link else None
        line = Line(at=mail.queued_at, who=mail.to_name, invitation_id=to, version=version(mail.ics), what=_what(mail, before.get(to)), mail=mail)
        made.append(line)
        if line.what:
            before[to] = line
    return made


def _what(mail: Mail, before: Line | None) -> str:
    """What a mail was to one person, after the one before: after a cancellation comes an invitation."""
    now = version(mail.ics)
    if now is None:
        return ""
    if mail.method == CANCEL:
        return CANCELLATION
    if before is None or before.what == CANCELLATION:
        return INVITATION
    return CHANGE if now != before.version else AGAIN


def _came(reply: Reply, name: str) -> Line:
    return Line(at=reply.at, who=name or reply.attendee or reply.sender, invitation_id=reply.invitation_id, version=None if reply.sequence is None else reply.sequence + 1, reply=reply)
