"""Rows of a form that are added, moved and taken away without script: the form is sent, and comes back with what was typed."""

import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

MOST_ROWS, MORE = 40, 3

Row = dict[str, list[str]]


def rows(sent: Mapping[str, Any] | None, name: str) -> list[Row]:
    """What was sent as NAME-0-…, NAME-1-…, in order and without gaps."""
    found: dict[int, Row] = {}
    for key, values in sent.lists() if isinstance(sent, MultiDict) else ():
        if match := re.fullmatch(rf"{name}-(\d{{1,3}})-(\w{{1,20}})", key, re.ASCII):
            found.setdefault(int(match[1]), {})[match[2]] = values
    return [found[number] for number in sorted(found)][:MOST_ROWS]


def rearranged(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """What was sent, with the rows as the button `again` asks: NAME.more, NAME.up.2, NAME.down.2 or NAME.drop.2. Anything else leaves them."""
    name, _dot, wish = sent.get("again", "").partition(".")
    does, _dot, number = wish.partition(".")
    if not re.fullmatch(r"[a-z_]{1,40}", name, re.ASCII):
        return sent
    there = rows(sent, name)
    place = int(number) if re.fullmatch(r"\d{1,3}", number, re.ASCII) else -1
    if does == "more":
        there += [{"id": [""]} for _ in range(MORE)]
    elif does in ("up", "down", "drop") and 0 <= place < len(there):
        row = there.pop(place)
        if does != "drop":
            there.insert(max(0, place + (1 if does == "down" else -1)), row)
    return written(sent, name, there)


def written(sent: MultiDict[str, str], name: str, there: list[Row]) -> MultiDict[str, str]:
    """What was sent, with other rows under a name."""
    others = [(key, value) for key, value in sent.items(multi=True) if not key.startswith(f"{name}-")]
    return MultiDict([*others, *((f"{name}-{number}-{field}", value) for number, row in enumerate(there) for field, values in row.items() for value in values)])
