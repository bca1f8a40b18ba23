"""What a file's headings mean, in the six languages in which SuperOffice documents its user list, and in common words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from people.model import KNOWN_DIMENSIONS, Dimension

ADDRESS, USER, NAME, FIRST, LAST, LANGUAGE = "address", "user", "name", "first", "last", "language"
GROUP, ROLE, PLAN = KNOWN_DIMENSIONS

WORDS = {
    USER: ("User ID", "Användar-ID", "Bruker-ID", "Bruger-id", "Benutzer-ID", "Gebruikers-ID", "Username", "User name"),
    FIRST: ("First name", "Förnamn", "Fornavn", "Vorname", "Voornaam", "Given name", "Forename"),
    LAST: ("Last name", "Efternamn", "Etternavn", "Efternavn", "Nachname", "Achternaam", "Surname", "Family name", "Familienname"),
    GROUP: ("Primary group", "Primärgrupp", "Primærgruppe", "Primärgruppe", "Primaire groep"),
    ROLE: ("Role", "Roll", "Rolle", "Rol"),
    PLAN: ("User plan", "Användarplan", "Brukerplan", "Brugerplan", "Benutzerplan", "Gebruikersplan"),
    NAME: ("Name", "Full name", "Display name", "Namn", "Fullständigt namn", "Navn", "Fullt navn", "Fulde navn", "Vollständiger Name", "Naam", "Volledige naam"),
    ADDRESS: (
        "E-mail", "Mail", "E-mail address", "Mail address", "E-post", "E-postadress", "Mejl", "Mejladress", "E-postadresse",
        "Mailadresse", "E-mailadresse", "E-Mail-Adresse", "E-mailadres", "Mailadres",
    ),
    LANGUAGE: ("Language", "Språk", "Sprog", "Sprache", "Taal"),
}
GROUPING = (
    "Department", "Office", "Team", "Group", "Avdelning", "Kontor", "Ort", "Grupp", "Avdeling", "Gruppe", "Afdeling", "Abteilung", "Büro", "Kantoor", "Groep",
)  # headings that name groups in most companies' lists


def _bare(heading: str) -> str:
    """A heading as it is compared: letters and digits only, so that e-mail, E Mail and Email are one."""
    return re.sub(r"[\W_]", "", heading).casefold()


_MEANING = {_bare(word): meaning for meaning, words in WORDS.items() for word in words}
_GROUPING = {_bare(word) for word in GROUPING}


@dataclass(frozen=True)
class Columns:
    """Which column is what, by its place from 0. `meaning` has the recognised ones, `other` the rest that have a heading."""

    headings: tuple[str, ...]
    meaning: dict[str, int] = field(default_factory=dict)
    other: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether a person can be read from them: an address and a name."""
        return bool({ADDRESS, USER} & self.meaning.keys()) and bool({NAME, FIRST, LAST} & self.meaning.keys())

    @property
    def possible_groups(self) -> tuple[int, ...]:
        """The columns that can be used as groups, in the file's order."""
        return tuple(sorted([*(self.meaning[key] for key in (GROUP, ROLE, PLAN) if key in self.meaning), *self.other]))

    def key(self, column: int) -> str | None:
        """group, role or plan, for SuperOffice's own dimensions."""
        return next((key for key in (GROUP, ROLE, PLAN) if self.meaning.get(key) == column), None)


def recognise(headings: Sequence[str]) -> Columns:
    """What the headings mean. Of two headings that mean or say the same, the first counts."""
    meaning: dict[str, int] = {}
    other: dict[str, int] = {}
    for column, heading in enumerate(headings):
        bare = _bare(heading)
        means = _MEANING.get(bare)
        if means:
            meaning.setdefault(means, column)
        elif bare:
            other.setdefault(bare, column)
    return Columns(tuple(headings), meaning, tuple(other.values()))


def dimension_of(columns: Columns, column: int, dimensions: Sequence[Dimension]) -> Dimension | None:
    """The dimension there already is for a column: of the same name, or else of the same key."""
    heading, key = columns.headings[column].casefold(), columns.key(column)
    named = [one for one in dimensions if one.name.casefold() == heading]
    keyed = [one for one in dimensions if key and one.key == key]
    return next(iter(named + keyed), None)


def default_groups(columns: Columns, dimensions: Sequence[Dimension]) -> tuple[int, ...]:
    """The columns used as groups unless others are chosen: SuperOffice's own, those named like groups, and those that have a dimension already."""
    wanted = [
        column for column in columns.possible_groups
        if columns.key(column) or _bare(columns.headings[column]) in _GROUPING or dimension_of(columns, column, dimensions)
    ]
    return without_doubles(columns, wanted, dimensions)


def without_doubles(columns: Columns, wanted: Sequence[int], dimensions: Sequence[Dimension]) -> tuple[int, ...]:
    """Of two columns that stand for the same dimension, only the first."""
    taken: set[int] = set()
    kept = []
    for column in wanted:
        found = dimension_of(columns, column, dimensions)
        if found is None or found.id not in taken:
            kept.append(column)
            taken |= {found.id} if found else set()
    return tuple(kept)
