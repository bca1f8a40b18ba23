"""Options put in order."""

from collections.abc import Mapping
from dataclasses import dataclass

from errors import N_
from surveys.questions.base import DECLINED, Answers, Given, Part, Setting, Value, in_language, options_in
from surveys.questions.listed import Listed
from surveys.questions.rating import step, steps


@dataclass(frozen=True)
class Ranking(Listed):
    """All options in order: each has its place, 1 for the first. Only a whole order is an answer."""

    kind = "ranking"
    name = N_("A ranking")
    about = N_("People put your list in order. Few can order more than five things.")
    widget = "places"
    seconds = 25
    order = 70
    together = True
    settings = (Setting("options", "options", N_("What is ranked"), marks=("last",)), Setting("shuffle", "tick", N_("Everybody sees them in an order of their own")))

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(f"{self.id}.{option.id}", option.text, steps(1, len(self.options)), numeric=True) for option in self.options)

    def value(self, part: Part, raw: str) -> Value:
        return step(self, raw, 1, len(self.options))

    def whole(self, answers: Answers) -> Answers:
        if answers and sorted(answers.values()) != list(range(1, len(self.options) + 1)):
            raise self.refused(N_("Give every one a place of its own, from 1 to %(last)s."), last=len(self.options))
        return answers

    def lacks(self, raw: Given, answers: Answers) -> bool:
        return not answers

    def missing(self) -> str:
        return N_("Put them in order, or choose “I'd rather not say”.")

    def listed(self, cell: str) -> Given:
        """The best one first: “Mail; Phone; Visit”."""
        return {f"{self.id}.{option.id}": str(place) for place, option in enumerate([] if cell in ("", DECLINED) else options_in(self, self.options, cell), 1)}

    def said(self, answers: Mapping[str, Value], language: str) -> str:
        placed = sorted((int(answers[part.id]), in_language(part.text, language)) for part in self.parts() if part.id in answers)
        return "\n".join(f"{place}. {text}" for place, text in placed)
