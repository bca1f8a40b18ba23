"""The mails about a workshop, each with its entry for the calendar."""

from typing import Any

import pages
from mail.model import PLACEHOLDER, WORKSHOP, Link, Message
from pages.asking import Company
from workshops import invite
from workshops.invite import CANCEL, PUBLISH, REQUEST, Entry
from workshops.model import Invitation, Plan, Workshop


def invited(workshop: Workshop, invitation: Invitation, company: Company) -> Message:
    return _message("invited", workshop, invitation, company, _request(workshop, invitation))


def changed(workshop: Workshop, invitation: Invitation, company: Company, before: Plan) -> Message:
    return _message("changed", workshop, invitation, company, _request(workshop, invitation), before=before)


def cancelled(workshop: Workshop, invitation: Invitation, company: Company) -> Message:
    return _message("cancelled", workshop, invitation, company, CANCEL)


def removed(workshop: Workshop, invitation: Invitation, company: Company) -> Message:
    """To one person who has been taken off the list."""
    return _message("removed", workshop, invitation, company, CANCEL)


def full(workshop: Workshop, invitation: Invitation, company: Company) -> Message:
    """To somebody whose calendar said yes when no seat was left. The entry says again what their answer is."""
    return _message("full", workshop, invitation, company, _request(workshop, invitation))


def calendar(workshop: Workshop, invitation: Invitation, company: Company, method: str, url: str = PLACEHOLDER) -> str:
    """The entry for one person's calendar, in that person's language."""
    return invite.calendar(workshop, invitation, Entry(description(workshop, invitation, company, method, url), url), method)


def description(workshop: Workshop, invitation: Invitation, company: Company, method: str, url: str) -> str:
    """What the entry says when it is opened, complete without the mail, which Outlook deletes once it is answered."""
    context = {"workshop": workshop, "url": url, "open": method != CANCEL, "heard": heard(method)}
    return pages.say("workshops/mail/calendar.txt", invitation.language or company.language, **context)[1].strip()


def heard(method: str) -> bool:
    """Whether an answer given in the calendar reaches us: its buttons come with a request, and somebody must read the mailbox."""
    return method == REQUEST and pages.config().hears


def _request(workshop: Workshop, invitation: Invitation) -> str:
    return PUBLISH if invite.own(workshop, invitation.email) else REQUEST


def _message(template: str, workshop: Workshop, invitation: Invitation, company: Company, method: str, **context: Any) -> Message:
    language = invitation.language or company.language
    subject, body = pages.say(f"workshops/mail/{template}.txt", language, workshop=workshop, invitation=invitation, company=company, heard=heard(method), **context)
    return Message(
        WORKSHOP, f"workshop:{workshop.id}", f"workshop:{invitation.id}:{invitation.sequence}:{invitation.stamp}", invitation.name, invitation.email, subject, body,
        link=Link("workshop", invitation.id, invitation.link_version),
        ics=calendar(workshop, invitation, company, method), method=method, useless_after=workshop.ends_at,
    )
