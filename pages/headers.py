"""The security headers of every response."""

from collections.abc import Callable
from typing import Any, TypeVar

import flask

from pages.asking import config

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
FRAMED_POLICY = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")

View = TypeVar("View", bound=Callable[..., Any])


def framed(view: View) -> View:
    """Mark a page that our own pages may show in a frame. No other may be framed by anybody: a click could be meant for what lies above it."""
    view.framed = True  # type: ignore[attr-defined]
    return view


def revalidated(view: View) -> View:
    """Mark a file that whoever asked for it may keep, if only they ask each time whether it is still right."""
    view.revalidated = True  # type: ignore[attr-defined]
    return view


def add_headers(response: flask.Response) -> flask.Response:
    headers = response.headers
    view = flask.current_app.view_functions.get(flask.request.endpoint or "")
    may_be_framed = getattr(view, "framed", False)
    headers["Content-Security-Policy"] = FRAMED_POLICY if may_be_framed else POLICY
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "SAMEORIGIN" if may_be_framed else "DENY"
    headers["Cross-Origin-Opener-Policy"] = headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if config().url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if flask.request.endpoint == "static" and response.status_code in (200, 304):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif getattr(view, "revalidated", False) and response.status_code in (200, 304):
        headers["Cache-Control"] = "private, no-cache"
    else:
        headers["Cache-Control"] = "no-store"
        headers.add("Vary", "Cookie")
    return response
