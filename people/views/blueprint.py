"""The blueprint that the pages about people hang on, and how often a page may be tried."""

from collections.abc import Callable
from typing import Any, TypeVar

import flask

import pages

blueprint = flask.Blueprint("people", __name__)

View = TypeVar("View", bound=Callable[..., Any])


def limited(limit: str, **options: Any) -> Callable[[View], View]:
    """Allow a view only so often for each client, or for each value of `key_func`."""
    decorate: Callable[[View], View] = pages.limiter.limit(limit, **options)
    return decorate


def missed(response: flask.Response) -> bool:
    """Only wrong addresses count, so that guessing is slow and nobody else notices."""
    return response.status_code == 404
