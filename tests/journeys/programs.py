"""Mail programs that answer an invite, each in its own form: the files of the workshops' tests, filled in from the invite that somebody got."""

import base64
import email
import email.policy
import itertools
import re
from datetime import datetime
from email.message import EmailMessage, Message

import vobject
from icalendar.parser import Contentlines

from tests.workshops.mailed import KIM, file

ACCEPTED, TENTATIVE, DECLINED = "ACCEPTED", "TENTATIVE", "DECLINED"

_numbers = itertools.count(1)


def answer(form: str, invite: bytes, at: datetime, partstat: str = "", sender: str = "", **headers: str) -> bytes:
    """A mail in one of the forms, from `sender` or whom the invite is for. It says what the form says, or `partstat`."""
    event = vobject.readOne(invite.decode()).vevent
    address = sender or event.attendee.value.removeprefix("mailto:")
    mail = email.message_from_bytes(_from(address, file(form)), policy=email.policy.compat32)
    mail.replace_header("Message-ID", f"<{next(_numbers)}@mail.example.com>")
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    filled = {r"^UID:.*": f"UID:{event.uid.value}", r"^SEQUENCE:.*": f"SEQUENCE:{event.sequence.value}", r"^DTSTAMP:.*": f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}"}
    for part in mail.walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            _fill(part, address, filled | ({"PARTSTAT=[A-Z]+": f"PARTSTAT={partstat}"} if partstat else {}))
    return mail.as_bytes()


def _from(address: str, raw: bytes) -> bytes:
    return re.sub(re.escape(KIM).encode(), address.encode(), raw, flags=re.I)


def _fill(part: Message, address: str, filled: dict[str, str]) -> None:
    lines = Contentlines.from_ical(bytes(part.get_payload(decode=True)).decode())
    texts = [re.sub(re.escape(KIM), address, line, flags=re.I) for line in lines]
    for old, new in filled.items():
        texts = [re.sub(old, new, text) for text in texts]
    written = Contentlines([type(lines[0])(text) for text in texts]).to_ical()
    in_base64 = part["Content-Transfer-Encoding"] == "base64"
    part.set_payload(base64.encodebytes(written).decode() if in_base64 else written.decode("ascii", "surrogateescape"))


def bounced(mail: EmailMessage, words: str) -> bytes:
    """What a mail server sends back when it could not deliver a mail after all (RFC 3464)."""
    to = mail["To"].addresses[0].addr_spec
    return f"""From: Mail Delivery System <mailer-daemon@example.com>
Subject: Undelivered Mail Returned to Sender
Message-ID: <{next(_numbers)}@mx.example.com>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="report"

--report
Content-Type: text/plain

Your mail could not be delivered.

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; {to}
Action: failed
Status: {words.split()[1]}
Diagnostic-Code: smtp; {words}

--report
Content-Type: text/rfc822-headers

Message-ID: {mail["Message-ID"]}
To: {to}

--report--
""".replace("\n", "\r\n").encode()
