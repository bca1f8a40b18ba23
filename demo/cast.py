"""The invented company's people, as the file that the ambassador imports."""

from demo import texts

DOMAIN = "nordverk.example.com"
AMBASSADOR = ("Åsa Öberg", f"asa.oberg@{DOMAIN}")
PARTICIPANT = f"karin.lindgren@{DOMAIN}"
WRONG_ADDRESS = f"stefan.forsberg@{DOMAIN}"  # the mail server does not know it

WRITER = f"fatima.oberg@{DOMAIN}"  # wrote something without a name and kept the phrase
PHRASE = "3 badulo kimera tusapo"

_PLAIN = str.maketrans("åäöÅÄÖéÉ", "aaoAAOeE")


def roster(language: str) -> bytes:
    """A CSV of 60 people in 6 groups, with SuperOffice's column headings; the ambassador is one of them."""
    lines = [texts.HEADINGS[language], *(",".join(person) for person in _people(language))]
    return "\r\n".join(lines).encode()


def _people(language: str) -> list[tuple[str, ...]]:
    groups = [name[language] for name, size, _mood in texts.GROUPS for _ in range(size)]
    people: list[tuple[str, ...]] = []
    leaders: set[str] = set()
    for place, group in enumerate(groups):
        first, last = texts.FIRST_NAMES[place], texts.LAST_NAMES[place * 7 % len(texts.LAST_NAMES)]
        if place == len(groups) - 6:  # one of Marketing
            first, last = AMBASSADOR[0].split()
        role = texts.ROLES[group not in leaders][language] if group in leaders else texts.ROLES[1][language]
        leaders.add(group)
        people.append((f"{first}.{last}@{DOMAIN}".translate(_PLAIN).lower(), first, last, group, role, texts.OFFICES[place % 3]))
    return people
