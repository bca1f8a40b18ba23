"""Mails as others would send them: the answer of a calendar, and what a mail server says when it could not deliver."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from icalendar import Event, vCalAddress

import walltime
from mail.model import Mail
from workshops import invite
from workshops.model import Workshop


def reply(workshop: Workshop, sender: str, answer: str, sequence: int, now: datetime, comment: str = "") -> bytes:
    """Yes, maybe or no, as the buttons of a calendar send it."""
    return _from_calendar("REPLY", workshop, sender, invite.PARTSTAT[answer], sequence, now, comment)


def counter(workshop: Workshop, sender: str, sequence: int, now: datetime, starts: datetime, comment: str) -> bytes:
    """Another time, on the workshop's clocks."""
    begins = starts.replace(tzinfo=walltime.zone(workshop.zone))
    return _from_calendar("COUNTER", workshop, sender, "TENTATIVE", sequence, now, comment, dtstart=begins, dtend=begins + (workshop.ends - workshop.starts))


def bounce(mail: Mail, words: str, now: datetime) -> bytes:
    """A report that a mail was not delivered (RFC 3464). `words` are the server's, as "552 5.2.2 mailbox is full"."""
    lines = [
        "From: Mail Delivery System <mailer-daemon@nordverk.example.com>", f"Date: {format_datetime(now)}", "Subject: Undelivered mail", "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="report"', "",
        "--report", "", f"Your mail to {mail.to_email} could not be delivered.", "",
        "--report", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.nordverk.example.com", "",
        f"Final-Recipient: rfc822; {mail.to_email}", "Action: failed", f"Status: {words.split()[1]}", f"Diagnostic-Code: smtp; {words}", "",
        "--report", "Content-Type: text/rfc822-headers", "", f"Message-ID: {mail.message_id}", "", "--report--", "",
    ]
    return "\r\n".join(lines).encode()


def _from_calendar(method: str, workshop: Workshop, sender: str, partstat: str, sequence: int, now: datetime, comment: str, **times: datetime) -> bytes:
    event = Event()
    for name, value in {"uid": workshop.uid, "sequence": sequence, "dtstamp": now, **times}.items():
        event.add(name, value)
    event.add("attendee", vCalAddress.new(sender, partstat=partstat))
    if comment:
        event.add("comment", comment)
    calendar = invite.frame(method)
    calendar.add_component(event)
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"], made["Date"] = sender, workshop.organizer_email, workshop.title, format_datetime(now)
    made.set_content(comment or workshop.title)
    made.add_alternative(calendar.to_ical().decode(), subtype="calendar", params={"method": method})
    return made.as_bytes()
