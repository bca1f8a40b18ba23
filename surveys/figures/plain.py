"""Figures as plain values, for scripts."""

from typing import Any

from surveys import definition
from surveys.figures.pairs import pairs_as_dict
from surveys.figures.shown import Asked, Mean, Profile, QuestionResult, Results
from surveys.questions import in_language
from surveys.scores import four


def as_dict(found: Results, language: str) -> dict[str, Any]:
    """The same for scripts: plain JSON values, figures to four decimals, hidden groups with their state and nothing else."""
    return {
        "n": found.n,
        "invited": found.invited,
        "shown": found.shown,
        "groups": [{"name": group.name, "state": group.state} | ({"n": group.n, "invited": found.rates.get(group.name)} if group.n is not None else {}) for group in found.groups],
        "scores": [
            {"name": score.formula, "whole": _mean_dict(score.whole), "groups": {name: _mean_dict(mean) for name, mean in score.groups.items()}, "incomplete": score.incomplete, "all_equal": score.all_equal}
            for score in found.scores
        ],
        "profiles": [_profile_dict(profile, [group.name for group in found.groups if group.n is not None]) for profile in found.profiles],
        "questions": [_question_dict(result, language) | _depends(asked) for asked in found.asked for result in asked.parts],
        "pairs": pairs_as_dict(found.pairs) if found.pairs else None,
        "texts_shown": found.texts_shown,
        "texts": [{"id": result.part.id, "text": in_language(result.text, language), "shown": found.texts_shown and result.shown, "answers": result.texts} for result in found.texts],
    }


def _profile_dict(profile: Profile, groups: list[str]) -> dict[str, Any]:
    """Its items are among the questions; a barrier is the id of one of them."""
    barriers = {name: barrier.part.id for name in groups if (barrier := profile.barrier_of(name))}
    return {"name": profile.formula, "items": [item.part.id for item in profile.items], "barrier": profile.barrier.part.id if profile.barrier else None, "barriers": barriers}


def _question_dict(result: QuestionResult, language: str) -> dict[str, Any]:
    groups = {name: _counted(group) if group else None for name, group in result.groups.items()}
    labels = {value: result.question.label(value, language) for value in result.part.values}
    about = {"id": result.part.id, "question": result.question.id, "kind": result.question.kind, "labels": labels}
    return about | {"text": in_language(result.text, language)} | _counted(result) | {"groups": groups}


def _counted(result: QuestionResult) -> dict[str, Any]:
    shares = {share.value: {"share": four(share.share), "low": four(share.low), "high": four(share.high)} for share in result.shares}
    return {"n": result.n, "counts": result.counts, "shares": shares, "mean": _mean_dict(result.mean)}


def _depends(asked: Asked) -> dict[str, Any]:
    """The rule of a question that not everybody was asked, and how many were, where that can be told."""
    return {"show_if": definition.plain(asked.question.show_if), "asked": asked.reached} if asked.question.show_if else {}


def _mean_dict(mean: Mean | None) -> dict[str, Any] | None:
    if mean is None:
        return None
    figures = {"mean": mean.mean, "sd": mean.sd if mean.n > 1 else None, "low": mean.low, "high": mean.high}
    return {"n": mean.n} | {name: four(value) for name, value in figures.items()} | ({"grade": mean.grade} if mean.grade else {})
