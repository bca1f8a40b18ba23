"""A round as its people will see it, before it is opened and afterwards."""

import flask
from flask_babel import gettext as _

import pages
from mail.model import PLACEHOLDER
from people import store as people_store
from surveys import preview, store
from surveys.views.blueprint import blueprint


@blueprint.get("/waves/<int:number>/preview")
def preview_questions(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    company = people_store.get_company(db)
    return pages.show(
        "surveys/preview_questions.html", wave=wave, company=company, content=preview.questionnaire(db, wave, company), promise=preview.promise(db, wave),
        example=preview.example(db, wave, pages.me().id), asker=wave.asker_name or pages.me().name, language=pages.language(),
    )


@blueprint.get("/waves/<int:number>/mail")
def preview_mail(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    me, company = people_store.get(db, pages.me().id), people_store.get_company(db)
    readers = preview.readers(db, wave, me.id, company, pages.language())
    mails = {name: [(person, *_masked(*preview.mail(db, name, wave, person, me, company))) for person in readers] for name in ("invitation", "reminder")}
    return pages.show("surveys/preview_mail.html", wave=wave, readers=readers, mails=mails)


def _masked(subject: str, body: str) -> tuple[str, str]:
    return subject, body.replace(PLACEHOLDER, _("(the recipient's own link)"))
