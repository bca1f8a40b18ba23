"""Addresses that open a calendar on the web with a new entry filled in, for those to whose calendar no invite comes by itself.

Google's form and Outlook's are described by nobody but their users; Outlook's takes its text for HTML, and a plus sign for a plus sign.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import quote, urlencode

from workshops.invite import clean
from workshops.model import Workshop

MOST = 500  # of the purpose: web servers refuse long addresses


def google(workshop: Workshop, text: str) -> str:
    """The form of Google Calendar. `text` is what the entry says."""
    dates = "/".join(f"{moment:%Y%m%dT%H%M%SZ}" for moment in (workshop.starts_at, workshop.ends_at))
    return _address("https://calendar.google.com/calendar/render", action="TEMPLATE", text=workshop.title, dates=dates, ctz=workshop.zone, details=text, location=workshop.where)


def outlook(workshop: Workshop, text: str) -> str:
    """The form of Outlook on the web, at work or school."""
    return _outlook("https://outlook.office.com/calendar/action/compose", workshop, text)


def outlook_at_home(workshop: Workshop, text: str) -> str:
    """The form of Outlook.com."""
    return _outlook("https://outlook.live.com/calendar/0/deeplink/compose", workshop, text)


FORMS: dict[str, Callable[[Workshop, str], str]] = {"google": google, "outlook": outlook, "outlook-at-home": outlook_at_home}


def shorter(workshop: Workshop) -> Workshop:
    """The workshop with no more purpose than an address can carry."""
    purpose = workshop.purpose
    return replace(workshop, purpose=purpose if len(purpose) <= MOST else purpose[:MOST].rstrip() + " …")


def _outlook(base: str, workshop: Workshop, text: str) -> str:
    body = escape(clean(text)).replace("\n", "<br>")
    return _address(base, path="/calendar/action/compose", rru="addevent", subject=workshop.title, startdt=_instant(workshop.starts_at), enddt=_instant(workshop.ends_at), body=body, location=workshop.where)


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _address(base: str, **fields: str) -> str:
    return f"{base}?{urlencode({name: clean(value) for name, value in fields.items()}, quote_via=quote, safe='')}"
