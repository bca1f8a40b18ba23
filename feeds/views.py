"""The calendars themselves, for whatever program has the address, and the pages that tell people how to subscribe."""

import hashlib
from urllib.parse import quote

import flask
from flask_babel import gettext as _

import pages
from feeds import actions, calendar, gathering
from feeds.model import OWN, PLAN, Address
from mail import links
from people import store as people_store
from workshops import actions as workshop_actions

blueprint = flask.Blueprint("feeds", __name__)

_hard_to_guess = pages.hard_to_guess("calendar addresses")


@blueprint.get("/feed/<token>.ics")
@pages.open_to_all
@pages.revalidated
@_hard_to_guess
def feed(token: str) -> flask.typing.ResponseReturnValue:
    """Without a cookie, and in the person's own language, so that every program gets the same bytes. There is no Last-Modified: it would go back when something is taken away."""
    address = actions.opened(pages.db(), pages.config(), token)
    body = calendar.written(gathering.gathered(pages.db(), pages.config(), address, pages.now()))
    response = flask.Response(body, content_type="text/calendar; charset=utf-8")
    response.headers.set("Content-Disposition", "inline", filename="ombord.ics")
    response.set_etag(hashlib.sha256(body).hexdigest())
    return response.make_conditional(flask.request)


@blueprint.get("/calendar")
@pages.for_signed_in
def own() -> flask.typing.ResponseReturnValue:
    return _page(_mine(OWN))


@blueprint.get("/calendar/plan")
def plan() -> flask.typing.ResponseReturnValue:
    return _page(_mine(PLAN))


@blueprint.post("/calendar/address")
@pages.for_signed_in
def renew_own() -> flask.typing.ResponseReturnValue:
    return _renewed(OWN, "feeds.own")


@blueprint.post("/calendar/plan/address")
def renew_plan() -> flask.typing.ResponseReturnValue:
    return _renewed(PLAN, "feeds.plan")


@blueprint.get("/feed/<token>")
@pages.open_to_all
@_hard_to_guess
def opened(token: str) -> flask.typing.ResponseReturnValue:
    """Where the mail leads: the same page for those who have no account."""
    address = actions.opened(pages.db(), pages.config(), token)
    pages.speak(address.person.language or pages.company().language)
    return _page(address, token)


@blueprint.post("/feed/<token>/renewal")
@pages.open_to_all
@_hard_to_guess
def renew_by_mail(token: str) -> flask.typing.ResponseReturnValue:
    """The new address goes to the person's mailbox only: somebody else who has the old one shall not get it."""
    address = actions.opened(pages.db(), pages.config(), token)
    actions.renew(pages.db(), address.person.id, address.kind)
    actions.send(pages.db(), address.person.id, address.kind, pages.now())
    return _told_in(address.person.language)


@blueprint.post("/w/<token>/calendar")
@pages.open_to_all
@_hard_to_guess
def send(token: str) -> flask.typing.ResponseReturnValue:
    """Who holds an invitation may be somebody it was passed on to: so the calendar is not shown, but sent to whom it belongs."""
    one = workshop_actions.invitation_of(pages.db(), pages.config(), token)
    actions.send(pages.db(), one.person_id, OWN, pages.now())
    return _told_in(one.language)


for view in (renew_by_mail, send):
    pages.csrf.exempt(view)  # the link is the secret, and there is no cookie to forge with


@blueprint.get("/calendar/sent")
@pages.open_to_all
def sent() -> flask.typing.ResponseReturnValue:
    return pages.show("feeds/sent.html", mails=pages.config().smtp is not None)


@blueprint.post("/people/<int:number>/calendar")
def send_to(number: int) -> flask.typing.ResponseReturnValue:
    actions.send(pages.db(), number, OWN, pages.now())
    pages.told(_("%(name)s gets a mail with the way into a calendar of their own, once a day at most.", name=people_store.get(pages.db(), number).name))
    return pages.go("people.person", number=number)


def _told_in(language: str | None) -> flask.typing.ResponseReturnValue:
    """The page that says a mail is coming; its address knows nobody, so it says in what language the page before was."""
    pages.speak(language or pages.company().language)
    return pages.go("feeds.sent", lang=pages.language())


def _mine(kind: str) -> Address:
    return Address(people_store.get(pages.db(), pages.me().id), kind)


def _renewed(kind: str, page: str) -> flask.typing.ResponseReturnValue:
    actions.renew(pages.db(), pages.me().id, kind)
    pages.told(_("The address is new, and the old one has ended: wherever you subscribed, remove the calendar and add it again from here."))
    return pages.go(page)


def _page(address: Address, token: str = "") -> flask.typing.ResponseReturnValue:
    found = gathering.gathered(pages.db(), pages.config(), address, pages.now())
    url = links.url(pages.config(), address.link) + ".ics"
    return pages.show("feeds/calendar.html", address=address, token=token, feed=found, url=url, ways=_ways(url, calendar.name(found)), local=pages.config().local)


def _ways(url: str, name: str) -> dict[str, str]:
    """Addresses that open a program with the calendar filled in."""
    webcal = "webcal://" + url.partition("://")[2]
    return {
        "program": webcal,
        "google": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "outlook_at_home": f"https://outlook.live.com/calendar/0/addfromweb?url={quote(url, safe='')}&name={quote(name, safe='')}",
        "outlook": f"https://outlook.office.com/calendar/0/addfromweb?url={quote(url, safe='')}&name={quote(name, safe='')}",
    }
