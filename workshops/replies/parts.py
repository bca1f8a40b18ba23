"""The calendars in a mail: its parts of that type, as text."""

import codecs
import re
from email.message import EmailMessage, Message

from mail import letters
from mail.model import TOO_BIG, UNREADABLE, WINMAIL

_FOLD = re.compile(rb"\r?\n[ \t]")
_CHARSET = re.compile(r"(us-ascii|iso-?8859-\d+|windows-\d+|cp\d+|koi8-[ru]|gb\d+|gbk|big5|shift_jis|euc-\w+|iso-2022-\w+)", re.I)  # no codec that computes


class Unreadable(Exception):
    """Why there is no answer in a mail that looks like one: one of the codes of mail.model."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def calendars(mail: EmailMessage) -> list[tuple[str, str]]:
    """The text of every calendar in a mail, each with the method that its part names. Raises Unreadable for what is too long or in Outlook's own form."""
    try:
        parts = list(letters.parts(mail))
        texts = [(_text(part), str(part.get_param("method") or "")) for part in parts if letters.is_calendar(part)]
        if not texts and any(map(letters.is_tnef, parts)):
            raise Unreadable(WINMAIL)
    except Unreadable:
        raise
    except Exception as broken:  # the standard library raises all sorts of things at headers that are none
        raise Unreadable(UNREADABLE) from broken
    return texts


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        raise Unreadable(UNREADABLE)
    if len(raw) > letters.BIGGEST_CALENDAR:
        raise Unreadable(TOO_BIG)
    return _decoded(raw, str(part.get_content_charset() or ""))


def _decoded(raw: bytes, charset: str) -> str:
    """UTF-8 where it can be, whatever is said of it, since programs say it wrong; else what is said, else the commonest of old."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return re.sub(r"\r?\n[ \t]", "", raw.decode("utf-16", "replace"))
    if charset.lower().startswith("utf-16") and b"\0" in raw:
        return re.sub(r"\r?\n[ \t]", "", raw.decode("utf-16-be" if raw[0] == 0 else "utf-16-le", "replace"))
    raw = _FOLD.sub(b"", raw)  # before it is text: a fold may lie inside a letter
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode(charset if _CHARSET.fullmatch(charset) and _known(charset) else "windows-1252", "replace")


def _known(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True
