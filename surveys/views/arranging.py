"""The order of a questionnaire: questions moved, copied, removed and brought back; pages begun, joined, moved, named and removed."""

import secrets

import flask
from flask_babel import gettext as _

import pages
from errors import NotFound, Refused
from surveys import actions, editing, store
from surveys.editing import Place
from surveys.forms import page_form
from surveys.questionnaire import Questionnaire
from surveys.views import questionnaire as builder
from surveys.views.blueprint import blueprint
from surveys.views.questions import called


@blueprint.post("/surveys/<int:number>/questions/<question_id>/position")
def position(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    """To `to`, a place as “before.q3”, if it still stands after the question `seen` there."""
    before = builder.latest(number)

    def moved(content: Questionnaire) -> Questionnaire:
        if editing.before(content, editing.find(content, question_id).id) != flask.request.values.get("seen"):
            raise Refused("The order has been changed meanwhile, so nothing was moved. This is how it stands now.")
        return editing.moved(content, question_id, Place.read(flask.request.form.get("to", "")))

    return builder.pressed(number, lambda: builder.change(number, moved), lambda: _stands(number, question_id, len(before.pages)), question_id)


@blueprint.post("/surveys/<int:number>/questions/<question_id>/copies")
def copies(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    fresh = "q" + secrets.token_hex(4)
    return builder.pressed(number, lambda: builder.change(number, lambda content: editing.copied(content, question_id, fresh)), lambda: _("The question is there twice now: change the second one."), fresh)


@blueprint.post("/surveys/<int:number>/questions/<question_id>/removal")
def question_removal(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    before = builder.latest(number)

    def chosen(content: Questionnaire) -> set[str]:
        return {editing.as_seen(content, question_id, flask.request.values.get("seen", "")).id}

    return builder.pressed(number, lambda: actions.remove_questions(pages.db(), number, chosen), lambda: _("“%(text)s” is no longer asked. You can bring it back.", text=called(editing.find(before, question_id))))


@blueprint.post("/surveys/<int:number>/removed/return")
def removed_return(number: int) -> flask.typing.ResponseReturnValue:
    store.get_survey(pages.db(), number)
    return builder.pressed(number, lambda: actions.bring_back(pages.db(), number, flask.request.values.get("seen", "")), lambda: _("It is back in its place."))


@blueprint.post("/surveys/<int:number>/questions/<question_id>/page")
def page_break(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    """A new page begins at this question."""
    return builder.pressed(number, lambda: builder.change(number, lambda content: editing.split(content, question_id)), lambda: _("A new page begins there now. Give it a title if you like."), question_id)


@blueprint.route("/surveys/<int:number>/pages/<int:page>", methods=["GET", "POST"])
def page_title(number: int, page: int) -> flask.typing.ResponseReturnValue:
    content = builder.latest(number)
    there = content.pages[page - 1] if 0 < page <= len(content.pages) else None
    if there is None and flask.request.method == "GET":
        raise NotFound("page")
    form = page_form(there.title if there else {}, editing.digest(there) if there else "")

    def retitled(now: Questionnaire) -> Questionnaire:
        editing.page_as_seen(now, page - 1, form.seen.data)
        return editing.retitled(now, page - 1, form.texts())

    if pages.done(form, lambda: builder.change(number, retitled)):
        pages.told(_("The title of page %(page)s has been changed.", page=page))
        return pages.go("surveys.questionnaire", number=number, _anchor=f"page-{page}")
    now = there if there and form.seen.data != editing.digest(there) else None
    form.seen.data = editing.digest(there) if there else ""
    return pages.show("surveys/page.html", form=form, survey=store.get_survey(pages.db(), number), page=page, now=now, names=builder.names())


@blueprint.post("/surveys/<int:number>/pages/<int:page>/position")
def page_position(number: int, page: int) -> flask.typing.ResponseReturnValue:
    """`to` up, down, or joined to the page above."""
    to = flask.request.form.get("to", "")

    def moved(content: Questionnaire) -> Questionnaire:
        editing.page_as_seen(content, page - 1, flask.request.values.get("seen", ""))
        return editing.merged(content, page - 1) if to == "above" else editing.page_moved(content, page - 1, to == "up")

    said = {"above": _("The two pages are one now."), "up": _("The page has gone up.")}.get(to, _("The page has gone down."))
    return builder.pressed(number, lambda: builder.change(number, moved), lambda: said)


@blueprint.post("/surveys/<int:number>/pages/<int:page>/removal")
def page_removal(number: int, page: int) -> flask.typing.ResponseReturnValue:
    """A page with all that it asks."""

    def chosen(content: Questionnaire) -> set[str]:
        return {question.id for question in editing.page_as_seen(content, page - 1, flask.request.values.get("seen", "")).questions}

    return builder.pressed(number, lambda: actions.remove_questions(pages.db(), number, chosen), lambda: _("The page is removed. You can bring it back."))


def _stands(number: int, question_id: str, pages_before: int) -> str:
    """Where a question stands now, in words."""
    content = builder.latest(number)
    question = editing.find(content, question_id)
    page = next(page for page, one in enumerate(content.pages, 1) if question in one.questions)
    stands = str(_("“%(text)s” stands on page %(page)s now, in place %(place)s.", text=called(question), page=page, place=content.pages[page - 1].questions.index(question) + 1))
    return stands + " " + _("Its old page was empty and is gone.") if len(content.pages) < pages_before else stands
