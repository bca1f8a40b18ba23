"""Dates and numbers as people read them, in the visitor's language. Instants are shown in the company's zone."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import flask_babel
from babel.dates import get_timezone_name
from markupsafe import Markup, escape

import walltime
from pages.asking import zone as company_zone

DAY = {"en": "EEEE d MMMM y", "sv": "EEEE d MMMM y"}
TIME = {"en": "HH:mm", "sv": "HH:mm"}


def day(value: date) -> str:
    """Friday 4 December 2026 / fredag 4 december 2026."""
    return str(flask_babel.format_date(value, DAY[_language()], rebase=False)) if isinstance(value, datetime) else str(flask_babel.format_date(value, DAY[_language()]))


def short_day(value: date) -> str:
    """4 Dec 2026."""
    return str(flask_babel.format_date(value, "d MMM y", rebase=False)) if isinstance(value, datetime) else str(flask_babel.format_date(value, "d MMM y"))


def clock(value: datetime) -> str:
    """A wall clock's reading: 14:00."""
    return str(flask_babel.format_time(value, TIME[_language()], rebase=False))


def moment(value: datetime) -> str:
    """An instant, with weekday, in the company's zone."""
    wall = walltime.wall(value, company_zone())
    return f"{day(wall)} {clock(wall)}"


def zone_name(value: datetime, zone: str) -> str:
    """The zone of a wall time as people call it: Central European Time (Europe/Stockholm)."""
    aware = value.replace(tzinfo=walltime.zone(zone))
    return f"{get_timezone_name(aware, locale=flask_babel.get_locale())} ({zone})"


def number(value: float, digits: int = 1) -> str:
    """A number with that many decimals, in the visitor's way of writing; half is rounded up."""
    return str(flask_babel.format_decimal(_round(value, digits), "#,##0" + ("." + "0" * digits if digits else "")))


def percent(value: float, digits: int = 0) -> str:
    return str(flask_babel.format_percent(_round(value, digits + 2), "#,##0" + ("." + "0" * digits if digits else "") + " %"))


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs and line breaks, escaped."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in block.strip().split("\n"))) for block in blocks)


def _round(value: float, digits: int) -> Any:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0  # no minus before a zero


def _language() -> str:
    locale = flask_babel.get_locale()
    return locale.language if locale and locale.language in DAY else "en"


FILTERS = {"day": day, "short_day": short_day, "clock": clock, "moment": moment, "zone_name": zone_name, "number": number, "percent": percent, "paragraphs": paragraphs}
