"""The ambassador's own words for a round's mails. What stands in braces is filled in for each person; what was promised follows below and is nobody's to edit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from errors import N_, Refused
from mail.model import PLACEHOLDER

INVITATION, REMINDER = "invitation", "reminder"
KINDS = (INVITATION, REMINDER)

LINK = "link"
PLACES = {
    LINK: N_("the person’s own link; needed, once, on a line of its own"),
    "name": N_("the person’s name"),
    "title": N_("the survey’s title"),
    "asker": N_("who asks"),
    "company": N_("the company"),
    "minutes": N_("how many minutes it takes"),
    "day": N_("the day on which it closes"),
    "time": N_("the time at which it closes"),
}

MOST_SUBJECT, MOST_BODY = 150, 4000  # characters

_PLACE = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True)
class Words:
    """A mail's subject, and its text down to the promise, with places in braces."""

    subject: str
    body: str


def check_words(words: Words) -> None:
    """Raises Refused, naming the form field, for words that make no mail."""
    for field, text, most in (("subject", words.subject, MOST_SUBJECT), ("body", words.body, MOST_BODY)):
        if not text.strip():
            raise Refused("This is needed.", field=field)
        if len(text) > most:
            raise Refused("This is too long: at most %(most)s characters fit.", field=field, most=most)
        if PLACEHOLDER in text:
            raise Refused("Write {link} where the link belongs, not %(wrong)s.", field=field, wrong=PLACEHOLDER)
        for name in _PLACE.findall(text):
            if name not in PLACES:
                raise Refused("Nothing can be filled in for {%(wrong)s}. The places are listed beside the text.", field=field, wrong=name[:40])
    if "\n" in words.subject or LINK in _PLACE.findall(words.subject):
        raise Refused("The link belongs into the text, not into the subject. A subject is one line.", field="subject")
    if _PLACE.findall(words.body).count(LINK) != 1:
        raise Refused("Write {link} exactly once: without it nobody can answer.", field="body")
    if "{link}" not in [line.strip() for line in words.body.split("\n")]:  # inside another address it would hand the link to whoever that belongs to
        raise Refused("Write {link} on a line of its own.", field="body")


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """The words with their places filled, each once: what is filled in is not read again."""

    def fill(text: str) -> str:
        return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)

    return Words(" ".join(fill(words.subject).split()), fill(words.body))
