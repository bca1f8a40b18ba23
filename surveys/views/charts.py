"""A round's charts as pictures to take away."""

import flask

import pages
from surveys import drawings, store
from surveys.drawings import Drawing
from surveys.views.blueprint import blueprint


@blueprint.get("/waves/<int:number>/charts/<key>.svg")
def chart_svg(number: int, key: str) -> flask.typing.ResponseReturnValue:
    return pages.download(drawings.as_svg(_picture(number, key)), f"{key}-{number}.svg", "image/svg+xml")


@blueprint.get("/waves/<int:number>/charts/<key>.png")
def chart_png(number: int, key: str) -> flask.typing.ResponseReturnValue:
    return pages.download(drawings.as_png(_picture(number, key)), f"{key}-{number}.png", "image/png")


def _picture(number: int, key: str) -> Drawing:
    """Raises Refused while there are no results to draw, NotFound for a chart that they do not have."""
    db = pages.db()
    wave = store.get_wave(db, number)
    return drawings.picture(store.results(db, wave), wave, pages.language(), key)
