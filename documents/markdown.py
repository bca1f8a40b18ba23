"""Markdown written so that what people typed stays text: never a heading, a link, a table or markup. Pure.

Every function takes plain text and escapes it; what they return is Markdown. CommonMark lets a backslash stand before
any ASCII punctuation (https://spec.commonmark.org/0.31.2/#backslash-escapes).
"""

import re
from collections.abc import Iterable, Sequence

ANYWHERE = re.compile(r"[\\`*_\[\]{}<>|~&#$@]")
AUTOLINK = re.compile(r"(?i)(?<=http):|(?<=https):|(?<=ftp):|(?<=mailto):|(?<=xmpp):|(?<=www)\.")
AT_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)](\s|$)))")


def line(text: str) -> str:
    """Text as one line of Markdown, wherever that line stands."""
    return AT_START.sub(lambda found: found[0] + "\\" if found[0].isdigit() else "\\" + found[0], inside(text))


def inside(text: str) -> str:
    """Text within a line that something else begins."""
    tidy = " ".join(text.replace("\x00", "\ufffd").split())
    return AUTOLINK.sub(r"\\\g<0>", ANYWHERE.sub(r"\\\g<0>", tidy))


def heading(level: int, text: str) -> str:
    return f"{'#' * level} {line(text)}"


def paragraphs(text: str) -> str:
    """Text with its paragraphs and its line breaks."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n\n".join("\\\n".join(line(one) for one in block.split("\n") if one.strip()) for block in blocks if block.strip())


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {line(item)}" for item in items)


def table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table; every line has as many cells as there are headings."""
    rows = [headings, ["---"] * len(headings), *lines]
    return "\n".join("| " + " | ".join(cell if number == 1 else inside(cell) for cell in cells) + " |" for number, cells in enumerate(rows))


def document(parts: Iterable[str]) -> str:
    """The parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part) + "\n"
