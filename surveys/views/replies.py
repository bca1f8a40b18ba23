"""What became of a comment: the ambassador writes about it, and whoever wrote it reads and answers by their phrase.

The phrase comes in a form and goes into no address, cookie or log.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import flask
from flask_babel import gettext as _

import pages
from config import LANGUAGES
from errors import Refused
from surveys import actions, figures, store
from surveys.forms import MessageForm, PhraseForm, ReplyForm
from surveys.model import Wave
from surveys.questionnaire import piped
from surveys.questions import Texts
from surveys.views.blueprint import blueprint

View = TypeVar("View", bound=Callable[..., Any])


def by_phrase(view: View) -> View:
    """For views that a phrase opens: open to all, without a token against forged requests, and slow to guess."""
    guesses = pages.limiter.shared_limit("20 per minute", scope="phrases", methods=["POST"], deduct_when=lambda response: response.status_code == 422)
    looks = pages.limiter.shared_limit("100 per minute", scope="looking up phrases", methods=["POST"])
    limited: View = guesses(looks(view))
    pages.csrf.exempt(limited)
    return pages.open_to_all(limited)


@blueprint.get("/waves/<int:number>/replies")
def replies(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    talked = store.talked_about(db, number)
    new, rest = [one for one in talked if one.has_new], [one for one in talked if not one.has_new]
    return pages.show("surveys/replies/replies.html", wave=wave, new=new, rest=rest, questions=_questions(wave), language=pages.language())


@blueprint.route("/waves/<int:number>/comments/<comment>", methods=["GET", "POST"])
def comment(number: int, comment: str) -> flask.typing.ResponseReturnValue:
    db, form = pages.db(), MessageForm()
    found = store.get_comment(db, number, comment)
    if pages.done(form, lambda: actions.write_about(db, number, comment, form.text.data, form.sure.data)):
        pages.told(_("Your message stands beside the comment. Whoever wrote it sees it when they look with their phrase; an answer comes on a later morning."))
        return pages.go("surveys.comment", number=number, comment=comment)
    wave = store.get_wave(db, number)
    return pages.show("surveys/replies/comment.html", form=form, wave=wave, comment=found, questions=_questions(wave), language=pages.language(), address=_address())


@blueprint.post("/waves/<int:number>/comments/<comment>/reading")
def comment_reading(number: int, comment: str) -> flask.typing.ResponseReturnValue:
    actions.mark_read(pages.db(), number, comment)
    pages.told(_("The reply is marked as read."))
    return pages.go("surveys.replies", number=number)


@blueprint.route("/reply", methods=["GET", "POST"])
@by_phrase
def reply() -> flask.typing.ResponseReturnValue:
    form = PhraseForm()
    return _talk(form) if form.validate_on_submit() else _ask(form)


@blueprint.get("/reply/messages")
@by_phrase
def to_the_phrase() -> flask.typing.ResponseReturnValue:
    return pages.go("surveys.reply", **_here())


@blueprint.post("/reply/messages")
@by_phrase
def reply_message() -> flask.typing.ResponseReturnValue:
    form = ReplyForm()
    sent = pages.done(form, lambda: actions.reply(pages.db(), pages.config(), form.phrase.data, form.part.data, form.text.data, pages.now()))
    return _ask(form) if form.phrase.errors else _talk(form, sent)


def _ask(form: PhraseForm, news: str = "") -> flask.typing.ResponseReturnValue:
    """The phrase is asked for, once more where it led to nothing; `news` says why nothing can be seen, through no fault of whoever typed it."""
    return pages.show("surveys/replies/phrase.html", form=form, news=news, company=pages.company(), here=_here(), language=pages.language())


def _talk(form: PhraseForm, sent: bool = False) -> flask.typing.ResponseReturnValue:
    """Their comments of that round with what was written about them; the question again where the phrase leads to none."""
    try:
        wave, mine = actions.by_phrase(pages.db(), pages.config(), form.phrase.data, pages.now())
    except Refused as refused:
        if refused.field:
            form.refuse(refused)
        return _ask(form, "" if refused.field else pages.sentence(refused))
    part = form.part.data if isinstance(form, ReplyForm) else ""
    return pages.show("surveys/replies/talk.html", form=form, wave=wave, comments=mine, questions=_questions(wave), part=part, sent=sent, company=pages.company(), here=_here(), language=pages.language())


def _address() -> str:
    """Where a phrase is typed, to be told to people."""
    return pages.config().url + flask.url_for("surveys.reply")


def _questions(wave: Wave) -> dict[str, Texts]:
    """What was asked, by part of words."""
    content = piped(store.asked(pages.db(), wave), {})
    return {part.id: figures.together(question, part) for question, part in content.parts if part.words}


def _here() -> dict[str, str]:
    """The language that was asked for, to be kept from page to page."""
    asked = flask.request.args.get("lang", "")
    return {"lang": asked} if asked in LANGUAGES else {}
