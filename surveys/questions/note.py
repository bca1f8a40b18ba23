"""A text that asks nothing."""

from dataclasses import dataclass

from errors import N_
from surveys.questions.base import Part, Question, Value


@dataclass(frozen=True)
class Note(Question):
    """Words to those who answer, between the questions. The hint is its smaller print."""

    kind = "note"
    name = N_("A text between questions")
    about = N_("Words of yours between the questions: an introduction, a thank you. It asks nothing.")
    widget = "note"
    seconds = 5
    order = 110

    def parts(self) -> tuple[Part, ...]:
        return ()

    def value(self, part: Part, raw: str) -> Value:
        raise self.refused(N_("This is not a question."))
