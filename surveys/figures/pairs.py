"""How much the same people have changed since an earlier round, made of what the gate let out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys import scores
from surveys.disclosure import Pairs
from surveys.questionnaire import Questionnaire
from surveys.questions import Part, Question
from surveys.scores import FORMULAS, VERY_UNCERTAIN_BELOW, Summary


@dataclass(frozen=True)
class Paired:
    """The mean of the differences of the same n people, with the 95 % t-interval of it (Student 1908)."""

    n: int
    mean: float
    sd: float
    low: float
    high: float

    @property
    def direction(self) -> int:
        """1 for up, −1 for down, 0 where the interval holds 0: no change is clear."""
        return (self.mean > 0) - (self.mean < 0) if not self.low <= 0 <= self.high else 0

    @property
    def uncertain(self) -> bool:
        return self.n < VERY_UNCERTAIN_BELOW


@dataclass(frozen=True)
class PairedScore:
    formula: str
    name: str
    found: Paired | None  # None: it does not show


@dataclass(frozen=True)
class PairedPart:
    question: Question
    part: Part
    found: Paired | None


@dataclass(frozen=True)
class PairedResults:
    round: int  # the earlier round's number
    wave: int  # its id
    scores: list[PairedScore]
    parts: list[PairedPart]

    @property
    def figures(self) -> list[Paired | None]:
        return [*(one.found for one in self.scores), *(one.found for one in self.parts)]


def paired(pairs: Pairs, questionnaire: Questionnaire) -> PairedResults:
    """The differences in the questionnaire's order."""
    widths = {part.id: float(part.values[-1]) - float(part.values[0]) for _question, part in questionnaire.parts if part.numeric}
    return PairedResults(
        pairs.round, pairs.wave,
        [PairedScore(name, FORMULAS[name].name, _of(summary, FORMULAS[name].most - FORMULAS[name].least)) for name, summary in pairs.scores.items()],
        [PairedPart(question, part, _of(pairs.items[part.id], widths[part.id])) for question, part in questionnaire.parts if part.id in pairs.items],
    )


def pairs_of(found: Mapping[str, Any] | None) -> Pairs | None:
    """What was stored."""
    if found is None:
        return None
    items, of_scores = ({name: Summary(**one) if one else None for name, one in found[kind].items()} for kind in ("items", "scores"))
    return Pairs(found["round"], found["wave"], items, of_scores)


def pairs_as_dict(found: PairedResults) -> dict[str, Any]:
    """The same for scripts: None where a difference does not show."""
    return {"round": found.round, "scores": {one.formula: _as_dict(one.found) for one in found.scores}, "questions": {one.part.id: _as_dict(one.found) for one in found.parts}}


def _of(summary: Summary | None, widest: float) -> Paired | None:
    interval = scores.mean_interval(summary, -widest, widest) if summary else None
    return Paired(summary.n, summary.mean, summary.sd, interval.low, interval.high) if summary and interval else None


def _as_dict(one: Paired | None) -> dict[str, Any] | None:
    return {"n": one.n} | {name: scores.four(getattr(one, name)) for name in ("mean", "sd", "low", "high")} if one else None
