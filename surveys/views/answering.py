"""Answering by invitation: the link is the secret, and opens one person's sheet of one wave."""

from dataclasses import dataclass, replace
from typing import Any

import flask

import pages
from errors import NotFound
from people import store as people_store
from surveys import actions, promise, store
from surveys.model import Invitation, Wave
from surveys.questions import Answers
from surveys.sheet import Sheet
from surveys.views import sitting
from surveys.views.blueprint import blueprint
from surveys.views.sitting import Response, Sitting, by_link


@dataclass(frozen=True)
class Opened:
    """What a link opens."""

    invitation: Invitation
    wave: Wave
    sitting: Sitting


@blueprint.get("/s/<token>")
@by_link
def invitation(token: str) -> Response:
    opened = _opened(token)
    if ended := _ended(opened):
        return _show(opened, ended)
    sizes = store.group_sizes(pages.db(), opened.wave.id)
    return _show(opened, "start", promise=store.promise(pages.db(), opened.wave.id), group=opened.invitation.group, group_size=sizes.get(opened.invitation.group, 0))


@blueprint.post("/s/<token>")
@by_link
def step(token: str) -> Response:
    opened = _opened(token)
    if ended := _ended(opened):
        return _show(opened, ended, 409)
    return sitting.step(opened.sitting, sitting.read(opened.sitting.content))


@blueprint.get("/s/<token>/answer")
@by_link
def to_the_start(token: str) -> Response:
    return flask.redirect(_opened(token).sitting.at(), 303)


@blueprint.post("/s/<token>/answer")
@by_link
def answer(token: str) -> Response:
    opened = _opened(token)
    sheet = sitting.read(opened.sitting.content)
    if ended := _ended(opened, sheet.key):
        return _show(opened, ended, 409)
    return sitting.send(opened.sitting, sheet, lambda answers: _keep(opened, sheet, answers))


@blueprint.get("/s/<token>/thanks")
@by_link
def thanks(token: str) -> Response:
    opened = _opened(token)
    return _show(opened, "thanks") if opened.invitation.used else flask.redirect(opened.sitting.at(), 303)


@blueprint.get("/s/<token>/results")
@by_link
def shared_results(token: str) -> Response:
    opened = _opened(token)
    if not promise.shared(opened.wave):
        return flask.redirect(opened.sitting.at(), 303)
    results, wave = promise.for_respondents(store.results(pages.db(), opened.wave), opened.wave)
    return _show(replace(opened, wave=wave), "results", results=results)


def _opened(token: str) -> Opened:
    """What the link opens, in its recipient's language. Raises NotFound."""
    db = pages.db()
    found = actions.invitation_of(db, pages.config(), token)
    wave, person = store.get_wave(db, found.wave_id), people_store.get(db, found.person_id)
    if wave.opened_at is None:
        raise NotFound("wave")
    sheet = Sitting(wave.title, store.asked(db, wave), flask.url_for("surveys.invitation", token=token), wave.anonymous, wave.asker_name, wave.asker_email, "" if wave.anonymous else person.name)
    sitting.speak(sheet, person.language)
    return Opened(found, wave, sheet)


def _ended(opened: Opened, key: str = "") -> str:
    """The page for a link that takes no answer any more; '' while it does, or when the form of that key is sent again."""
    used = opened.invitation.used
    if used and key == opened.invitation.answer_key:
        return ""
    if not opened.wave.accepts(pages.now()):
        return "closed"
    return "used" if used else ""


def _keep(opened: Opened, sheet: Sheet, answers: Answers) -> Response:
    outcome = actions.answer(pages.db(), pages.config(), opened.invitation.id, answers, sheet.key, pages.now())
    return _show(opened, "used", 409) if outcome == actions.TAKEN else flask.redirect(opened.sitting.at("thanks"), 303)


def _show(opened: Opened, name: str, code: int = 200, **context: Any) -> Response:
    return sitting.show(opened.sitting, name, code, wave=opened.wave, shared=promise.shared(opened.wave), **context)
