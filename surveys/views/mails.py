"""The words of a round's mails: changed, and seen as people get them."""

from dataclasses import replace

import flask
from flask_babel import gettext as _

import pages
from config import LANGUAGES
from errors import NotFound, Refused
from mail.model import PLACEHOLDER
from people import store as people_store
from surveys import actions, mails, preview, store
from surveys.forms import WordsForm
from surveys.model import Wave
from surveys.views.blueprint import blueprint
from surveys.words import KINDS, PLACES


@blueprint.route("/waves/<int:number>/mails/<kind>/<code>", methods=["GET", "POST"])
def mail_words(number: int, kind: str, code: str) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = _found(number, kind, code)
    if refused := _why_not(wave, kind):
        pages.told(pages.sentence(refused))
        return pages.go("surveys.preview_mail", number=number)
    own = store.own_words(db, number, kind).get(code)
    form = WordsForm(obj=own or mails.usual(kind, code))
    if pages.done(form, lambda: actions.reword(db, number, kind, code, form.words())):
        pages.told(_("The words are saved, and nothing has been sent. This is the mail as people will get it."))
        return flask.redirect(flask.url_for("surveys.mail_words", number=number, kind=kind, code=code, _anchor="preview"), 303)
    reader, subject, body = _example(wave, kind, code)
    return pages.show("surveys/mail_words.html", form=form, wave=wave, kind=kind, code=code, own=own, places=PLACES, reader=reader, subject=subject, body=body)


@blueprint.post("/waves/<int:number>/mails/<kind>/<code>/usual")
def usual_words(number: int, kind: str, code: str) -> flask.typing.ResponseReturnValue:
    _found(number, kind, code)
    actions.unword(pages.db(), number, kind, code)
    pages.told(_("The mail has its usual text again."))
    return pages.go("surveys.mail_words", number=number, kind=kind, code=code)


def masked(body: str) -> str:
    """A mail's text without anybody's link."""
    return body.replace(PLACEHOLDER, _("(the recipient's own link)"))


def _found(number: int, kind: str, code: str) -> Wave:
    if kind not in KINDS or code not in LANGUAGES:
        raise NotFound("mail")
    return store.get_wave(pages.db(), number)


def _why_not(wave: Wave, kind: str) -> Refused | None:
    """Why a mail's words cannot be changed any more, if so."""
    try:
        actions.may_reword(wave, kind)
    except Refused as refused:
        return refused
    return None


def _example(wave: Wave, kind: str, code: str) -> tuple[str, str, str]:
    """Who would get the mail in a language, its subject and its text; where nobody would, as the ambassador would."""
    db = pages.db()
    me, company = people_store.get(db, pages.me().id), people_store.get_company(db)
    readers = preview.readers(db, wave, me.id, company, code)
    reader = readers[0] if readers and (readers[0].language or company.language) == code else me
    subject, body = preview.mail(db, kind, wave, replace(reader, language=code), me, company)
    return reader.name, subject, masked(body)
