"""The outbox: what was said to whom, what became of it, and one's own mails; and what came in."""

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import pages
import walltime
from errors import NotFound
from mail import actions, compose, mailbox, store
from mail.model import BROKEN, CERTIFICATE, IN_THE_CLEAR, PASSWORD, PLACEHOLDER, REMINDER, STATES, UNREACHABLE, Mail, Received

A_PAGE = 100

TROUBLES = {
    UNREACHABLE: _l("The mail server cannot be reached. Whoever runs Ombord looks whether it is up, and at the host and the port in OMBORD_IMAP."),
    PASSWORD: _l("The mail server refuses the name or the password. Whoever runs Ombord mends them in OMBORD_IMAP; many services want a password made for the program."),
    CERTIFICATE: _l("Nobody vouches for the mail server’s certificate, so the password was not sent. Whoever runs Ombord looks whether the host in OMBORD_IMAP is the name in the certificate."),
    IN_THE_CLEAR: _l("The mail server offers no encryption here, so the password was not sent. Whoever runs Ombord tries imaps:// with port 993 in OMBORD_IMAP."),
    BROKEN: _l("The mail server answers with something unexpected. Whoever runs Ombord looks at its words, and at the port in OMBORD_IMAP."),
}

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
    return pages.show("mail/mail.html", mail=found, body=_text(found, found.body, shown), ics=found.ics and _text(found, found.ics, shown), masked=not shown and found.link is not None, overtaken=store.overtaken(pages.db(), number))


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


@blueprint.get("/received")
def received() -> flask.typing.ResponseReturnValue:
    db, box = pages.db(), store.mailbox(pages.db())
    paging = pages.paging(store.count_received(db), A_PAGE)
    mails = [(one, _about(one)) for one in store.received(db, paging.size, paging.offset)]
    midnight = walltime.start_of_day(walltime.wall(pages.now(), pages.zone()).date(), pages.zone())
    return pages.show("mail/received.html", box=box, trouble=TROUBLES.get(box.trouble, ""), today=store.count_received(db, midnight), mails=mails, paging=paging, config=pages.config())


@blueprint.post("/mailbox/trial")
def trial() -> flask.typing.ResponseReturnValue:
    """Open the mailbox now, and say how that went."""
    if pages.config().imap is None:
        pages.told(_("No mailbox is set: whoever runs Ombord sets OMBORD_IMAP."))
    elif trouble := mailbox.attempt(pages.config()):
        pages.told(_("The mailbox cannot be read. %(why)s The server says: %(words)s", why=TROUBLES[trouble.kind], words=trouble.words))
    else:
        pages.told(_("The mailbox of %(sender)s opens. It is read once a minute.", sender=pages.config().sender))
    return pages.go("people.settings")


def _about(one: Received) -> str:
    """Where the thing that a mail is about is shown; empty when it is none, or has gone."""
    kind, _colon, number = one.about.partition(":")
    if kind == "workshop":
        return flask.url_for("workshops.workshop", number=int(number))
    return flask.url_for("mail.mail", number=int(number)) if kind == "mail" and store.find(pages.db(), int(number)) else ""


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
