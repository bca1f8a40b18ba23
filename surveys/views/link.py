"""Answering by an open link, on a wall or on the screen of a room: the link is the same for all, and nobody knows who follows it.

A cookie says that a device has answered this round, and nothing else. It is set when answers are sent, told of before,
not tied to them, and goes away by itself. Without cookies one can answer all the same.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import flask

import pages
from surveys import actions, promise, store
from surveys.model import Wave
from surveys.questions import Answers
from surveys.sheet import Sheet
from surveys.views import sitting
from surveys.views.blueprint import blueprint
from surveys.views.sitting import Response, Sitting, by_link


@dataclass(frozen=True)
class Opened:
    """What an open link opens."""

    wave: Wave
    sitting: Sitting

    @property
    def cookie(self) -> str:
        return f"answered-{self.wave.id}"

    @property
    def answered(self) -> bool:
        """Whether this device has answered, as far as its cookie can tell."""
        return self.cookie in flask.request.cookies


@blueprint.get("/r/<code>")
@by_link
def open_link(code: str) -> Response:
    opened = _opened(code)
    if ended := _ended(opened):
        return _show(opened, ended)
    return _show(opened, "start", promise=store.promise(pages.db(), opened.wave.id), group="", group_size=0)


@blueprint.post("/r/<code>")
@by_link
def open_step(code: str) -> Response:
    opened = _opened(code)
    if ended := _ended(opened):
        return _show(opened, ended, 409)
    return sitting.step(opened.sitting, sitting.read(opened.sitting.content))


@blueprint.get("/r/<code>/answer")
@by_link
def to_the_open_start(code: str) -> Response:
    return flask.redirect(_opened(code).sitting.at(), 303)


@blueprint.post("/r/<code>/answer")
@by_link
def open_answer(code: str) -> Response:
    opened = _opened(code)
    sheet = sitting.read(opened.sitting.content)
    again = store.has_form(pages.db(), opened.wave.id, store.BY_LINK, sheet.key)
    if not again and (ended := _ended(opened)):
        return _show(opened, ended, 409)
    return sitting.send(opened.sitting, sheet, lambda answers: _keep(opened, sheet, answers))


@blueprint.get("/r/<code>/thanks")
@by_link
def open_thanks(code: str) -> Response:
    return _show(_opened(code), "thanks")


@blueprint.get("/r/<code>/results")
@by_link
def open_results(code: str) -> Response:
    opened = _opened(code)
    if not promise.shared(opened.wave):
        return flask.redirect(opened.sitting.at(), 303)
    return _show(opened, "results", results=store.results(pages.db(), opened.wave, promise.WORDS))


def _opened(code: str) -> Opened:
    """What the link opens, in the browser's language. Raises NotFound."""
    wave = actions.wave_by_link(pages.db(), pages.config(), code)
    found = Sitting(wave.title, store.asked(pages.db(), wave), flask.url_for("surveys.open_link", code=code), wave.level, wave.asker_name, wave.asker_email)
    sitting.speak(found, flask.request.accept_languages.best_match(found.languages))
    return Opened(wave, found)


def _ended(opened: Opened) -> str:
    """The page for whoever cannot answer; '' for those who can."""
    if not opened.wave.accepts(pages.now()):
        return "closed"
    return "room_used" if opened.answered else ""


def _keep(opened: Opened, sheet: Sheet, answers: Answers) -> Response:
    now, wave = pages.now(), opened.wave
    phrase = sitting.phrase_of(opened.sitting, sheet, wave.id)
    outcome = actions.answer_by_link(pages.db(), pages.config(), wave.id, answers, sheet.key, now, phrase)
    shown = sitting.phrase_to_show(opened.sitting, sheet, phrase, answers, outcome == actions.ANSWERED)
    sent = flask.make_response(_show(opened, "thanks", phrase=shown) if shown else flask.redirect(opened.sitting.at("thanks"), 303))
    lasts = wave.closes_at - now + timedelta(days=1)
    sent.set_cookie(opened.cookie, "yes", max_age=lasts, path="/r/", secure=pages.config().url.startswith("https:"), httponly=True, samesite="Lax")
    return sent


def _show(opened: Opened, name: str, code: int = 200, **context: Any) -> Response:
    return sitting.show(opened.sitting, name, code, wave=opened.wave, earlier=False, changeable=False, shared=promise.shared(opened.wave), **context)
