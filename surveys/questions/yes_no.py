"""Yes or no."""

from dataclasses import dataclass

from errors import N_
from surveys.questions.base import Option, Part, Question, Value, in_language, option_of

YES_NO = (Option("yes", {"en": "Yes", "sv": "Ja"}), Option("no", {"en": "No", "sv": "Nej"}))


@dataclass(frozen=True)
class YesNo(Question):
    kind = "yes_no"
    name = N_("Yes or no")
    about = N_("The shortest question there is.")
    widget = "radios"
    seconds = 6
    order = 30

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.id, values=tuple(option.id for option in YES_NO)),)

    def value(self, part: Part, raw: str) -> Value:
        if found := option_of(YES_NO, raw):
            return found.id
        raise self.refused(N_("“%(raw)s” is not one of the options."), raw=raw[:40])

    @property
    def declining(self) -> str:
        return self.id

    def label(self, value: str, language: str) -> str:
        return next((in_language(option.text, language) for option in YES_NO if option.id == value), value)

    def ordered(self, seed: str) -> list[Option]:
        return list(YES_NO)
