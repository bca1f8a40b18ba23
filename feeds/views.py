"""The calendars themselves, for whatever program has the address, and the pages that tell people how to subscribe."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import quote

import flask
from flask_babel import gettext as _

import pages
from feeds import actions, calendar, gathering
from feeds.model import OWN, PLAN, Address
from mail import links
from people import store as people_store

blueprint = flask.Blueprint("feeds", __name__)

View = TypeVar("View", bound=Callable[..., Any])


def _misses(view: View) -> View:
    """Wrong addresses are few from one place, right ones as many as like."""
    limited: View = pages.limiter.shared_limit("30 per minute", scope="calendar addresses", deduct_when=lambda response: response.status_code == 404)(view)
    return limited


@blueprint.get("/feed/<token>.ics")
@pages.open_to_all
@pages.revalidated
@_misses
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
    return _page(OWN)


@blueprint.get("/calendar/plan")
def plan() -> flask.typing.ResponseReturnValue:
    return _page(PLAN)


@blueprint.post("/calendar/address")
@pages.for_signed_in
def renew_own() -> flask.typing.ResponseReturnValue:
    return _renewed(OWN, "feeds.own")


@blueprint.post("/calendar/plan/address")
def renew_plan() -> flask.typing.ResponseReturnValue:
    return _renewed(PLAN, "feeds.plan")


def _renewed(kind: str, page: str) -> flask.typing.ResponseReturnValue:
    actions.renew(pages.db(), pages.me().id, kind)
    pages.told(_("The address is new, and the old one has ended: wherever you subscribed, remove the calendar and add it again from here."))
    return pages.go(page)


def _page(kind: str) -> flask.typing.ResponseReturnValue:
    address = Address(people_store.get(pages.db(), pages.me().id), kind)
    found = gathering.gathered(pages.db(), pages.config(), address, pages.now())
    url = links.url(pages.config(), address.link) + ".ics"
    return pages.show("feeds/calendar.html", kind=kind, feed=found, url=url, ways=_ways(url, calendar.name(found)), local=pages.config().local)


def _ways(url: str, name: str) -> dict[str, str]:
    """Addresses that open a program with the calendar filled in."""
    webcal = "webcal://" + url.partition("://")[2]
    return {
        "program": webcal,
        "google": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "outlook": f"https://outlook.office.com/calendar/0/addfromweb?url={quote(url, safe='')}&name={quote(name, safe='')}",
    }
