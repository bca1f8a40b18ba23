"""The list of surveys, a new one, and one survey with its rounds."""

import flask
from flask_babel import gettext as _

import pages
from surveys import actions, library, store
from surveys.forms import NewSurveyForm, TitleForm
from surveys.questionnaire import worded
from surveys.views.blueprint import blueprint


@blueprint.get("/surveys/")
def surveys() -> flask.typing.ResponseReturnValue:
    db, words = pages.db(), flask.request.args.get("words", "").strip()[:100]
    found = [(survey, [(wave, store.turnout(db, wave)) for wave in store.waves_of(db, survey.id)]) for survey in store.surveys(db, words)]
    return pages.show("surveys/surveys.html", found=found, words=words)


@blueprint.route("/surveys/new", methods=["GET", "POST"])
def new_survey() -> flask.typing.ResponseReturnValue:
    form = NewSurveyForm(data={"template": flask.request.args.get("template", "")})
    made: list[int] = []
    if pages.done(form, lambda: made.append(actions.new_survey(pages.db(), form.template.data, form.title.data, pages.now()))):
        pages.told(_("The survey is there, and nothing has been sent. Look at its questions, then prepare a round: who is asked, and until when."))
        return pages.go("surveys.survey", number=made[0])
    return pages.show("surveys/new.html", form=form, templates={one.key: one for one in library.TEMPLATES})


@blueprint.get("/surveys/<int:number>")
def survey(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    found = store.get_survey(db, number)
    questionnaire_id, version, sent = store.latest_questionnaire(db, number)
    return pages.show(
        "surveys/survey.html", survey=found, content=worded(store.questionnaire(db, questionnaire_id), pages.company().crm), version=version, sent=sent,
        waves=[(wave, store.turnout(db, wave)) for wave in store.waves_of(db, number)], language=pages.language(),
    )


@blueprint.route("/surveys/<int:number>/title", methods=["GET", "POST"])
def title(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get_survey(pages.db(), number)
    form = TitleForm(obj=found)
    if pages.done(form, lambda: actions.rename_survey(pages.db(), number, form.title.data)):
        pages.told(_("The survey is called “%(title)s” now. Mails that went out keep the old title.", title=form.title.data))
        return pages.go("surveys.survey", number=number)
    return pages.show("surveys/title.html", form=form, survey=found)


@blueprint.post("/surveys/<int:number>/removal")
def survey_removal(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get_survey(pages.db(), number)
    actions.delete_survey(pages.db(), number)
    pages.told(_("“%(title)s” is deleted. Nobody had been asked.", title=found.title))
    return pages.go("surveys.surveys")
