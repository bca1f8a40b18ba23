"""Mails as people will get them, before anything is saved or sent: one for each language among the recipients."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from config import Config
from mail.model import Message
from pages.asking import Company
from people.model import Person
from workshops import mails, model
from workshops.model import Invitation, Plan, Workshop


def of_new(plan: Plan, organizer: Person, people: Iterable[Person], company: Company, config: Config, now: datetime) -> list[Message]:
    email = config.sender or organizer.email
    draft = Workshop(**vars(plan), id=0, uid="draft", organizer_id=organizer.id, organizer_name=organizer.name, organizer_email=email, created_at=now, changed_at=now)
    return of_invited(draft, people, company, now)


def of_invited(workshop: Workshop, people: Iterable[Person], company: Company, now: datetime) -> list[Message]:
    fresh = (Invitation(id=0, workshop_id=workshop.id, person_id=one.id, name=one.name, email=one.email, language=one.language, stamp=now) for one in people)
    return _samples(fresh, company, lambda one: mails.invited(workshop, one, company))


def of_change(workshop: Workshop, plan: Plan, invitations: Iterable[Invitation], company: Company) -> list[Message]:
    """What a change would say; nothing when people need not hear of it."""
    what = model.change(workshop, plan)
    after = replace(workshop, **vars(plan))
    asked_again = (replace(one, changed_since=what if one.answer != model.NONE and what == model.TIME else one.changed_since) for one in invitations)
    return _samples(asked_again, company, lambda one: mails.changed(after, one, company, workshop)) if what else []


def of_cancellation(workshop: Workshop, invitations: Iterable[Invitation], company: Company) -> list[Message]:
    return _samples(invitations, company, lambda one: mails.cancelled(replace(workshop, state=model.CANCELLED), one, company))


def _samples(invitations: Iterable[Invitation], company: Company, write: Callable[[Invitation], Message]) -> list[Message]:
    first: dict[str, Invitation] = {}
    for one in invitations:
        first.setdefault(one.language or company.language, one)
    return [write(one) for one in first.values()]
