"""The figures of a survey over its rounds as a table: a line for each thing in each round, with what has changed since the round before."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

import tables
from surveys.drawings.over import why_not
from surveys.export.about import day, level
from surveys.figures import NAMES, Round, Share, Trend
from surveys.figures.trends import Point
from surveys.questions import in_language
from surveys.scores import four
from tables import Cell, Sheet


def over_csv(trends: Iterable[Trend], group: str, language: str) -> Iterator[bytes]:
    sheet = over(trends, group, language)
    return tables.as_csv(sheet.headings, sheet.lines)


def over_sheets(title: str, rounds: Sequence[Round], trends: Iterable[Trend], group: str, language: str) -> list[Sheet]:
    """The same on a sheet, the rounds on another, and what it all is on a third."""
    return [over(trends, group, language), _rounds(rounds), _about(title, group)]


def over(trends: Iterable[Trend], group: str, language: str) -> Sheet:
    headings = [
        _("Question"), _("Part"), _("Answer"), _("Round"), _("Closed"), _("Group"), _("Answers"), _("Figure"), _("Low"), _("High"),
        _("Since round"), _("Its change"), _("Its change, low"), _("Its change, high"), _("Clear"),
        _("The same people"), _("Their change"), _("Their change, low"), _("Their change, high"), _("They answered round"), _("Remark"),
    ]
    return Sheet(_("Over the rounds"), headings, [[*_named(trend, point, language), *_line(point, group)] for trend in trends for point in trend.points])


def _named(trend: Trend, point: Point, language: str) -> list[Cell]:
    thing = point.thing or trend.thing
    if thing.question is None:
        return [_(NAMES[thing.formula]), "", ""]
    part = in_language(thing.part.text, language) if thing.part else ""
    return [in_language(thing.question.text, language), part, thing.question.label(thing.value, language) if thing.value else _("mean")]


def _line(point: Point, group: str) -> list[Cell]:
    wave, figure, change = point.round.wave, point.figure, point.change
    value = figure.share if isinstance(figure, Share) else figure.mean if figure else None
    shown: list[Cell] = [figure.n if figure else None, four(value), four(figure.low if figure else None), four(figure.high if figure else None)]
    changed: list[Cell] = [point.since.wave.number, four(change.difference), four(change.low), four(change.high), _("yes") if change.clear else _("no clear change")] if change and point.since else [None] * 5
    return [wave.number, day(wave.closed_at, wave.zone), group or _("Everybody"), *shown, *changed, *_same_people(point), _remark(point)]


def _same_people(point: Point) -> list[Cell]:
    """How much the same people have changed, each compared with their own earlier answers."""
    if not point.same_people:
        return [None] * 5
    since, found = point.same_people
    return [found.n, four(found.mean), four(found.low), four(found.high), since]


def _remark(point: Point) -> str:
    if not point.figure:
        return why_not(point.why, point.round)
    return str(_("asked in other words: not to be compared with the rounds before")) if point.broken else ""


def _rounds(rounds: Sequence[Round]) -> Sheet:
    lines: list[list[Cell]] = [
        [one.wave.number, day(one.wave.opened_at, one.wave.zone), day(one.wave.closed_at, one.wave.zone), level(one.wave), one.wave.k if one.wave.sealed else None, one.dimension, *_answered(one)]
        for one in rounds
    ]
    return Sheet(_("Rounds"), [_("Round"), _("Opened"), _("Closed"), _("Level"), _("Figures from so many people on"), _("Groups"), _("Have answered"), _("Were asked")], lines)


def _answered(one: Round) -> list[Cell]:
    return [one.results.n, one.results.invited] if one.results else [_("sealed"), None]


def _about(title: str, group: str) -> Sheet:
    told: list[list[Cell]] = [[_("Survey"), title], [_("Group"), group or _("Everybody")]]
    for place, sentence in enumerate((
        _("Figure is a share from 0 to 1 where an answer is named, else a mean. Low and High are the ends of its %(sure)s interval.", sure="95 %"),
        _("Change is the figure less that of the earlier round. It is clear only where its %(sure)s interval leaves out 0; of twenty comparisons, about one does so by chance.", sure="95 %"),
    )):
        told.append(["" if place else _("How to read it"), sentence])
    return Sheet(_("About"), [], told)
