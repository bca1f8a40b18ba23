"""Long lists, a page at a time; which page stays in the address."""

from dataclasses import dataclass

import flask


@dataclass(frozen=True)
class Paging:
    """Page `page` of `last`, both from 1, of `size` things each."""

    page: int
    last: int
    size: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


def paging(count: int, size: int) -> Paging:
    """The page of a list of `count` things that was asked for; the nearest there is."""
    last = max(1, -(-count // size))
    return Paging(min(max(1, flask.request.args.get("page", 1, type=int)), last), last, size)
