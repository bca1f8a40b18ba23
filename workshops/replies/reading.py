"""A mail's answers: REPLY and COUNTER of RFC 5546, as Thunderbird, Exchange, Google and Apple write them."""

import re
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from urllib.parse import unquote

from mail.model import NOT_A_REPLY, UNREADABLE
from workshops.invite import clean
from workshops.model import COUNTER, MAYBE, NO, REPLY, YES, Said
from workshops.replies.lines import Broken, Component, Line, components
from workshops.replies.moments import Zones, moment, zones
from workshops.replies.parts import Unreadable, calendars

ANSWERS = {"ACCEPTED": YES, "TENTATIVE": MAYBE, "DECLINED": NO, "DELEGATED": NO}

MOST_EVENTS = 50
LONGEST_COMMENT = 2000
HIGHEST = 2**31 - 1  # of sequences, RFC 5545's integer


def read(mail: EmailMessage, sender: str) -> list[Said]:
    """What the calendars in a mail from that address say, each once; empty when it holds none. Raises Unreadable when there is no answer in them."""
    found = calendars(mail)
    told = [one for text, method in found for one in _told(text, method, sender.casefold())]
    said = list(dict.fromkeys(one for one in told if isinstance(one, Said)))
    if len(said) > MOST_EVENTS:  # each is judged by all that came before it
        raise Unreadable(UNREADABLE)
    if found and not said:
        raise next((one for one in told if isinstance(one, Unreadable)), Unreadable(NOT_A_REPLY))
    return said


def _told(text: str, method: str, sender: str) -> Iterator[Said | Unreadable]:
    """What each entry of a calendar says, or why that cannot be read; nothing of those that hold no answer yet."""
    try:
        for calendar in components(text):
            method = (calendar.value("METHOD") or method).upper()
            if method not in (REPLY, COUNTER):
                raise Unreadable(NOT_A_REPLY)
            yield from _entries(calendar, method, sender)
    except Unreadable as why:
        yield why
    except Broken:
        yield Unreadable(UNREADABLE)


def _entries(calendar: Component, method: str, sender: str) -> Iterator[Said | Unreadable]:
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    if len(events) > MOST_EVENTS:
        raise Unreadable(UNREADABLE)
    known = zones(calendar)
    for event in events:
        attendee, uid = _attendee(event.all("ATTENDEE"), method, sender), event.value("UID")
        date = event.find("RECURRENCE-ID")
        if attendee is None or not uid or not _address(attendee) or (date and not moment(date, known)):
            yield Unreadable(UNREADABLE)
        elif method == COUNTER or _partstat(attendee) in ANSWERS:
            yield _said(event, attendee, uid, method, known)


def _said(event: Component, attendee: Line, uid: str, method: str, known: Zones) -> Said:
    starts, ends = (moment(event.find(name), known) if method == COUNTER else None for name in ("DTSTART", "DTEND"))
    stamp = moment(event.find("DTSTAMP"), known)
    return Said(
        method=method, uid=uid, attendee=_address(attendee), answer=ANSWERS.get(_partstat(attendee), ""), sequence=_sequence(event.value("SEQUENCE")),
        stamp=stamp if stamp and stamp.tzinfo else None, comment=_comment(event, attendee), date=moment(event.find("RECURRENCE-ID"), known),
        starts=starts, ends=ends, delegated=_partstat(attendee) == "DELEGATED",
        delegate=_mailbox(attendee.params.get("DELEGATED-TO", "")), stands_for=_mailbox(attendee.params.get("DELEGATED-FROM", "")),
    )


def _attendee(lines: Sequence[Line], method: str, sender: str) -> Line | None:
    """The one who answers. A delegate may repeat who delegated; a proposal may name others; any other second one makes it unclear."""
    if len(lines) > 1:
        listed = {_address(line) for line in lines}
        lines = [line for line in lines if not (_partstat(line) == "DELEGATED" and _mailbox(line.params.get("DELEGATED-TO", "")) in listed)]
    if len(lines) > 1 and method == COUNTER:
        lines = [line for line in lines if _address(line) == sender]
    return lines[0] if len(lines) == 1 else None


def _partstat(attendee: Line) -> str:
    return attendee.params.get("PARTSTAT", "").strip().upper()


def _address(attendee: Line) -> str:
    """Apple writes an address of its own as the value and the real one as EMAIL."""
    return _mailbox(attendee.value) or _mailbox(attendee.params.get("EMAIL", ""))


def _mailbox(value: str) -> str:
    bare = clean(unquote(re.sub(r"^mailto:", "", value.strip(), flags=re.I))).strip().casefold()
    return bare if re.fullmatch(r"[^\s@:<>]{1,64}@[^\s@:<>]{1,255}", bare) else ""


def _sequence(value: str) -> int:
    return min(int(value), HIGHEST) if re.fullmatch(r"[0-9]{1,10}", value.strip()) else 0


def _comment(event: Component, attendee: Line) -> str:
    """What they wrote with it; Google puts it beside the address."""
    said = "\n".join(line.text for line in event.all("COMMENT")) or attendee.params.get("X-RESPONSE-COMMENT", "")
    return clean(said).strip()[:LONGEST_COMMENT]
