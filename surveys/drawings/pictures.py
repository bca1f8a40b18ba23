"""Which pictures there are of a round's results, by their keys. Each says of whom and how many it is, and where it comes from."""

from collections.abc import Callable
from functools import partial

from flask_babel import ngettext

from errors import NotFound
from surveys.drawings.distribution import distribution
from surveys.drawings.frame import framed
from surveys.drawings.heat import heat
from surveys.drawings.matrix import matrix
from surveys.drawings.profile import profile
from surveys.drawings.ranking import ranking
from surveys.drawings.score import by_group, score
from surveys.drawings.several import several
from surveys.drawings.shapes import Drawing
from surveys.drawings.words import source
from surveys.figures import Asked, Results, heat_of
from surveys.model import Wave

Draw = Callable[[], Drawing]


def picture(found: Results, wave: Wave, language: str, key: str) -> Drawing:
    """One of them, fit to be passed on. Raises NotFound for a key that there is not."""
    draws = pictures(found, wave, language)
    if key not in draws:
        raise NotFound("chart")
    above, draw = draws[key]
    return framed(draw(), [above] if above else [], source(found, wave))


def pictures(found: Results, wave: Wave, language: str) -> dict[str, tuple[str, Draw]]:
    """Of each key how many answered, where that is one number, and what draws it."""
    scores: dict[str, tuple[str, Draw]] = {f"score-{one.formula}": (_n(one.whole.n), partial(score, one, found.groups, wave)) for one in found.scores if one.whole}
    profiles: dict[str, tuple[str, Draw]] = {f"profile-{one.formula}": ("", partial(profile, one, wave, language)) for one in found.profiles if one.told}
    questions: dict[str, tuple[str, Draw]] = {f"question-{asked.question.id}": (_n(asked.n), _of(asked, wave, language)) for asked in found.asked if asked.n}
    groups: dict[str, tuple[str, Draw]] = {f"groups-{part.part.id}": ("", partial(by_group, part, found.groups, wave, language)) for part in found.questions if part.mean and part.question.widget != "places" and any(part.groups.values())}
    return scores | profiles | questions | groups | _heat(found, wave, language)


def _heat(found: Results, wave: Wave, language: str) -> dict[str, tuple[str, Draw]]:
    side = heat_of(found)
    return {"heat": ("", partial(heat, side, wave, language))} if found.groups and side.columns else {}


def _of(asked: Asked, wave: Wave, language: str) -> Draw:
    match asked.question.widget:
        case "ticks":
            return partial(several, asked, language)
        case "rows":
            return partial(matrix, asked, wave, language)
        case "places":
            return partial(ranking, asked, wave, language)
    return partial(distribution, asked.parts[0], language)


def _n(n: int) -> str:
    return str(ngettext("%(num)d answer.", "%(num)d answers.", n))
