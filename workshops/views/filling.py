"""A form that comes filled in by its address, as other pages lead to it: checked like anything that is typed, and nothing more."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import flask
from werkzeug.datastructures import MultiDict

import pages
from errors import Refused
from people import store as people_store
from workshops import model
from workshops.forms import NewForm
from workshops.model import Workshop

WORDS = ("title", "purpose", "need", "need_from")  # never a place or a link: an address from elsewhere shall lead nobody anywhere
MOST_GROUPS = 200


@dataclass(frozen=True)
class Given:
    """The form's fields that the address fills in, and the labels of those that it could not."""

    values: dict[str, Any]
    left_out: list[str]

    @property
    def filled(self) -> bool:
        return bool(self.values)


def given() -> Given:
    """What the address of the page says; nothing once the form was sent, which says it all."""
    asked = flask.request.args
    if flask.request.method != "GET":
        return Given({}, [])
    form = NewForm(formdata=MultiDict({name: asked[name] for name in WORDS if name in asked}), meta={"csrf": False})
    values = {name: form[name].data for name in WORDS if asked.get(name) and _fits(form, name)}
    left_out = [str(form[name].label.text) for name in WORDS if asked.get(name) and name not in values]
    if "need" not in values:
        values.pop("need_from", None)
    wanted = [one for one in asked.get("groups", "").split(",")[:MOST_GROUPS] if one]
    known = {str(group.id): group.id for group in people_store.groups(pages.db())}
    groups = list(dict.fromkeys(known[one] for one in wanted if one in known))
    if any(one not in known for one in wanted):
        left_out.append(str(form.groups.label.text))
    return Given(values | ({"groups": groups} if groups else {}), left_out)


def moved(workshop: Workshop) -> Workshop:
    """The workshop at the time that the address of the page names, where it names one: as it is proposed, to be looked at."""
    try:
        starts, ends = (datetime.strptime(flask.request.args.get(name, ""), "%Y-%m-%dT%H:%M") for name in ("starts", "ends"))
    except ValueError:
        return workshop
    return replace(workshop, starts=starts, ends=ends)


def _fits(form: NewForm, name: str) -> bool:
    if not form[name].validate(form):
        return False
    try:
        model.check_need_from(form.need_from.data if name == "need_from" else "")
    except Refused:
        return False
    return bool(form[name].data)
