"""One of several options."""

from dataclasses import dataclass

from errors import N_
from surveys.questions.base import Answers, Given, Part, Setting, Value, in_language, namely, option_of, typed
from surveys.questions.listed import Listed


@dataclass(frozen=True)
class Choice(Listed):
    """One of several options. Answers keep the option's id, never its text."""

    kind = "choice"
    name = N_("A choice of one")
    about = N_("People choose one answer from your list.")
    widget = "radios"
    order = 10
    settings = (Setting("options", "options", N_("The options"), marks=("last", "namely")), Setting("shuffle", "tick", N_("Everybody sees the options in an order of their own")))

    def parts(self) -> tuple[Part, ...]:
        return (Part(self.id, values=tuple(option.id for option in self.options)), *namely(self.id, self.options))

    def value(self, part: Part, raw: str) -> Value:
        if part.words:
            return typed(self, part, raw)
        if found := option_of(self.options, raw):
            return found.id
        raise self.refused(N_("“%(raw)s” is not one of the options."), raw=raw[:40])

    @property
    def declining(self) -> str:
        return self.id

    def whole(self, answers: Answers) -> Answers:
        """Words without the option that they belong to are nobody's answer."""
        chosen = next((option for option in self.options if option.id == answers.get(self.id)), None)
        return answers if chosen and chosen.namely else {name: value for name, value in answers.items() if name == self.id}

    def lacks(self, raw: Given, answers: Answers) -> bool:
        return not raw[self.id]

    def label(self, value: str, language: str) -> str:
        return next((in_language(option.text, language) for option in self.options if option.id == value), value)
