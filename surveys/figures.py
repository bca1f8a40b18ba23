"""Figures as they are read: made of what the gate let out, and of nothing else. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from surveys import scores
from surveys.disclosure import GroupState, Item, Release, ScoreFigures
from surveys.questionnaire import Questionnaire, piped
from surveys.questions import Part, Question, Texts, in_language
from surveys.scores import Summary

SCALES = {"sus": (0.0, 100.0), "umux_lite": (0.0, 100.0)}
NAMES = {"sus": "System Usability Scale (SUS)", "umux_lite": "UMUX-Lite"}


@dataclass(frozen=True)
class Mean:
    """A mean with its 95 % t-interval (None for one answer) on a scale."""

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
    def text(self) -> Texts:
        """What was asked, with the part's own text where the question has several."""
        return together(self.question, self.part)


@dataclass(frozen=True)
class TextResult:
    """Words: an open question's, or those beside an option that asks for some. `shown` is false where too few were asked."""

    question: Question
    part: Part
    texts: list[str]
    shown: bool = True

    @property
    def text(self) -> Texts:
        return together(self.question, self.part)


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

    @property
    def hidden_groups(self) -> list[GroupState]:
        return [group for group in self.groups if group.n is None]


def release_of(found: Mapping[str, Any]) -> Release:
    """A release as it was stored."""
    return Release(
        n=found["n"],
        shown=found["shown"],
        groups=tuple(GroupState(**group) for group in found["groups"]),
        items={name: Item(**item) for name, item in found["items"].items()},
        scores={name: _score_of(score) for name, score in found["scores"].items()},
        texts_shown=found["texts_shown"],
        texts_hidden=tuple(found.get("texts_hidden", ())),
    )


def results(release: Release, questionnaire: Questionnaire, comments: Mapping[str, list[str]], invited: int | None, rates: dict[str, int]) -> Results:
    """What a page, a file or a document can say of a wave."""
    shown = [group.name for group in release.groups if group.n is not None]
    questionnaire = piped(questionnaire, {})
    return Results(
        n=release.n,
        invited=invited,
        shown=release.shown,
        groups=release.groups,
        rates={name: count for name, count in rates.items() if name in shown},
        scores=[_score(formula, found, shown) for formula, found in release.scores.items()],
        questions=[_question(question, part, release.items[part.id], shown) for question, part in questionnaire.parts if part.id in release.items],
        texts_shown=release.texts_shown,
        texts=[TextResult(question, part, comments.get(part.id, []), part.id not in release.texts_hidden) for question, part in questionnaire.parts if part.words],
    )


def mean_of(summary: Summary, least: float, most: float, grade: str = "") -> Mean:
    interval = scores.mean_interval(summary, least, most)
    return Mean(summary.n, summary.mean, summary.sd, interval.low if interval else None, interval.high if interval else None, least, most, grade)


def _score_of(found: Mapping[str, Any]) -> ScoreFigures:
    groups = {name: Summary(**summary) for name, summary in found["groups"].items()}
    return ScoreFigures(Summary(**found["whole"]) if found["whole"] else None, groups, found["incomplete"], found["all_equal"])


def _score(formula: str, found: ScoreFigures, shown: list[str]) -> ScoreResult:
    return ScoreResult(
        formula, NAMES[formula], _graded(formula, found.whole) if found.whole else None,
        {name: _graded(formula, found.groups[name]) if name in found.groups else None for name in shown}, found.incomplete, found.all_equal,
    )


def _graded(formula: str, summary: Summary) -> Mean:
    return mean_of(summary, *SCALES[formula], grade=scores.sus_grade(summary.mean) if formula == "sus" else "")


def together(question: Question, part: Part) -> Texts:
    """A part's text below its question's, in every language of the question."""
    return {language: f"{text}: {in_language(part.text, language)}" for language, text in question.text.items()} if part.text else question.text


def _question(question: Question, part: Part, item: Item, shown: list[str]) -> QuestionResult:
    whole = _counts(question, part, item.whole) if item.whole else QuestionResult(question, part, 0, [], None)
    groups = {name: _counts(question, part, item.groups[name]) if name in item.groups else None for name in shown}
    return replace(whole, groups=groups if item.whole else {})


def _counts(question: Question, part: Part, counts: Mapping[str, int]) -> QuestionResult:
    n = sum(counts.values())
    if n == 0:
        return QuestionResult(question, part, 0, [], None)
    shares = []
    for value, count in counts.items():
        interval = scores.share_interval(count, n)
        shares.append(Share(value, count, n, interval.low, interval.high))
    mean = mean_of(scores.summary_of_counts({int(value): count for value, count in counts.items()}), float(part.values[0]), float(part.values[-1])) if part.numeric else None
    return QuestionResult(question, part, n, shares, mean)


def as_dict(found: Results, language: str) -> dict[str, Any]:
    """The same for scripts: plain JSON values, figures to four decimals, hidden groups with their state and nothing else."""
    return {
        "n": found.n,
        "invited": found.invited,
        "shown": found.shown,
        "groups": [{"name": group.name, "state": group.state} | ({"n": group.n} if group.n is not None else {}) for group in found.groups],
        "scores": [
            {"name": score.formula, "whole": _mean_dict(score.whole), "groups": {name: _mean_dict(mean) for name, mean in score.groups.items()}, "incomplete": score.incomplete, "all_equal": score.all_equal}
            for score in found.scores
        ],
        "questions": [_question_dict(result, language) for result in found.questions],
        "texts_shown": found.texts_shown,
        "texts": [{"id": result.part.id, "text": in_language(result.text, language), "answers": result.texts} for result in found.texts],
    }


def _question_dict(result: QuestionResult, language: str) -> dict[str, Any]:
    groups = {name: {"n": group.n, "counts": _counts_dict(group), "mean": _mean_dict(group.mean)} if group else None for name, group in result.groups.items()}
    return {"id": result.part.id, "text": in_language(result.text, language), "n": result.n, "counts": _counts_dict(result), "mean": _mean_dict(result.mean), "groups": groups}


def _counts_dict(result: QuestionResult) -> dict[str, int]:
    return {share.value: share.count for share in result.shares}


def _mean_dict(mean: Mean | None) -> dict[str, Any] | None:
    if mean is None:
        return None
    figures = {"mean": mean.mean, "sd": mean.sd, "low": mean.low, "high": mean.high}
    return {"n": mean.n} | {name: None if value is None else float(scores.half_up(value, 4)) for name, value in figures.items()} | ({"grade": mean.grade} if mean.grade else {})
