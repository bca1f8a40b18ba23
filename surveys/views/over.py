"""Results over a survey's rounds, and what has changed: from one round to another, and between two groups of a round."""

from dataclasses import dataclass
from typing import Any

import flask

import pages
import tables
from errors import Refused
from surveys import export, figures, store
from surveys.drawings import over
from surveys.figures import Round, choosing, sides
from surveys.figures.comparison import Comparison
from surveys.model import Survey
from surveys.views.blueprint import blueprint
from surveys.views.files import CSV, XLSX
from surveys.views.results import nothing_yet


@dataclass(frozen=True)
class Over:
    """A survey's rounds, and the group in which they are looked at; `wrong` says why it cannot be."""

    survey: Survey
    rounds: list[Round]
    dimension: str
    group: str
    wrong: Refused | None

    @property
    def dimensions(self) -> list[str]:
        return list(dict.fromkeys(one.dimension for one in reversed(self.rounds) if one.showing_groups))

    @property
    def followed(self) -> list[str]:
        return sides.groups_twice(self.rounds, self.dimension)

    @property
    def unfollowed(self) -> list[tuple[str, list[tuple[Round, str]]]]:
        return sides.groups_once(self.rounds, self.dimension)

    @property
    def gone(self) -> list[int]:
        """The numbers of earlier rounds that were deleted when their promised time was over."""
        logged = {entry["what"] for entry in store.retention_log(pages.db())}
        there = {one.wave.number for one in self.rounds}
        return [number for number in range(1, max(there, default=0)) if number not in there and f"{self.survey.title} {number}" in logged]


@blueprint.get("/surveys/<int:number>/results")
def over_rounds(number: int) -> flask.typing.ResponseReturnValue:
    asked = asked_for(number)
    scores, questions = ([], []) if asked.wrong else trends_of(asked)
    steps = [] if asked.wrong else figures.steps_over(asked.rounds, asked.group, asked.dimension)
    return _shown("surveys/over/rounds.html", asked.wrong, over=asked, scores=scores, steps=steps, questions=questions)


@blueprint.get("/surveys/<int:number>/results.json")
def over_rounds_json(number: int) -> flask.typing.ResponseReturnValue:
    asked = asked_for(number)
    _raise(asked.wrong)
    return flask.jsonify(figures.over_dict(asked.survey.title, asked.rounds, *trends_of(asked), asked.group, pages.language()))


@blueprint.get("/surveys/<int:number>/results.csv")
def over_rounds_csv(number: int) -> flask.typing.ResponseReturnValue:
    asked = asked_for(number)
    _raise(asked.wrong)
    return pages.download(export.over_csv(_every(asked), asked.group, pages.language()), f"rounds-{number}.csv", CSV)


@blueprint.get("/surveys/<int:number>/results.xlsx")
def over_rounds_xlsx(number: int) -> flask.typing.ResponseReturnValue:
    asked = asked_for(number)
    _raise(asked.wrong)
    sheets = export.over_sheets(asked.survey.title, asked.rounds, _every(asked), asked.group, pages.language())
    return pages.download(tables.as_workbook(sheets), f"rounds-{number}.xlsx", XLSX)


@blueprint.get("/surveys/<int:number>/comparison")
def comparison(number: int) -> flask.typing.ResponseReturnValue:
    asked = asked_for(number)
    before, after = _two(asked.rounds)
    wrong = asked.wrong or (choosing.refused_rounds(asked.rounds, before, after, asked.group, asked.dimension) if before or after else None)
    found = _compared(asked, before, after) if before and after and not wrong else None
    return _shown("surveys/over/comparison.html", wrong, over=asked, before=before, after=after, found=found)


@blueprint.get("/surveys/<int:number>/comparison.json")
def comparison_json(number: int) -> flask.typing.ResponseReturnValue:
    asked = asked_for(number)
    before, after = _two(asked.rounds)
    _raise(asked.wrong or choosing.refused_rounds(asked.rounds, before, after, asked.group, asked.dimension))
    return flask.jsonify(figures.comparison_dict(_compared(asked, before, after), pages.language()))


@blueprint.get("/waves/<int:number>/comparison")
def group_comparison(number: int) -> flask.typing.ResponseReturnValue:
    one = _round(number)
    if one is None:
        return nothing_yet(store.get_wave(pages.db(), number))
    group, other = _groups(one)
    wrong = choosing.refused_groups(one, group, other) if group or other else None
    found = figures.of_groups(one, group, other) if group and other and not wrong else None
    return _shown("surveys/over/groups.html", wrong, wave=one.wave, one=one, group=group, other=other, found=found)


@blueprint.get("/waves/<int:number>/comparison.json")
def group_comparison_json(number: int) -> flask.typing.ResponseReturnValue:
    one = _round(number)
    if one is None:
        raise Refused("Nobody sees results before the round is closed; then they are counted, once.")
    group, other = _groups(one)
    _raise(choosing.refused_groups(one, group, other))
    return flask.jsonify(figures.comparison_dict(figures.of_groups(one, group, other), pages.language()))


def asked_for(number: int) -> Over:
    """A survey's rounds as the address asks for them."""
    db, args = pages.db(), flask.request.args
    survey, rounds = store.get_survey(db, number), store.rounds(db, number)
    wanted, group = args.get("dimension", "").strip(), args.get("group", "").strip()
    dimension = wanted or next((one.dimension for one in reversed(rounds) if one.showing_groups), "")
    return Over(survey, rounds, dimension, group, choosing.refused_dimension(rounds, wanted) or choosing.refused_group(rounds, group, dimension))


def _two(rounds: list[Round]) -> tuple[str, str]:
    """The numbers of the two rounds that are asked for, the older first. The newest that shows where none is, and the one before it; '' where there is none."""
    args = flask.request.args
    showing = [one.wave.number for one in rounds if one.shown]
    after = args.get("to", str(showing[-1]) if len(showing) > 1 else "").strip()
    earlier = [number for number in showing if after.isdecimal() and number < int(after[:9])]
    before = args.get("from", str(earlier[-1]) if earlier else "").strip()
    return (after, before) if before.isdecimal() and after.isdecimal() and int(before[:9]) > int(after[:9]) else (before, after)


def _groups(one: Round) -> tuple[str, str]:
    """The two groups that are asked for; the first two that show where none is, and '' where there are not two."""
    showing = one.showing_groups
    usual = showing[:2] if len(showing) > 1 else ["", ""]
    return flask.request.args.get("one", usual[0]).strip(), flask.request.args.get("other", usual[1]).strip()


def _compared(asked: Over, before: str, after: str) -> Comparison:
    found = [one for number in (before, after) if (one := choosing.find(asked.rounds, number))]
    return figures.of_rounds(asked.rounds, found[0], found[1], asked.group, asked.dimension)


def trends_of(asked: Over) -> tuple[list[figures.Trend], list[figures.Followed]]:
    """The scores and the questions that have something to follow."""
    chosen = asked.rounds, asked.group, asked.dimension
    return figures.scores_over(*chosen), [one for one in figures.questions_over(*chosen) if one.trends]


def _every(asked: Over) -> list[figures.Trend]:
    """One after the other, as tables have them."""
    scores, questions = trends_of(asked)
    return [*scores, *(trend for one in questions for trend in one.trends)]


def _round(number: int) -> Round | None:
    """A round whose results can be read; None while there are none."""
    wave = store.get_wave(pages.db(), number)
    return store.round_of(pages.db(), wave) if wave.readable else None


def _raise(wrong: Refused | None) -> None:
    if wrong:
        raise wrong


def _shown(template: str, wrong: Refused | None, **context: Any) -> flask.typing.ResponseReturnValue:
    """The page; where something was asked for that cannot be, it says so and shows no figure."""
    said = pages.sentence(wrong) if wrong else ""
    return flask.render_template(template, failed=bool(wrong), wrong=said, language=pages.language(), names=figures.NAMES, differing=sides.differing, why_not=over.why_not, drawn=over.over_rounds, **context), 422 if wrong else 200
