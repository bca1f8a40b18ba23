"""From a step that is not taken yet to the workshop that helps: the address of its form, filled in."""

from dataclasses import dataclass

import flask
from flask_babel import gettext as _

import pages
from pages.filters import number
from people import store as people_store
from surveys import figures
from surveys.figures import Barrier, QuestionResult, Results
from surveys.library.help import WORKSHOPS
from surveys.model import Wave
from surveys.questions import in_language


@dataclass(frozen=True)
class Helped:
    """`address` opens the form of a workshop, filled in; '' where nothing is to be helped with, or nothing can be told."""

    barrier: Barrier
    address: str


def barriers(wave: Wave, found: Results) -> list[Helped]:
    """Everybody's and each group's first step, where a change pulse was asked. Everybody's workshop is for the groups with the same step."""
    every = figures.barriers_of(found)
    numbers = {group.name: group.id for group in people_store.groups(pages.db(), wave.dimension_id)} if wave.dimension_id else {}
    return [Helped(one, _address(wave, one, one.step, [numbers[name] for name in _together(one, every) if name in numbers]) if one.step else "") for one in every]


def _together(barrier: Barrier, every: list[Barrier]) -> list[str]:
    if barrier.group:
        return [barrier.group.name]
    return [one.group.name for one in every if one.group and one.step and barrier.step and one.step.part.id == barrier.step.part.id]


def _address(wave: Wave, barrier: Barrier, step: QuestionResult, groups: list[int]) -> str:
    title, purpose = WORKSHOPS[step.part.id].said(wave.system or pages.company().crm, pages.language())
    ticked = ",".join(map(str, groups)) or None  # what is None is left out of an address
    return flask.url_for("workshops.new", title=title, purpose=purpose, need=_need(wave, barrier, step), need_from=flask.url_for("surveys.results", number=wave.id), groups=ticked)


def _need(wave: Wave, barrier: Barrier, step: QuestionResult) -> str:
    """What the results show, with its figures: whoever reads it later sees how certain it is."""
    said = {"survey": wave.title, "round": wave.number, "step": in_language(step.part.text, pages.language()), "group": barrier.group.name if barrier.group else ""}
    if barrier.group is None:
        first = _("“%(survey)s”, round %(round)s: the first step that people have not taken is “%(step)s”", **said)
    elif barrier.group.name:
        first = _("“%(survey)s”, round %(round)s: the first step that %(group)s has not taken is “%(step)s”", **said)
    else:
        first = _("“%(survey)s”, round %(round)s: the first step that those without a group have not taken is “%(step)s”", **said)
    return f"{first} {_certainty(step)}"


def _certainty(step: QuestionResult) -> str:
    mean = step.mean
    if mean is None:
        return ""
    known = {"mean": number(mean.mean, 1), "n": mean.n}
    if mean.low is None or mean.high is None:
        return str(_("(mean %(mean)s of %(n)s answers; very uncertain).", **known))
    known |= {"low": number(mean.low, 1), "high": number(mean.high, 1)}
    if mean.uncertain:
        return str(_("(mean %(mean)s of %(n)s answers, 95 %% interval %(low)s–%(high)s; very uncertain).", **known))
    return str(_("(mean %(mean)s of %(n)s answers, 95 %% interval %(low)s–%(high)s).", **known))
