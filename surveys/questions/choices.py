"""Several of the options."""

from collections.abc import Mapping
from dataclasses import dataclass

from errors import N_
from surveys.questions.base import DECLINED, Answers, Given, Part, Setting, Value, in_language, namely, options_in, typed
from surveys.questions.listed import Listed

YES, NO = ("1", "x", "yes", "true", "ja", "sant"), ("0", "no", "false", "nej", "falskt")


@dataclass(frozen=True)
class Choices(Listed):
    """Any of several options, at most `most` of them (0: as many as one likes). Who ticks one has answered for all: 1 or 0."""

    most: int = 0

    kind = "choices"
    name = N_("A choice of several")
    about = N_("People tick all that apply to them.")
    widget = "ticks"
    seconds = 12
    order = 20
    together = True
    settings = (
        Setting("options", "options", N_("The options"), marks=("last", "namely")),
        Setting("most", "whole", N_("At most so many"), N_("0 for as many as one likes.")),
        Setting("shuffle", "tick", N_("Everybody sees the options in an order of their own")),
    )

    def parts(self) -> tuple[Part, ...]:
        return (*(Part(f"{self.id}.{option.id}", option.text, ("1", "0")) for option in self.options), *namely(self.id, self.options))

    def value(self, part: Part, raw: str) -> Value:
        if part.words:
            return typed(self, part, raw)
        if raw.casefold() not in YES + NO:
            raise self.refused(N_("“%(raw)s” is neither 1 for chosen nor 0."), raw=raw[:40])
        return int(raw.casefold() in YES)

    def whole(self, answers: Answers) -> Answers:
        ticked = [option for option in self.options if answers.get(f"{self.id}.{option.id}")]
        if self.most and len(ticked) > self.most:
            raise self.refused(N_("Choose at most %(most)s; you chose %(n)s."), most=self.most, n=len(ticked))
        if not ticked:
            return {}
        whole: Answers = {f"{self.id}.{option.id}": int(option in ticked) for option in self.options}
        if any(option.namely for option in ticked):
            whole |= {name: value for name, value in answers.items() if isinstance(value, str)}
        return whole

    def lacks(self, raw: Given, answers: Answers) -> bool:
        return not answers

    def missing(self) -> str:
        return N_("Choose at least one, or “I'd rather not say”.")

    def label(self, value: str, language: str) -> str:
        return in_language({"1": {"en": "Chosen", "sv": "Valt"}, "0": {"en": "Not chosen", "sv": "Inte valt"}}[value], language)

    def listed(self, cell: str) -> Given:
        """The ones that are named: “Mail; Phone”."""
        return {f"{self.id}.{option.id}": "1" for option in ([] if cell in ("", DECLINED) else options_in(self, self.options, cell))}

    def said(self, answers: Mapping[str, Value], language: str) -> str:
        chosen = [in_language(option.text, language) for option in self.options if answers.get(f"{self.id}.{option.id}")]
        words = [str(answers[part.id]) for part in self.parts() if part.words and part.id in answers]
        return "\n".join((*chosen, *words))

    def faults(self) -> None:
        super().faults()
        if not 0 <= self.most <= len(self.options):
            raise self.refused(N_("Of “%(text)s” at most as many can be chosen as there are options."), text=in_language(self.text, "en")[:60])
