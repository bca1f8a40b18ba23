"""A round as its people will see it, before it is opened and afterwards."""

import flask

import pages
from people import store as people_store
from people.model import Company, Person
from surveys import preview, store
from surveys.model import Wave
from surveys.views.blueprint import blueprint
from surveys.views.mails import masked
from surveys.words import KINDS


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
    mails = {kind: [_as_sent(kind, wave, person, me, company) for person in readers] for kind in KINDS}
    return pages.show("surveys/preview_mail.html", wave=wave, readers=readers, mails=mails)


def _as_sent(kind: str, wave: Wave, person: Person, me: Person, company: Company) -> tuple[Person, str, str, str]:
    """A person, the language of their mail, its subject and its text without their link."""
    subject, body = preview.mail(pages.db(), kind, wave, person, me, company)
    return person, person.language or company.language, subject, masked(body)
