"""A scale from 0 to 10, the ends named in words."""

from dataclasses import dataclass
from typing import ClassVar

from errors import N_
from surveys.questions.base import Setting
from surveys.questions.rating import Rating


@dataclass(frozen=True)
class Scale(Rating):
    """A rating from 0 to 10."""

    low: int = 0
    high: int = 10

    kind = "scale"
    name = N_("A scale from 0 to 10")
    about = N_("Eleven steps with words for the two ends, for example how likely something is.")
    order = 50
    settings: ClassVar[tuple[Setting, ...]] = (Setting("low_label", "words", N_("What 0 means")), Setting("high_label", "words", N_("What 10 means")))

    def faults(self) -> None:
        if (self.low, self.high) != (0, 10):
            raise self.refused(N_("A scale goes from 0 to 10."))
