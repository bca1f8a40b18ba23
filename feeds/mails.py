"""The mail that brings somebody the address of their calendar."""

from datetime import datetime

import pages
from feeds.model import Address
from mail.model import CALENDAR, Message
from people.model import Company


def address(one: Address, company: Company, now: datetime) -> Message:
    """At most once a day for each address, however often it is asked for."""
    person, link = one.person, one.link
    subject, body = pages.say("feeds/mail/address.txt", person.language or company.language, person=person, company=company, kind=one.kind)
    return Message(CALENDAR, f"person:{person.id}", f"calendar:{link.kind}:{link.number}:{link.version}:{now:%Y-%m-%d}", person.name, person.email, subject, body, link=link)
