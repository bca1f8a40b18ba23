"""The security headers of every response."""

import flask

from pages.asking import config

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"


def add_headers(response: flask.Response) -> flask.Response:
    headers = response.headers
    headers["Content-Security-Policy"] = POLICY
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Cross-Origin-Opener-Policy"] = headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    if config().url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    if flask.request.endpoint == "static" and response.status_code in (200, 304):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        headers["Cache-Control"] = "no-store"
        headers.add("Vary", "Cookie")
    return response
