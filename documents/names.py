"""Names of files that every system can keep. Pure."""

import re
import unicodedata

MOST = 60


def safe(text: str) -> str:
    """Text as lower-case ASCII words joined by hyphens; empty when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST].strip("-")


def numbered(kind: str, number: int, title: str, ending: str) -> str:
    """A name such as workshop-7-first-steps.md."""
    return "-".join(part for part in (kind, str(number), safe(title)) if part) + "." + ending
