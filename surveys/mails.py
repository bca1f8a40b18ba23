"""The mails about surveys: the invitation and the reminder. Their link's place is marked; it is derived at sending."""

from datetime import date, datetime

import pages
from mail.model import INVITATION, PLACEHOLDER, REMINDER, Link, Message
from people.model import Company, Person
from surveys.model import Invitation, Wave
from surveys.questionnaire import Questionnaire


def invitation(wave: Wave, content: Questionnaire, person: Person, company: Company, number: int, version: int = 0, again: datetime | None = None) -> Message:
    """The invitation to a wave for one person; `again` tells a second sending from the first."""
    subject, body = text("invitation", wave, content, person, company)
    dedup = f"wave:{wave.id}:invitation:{number}" + (f":{again.isoformat()}" if again else "")
    return Message(INVITATION, f"wave:{wave.id}", dedup, person.name, person.email, subject, body, link=Link("survey", number, version), useless_after=wave.closes_at)


def reminder(wave: Wave, content: Questionnaire, person: Person, company: Company, invitation: Invitation, day: date) -> Message:
    subject, body = text("reminder", wave, content, person, company)
    dedup = f"wave:{wave.id}:reminder:{day}/{invitation.id}"
    return Message(REMINDER, f"wave:{wave.id}", dedup, person.name, person.email, subject, body, link=Link("survey", invitation.id, invitation.link_version), useless_after=wave.closes_at)


def text(name: str, wave: Wave, content: Questionnaire, person: Person, company: Company) -> tuple[str, str]:
    """Subject and body as one person gets them, the link's place marked: also what the preview shows."""
    return pages.say(f"surveys/mail/{name}.txt", person.language or company.language, wave=wave, content=content, person=person, company=company, link=PLACEHOLDER)
