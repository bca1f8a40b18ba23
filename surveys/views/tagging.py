"""What is done with people's words: tags put beside them and taken off, marks for follow-up, names edited out.

It is sent to the survey, whose tags they are; `round` in the address says from which round's page it came, the rest of
it what that page shows.
"""

from collections.abc import Callable

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from surveys import actions, comments, store
from surveys.forms import EditedForm, TagForm, TickedForm
from surveys.views.blueprint import blueprint
from surveys.views.words import CHOICES, Response, Scope, page, roster, scope_of


@blueprint.post("/surveys/<int:number>/words/tags")
def tagging(number: int) -> Response:
    def told(form: TickedForm) -> str:
        tag, count = actions.tag_comments(pages.db(), number, form.comment.data, form.tag.data)
        return _tagged(tag, count)

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/tags/removal")
def untagging(number: int) -> Response:
    def told(form: TickedForm) -> str:
        tag, count = actions.untag_comments(pages.db(), number, form.comment.data, form.tag.data)
        return str(ngettext("The tag “%(tag)s” is off one comment.", "The tag “%(tag)s” is off %(num)d comments.", count, tag=tag))

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/follow-up")
def following_up(number: int) -> Response:
    def told(form: TickedForm) -> str:
        count = actions.follow_up(pages.db(), number, form.comment.data, True)
        return str(ngettext("One comment more is marked for follow-up.", "%(num)d comments more are marked for follow-up.", count) if count else _("All of them were marked for follow-up already."))

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/follow-up/removal")
def followed_up(number: int) -> Response:
    def told(form: TickedForm) -> str:
        count = actions.follow_up(pages.db(), number, form.comment.data, False)
        return str(ngettext("One comment is followed up, and its mark is off.", "%(num)d comments are followed up, and their marks are off.", count))

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/suggested")
def tagging_found(number: int) -> Response:
    scope = scope_of(number)
    tag, count = actions.tag_found(pages.db(), number, scope.ids, flask.request.form.get("word", ""))
    pages.told(_tagged(tag, count))
    return flask.redirect(scope.at(tag=tag, undo=1), 303)


@blueprint.route("/surveys/<int:number>/tags", methods=["GET", "POST"])
def tags(number: int) -> Response:
    db, form = pages.db(), TagForm()
    survey, name = store.get_survey(db, number), list[str]()
    if pages.done(form, lambda: name.append(actions.rename_tag(db, number, form.was.data, form.tag.data))):
        pages.told(_("“%(tag)s” is called “%(name)s” now, beside every comment of this survey.", tag=form.was.data, name=name[0]))
        return pages.go("surveys.tags", number=number)
    return pages.show("surveys/words/tags.html", survey=survey, tags=store.tags(db, number), form=form)


@blueprint.post("/surveys/<int:number>/tags/removal")
def tag_removal(number: int) -> Response:
    tag = flask.request.form.get("tag", "")
    count = actions.delete_tag(pages.db(), number, tag)
    pages.told(ngettext("The tag “%(tag)s” is gone; it stood beside one comment. What people wrote is as it was.", "The tag “%(tag)s” is gone; it stood beside %(num)d comments. What people wrote is as it was.", count, tag=tag))
    return flask.redirect(scope_of(number).at() if flask.request.args.get("back") else flask.url_for("surveys.tags", number=number), 303)


@blueprint.route("/waves/<int:number>/comments/<comment>/edited", methods=["GET", "POST"])
def edited(number: int, comment: str) -> Response:
    db, scope = pages.db(), _from(number)
    found = store.get_comment(db, number, comment)
    form, differs = EditedForm(data={"text": found.shown}), list[bool]()
    if pages.done(form, lambda: differs.append(actions.edit(db, number, comment, form.text.data))):
        pages.told(_("Others read it like this from now on. The original stays here, for the CRM ambassadors.") if differs[0] else _("It stands as it was written: you have looked at it, and others may read it."))
        return flask.redirect(_back(scope), 303)
    names = comments.held(found.text, roster())
    return pages.show("surveys/words/edited.html", form=form, wave=store.get_wave(db, number), comment=found, asked=scope.asked, names=names, back=_back(scope), language=pages.language())


@blueprint.post("/waves/<int:number>/comments/<comment>/original")
def original(number: int, comment: str) -> Response:
    actions.bring_words_back(pages.db(), number, comment)
    pages.told(_("Others read it as it was written again. What stood in its place is deleted."))
    return flask.redirect(_back(_from(number)), 303)


def _from(number: int) -> Scope:
    """The page from which a comment of a wave was opened: its round's, or that of the whole survey."""
    wave = store.get_wave(pages.db(), number)
    return scope_of(wave.survey_id, whole=True) if flask.request.args.get("whole") else Scope(store.get_survey(pages.db(), wave.survey_id), (wave,), wave)


def _back(scope: Scope) -> str:
    return scope.at(**{name: flask.request.args.get(name) for name in CHOICES})


def _done(number: int, act: Callable[[TickedForm], str]) -> Response:
    """Do it, say what happened, and show the same page again; with what was typed and ticked where it was refused."""
    form, scope, said = TickedForm(), scope_of(number), list[str]()
    if not pages.done(form, lambda: said.append(act(form))):
        return page(scope, form)
    pages.told(said[0])
    return flask.redirect(_back(scope), 303)


def _tagged(tag: str, count: int) -> str:
    return str(ngettext("The tag “%(tag)s” stands beside one comment more.", "The tag “%(tag)s” stands beside %(num)d comments more.", count, tag=tag) if count else _("The tag “%(tag)s” stood beside all of them already.", tag=tag))
