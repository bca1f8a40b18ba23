"""The mails about surveys: the invitation and the reminder. Their link's place is marked; it is derived at sending."""

from collections.abc import Mapping
from datetime import date, datetime

import flask_babel

import pages
from mail.model import INVITATION, PLACEHOLDER, REMINDER, Link, Message
from pages.filters import clock, day
from people.model import Company, Person
from surveys import words
from surveys.model import Invitation, Wave
from surveys.questionnaire import Questionnaire
from surveys.words import PLACES, Words

Own = Mapping[str, Words]  # a round's own words by language
NONE: Own = {}


def invitation(wave: Wave, content: Questionnaire, person: Person, company: Company, number: int, own: Own = NONE, version: int = 0, again: datetime | None = None) -> Message:
    """The invitation to a wave for one person; `again` tells a second sending from the first."""
    subject, body = text(words.INVITATION, wave, content, person, company, own)
    dedup = f"wave:{wave.id}:invitation:{number}" + (f":{again.isoformat()}" if again else "")
    return Message(INVITATION, f"wave:{wave.id}", dedup, person.name, person.email, subject, body, link=Link("survey", number, version), useless_after=wave.closes_at)


def reminder(wave: Wave, content: Questionnaire, person: Person, company: Company, invitation: Invitation, day: date, own: Own = NONE) -> Message:
    subject, body = text(words.REMINDER, wave, content, person, company, own)
    dedup = f"wave:{wave.id}:reminder:{day}/{invitation.id}"
    return Message(REMINDER, f"wave:{wave.id}", dedup, person.name, person.email, subject, body, link=Link("survey", invitation.id, invitation.link_version), useless_after=wave.closes_at)


def text(kind: str, wave: Wave, content: Questionnaire, person: Person, company: Company, own: Own = NONE) -> tuple[str, str]:
    """Subject and body as one person gets them, the link's place marked: also what the preview shows.

    The round's own words or the usual ones, and below them what was promised.
    """
    language = person.language or company.language
    said = words.filled(own.get(language) or usual(kind, language), _values(wave, content, person, company, language))
    return pages.say("surveys/mail/round.txt", language, kind=kind, subject=said.subject, body=said.body, wave=wave)


def usual(kind: str, language: str) -> Words:
    """The words that go out when a round has none of its own, with their places in braces."""
    subject, body = pages.say(f"surveys/mail/{kind}.txt", language, **{name: f"{{{name}}}" for name in PLACES})
    return Words(subject, body.strip())


def _values(wave: Wave, content: Questionnaire, person: Person, company: Company, language: str) -> dict[str, str]:
    with flask_babel.force_locale(language):
        closes = {"day": day(wave.closes), "time": clock(wave.closes)}
    return closes | {"link": PLACEHOLDER, "name": person.name, "title": wave.title, "asker": wave.asker_name, "company": company.name, "minutes": str(content.minutes)}
