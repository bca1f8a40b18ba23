"""Test mode: the newest questionnaire as those who are asked will meet it, for the ambassador. Nothing of it is kept."""

import flask

import pages
from surveys import store
from surveys.model import ANONYMOUS
from surveys.questionnaire import worded
from surveys.views import sitting
from surveys.views.blueprint import blueprint
from surveys.views.sitting import Response, Sitting


@blueprint.get("/surveys/<int:number>/test")
def test_start(number: int) -> Response:
    return sitting.show(_sitting(number), "test_start", number=number)


@blueprint.post("/surveys/<int:number>/test")
@pages.csrf.exempt  # type: ignore[untyped-decorator, unused-ignore]
def test_step(number: int) -> Response:
    tested = _sitting(number)
    return sitting.step(tested, sitting.read(tested.content))


@blueprint.get("/surveys/<int:number>/test/answer")
def test_end(number: int) -> Response:
    return sitting.show(_sitting(number), "test_end", number=number)


@blueprint.post("/surveys/<int:number>/test/answer")
@pages.csrf.exempt  # type: ignore[untyped-decorator, unused-ignore]
def test_answer(number: int) -> Response:
    """Nothing is stored, so there is nothing to protect with a token."""
    tested = _sitting(number)
    return sitting.send(tested, sitting.read(tested.content), lambda _answers: flask.redirect(tested.at("answer"), 303))


def _sitting(number: int) -> Sitting:
    db, me = pages.db(), pages.me()
    survey = store.get_survey(db, number)
    newest, _version, _sent = store.latest_questionnaire(db, number)
    waves = store.waves_of(db, number)
    found = Sitting(
        survey.title, worded(store.questionnaire(db, newest), pages.company().crm), flask.url_for("surveys.test_start", number=number),
        level=waves[0].level if waves else ANONYMOUS, asker_name=me.name, asker_email=me.email, test=True,
    )
    sitting.speak(found, pages.language())
    return found
