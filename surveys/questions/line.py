"""Words of one's own, on one line."""

from dataclasses import dataclass

from errors import N_
from surveys.questions.base import Part, Value
from surveys.questions.text import Text

MOST_LINE = 200


@dataclass(frozen=True)
class Line(Text):
    """At most `most` characters, without a line break."""

    most: int = MOST_LINE

    kind = "line"
    name = N_("A short answer")
    about = N_("A few words on one line.")
    widget = "line"
    seconds = 15
    order = 95

    def value(self, part: Part, raw: str) -> Value:
        return super().value(part, " ".join(raw.splitlines()))
