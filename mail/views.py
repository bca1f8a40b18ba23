"""The outbox: what was said to whom, what became of it, and one's own mails."""

import flask
from flask_babel import gettext as _

import pages
from errors import NotFound
from mail import actions, compose, store
from mail.model import PLACEHOLDER, REMINDER, STATES, Mail

A_PAGE = 100

blueprint = flask.Blueprint("mail", __name__, url_prefix="/mail")


@blueprint.get("/")
def outbox() -> flask.typing.ResponseReturnValue:
    state = flask.request.args.get("state", "")
    words = flask.request.args.get("words", "")[:100]
    state = state if state in STATES else ""
    paging = pages.paging(store.fitting(pages.db(), state, words), A_PAGE)
    mails = store.search(pages.db(), state, words, paging.size, paging.offset)
    every, reminders = store.counts(pages.db()), store.counts(pages.db(), kind=REMINDER)
    counts = {one: every[one] - reminders[one] for one in STATES}
    return pages.show("mail/outbox.html", mails=mails, paging=paging, state=state, words=words, states=STATES, counts=counts, failed_reminders=store.failed_reminders(pages.db()), config=pages.config())


@blueprint.get("/<int:number>")
@pages.for_signed_in
def mail(number: int) -> flask.typing.ResponseReturnValue:
    found = _visible(number)
    shown = may_open(found)
    return pages.show("mail/mail.html", mail=found, body=_text(found, found.body, shown), ics=found.ics and _text(found, found.ics, shown), masked=not shown and found.link is not None)


@blueprint.get("/<int:number>/invite.ics")
@pages.for_signed_in
def invite(number: int) -> flask.typing.ResponseReturnValue:
    found = _visible(number)
    if found.ics is None:
        raise NotFound("invite")
    response = pages.download(compose.calendar(found, pages.config()), "invite.ics", "text/calendar; charset=utf-8")
    response.headers["Content-Type"] = f"text/calendar; charset=utf-8; method={found.method}"
    return response


@blueprint.post("/<int:number>/retry")
def retry(number: int) -> flask.typing.ResponseReturnValue:
    actions.retry(pages.db(), _visible(number).id, pages.now())
    pages.told(_("The mail will be sent again within a minute."))
    return pages.go("mail.mail", number=number)


@blueprint.get("/mine")
@pages.for_signed_in
def mine() -> flask.typing.ResponseReturnValue:
    return pages.show("mail/mine.html", mails=store.to_address(pages.db(), pages.me().email))


def may_open(mail: Mail) -> bool:
    """Whether the one who asks may see the mail's link: a workshop's always, a secret one only the recipient, and anybody in the demo."""
    return not mail.secret or pages.config().demo or mail.to_email.casefold() == pages.me().email.casefold()


def _visible(number: int) -> Mail:
    """One's own mail, or any but a reminder when one is an ambassador: who gets a reminder has not answered."""
    found = store.get(pages.db(), number)
    mine = found.to_email.casefold() == pages.me().email.casefold()
    if not mine and (not pages.me().ambassador or found.kind == REMINDER):
        raise NotFound("mail")
    return found


def _text(mail: Mail, text: str, shown: bool) -> str:
    return text.replace(PLACEHOLDER, compose.link(mail, pages.config()) if shown else _("(the recipient's own link)"))
