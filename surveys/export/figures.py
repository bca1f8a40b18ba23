"""The figures of a round as lines of a table: shares and means with their intervals, and why what is hidden is hidden."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

import tables
from surveys.disclosure import FEW, GroupState
from surveys.export.about import about
from surveys.figures import Mean, QuestionResult, Results, ScoreResult, Share
from surveys.figures.pairs import PairedResults
from surveys.model import Wave
from surveys.questions import in_language
from surveys.scores import four
from tables import Cell, Sheet

Shown = QuestionResult | Mean | None


@dataclass(frozen=True)
class Figure:
    """One line. What does not apply to it, or does not show, is None."""

    question: str
    part: str = ""
    answer: str = ""
    group: str = ""
    count: int | None = None
    of: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    sd: float | None = None
    grade: str = ""
    remark: str = ""


def as_csv(wave: Wave, found: Results, language: str) -> Iterator[bytes]:
    """Everything in one table: who answered, each share, each mean."""
    lines = [*turnout(wave, found), *shares(wave, found, language), *means(wave, found, language)]
    columns = _columns(*Figure.__dataclass_fields__)
    return tables.as_csv(list(columns.values()), (_cells(one, columns) for one in lines))


def sheets(wave: Wave, found: Results, language: str) -> list[Sheet]:
    """The same on sheets of their own, and one that says what they are."""
    counted = _columns("question", "part", "answer", "group", "count", "of", "share", "low", "high", "remark")
    averaged = _columns("question", "part", "group", "of", "mean", "sd", "low", "high", "grade", "remark")
    return [
        _sheet(_("Figures"), counted, [*turnout(wave, found), *shares(wave, found, language)]),
        _sheet(_("Means"), averaged, means(wave, found, language)),
        about(wave, found),
    ]


def turnout(wave: Wave, found: Results) -> Iterator[Figure]:
    """How many were asked and have answered, of everybody and of each group."""
    asked = _("Who has answered")
    yield Figure(asked, group=_("Everybody"), count=found.n, of=found.invited, share=_part(found.n, found.invited), remark=_why_nothing(wave, found))
    for group in found.groups:
        invited = found.rates.get(group.name)
        yield Figure(asked, group=name_of(group), count=group.n, of=invited, share=_part(group.n, invited), remark=why(group, wave))


def shares(wave: Wave, found: Results, language: str) -> Iterator[Figure]:
    """How many gave each answer, question by question, of everybody and of each group."""
    for result in found.questions:
        question, part = in_language(result.question.text, language), in_language(result.part.text, language)
        for group, shown, reason in _by_group(result if result.shares else None, result.groups, found, wave):
            given = shown.shares if isinstance(shown, QuestionResult) else []
            yield from (Figure(question, part, result.question.label(share.value, language), group, *_share(share)) for share in given)
            if not given:
                yield Figure(question, part, group=group, remark=reason)


def means(wave: Wave, found: Results, language: str) -> Iterator[Figure]:
    """Every score, and the mean of every question that is answered with numbers."""
    for score in found.scores:
        yield from _means(_(score.name), "", _by_group(score.whole, score.groups, found, wave), _left_out(score))
    for result in found.questions:
        groups = {name: one.mean if one else None for name, one in result.groups.items()}
        if result.part.numeric:
            yield from _means(in_language(result.question.text, language), in_language(result.part.text, language), _by_group(result.mean, groups, found, wave))
    yield from _changes(found.pairs, language) if found.pairs else ()


def name_of(group: GroupState) -> str:
    return group.name or str(_("No group"))


def why(group: GroupState, wave: Wave) -> str:
    """Why a group is hidden; '' for one that shows."""
    if group.n is not None:
        return ""
    return str(_("fewer than %(k)s answers", k=wave.k) if group.state == FEW else _("hidden so that a smaller group cannot be worked out"))


def _why_nothing(wave: Wave, found: Results) -> str:
    if found.shown:
        return ""
    return str(_("fewer than %(k)s people answered, so nothing is shown", k=wave.k) if found.n < wave.k else _("fewer than %(k)s people answered by themselves, so nothing is shown", k=wave.k))


def _by_group(whole: Shown, groups: Mapping[str, Shown], found: Results, wave: Wave) -> Iterator[tuple[str, Shown, str]]:
    """Everybody and then each group in its place: its name, what shows of it, and why where nothing does."""
    yield _("Everybody"), whole, _("Not shown: fewer than %(k)s people answered", k=wave.k) if wave.sealed else _("Nobody has answered")
    for group in found.groups if whole else ():
        yield name_of(group), groups.get(group.name), why(group, wave) or _("not shown: in one of the groups the answers are too few or too alike") if wave.sealed else _("Nobody has answered")


def _means(question: str, part: str, lines: Iterator[tuple[str, Shown, str]], remark: str = "") -> Iterator[Figure]:
    for place, (group, shown, reason) in enumerate(lines):
        if isinstance(shown, Mean):
            low, high = four(shown.low), four(shown.high)
            yield Figure(question, part, group=group, of=shown.n, mean=four(shown.mean), sd=four(shown.sd) if shown.n > 1 else None, low=low, high=high, grade=shown.grade, remark="" if place else remark)
        else:
            yield Figure(question, part, group=group, remark=reason)


def _changes(pairs: PairedResults, language: str) -> Iterator[Figure]:
    """How much the same people have changed, each compared with their own earlier answers."""
    same = str(_("The same people as in round %(number)s: their change", number=pairs.round))
    every = [(str(_(one.name)), "", one.found) for one in pairs.scores]
    every += [(in_language(one.question.text, language), in_language(one.part.text, language), one.found) for one in pairs.parts]
    for question, part, shown in every:
        if shown:
            yield Figure(question, part, group=same, of=shown.n, mean=four(shown.mean), sd=four(shown.sd), low=four(shown.low), high=four(shown.high))
        else:
            yield Figure(question, part, group=same, remark=_("not shown: it would tell of too few people, or of people who are too alike"))


def _left_out(score: ScoreResult) -> str:
    told = [_("%(n)s incomplete forms are not in it", n=score.incomplete)] if score.incomplete else []
    told += [_("%(n)s people answered every statement alike", n=score.all_equal)] if score.all_equal else []
    return "; ".join(told)


def _share(share: Share) -> tuple[int, int, float | None, float | None, float | None]:
    return share.count, share.n, four(share.share), four(share.low), four(share.high)


def _part(count: int | None, whole: int | None) -> float | None:
    return four(count / whole) if count is not None and whole else None


def _columns(*fields: str) -> dict[str, str]:
    """What the columns are called, by field."""
    names = {
        "question": _("Question"), "part": _("Part"), "answer": _("Answer"), "group": _("Group"), "count": _("Count"), "of": _("Of"), "share": _("Share"),
        "low": _("Low"), "high": _("High"), "mean": _("Mean"), "sd": _("Standard deviation"), "grade": _("Grade"), "remark": _("Remark"),
    }
    return {field: str(names[field]) for field in fields}


def _cells(figure: Figure, columns: Mapping[str, str]) -> list[Cell]:
    return [getattr(figure, field) for field in columns]


def _sheet(name: str, columns: Mapping[str, str], lines: Iterator[Figure] | list[Figure]) -> Sheet:
    return Sheet(str(name), list(columns.values()), [_cells(one, columns) for one in lines])
