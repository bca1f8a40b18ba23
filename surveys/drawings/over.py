"""A figure over a survey's rounds as a picture, and why a round shows none, in words."""

from collections.abc import Sequence
from functools import partial

from flask_babel import gettext as _
from markupsafe import Markup

from pages.filters import short_day
from surveys.drawings.frame import framed
from surveys.drawings.scale import SHARES, Figure, Scale, of_mean, of_share
from surveys.drawings.shapes import NARROW, WIDE, Drawing
from surveys.drawings.svg import Draw, in_page, on_page
from surveys.drawings.trend import Point, trend
from surveys.figures import NAMES, Followed, Mean, Round, Share, Thing, Trend, sides
from surveys.model import OPEN
from surveys.questions import in_language

LEAST_DOTS = 2


def over_rounds(found: Trend, title: str, key: str, small: bool = False) -> Markup:
    """A trend on the page, if there are two figures to see; nothing else. A small one has one size for desk and phone."""
    draw = drawable(found, title)
    if draw is None:
        return Markup()
    return in_page(draw(width=NARROW), key) if small else on_page(key, draw)


def drawable(found: Trend, title: str) -> Draw | None:
    """What draws the part of a trend that stands on one scale; None where there are not two figures to see."""
    shown = [point.figure for point in found.row if point.figure and point.thing]
    if len(shown) < LEAST_DOTS:
        return None
    points = [Point(_("Round %(number)s", number=one.round.wave.number), figure_of(one.thing, one.figure) if one.thing and one.figure else None, why_not(one.why, one.round), one.broken) for one in found.row]
    return partial(trend, title, points, _scale(found.row[-1].thing or found.thing, shown[-1]))


def pictures_over(scores: Sequence[Trend], questions: Sequence[Followed], language: str) -> dict[str, Draw]:
    """By their keys the trends that the page draws: of scores, and of questions of which one thing is followed."""
    named = [(f"trend-score-{one.thing.formula}", one, str(_(NAMES[one.thing.formula]))) for one in scores]
    asked = [(f"trend-question-{one.question.id}", one.trends[0], _titled(one, language)) for one in questions if len(one.trends) == 1]
    return {key: draw for key, one, title in (*named, *asked) if (draw := drawable(one, title))}


def picture_over(draw: Draw, survey: str, rounds: Sequence[Round], group: str) -> Drawing:
    """A trend fit to be passed on: it says of which rounds it is, and of which group."""
    numbers = [one.wave.number for one in rounds]
    said = _("rounds %(first)s to %(last)s", first=numbers[0], last=numbers[-1])
    return framed(draw(width=WIDE), [group or str(_("Everybody"))], [f"{survey} · {said}", str(_("Below each round stands of how many answers its figure is made. Rounds may have been answered by other people."))])


def _titled(found: Followed, language: str) -> str:
    thing = found.trends[0].thing
    title = in_language(found.question.text, language)
    return f"{title} “{thing.question.label(thing.value, language)}”" if thing.question and thing.value else title


def figure_of(thing: Thing, figure: Mean | Share) -> Figure:
    """A figure on its scale; satisfaction is a share that is kept in per cent."""
    if isinstance(figure, Share):
        return of_share(figure)
    found = of_mean(figure)
    if not thing.is_share:
        return found
    return Figure(found.value / 100, None if found.low is None else found.low / 100, None if found.high is None else found.high / 100, found.n)


def why_not(code: str, one: Round) -> str:
    """Why a round, one of its groups or one of its questions shows no figure; '' where it does."""
    wave = one.wave
    say = {
        sides.SEALED: lambda: _("open until %(day)s, sealed", day=short_day(wave.closes)) if wave.state == OPEN else _("being counted"),
        sides.NOTHING: lambda: _("nothing shows: too few people answered"),
        sides.NO_GROUP: lambda: _("there was no such group"),
        sides.OTHER_GROUPS: lambda: _("broken down by %(dimension)s then", dimension=one.dimension) if one.dimension else _("not broken down then"),
        sides.GROUP_FEW: lambda: _("fewer than %(k)s answers", k=wave.k),
        sides.GROUP_PROTECTS: lambda: _("hidden so that a smaller group cannot be worked out"),
        sides.NOT_ASKED: lambda: _("not asked"),
        sides.NO_OPTION: lambda: _("not among the options"),
        sides.OTHER_KIND: lambda: _("asked as another kind of question"),
        sides.UNANSWERED: lambda: _("fewer than %(k)s people answered it", k=wave.k) if wave.sealed else _("nobody answered it"),
        sides.NOT_BY_GROUP: lambda: _("not shown for groups: in one of them the answers are too few or too alike"),
    }
    return str(say[code]()) if code else ""


def _scale(thing: Thing, figure: Mean | Share) -> Scale:
    if isinstance(figure, Share) or thing.is_share:
        return SHARES
    return Scale(figure.least, figure.most, 1 if thing.formula else 2)
