"""Picking people by groups and by name, without script: a search keeps what is ticked."""

from dataclasses import dataclass

import pages
from pages.forms import as_choices
from people import store as people_store
from people.model import Dimension, Group, Person
from workshops import actions
from workshops.forms import PeopleForm

MOST = 60


@dataclass(frozen=True)
class Picker:
    """What the page shows: groups by dimension, those ticked, the first of those who fit the search, how many fit beyond them, and where each belongs."""

    groups: list[tuple[Dimension, list[Group]]]
    ticked: list[Person]
    found: list[Person]
    more: int
    belongs: dict[int, str]


def offer(form: PeopleForm, but: frozenset[int] = frozenset()) -> Picker:
    """Set the form's choices, leaving out those invited already, and say what to show."""
    db = pages.db()
    people = [person for person in people_store.people(db) if person.id not in but]
    groups = people_store.groups(db)
    form.groups.choices = as_choices([(str(group.id), group.name) for group in groups])
    form.people.choices = as_choices([(str(person.id), person.name) for person in people])
    belongs = {person_id: ", ".join(names.values()) for person_id, names in people_store.membership(db).items()}
    ticked = set(form.people.data or ())
    found = [person for person in people if person.id not in ticked and _fits(person, belongs.get(person.id, ""), form.find.data or "")]
    by_dimension = [(dimension, [group for group in groups if group.dimension_id == dimension.id and group.size]) for dimension in people_store.dimensions(db)]
    return Picker([pair for pair in by_dimension if pair[1]], [person for person in people if person.id in ticked], found[:MOST], len(found[MOST:]), belongs)


def picked(form: PeopleForm, but: frozenset[int] = frozenset()) -> list[Person]:
    """Everybody ticked, by name or through a group, leaving out those invited already."""
    return [person for person in actions.chosen(pages.db(), form.groups.data or (), form.people.data or ()) if person.id not in but]


def _fits(person: Person, belongs: str, words: str) -> bool:
    text = f"{person.name} {person.email} {belongs}".casefold()
    return all(word in text for word in words.casefold().split())
