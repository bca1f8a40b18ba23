"""What figures are made of, as pages, files and documents read them."""

import math
from dataclasses import dataclass, field

from surveys import scores
from surveys.disclosure import GroupState
from surveys.figures.pairs import PairedResults
from surveys.questions import Part, Question, Texts, in_language


@dataclass(frozen=True)
class Mean:
    """A mean with its 95 % interval (None for one answer) on a scale."""

    n: int
    mean: float
    sd: float
    low: float | None
    high: float | None
    least: float
    most: float
    grade: str = ""

    @property
    def uncertain(self) -> bool:
        return self.n < scores.VERY_UNCERTAIN_BELOW

    def near(self, other: "Mean") -> bool:
        """Whether it may be chance which of the two is higher: the halves of their intervals, taken together, reach from one to the other."""
        halves = [max(one.high - one.mean, one.mean - one.low) for one in (self, other) if one.low is not None and one.high is not None]
        return len(halves) < 2 or abs(self.mean - other.mean) <= math.hypot(*halves)


@dataclass(frozen=True)
class Share:
    """How many gave one answer, with Wilson's 95 % interval of the share (0–1)."""

    value: str
    count: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.count / self.n


@dataclass(frozen=True)
class ScoreResult:
    formula: str
    name: str
    whole: Mean | None
    groups: dict[str, Mean | None]  # the shown groups in their order; None: hidden for this score
    incomplete: int
    all_equal: int
    gain: float | None = None  # of a gain: how much of what there was to gain, 0–1 or less than 0


@dataclass(frozen=True)
class QuestionResult:
    """One part of a question: how often each value was given, and the mean where the values are numbers."""

    question: Question
    part: Part
    n: int
    shares: list[Share]
    mean: Mean | None
    groups: dict[str, "QuestionResult | None"] = field(default_factory=dict)

    @property
    def uncertain(self) -> bool:
        return self.n < scores.VERY_UNCERTAIN_BELOW

    @property
    def counts(self) -> dict[str, int]:
        return {share.value: share.count for share in self.shares}

    @property
    def told(self) -> list[Share]:
        """The shares worth a line: of classes of numbers or days, those from the first to the last that anybody is in."""
        given = [place for place, share in enumerate(self.shares) if share.count]
        return self.shares[given[0] : given[-1] + 1] if given and self.question.classed else self.shares

    @property
    def text(self) -> Texts:
        """What was asked, with the part's own text where the question has several."""
        return together(self.question, self.part)


@dataclass(frozen=True)
class Profile:
    """The items of an instrument side by side, in its order."""

    formula: str
    name: str
    items: list[QuestionResult]

    @property
    def told(self) -> bool:
        return all(item.mean for item in self.items)

    @property
    def barrier(self) -> QuestionResult | None:
        """The first step that is not taken yet by everybody together; only where the items are steps."""
        return self._barrier([item.mean for item in self.items])

    def barrier_of(self, group: str) -> QuestionResult | None:
        """The same of one group; None also where an item does not show for it."""
        return self._barrier(self._means_of(group))

    def shows_of(self, group: str) -> bool:
        return all(self._means_of(group))

    def lowest_of(self, group: str | None) -> Mean | None:
        """The lowest mean of a group, or of everybody together."""
        means = [item.mean for item in self.items] if group is None else self._means_of(group)
        return min((mean for mean in means if mean), key=lambda mean: mean.mean, default=None)

    def _means_of(self, group: str) -> list[Mean | None]:
        return [found.mean if found else None for found in (item.groups.get(group) for item in self.items)]

    def _barrier(self, means: list[Mean | None]) -> QuestionResult | None:
        place = scores.barrier([mean.mean if mean else None for mean in means]) if scores.FORMULAS[self.formula].steps else None
        return None if place is None else self.items[place]


@dataclass(frozen=True)
class TextResult:
    """Words: an open question's, or those beside an option that asks for some. `shown` is false where too few were asked.

    `texts` are as others may read them: all of them, or some, by chance, and `more` says how many there are besides.
    """

    question: Question
    part: Part
    texts: list[str]
    shown: bool = True
    more: int = 0

    @property
    def n(self) -> int:
        return len(self.texts) + self.more

    @property
    def text(self) -> Texts:
        return together(self.question, self.part)


@dataclass(frozen=True)
class Asked:
    """All there is about one question that is counted: its parts in order, and the words beside them."""

    question: Question
    parts: list[QuestionResult]
    texts: list[TextResult]
    reached: int | None  # how many were asked, of a question with a rule; None where that cannot be told

    @property
    def n(self) -> int:
        """How many answered the part that most have answered."""
        return max(part.n for part in self.parts)

    @property
    def by_group(self) -> bool:
        """Whether something of it shows for groups."""
        return any(found for part in self.parts for found in part.groups.values())

    @property
    def ranked(self) -> list[QuestionResult]:
        """The parts by their means, the lowest first."""
        return sorted(self.parts, key=lambda part: part.mean.mean if part.mean else 0.0)

    @property
    def chosen(self) -> list[QuestionResult]:
        """The options of which several could be chosen, the most chosen first."""
        return sorted((part for part in self.parts if part.shares), key=lambda part: -part.shares[0].count)

    @property
    def several(self) -> bool:
        """Whether somebody chose more than one."""
        return sum(part.shares[0].count for part in self.parts if part.shares) > self.n

    @property
    def most(self) -> list[Share]:
        """The answers that were given most often."""
        shares = self.parts[0].shares
        return [share for share in shares if share.count == max(one.count for one in shares)]


@dataclass(frozen=True)
class Results:
    n: int
    invited: int | None
    shown: bool
    groups: tuple[GroupState, ...]
    rates: dict[str, int]  # invited, of the groups that show
    scores: list[ScoreResult]
    questions: list[QuestionResult]
    texts_shown: bool
    texts: list[TextResult]
    profiles: list[Profile] = field(default_factory=list)
    reached: dict[str, int] = field(default_factory=dict)  # by question: how many were asked one that has a rule
    pairs: PairedResults | None = None  # of a confidential round that follows another: how much the same people have changed
    less_is_better: frozenset[str] = frozenset()  # the parts of instruments whose lower answers are the better ones

    @property
    def asked(self) -> list[Asked]:
        """What is counted, question by question."""
        found: dict[str, list[QuestionResult]] = {}
        for part in self.questions:
            found.setdefault(part.question.id, []).append(part)
        return [Asked(parts[0].question, parts, [text for text in self.texts if text.question.id == name], self.reached.get(name)) for name, parts in found.items()]

    @property
    def steps(self) -> Profile | None:
        """The change pulse, where it was asked: the profile whose items are steps."""
        return next((one for one in self.profiles if scores.FORMULAS[one.formula].steps), None)

    @property
    def parts(self) -> list[tuple[Question, Part]]:
        """All that there is something to say of."""
        return [(one.question, one.part) for one in self.questions] + [(one.question, one.part) for one in self.texts]

    @property
    def open_texts(self) -> list[TextResult]:
        """The words that stand by themselves, not beside something counted."""
        counted = {part.question.id for part in self.questions}
        return [text for text in self.texts if text.question.id not in counted]

    @property
    def hidden_groups(self) -> list[GroupState]:
        return [group for group in self.groups if group.n is None]


def together(question: Question, part: Part) -> Texts:
    """A part's text below its question's, in every language of the question."""
    return {language: f"{text}: {in_language(part.text, language)}" for language, text in question.text.items()} if part.text else question.text
