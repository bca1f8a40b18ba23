"""A mail as the bytes that go out: text, HTML and, for an invite, a calendar part, in that order."""

import re
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any

import flask
from icalendar.parser import Contentlines

from config import Config
from mail import links
from mail.model import PLACEHOLDER, Mail

WORD_JOINER = "\u2060"  # not seen


class Policy(EmailPolicy):
    """Writes a subject or a name beyond ASCII as one encoded whole: Python's own way, word by word, loses spaces where it folds."""

    def fold(self, name: str, value: Any) -> str:
        if name == "Subject" and not value.isascii():
            return f"{name}: {self._whole(name, value)}{self.linesep}"
        if name in ("From", "To") and not value.isascii() and value.addresses[0].addr_spec.isascii():
            [one] = value.addresses
            return f"{name}: {self._whole(name, one.display_name)}{self.linesep} <{one.addr_spec}>{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")

    def _whole(self, name: str, text: str) -> str:
        return Header(str(text), "utf-8", header_name=name).encode(linesep=self.linesep)


POLICY = Policy(linesep=SMTP.linesep, cte_type="7bit")


def message(mail: Mail, config: Config, sender_name: str) -> EmailMessage:
    """The whole message. Raises ValueError when an address or a header cannot be written."""
    made = EmailMessage(policy=POLICY)
    made["From"] = Address(_header(sender_name), addr_spec=config.sender)
    made["To"] = Address(_header(mail.to_name), addr_spec=mail.to_email)
    made["Subject"] = _header(mail.subject)
    made["Date"] = format_datetime(mail.queued_at)
    made["Message-ID"] = mail.message_id
    if mail.method is None:
        made["Auto-Submitted"] = "auto-generated"
    text = body(mail, config)
    made.set_content(text)
    made.add_alternative(html(mail.subject, text), subtype="html")
    if mail.ics is not None:
        made.add_alternative(calendar(mail, config), subtype="calendar", charset="utf-8", cte="base64", params={"method": str(mail.method)})
    return made


def _header(text: str) -> str:
    """Text for a header, on one line. Python would decode what looks like an encoded word, a line break in it too, and write it out as a header of its own."""
    return " ".join(text.split()).replace("=?", f"={WORD_JOINER}?")


def body(mail: Mail, config: Config) -> str:
    """The text with its link filled in."""
    return mail.body.replace(PLACEHOLDER, link(mail, config))


def calendar(mail: Mail, config: Config) -> str:
    """The calendar part with its link filled in, folded anew."""
    lines = Contentlines.from_ical((mail.ics or "").replace("\r\n", "\n"))  # type: ignore[no-untyped-call]
    filled = Contentlines([type(line)(line.replace(PLACEHOLDER, link(mail, config))) for line in lines])
    return str(filled.to_ical().decode())  # type: ignore[no-untyped-call]


def html(title: str, text: str) -> str:
    """The text as HTML. A line that ends in a colon above an address becomes its button; several such pairs stand in a row. Before an address in the same line it becomes its link."""
    lines = [block.split("\n") for block in text.strip().split("\n\n")]
    return flask.current_app.jinja_env.get_template("mail/message.html").render(title=title, blocks=[([_linked(line) for line in block], _buttons(block)) for block in lines])


def _linked(line: str) -> tuple[str, str]:
    """A line's text, and the address to which all of it leads, if any."""
    found = re.fullmatch(r"(.+): (https?://\S+)", line)
    return (found[1], found[2]) if found else (line, "")


def _buttons(lines: list[str]) -> list[tuple[str, str]]:
    """Label and address of each button of a block; none unless it is buttons throughout."""
    pairs = list(zip(lines[::2], lines[1::2], strict=False))
    buttons = [(label[:-1], url) for label, url in pairs if label.endswith(":") and url.startswith(("http://", "https://"))]
    return buttons if 2 * len(buttons) == len(lines) else []


def link(mail: Mail, config: Config) -> str:
    """The mail's own secret address."""
    return links.url(config, mail.link) if mail.link else config.url
