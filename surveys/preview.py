"""What a round's people will see, before anything is sent: the promise and the mail, as one of them gets them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from people import store as people_store
from people.model import Company, Person
from surveys import mails, store
from surveys.model import Promise, Wave, promise_of
from surveys.questionnaire import Questionnaire, worded


@dataclass(frozen=True)
class Example:
    """Somebody who would be asked, their group in the round's dimension, and how many of it are asked."""

    person: Person
    group: str
    group_size: int


def example(db: Database, wave: Wave, looking: int) -> Example | None:
    """One of those who are asked, rather not the one who looks; None when nobody is asked."""
    asked = _asked(db, wave)
    others = [person for person in asked if person.id != looking] or asked
    if not others:
        return None
    membership = people_store.membership(db)
    group = membership.get(others[0].id, {}).get(wave.dimension_id or 0, "")
    sizes = Counter(membership.get(person.id, {}).get(wave.dimension_id or 0, "") for person in asked)
    return Example(others[0], group, sizes[group])


def readers(db: Database, wave: Wave, looking: int, company: Company, language: str) -> list[Person]:
    """One of those who are asked for each language that mails go out in, the given language first; rather not the one who looks."""
    asked = _asked(db, wave)
    found: dict[str, Person] = {}
    for person in sorted(asked, key=lambda one: one.id == looking):
        found.setdefault(person.language or company.language, person)
    return [found[one] for one in sorted(found, key=lambda one: (one != language, one))]


def _asked(db: Database, wave: Wave) -> Sequence[Person]:
    """Those who were invited, or who could be."""
    invited = store.invited_people(db, wave.id)
    return [person for person in people_store.people(db) if person.id in invited] or people_store.in_groups(db, store.targets(db, wave.id))


def promise(db: Database, wave: Wave) -> Promise:
    """What is promised: as it was kept at opening, or as it would be now."""
    dimension = people_store.find_dimension(db, wave.dimension_id)
    kept = store.promise(db, wave.id)
    return kept or promise_of(store.settings_of(db, wave), dimension.name if dimension else "", store.questionnaire(db, wave.questionnaire_id), len(people_store.in_groups(db, store.targets(db, wave.id))))


def questionnaire(db: Database, wave: Wave, company: Company) -> Questionnaire:
    return worded(store.asked(db, wave), company.crm)


def mail(db: Database, name: str, wave: Wave, person: Person, asker: Person, company: Company) -> tuple[str, str]:
    """Subject and text of the invitation or the reminder as a person gets it; of a draft, as if its asker opened it now."""
    asked_by = wave if wave.asker_email else replace(wave, asker_name=asker.name, asker_email=asker.email)
    return mails.text(name, asked_by, questionnaire(db, wave, company), person, company, store.own_words(db, wave.id, name))
