"""A round's results on paper: what the results page holds, and nothing more, with what is needed to read it."""

import flask

import pages
from people import store as people_store
from surveys import scores, store
from surveys.views.blueprint import blueprint
from surveys.views.results import nothing_yet
from surveys.views.words import Scope, naming

MOST_WORDS = 1_000  # texts of a question that stand on paper


@blueprint.get("/waves/<int:number>/report")
def report(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    if not wave.readable:
        return nothing_yet(wave)
    targets = store.targets(db, number)
    return pages.show(
        "surveys/results/report.html", wave=wave, promise=store.promise(db, number), results=store.results(db, wave, MOST_WORDS), targets=[group for group in people_store.groups(db) if group.id in targets], grades=scores.GRADES, unfolded=True,
        named=len(naming(Scope(store.get_survey(db, wave.survey_id), (wave,), wave))), today=pages.now(), language=pages.language(),
    )
