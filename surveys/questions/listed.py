"""What the kinds have in which people choose from options, or put them in order."""

from dataclasses import dataclass

from surveys.questions.base import Option, Question, check_options, shuffled


@dataclass(frozen=True)
class Listed(Question):
    """`shuffle`: everybody sees the options in an order of their own."""

    options: tuple[Option, ...] = ()
    shuffle: bool = False

    def ordered(self, seed: str) -> list[Option]:
        """The options as one person sees them."""
        return shuffled(self.options, seed + self.id) if self.shuffle and seed else list(self.options)

    def faults(self) -> None:
        check_options(self, self.options)
