"""Figures, made of what the gate let out and of nothing else. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from surveys import scores
from surveys.disclosure import GroupState, Item, Release, ScoreFigures
from surveys.figures.pairs import paired, pairs_of
from surveys.figures.shown import Mean, Profile, QuestionResult, Results, ScoreResult, Share, TextResult
from surveys.questionnaire import Questionnaire, Score, piped
from surveys.questions import Part, Question
from surveys.scores import FORMULAS, Summary

Interval = Callable[[Summary, float, float], scores.Interval | None]

NAMES = {key: formula.name for key, formula in FORMULAS.items()}


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
        pairs=pairs_of(found.get("pairs")),
    )


def results(release: Release, questionnaire: Questionnaire, comments: Mapping[str, list[str]], invited: int | None, rates: dict[str, int], more: Mapping[str, int] | None = None) -> Results:
    """What a page, a file or a document can say of a wave. `more`: how many texts there are of each part besides the `comments`."""
    more = more or {}
    shown = [group.name for group in release.groups if group.n is not None]
    questionnaire = piped(questionnaire, {})
    questions = [_question(question, part, release.items[part.id], shown) for question, part in questionnaire.parts if part.id in release.items]
    return Results(
        n=release.n,
        invited=invited,
        shown=release.shown,
        groups=release.groups,
        rates={name: count for name, count in rates.items() if name in shown},
        scores=[_with_gain(_score(formula, found, shown), questionnaire, questions) for formula, found in release.scores.items()],
        questions=questions,
        texts_shown=release.texts_shown,
        texts=[TextResult(question, part, comments.get(part.id, []), part.id not in release.texts_hidden, more.get(part.id, 0)) for question, part in questionnaire.parts if part.words],
        reached=_reached(release, questionnaire),
        pairs=paired(release.pairs, questionnaire) if release.pairs else None,
        profiles=[Profile(score.formula, NAMES[score.formula], items) for score in questionnaire.scores if FORMULAS[score.formula].profile and (items := _items(score, questions))],
        less_is_better=frozenset(score.items[place] for score in questionnaire.scores for place in FORMULAS[score.formula].less_is_better),
    )


def _reached(release: Release, questionnaire: Questionnaire) -> dict[str, int]:
    """How many were asked each question that depends on one counted answer, by that answer's own counts."""
    scored = {item for score in questionnaire.scores for item in score.items}  # they may count whole forms only
    counts = {part.id: (part, item.whole) for question, part in questionnaire.parts if (item := release.items.get(part.id)) and part.id not in scored and not question.classed}
    found = {}
    for question in questionnaire.asking:
        [condition, *others] = question.show_if.conditions if question.show_if else (None,)
        part, whole = counts.get(condition.part, (None, None)) if condition and not others else (None, None)
        if condition and part and whole:
            met = sum(count for value, count in whole.items() if condition.met({part.id: int(value) if part.numeric else value}))
            found[question.id] = met + (release.n - sum(whole.values()) if condition.met({}) else 0)
    return found


def mean_of(summary: Summary, least: float, most: float, grade: str = "", interval_of: Interval = scores.mean_interval) -> Mean:
    interval = interval_of(summary, least, most)
    return Mean(summary.n, summary.mean, summary.sd, interval.low if interval else None, interval.high if interval else None, least, most, grade)


def _score_of(found: Mapping[str, Any]) -> ScoreFigures:
    groups = {name: Summary(**summary) for name, summary in found["groups"].items()}
    return ScoreFigures(Summary(**found["whole"]) if found["whole"] else None, groups, found["incomplete"], found["all_equal"])


def _score(formula: str, found: ScoreFigures, shown: list[str]) -> ScoreResult:
    return ScoreResult(
        formula, NAMES[formula], _graded(formula, found.whole) if found.whole else None,
        {name: _graded(formula, found.groups[name]) if name in found.groups else None for name in shown}, found.incomplete, found.all_equal,
    )


def _graded(name: str, summary: Summary) -> Mean:
    formula = FORMULAS[name]
    return mean_of(summary, formula.least, formula.most, formula.grade(summary.mean) if formula.grade else "", formula.interval)


def _items(score: Score, questions: list[QuestionResult]) -> list[QuestionResult]:
    found = {result.part.id: result for result in questions}
    return [found[item] for item in score.items if item in found]


def _with_gain(result: ScoreResult, questionnaire: Questionnaire, questions: list[QuestionResult]) -> ScoreResult:
    """The items count whole forms only where the score shows, so their means are of the same people."""
    [score] = [score for score in questionnaire.scores if score.formula == result.formula]
    means = [item.mean for item in _items(score, questions)]
    if result.formula != "confidence" or not result.whole or not all(means):
        return result
    before, after = (mean.mean for mean in means if mean)
    return replace(result, gain=scores.gain(before, after, FORMULAS["confidence"].scale[1]))


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
