"""Trends and comparisons as plain values, for scripts and tables."""

from collections.abc import Sequence
from typing import Any

from surveys.figures.changes import Change
from surveys.figures.comparison import Comparison, Row
from surveys.figures.pairs import Paired
from surveys.figures.shown import Mean, Share
from surveys.figures.sides import Round, Seen, Side, Thing
from surveys.figures.trends import Followed, Point, Trend
from surveys.questions import in_language
from surveys.scores import four


def over_dict(title: str, rounds: Sequence[Round], of_scores: Sequence[Trend], of_questions: Sequence[Followed], group: str, language: str) -> dict[str, Any]:
    """A line for each round of each thing, figures to four decimals: one without a figure says why."""
    trends = [*of_scores, *(trend for one in of_questions for trend in one.trends)]
    return {"format": "ombord rounds", "version": 1, "survey": title, "group": group or None, "rounds": [_round(one) for one in rounds], "figures": [_point(trend, point, language) for trend in trends for point in trend.points], "comparisons": sum(trend.compared for trend in trends)}


def comparison_dict(found: Comparison, language: str) -> dict[str, Any]:
    """A line for each thing, as `over_dict` has them, with both sides; and what was not comparable, by the id of its question or score."""
    parted = [{"before": one.before.id if one.before else None, "after": one.after.id if one.after else None} for one in found.parted]
    return {
        "format": "ombord comparison",
        "version": 1,
        "survey": found.before.round.wave.title,
        "before": _side(found.before),
        "after": _side(found.after),
        "figures": [_named(row.thing, language) | _row(row) for row in found.rows],
        "not_comparable": parted + [{"before": key, "after": key} for key in (Thing(formula=name).key for name in found.parted_scores)],
        "comparisons": found.compared,
    }


def _round(one: Round) -> dict[str, Any]:
    told = {name: value for name, value in one.conditions.items() if name != "targets"}
    day = (one.wave.closed_at or one.wave.opened_at or one.wave.closes).date().isoformat()
    return {"round": one.wave.number, "day": day, "state": one.wave.state, "n": one.results.n if one.results else None, "invited": one.results.invited if one.results else None, "shown": one.shown} | told


def _side(side: Side) -> dict[str, Any]:
    return _round(side.round) | {"group": side.group or None}


def _point(trend: Trend, point: Point, language: str) -> dict[str, Any]:
    about = _named(point.thing or trend.thing, language) | {"round": point.round.wave.number}
    since, same = point.same_people or (None, None)
    broken = {"broken": point.broken, "since": point.since.wave.number if point.since else None}
    return about | _figure(Seen(point.figure, point.why)) | broken | _change(point.change) | {"same_people_since": since} | _same_people(same)


def _row(row: Row) -> dict[str, Any]:
    sides = {f"{name}_{side}": value for side, seen in (("before", row.before), ("after", row.after)) for name, value in _figure(seen).items()}
    return sides | _change(row.change) | _same_people(row.same_people)


def _named(thing: Thing, language: str) -> dict[str, Any]:
    asked = in_language(thing.question.text, language) if thing.question else thing.formula
    part = in_language(thing.part.text, language) if thing.part else ""
    answer = thing.question.label(thing.value, language) if thing.question and thing.value and not part else ""
    return {"id": thing.key, "asked": asked, "part": part, "answer": answer, "unit": "share" if thing.value else "mean"}


def _figure(seen: Seen) -> dict[str, Any]:
    figure = seen.figure
    value = figure.share if isinstance(figure, Share) else figure.mean if isinstance(figure, Mean) else None
    return {"n": figure.n if figure else None, "figure": four(value), "low": four(figure.low if figure else None), "high": four(figure.high if figure else None), "why": seen.why or None}


def _change(change: Change | None) -> dict[str, Any]:
    found = {name: four(getattr(change, name) if change else None) for name in ("difference", "low", "high")}
    return {"difference": found["difference"], "difference_low": found["low"], "difference_high": found["high"], "clear": change.clear if change else None}


def _same_people(found: Paired | None) -> dict[str, Any]:
    """How much the same people have changed, on average."""
    figures = {f"same_people_{name}": four(getattr(found, name) if found else None) for name in ("mean", "low", "high")}
    return {"same_people": found.n if found else None} | figures
