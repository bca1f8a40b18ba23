"""Fields take what people type, and say what is wrong in words."""

from datetime import date, datetime

import flask
import pytest
from werkzeug.datastructures import MultiDict

import pages
from errors import Refused


class Sample(pages.Form):
    title = pages.Line("Title", most=20)
    note = pages.Lines("Note", most=50)
    count = pages.Number("Count", 1, 10)
    day = pages.Day("Day")
    begins = pages.DayTime("Begins")
    kind = pages.Choice("Kind", [("a", "A"), ("b", "B")])


GOOD = {"title": "  A title ", "note": "one\r\ntwo ", "count": "3", "day": "2026-12-04", "begins": "2026-12-04T14:00", "kind": "a"}


@pytest.fixture()
def filled(app: flask.Flask):
    """The form as it arrives with those fields sent."""
    app.config["WTF_CSRF_ENABLED"] = False

    def fill(**changes: str) -> Sample:
        with app.test_request_context("/", method="POST"):
            form = Sample(MultiDict(GOOD | changes))
            form.validate()
            return form

    return fill


def test_what_is_typed_is_tidied(filled) -> None:
    form = filled()
    assert form.errors == {}
    assert (form.title.data, form.note.data, form.count.data, form.day.data, form.begins.data) == ("A title", "one\ntwo", 3, date(2026, 12, 4), datetime(2026, 12, 4, 14))


@pytest.mark.parametrize(("field", "value"), [
    ("title", ""), ("title", "   "), ("title", "x" * 21), ("title", "two\nlines"), ("title", "a\x00b"), ("title", "a\u2028b"), ("note", "x" * 51), ("note", "a\x08b"),
    ("count", ""), ("count", "0"), ("count", "11"), ("count", "three"), ("count", "9" * 5000), ("day", "2026-02-30"), ("day", "tomorrow"), ("day", ""), ("begins", "2026-12-04T25:00"), ("begins", "2026-12-04"), ("kind", "c"), ("kind", ""),
])
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(filled, field: str, value: str) -> None:
    form = filled(**{field: value})
    assert list(form.errors) == [field]
    assert all(str(message) for message in form.errors[field])


def test_a_day_that_does_not_exist_is_called_that(filled) -> None:
    assert "exists" in str(filled(day="2026-02-30").day.errors[0])


@pytest.mark.parametrize(("field", "where"), [("title", "title"), ("nowhere", ""), (None, "")])
def test_a_refusal_shows_at_its_field_or_on_top(filled, app: flask.Flask, field: str | None, where: str) -> None:
    form = filled()
    with app.test_request_context("/"):
        form.refuse(Refused("No room for %(n)s.", field=field, n=3))
    assert form.errors == {where: ["No room for 3."]}
