"""iCalendar's lines: unfolded text to components that hold lines and each other. Only lines with a wanted name are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

WANTED = frozenset(["METHOD", "UID", "RECURRENCE-ID", "ATTENDEE", "SEQUENCE", "DTSTAMP", "COMMENT", "DTSTART", "DTEND", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "RRULE", "RDATE"])

LONGEST_LINE = 20_000  # what comes after it is left out: of a comment, nothing that would be kept
DEEPEST = 10

_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^=;:"]+=(?:"[^"]*"|[^";:])*)*):(.*)', re.S)
_PARAMETER = re.compile(r';([^=;:"]+)=((?:"[^"]*"|[^";:])*)')
_ESCAPE = re.compile(r"\\(.)", re.S)


class Broken(Exception):
    """It is not iCalendar."""


@dataclass(frozen=True)
class Line:
    value: str
    params: Mapping[str, str]

    @property
    def text(self) -> str:
        """The value with its escapes undone."""
        return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(frozen=True, eq=False)
class Component:
    name: str
    lines: dict[str, list[Line]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return self.lines.get(name, [])

    def find(self, name: str) -> Line | None:
        return next(iter(self.all(name)), None)

    def value(self, name: str) -> str:
        """The text of the first such line; empty when there is none."""
        found = self.find(name)
        return found.text.strip() if found else ""


def components(text: str) -> list[Component]:
    """The calendars in a text. Raises Broken when there is none, or one does not end."""
    root = Component("")
    stack = [root]
    for line in re.split(r"\r\n|\n|\r", text):
        name = line.strip().upper()
        if name.startswith("BEGIN:"):
            if len(stack) > DEEPEST:
                raise Broken
            stack.append(Component(name[6:].strip()))
            stack[-2].parts.append(stack[-1])
        elif name.startswith("END:"):
            if stack.pop().name != name[4:].strip() or not stack:
                raise Broken
        else:
            _add(stack[-1], line)
    found = [part for part in root.parts if part.name == "VCALENDAR"]
    if stack != [root] or not found:
        raise Broken
    return found


def _add(component: Component, line: str) -> None:
    if re.split("[;:]", line[:20], maxsplit=1)[0].strip().upper() not in WANTED:
        return
    if not (found := _LINE.fullmatch(line[:LONGEST_LINE].strip())):
        raise Broken
    params = {name.strip().upper(): value.strip().strip('"') for name, value in _PARAMETER.findall(found[2])}
    component.lines.setdefault(found[1].upper(), []).append(Line(found[3].strip(), params))
