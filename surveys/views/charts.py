"""Charts as pictures to take away: a round's, and those over a survey's rounds."""

import flask

import pages
from errors import NotFound
from surveys import drawings, store
from surveys.drawings import Drawing
from surveys.views import over
from surveys.views.blueprint import blueprint


@blueprint.get("/waves/<int:number>/charts/<key>.svg")
def chart_svg(number: int, key: str) -> flask.typing.ResponseReturnValue:
    return pages.download(drawings.as_svg(_picture(number, key)), f"{key}-{number}.svg", "image/svg+xml")


@blueprint.get("/waves/<int:number>/charts/<key>.png")
def chart_png(number: int, key: str) -> flask.typing.ResponseReturnValue:
    return pages.download(drawings.as_png(_picture(number, key)), f"{key}-{number}.png", "image/png")


@blueprint.get("/surveys/<int:number>/charts/<key>.svg")
def trend_svg(number: int, key: str) -> flask.typing.ResponseReturnValue:
    return pages.download(drawings.as_svg(_trend(number, key)), f"{key}.svg", "image/svg+xml")


@blueprint.get("/surveys/<int:number>/charts/<key>.png")
def trend_png(number: int, key: str) -> flask.typing.ResponseReturnValue:
    return pages.download(drawings.as_png(_trend(number, key)), f"{key}.png", "image/png")


def _trend(number: int, key: str) -> Drawing:
    """Raises Refused for a group that cannot be followed, NotFound for a trend that the page does not draw."""
    asked = over.asked_for(number)
    if asked.wrong:
        raise asked.wrong
    draw = drawings.pictures_over(*over.trends_of(asked), pages.language()).get(key)
    if draw is None:
        raise NotFound("chart")
    return drawings.picture_over(draw, asked.survey.title, asked.rounds, asked.group)


def _picture(number: int, key: str) -> Drawing:
    """Raises Refused while there are no results to draw, NotFound for a chart that they do not have."""
    db = pages.db()
    wave = store.get_wave(db, number)
    return drawings.picture(store.results(db, wave), wave, pages.language(), key)
