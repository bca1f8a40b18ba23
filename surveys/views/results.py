"""What a round's people said: through the gate when anonymous, with names when asked by name."""

import flask

import pages
from errors import NotFound
from surveys import store
from surveys.model import Wave
from surveys.views import helping
from surveys.views.blueprint import blueprint


@blueprint.get("/waves/<int:number>/results")
def results(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    if not wave.readable:
        return nothing_yet(wave)
    found = store.results(db, wave)
    return pages.show(
        "surveys/results/results.html", wave=wave, promise=store.promise(db, number), results=found, talked=store.has_messages(db, number), new=store.new_replies(db).get(number, 0),
        barriers=helping.barriers(wave, found), saving=True, for_ambassador=True, language=pages.language(),
    )


@blueprint.get("/waves/<int:number>/answers")
def answers(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    if wave.sealed or wave.opened_at is None:
        raise NotFound("answers")
    return pages.show("surveys/results/answers.html", wave=wave, answers=store.named(db, number), content=store.read_back(db, wave), turnout=store.turnout(db, wave), language=pages.language())


def nothing_yet(wave: Wave) -> flask.typing.ResponseReturnValue:
    """What every page about a round's results shows instead of itself while the round is not readable."""
    return flask.render_template("surveys/results/sealed.html", wave=wave, turnout=store.turnout(pages.db(), wave), failed=False), 409
