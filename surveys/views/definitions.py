"""A survey's definition as a file, out and in, and a copy of a survey."""

import flask
from flask_babel import gettext as _

import pages
from surveys import actions, definition_file, store
from surveys.forms import DefinitionForm
from surveys.views.blueprint import blueprint


@blueprint.get("/surveys/<int:number>/definition.json")
def definition(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    survey = store.get_survey(db, number)
    content = store.questionnaire(db, store.latest_questionnaire(db, number)[0])
    return pages.download(definition_file.written(survey.title, content), f"{survey.title[:60]}.json", "application/json")


@blueprint.route("/surveys/new/definition", methods=["GET", "POST"])
def bring_in() -> flask.typing.ResponseReturnValue:
    form = DefinitionForm()
    made: list[int] = []
    if pages.done(form, lambda: made.append(actions.bring_in(pages.db(), form.content(), "", pages.now()))):
        pages.told(_("The survey is there as the file describes it, and nothing has been sent. Look at its questions, then prepare a round."))
        return pages.go("surveys.survey", number=made[0])
    return pages.show("surveys/definition.html", form=form)


@blueprint.post("/surveys/<int:number>/copies")
def copy(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get_survey(pages.db(), number)
    title = _("Copy of %(title)s", title=found.title)[: actions.MOST_TITLE]
    made = actions.copy_survey(pages.db(), number, title, pages.now())
    pages.told(_("This is a new survey with the same questions. Its rounds and results are its own. Give it a title of its own, and change what you like."))
    return pages.go("surveys.survey", number=made)
