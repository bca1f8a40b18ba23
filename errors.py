"""The two ways in which Ombord says no."""


class Refused(Exception):
    """A rule said no. The message is English, fit for a person, and is translated where it is shown.

    `field` names the form field it belongs to, if any; `values` fill the message's %(name)s places.
    """

    def __init__(self, message: str, field: str | None = None, **values: object) -> None:
        self.message = message
        self.field = field
        self.values = values
        super().__init__(message % values if values else message)


class NotFound(Exception):
    """There is no such thing, or not for the one who asks."""


def N_(message: str) -> str:
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return message
