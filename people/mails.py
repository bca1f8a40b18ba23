"""The mails about signing in."""

from datetime import datetime

import pages
from mail.model import SIGN_IN, TEST, Link, Message
from people.model import LINK_LASTS, Company, Person


def sign_in(person: Person, company: Company, number: int, now: datetime) -> Message:
    subject, body = pages.say("people/mail/sign_in.txt", person.language or company.language, person=person, company=company)
    return Message(SIGN_IN, "sign-in", f"sign-in:{number}", person.name, person.email, subject, body, link=Link("sign-in", number), useless_after=now + LINK_LASTS)


def test(person: Person, company: Company, now: datetime) -> Message:
    subject, body = pages.say("people/mail/test.txt", person.language or company.language, person=person, company=company)
    return Message(TEST, "test", f"test:{person.id}:{now.isoformat()}", person.name, person.email, subject, body)
