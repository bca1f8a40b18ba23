"""A round's groups side by side."""

import flask

import pages
from surveys import figures, store
from surveys.views import helping
from surveys.views.blueprint import blueprint
from surveys.views.results import nothing_yet


@blueprint.get("/waves/<int:number>/heat")
def heat(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    if not wave.readable:
        return nothing_yet(wave)
    found = store.results(db, wave)
    side = figures.heat_of(found, flask.request.args.get("sort", ""))
    return pages.show("surveys/results/heat.html", wave=wave, results=found, heat=side, barriers=helping.barriers(wave, found), saving=True, language=pages.language())
