"""What an address may say."""

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1  # what the database can hold


class Number(IntegerConverter):
    """A thing's number; a larger one than can be is an address of nothing."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST, **kwargs})
