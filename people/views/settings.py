"""The company's settings, one's own, and whether mails go out."""

import flask
from flask_babel import gettext as _

import pages
import storage
from people import actions, store
from people.forms import CompanyForm, MeForm
from people.model import Company
from people.views.blueprint import blueprint

SOUND_SQLITE = (3, 51, 3)  # older ones can, rarely, damage a database that is written by two connections at once


@blueprint.get("/settings/")
def settings() -> flask.typing.ResponseReturnValue:
    sound = tuple(int(part) for part in storage.SQLITE_VERSION.split(".")) >= SOUND_SQLITE
    return pages.show("people/settings.html", ambassadors=store.ambassadors(pages.db()), config=pages.config(), sqlite=storage.SQLITE_VERSION, sound=sound, zone=pages.company().zone)


@blueprint.route("/settings/company", methods=["GET", "POST"])
def company() -> flask.typing.ResponseReturnValue:
    known = pages.company()
    form = CompanyForm(data={"company": known.name, "crm": known.crm, "language": known.language, "zone": known.zone})
    if pages.done(form, lambda: actions.change_company(pages.db(), Company(form.company.data, form.crm.data, form.language.data, form.zone.data))):
        pages.told(_("The company's settings have been saved. They count from now on, also for mails that are yet to be written."))
        return pages.go("people.settings")
    return pages.show("people/company.html", form=form)


@blueprint.route("/settings/me", methods=["GET", "POST"])
def me() -> flask.typing.ResponseReturnValue:
    person = pages.me()
    form = MeForm(data={"name": person.name, "language": person.language or ""})
    if pages.done(form, lambda: actions.change_me(pages.db(), person.id, form.name.data, form.language.data or None)):
        pages.told(_("Your name and language have been saved."))
        return pages.go("people.settings")
    return pages.show("people/me.html", form=form)


@blueprint.post("/settings/test-mail")
def test_mail() -> flask.typing.ResponseReturnValue:
    actions.send_test(pages.db(), pages.me().id, store.get_company(pages.db()), pages.now())
    if pages.config().smtp:
        pages.told(_("A test mail to %(address)s is on its way. Look in your mailbox in a minute, and in its folder for unwanted mail; its state is under Mail.", address=pages.me().email))
    else:
        pages.told(_("A test mail to %(address)s waits under Mail, since no mail server is set.", address=pages.me().email))
    return pages.go("people.settings")


@blueprint.post("/settings/sign-out-everywhere")
def sign_out_everywhere() -> flask.typing.ResponseReturnValue:
    actions.end_all_sessions(pages.db(), pages.me().id)
    flask.session.clear()
    pages.told(_("You are signed out everywhere."))
    return pages.go("people.sign_in")
