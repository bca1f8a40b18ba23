"""Words of one's own, on several lines."""

from dataclasses import dataclass

from errors import N_
from surveys.questions.base import Part, Question, Setting, Value, in_language, typed

MOST_TEXT, LONGEST_TEXT = 2000, 20_000


@dataclass(frozen=True)
class Text(Question):
    """At most `most` characters."""

    most: int = MOST_TEXT

    kind = "text"
    name = N_("An open question")
    about = N_("People answer in their own words. One or two of these are enough.")
    widget = "area"
    seconds = 35
    order = 100
    settings = (Setting("most", "whole", N_("At most so many characters")),)

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.id, words=True, most=self.most),)

    def value(self, part: Part, raw: str) -> Value:
        return typed(self, part, raw)

    def missing(self) -> str:
        return N_("Write an answer, or choose “I'd rather not say”.")

    def faults(self) -> None:
        if not 1 <= self.most <= LONGEST_TEXT:
            raise self.refused(N_("“%(text)s” must leave room for 1 to %(most)s characters."), text=in_language(self.text, "en")[:60], most=LONGEST_TEXT)
