"""Adjusting a survey's questionnaire: one question, one page title at a time."""

import secrets
from typing import Any

import flask
from flask_babel import gettext as _

import pages
from errors import N_, NotFound
from pages.forms import as_choices
from surveys import actions, editing, figures, store
from surveys.editing import Change
from surveys.forms import KINDS, PageForm, QuestionForm, RatingForm, form_class
from surveys.questionnaire import Questionnaire
from surveys.questions import in_language
from surveys.views.blueprint import blueprint

HEADINGS = {"text": N_("A new open question"), "rating": N_("A new rating"), "choice": N_("A new choice")}


@blueprint.get("/surveys/<int:number>/questionnaire")
def questionnaire(number: int) -> flask.typing.ResponseReturnValue:
    content, version, sent = _latest(number)
    lost = {question.id: [figures.NAMES[score.formula] for score in editing.scores_of(content, question.id)] for question in content.questions}
    return pages.show("surveys/questionnaire.html", survey=store.get_survey(pages.db(), number), content=content, version=version, sent=sent, lost=lost, kinds=KINDS, language=pages.language())


@blueprint.route("/surveys/<int:number>/questions/new", methods=["GET", "POST"])
def new_question(number: int) -> flask.typing.ResponseReturnValue:
    content, _version, _sent = _latest(number)
    kind = flask.request.args.get("kind", "text")
    if kind not in KINDS:
        raise NotFound("kind")
    form = form_class(kind)(data={"scale": "5", "page": _usual_page(content)})
    form.page.choices = as_choices(_pages(content))
    question_id = "q" + secrets.token_hex(4)  # never used again, so that answers of different rounds are never mixed up
    if _changed(number, form, lambda old: editing.added(old, form.question(question_id, None), int(form.page.data))):
        pages.told(_("The question is there."))
        return pages.go("surveys.questionnaire", number=number)
    return pages.show("surveys/question.html", form=form, survey=store.get_survey(pages.db(), number), headline=_(HEADINGS[kind]), kind=kind)


@blueprint.route("/surveys/<int:number>/questions/<question_id>", methods=["GET", "POST"])
def question(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    content, _version, _sent = _latest(number)
    found = editing.find(content, question_id)
    kind = form_class(found.kind)
    form = kind(data=kind.filled(found))
    del form.page
    if isinstance(form, RatingForm):
        del form.scale
    if _changed(number, form, lambda old: editing.changed(old, form.question(question_id, editing.find(old, question_id)))):
        pages.told(_("The question has been changed."))
        return pages.go("surveys.questionnaire", number=number)
    return pages.show("surveys/question.html", form=form, survey=store.get_survey(pages.db(), number), headline=_("Change a question"), kind=found.kind)


@blueprint.post("/surveys/<int:number>/questions/<question_id>/position")
def position(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    up = flask.request.form.get("to") == "up"
    actions.change_questionnaire(pages.db(), number, lambda old: editing.moved(old, question_id, up))
    return flask.redirect(flask.url_for("surveys.questionnaire", number=number, _anchor=question_id), 303)


@blueprint.post("/surveys/<int:number>/questions/<question_id>/removal")
def question_removal(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    content, _version, _sent = _latest(number)
    found = editing.find(content, question_id)
    actions.change_questionnaire(pages.db(), number, lambda old: editing.removed(old, question_id))
    pages.told(_("“%(text)s” is no longer asked.", text=in_language(found.text, pages.language()).replace("{system}", pages.company().crm)))
    return pages.go("surveys.questionnaire", number=number)


@blueprint.route("/surveys/<int:number>/pages/<int:page>", methods=["GET", "POST"])
def page_title(number: int, page: int) -> flask.typing.ResponseReturnValue:
    content, _version, _sent = _latest(number)
    if not 0 < page <= len(content.pages):
        raise NotFound("page")
    form = PageForm(data=content.pages[page - 1].title)
    if _changed(number, form, lambda old: editing.retitled(old, page - 1, form.texts())):
        pages.told(_("The title of page %(page)s has been changed.", page=page))
        return pages.go("surveys.questionnaire", number=number)
    return pages.show("surveys/page.html", form=form, survey=store.get_survey(pages.db(), number), page=page)


def _latest(survey_id: int) -> tuple[Questionnaire, int, bool]:
    number, version, sent = store.latest_questionnaire(pages.db(), survey_id)
    return store.questionnaire(pages.db(), number), version, sent


def _changed(survey_id: int, form: QuestionForm | PageForm, change: Change) -> bool:
    return pages.done(form, lambda: actions.change_questionnaire(pages.db(), survey_id, change))


def _pages(content: Questionnaire) -> list[tuple[str, Any]]:
    titles = [in_language(page.title, pages.language()).replace("{system}", pages.company().crm) for page in content.pages]
    named = [_("At the end of page %(page)s: %(title)s", page=number, title=title) if title else _("At the end of page %(page)s", page=number) for number, title in enumerate(titles, 1)]
    return [*((str(place), label) for place, label in enumerate(named)), ("-1", _("On a page of its own, at the end"))]


def _usual_page(content: Questionnaire) -> str:
    """The last page, unless an instrument is on it: that stands alone."""
    return "-1" if any(question.locked for question in content.pages[-1].questions) else str(len(content.pages) - 1)
