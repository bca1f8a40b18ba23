"""Answering by invitation: the link is the secret, and opens one person's sheet of one wave."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import flask

import pages
from errors import NotFound, Refused
from people import store as people_store
from surveys import actions, promise, store
from surveys import sheet as sheets
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
    if ended := _ended(opened, sent=True):
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
    if ended := _ended(opened, sheet.key, sent=True):
        return _show(opened, ended, 409)
    return sitting.send(opened.sitting, sheet, lambda answers: _keep(opened, sheet, answers))


@blueprint.get("/s/<token>/thanks")
@by_link
def thanks(token: str) -> Response:
    opened = _opened(token)
    return _show(opened, "thanks") if opened.invitation.used else flask.redirect(opened.sitting.at(), 303)


@blueprint.get("/s/<token>/changes")
@by_link
def changes(token: str) -> Response:
    """The sheet as it was sent, to be changed: by name, and while the wave is open."""
    opened = _opened(token)
    saved = _saved(opened)
    if not saved:
        return flask.redirect(opened.sitting.at(), 303)
    return sitting.check(opened.sitting, sheets.again(opened.sitting.content, saved, secrets.token_hex(16), opened.invitation.answer_key or ""))


@blueprint.get("/s/<token>/results")
@by_link
def shared_results(token: str) -> Response:
    opened = _opened(token)
    if not promise.shared(opened.wave):
        return flask.redirect(opened.sitting.at(), 303)
    results, wave = promise.for_respondents(store.results(pages.db(), opened.wave, promise.WORDS), opened.wave)
    return _show(replace(opened, wave=wave), "results", results=results)


def _opened(token: str) -> Opened:
    """What the link opens, in its recipient's language. Raises NotFound."""
    db = pages.db()
    found = actions.invitation_of(db, pages.config(), token)
    wave, person = store.get_wave(db, found.wave_id), people_store.get(db, found.person_id)
    if wave.opened_at is None:
        raise NotFound("wave")
    sheet = Sitting(wave.title, store.asked(db, wave), flask.url_for("surveys.invitation", token=token), wave.level, wave.asker_name, wave.asker_email, "" if wave.sealed else person.name)
    sitting.speak(sheet, person.language)
    return Opened(found, wave, sheet)


def _ended(opened: Opened, key: str = "", sent: bool = False) -> str:
    """The page for a link that takes no answer any more; '' while it does, or when the form of that key is sent again.

    A sheet that is `sent` by name is not ended by another one: at the end it is told what has been saved meanwhile.
    """
    used = opened.invitation.used
    if used and key == opened.invitation.answer_key:
        return ""
    if not opened.wave.accepts(pages.now()):
        return "closed"
    return "used" if used and not (sent and not opened.wave.sealed) else ""


def _saved(opened: Opened) -> Answers | None:
    """What was sent by this link and can still be changed."""
    if opened.wave.sealed or not opened.invitation.used or not opened.wave.accepts(pages.now()):
        return None
    found = store.find_named(pages.db(), opened.wave.id, opened.invitation.person_id)
    return found.answers if found else None


def _keep(opened: Opened, sheet: Sheet, answers: Answers) -> Response:
    phrase = sitting.phrase_of(opened.sitting, sheet, opened.wave.id)
    outcome = actions.answer(pages.db(), pages.config(), opened.invitation.id, answers, sheet.key, pages.now(), sheet.replaces, phrase)
    if outcome == actions.TAKEN:
        return _overtaken(opened, sheet)
    if shown := sitting.phrase_to_show(opened.sitting, sheet, phrase, answers, outcome == actions.ANSWERED):
        return _show(opened, "thanks", phrase=shown)  # on no page that has an address of its own: it is shown once
    return flask.redirect(opened.sitting.at("thanks"), 303)


def _overtaken(opened: Opened, sheet: Sheet) -> Response:
    """Another sheet was faster. By name both are shown, and the later one may take the other's place now that it has been seen."""
    now = replace(opened, invitation=store.get_invitation(pages.db(), opened.invitation.id))
    saved = _saved(now)
    if not saved:
        return _show(now, "used", 409)
    refused = Refused("Other answers of yours have been saved meanwhile, from another window or device.")
    return sitting.check(now.sitting, replace(sheet, replaces=now.invitation.answer_key or ""), refused, saved)


def _show(opened: Opened, name: str, code: int = 200, **context: Any) -> Response:
    return sitting.show(opened.sitting, name, code, wave=opened.wave, earlier=opened.invitation.used and not opened.wave.sealed, changeable=bool(_saved(opened)), shared=promise.shared(opened.wave), **context)
