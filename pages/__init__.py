"""What all pages share: who may see them, forms, languages, filters, headers and error pages.

A page is closed unless its view is marked: `open_to_all` for anybody, `for_signed_in` for every person
who is signed in; the rest is the ambassadors'. Who is asking is handed in by app.py.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import flask
import flask_babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from config import LANGUAGES
from pages import asking, faults, filters, forms, headers, showing
from pages.access import access, for_signed_in, guard, open_to_all
from pages.addresses import Number as NumberInAddress
from pages.asking import Visitor, company, config, db, language, me, now, speak, visitor, zone
from pages.forms import Choice, Day, DayTime, Form, Line, Lines, Number, Tick, Ticks, Time, Upload, done
from pages.headers import framed, revalidated
from pages.paging import Paging, paging
from pages.showing import download, go, say, sentence, show, told

__all__ = [
    "Choice", "Day", "DayTime", "Form", "Line", "Lines", "Number", "Paging", "Tick", "Ticks", "Time", "Upload", "Visitor", "access", "company", "config", "csrf", "db", "done",
    "download", "for_signed_in", "framed", "go", "hard_to_guess", "init_app", "language", "limiter", "me", "now", "open_to_all", "paging", "revalidated", "say", "sentence", "show", "speak", "told", "visitor", "zone",
]

csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")

View = TypeVar("View", bound=Callable[..., Any])


def hard_to_guess(scope: str) -> Callable[[View], View]:
    """Mark pages that a secret link opens: wrong links are few from one address, right ones as many as like. Pages of one scope are counted together."""
    slow = limiter.shared_limit("30 per minute", scope=scope, deduct_when=lambda response: response.status_code == 404)

    def marked(view: View) -> View:
        limited: View = slow(view)
        return limited

    return marked


def init_app(app: flask.Flask, identify: Callable[[], Visitor]) -> None:
    app.before_request(forms.limit)  # first of all: what follows reads the form
    csrf.init_app(app)
    limiter.init_app(app)
    flask_babel.Babel(app, locale_selector=language, timezone_selector=zone)
    app.url_map.converters["int"] = NumberInAddress
    app.extensions["ombord_identify"] = identify
    app.before_request(guard)
    app.after_request(headers.add_headers)
    app.teardown_appcontext(asking.close)
    app.url_defaults(showing.version_static)
    app.context_processor(lambda: {"visitor": visitor(), "demo": config().demo, "languages": LANGUAGES})
    app.jinja_env.filters.update(filters.FILTERS)
    app.jinja_env.globals.update(now_in_zone=asking.now_in_zone, get_locale=flask_babel.get_locale)
    faults.register(app)
