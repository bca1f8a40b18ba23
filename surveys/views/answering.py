"""Answering: what the link in an invitation opens.

The link is the secret: no account, no cookie, and nothing is kept before it is sent. What has been filled in so far
travels in the form from step to step.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import flask

import pages
from config import LANGUAGES
from errors import NotFound, Refused
from people import store as people_store
from people.model import Person
from surveys import actions, promise, store
from surveys.model import Invitation, Wave
from surveys.questionnaire import Questionnaire, check_all, filled
from surveys.views.blueprint import blueprint

MOST_SENT = 3_000_000  # bytes; sixty texts of nothing but emoji are half of it
MOST_FIELDS = 500  # several times what the longest questionnaire has
MOST_KEPT = 20_000  # characters of one answer that are shown again for mending; far more than fit

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Opened:
    """What a link opens."""

    token: str
    invitation: Invitation
    wave: Wave
    person: Person
    content: Questionnaire

    @property
    def here(self) -> dict[str, str]:
        """The address of this link's pages, in the language that was asked for."""
        asked = flask.request.args.get("lang", "")
        return {"token": self.token} | ({"lang": asked} if asked in LANGUAGES else {})


@dataclass(frozen=True)
class Sheet:
    """What has been filled in so far, unchecked. `key` tells a second sending of the same form from somebody else's."""

    key: str
    given: dict[str, str]
    reviewed: bool  # the last step has been seen: from a page one goes straight back to it

    @property
    def kept(self) -> dict[str, str]:
        return {name: raw[:MOST_KEPT] for name, raw in self.given.items() if raw}


def by_link(view: View) -> View:
    """For views that a secret link opens: open to all, without a token against forged requests, and slow to guess."""
    slow = pages.limiter.shared_limit("30 per minute", scope="survey links", deduct_when=lambda response: response.status_code == 404)
    limited: View = slow(view)
    pages.csrf.exempt(limited)
    return pages.open_to_all(limited)


@blueprint.get("/s/<token>")
@by_link
def invitation(token: str) -> flask.typing.ResponseReturnValue:
    opened = _opened(token)
    if ended := _ended(opened):
        return _show(opened, ended)
    sizes = store.group_sizes(pages.db(), opened.wave.id)
    return _show(opened, "start", promise=store.promise(pages.db(), opened.wave.id), group=opened.invitation.group, group_size=sizes.get(opened.invitation.group, 0))


@blueprint.post("/s/<token>")
@by_link
def step(token: str) -> flask.typing.ResponseReturnValue:
    """The step that was asked for, or the first page before it with something wrong."""
    opened = _opened(token)
    if ended := _ended(opened):
        return _show(opened, ended, 409)
    sheet, steps = _sheet(opened.content), len(opened.content.pages)
    wanted = min(max(flask.request.form.get("_to", 0, type=int), 0), steps)
    number, wrong = _first_wrong(opened.content, sheet, wanted)
    return _check(opened, sheet) if number == steps else _page(opened, sheet, number, wrong)


@blueprint.get("/s/<token>/answer")
@by_link
def to_the_start(token: str) -> flask.typing.ResponseReturnValue:
    return pages.go("surveys.invitation", **_opened(token).here)


@blueprint.post("/s/<token>/answer")
@by_link
def answer(token: str) -> flask.typing.ResponseReturnValue:
    opened = _opened(token)
    sheet = _sheet(opened.content)
    if ended := _ended(opened, sheet.key):
        return _show(opened, ended, 409)
    number, wrong = _first_wrong(opened.content, sheet, len(opened.content.pages))
    if wrong:
        return _page(opened, sheet, number, wrong)
    try:
        outcome = actions.answer(pages.db(), pages.config(), opened.invitation.id, check_all(opened.content, sheet.given), sheet.key, pages.now())
    except Refused as refused:
        return _check(opened, sheet, refused)
    return _show(opened, "used", 409) if outcome == actions.TAKEN else pages.go("surveys.thanks", **opened.here)


@blueprint.get("/s/<token>/thanks")
@by_link
def thanks(token: str) -> flask.typing.ResponseReturnValue:
    opened = _opened(token)
    return _show(opened, "thanks") if opened.invitation.used else pages.go("surveys.invitation", **opened.here)


@blueprint.get("/s/<token>/results")
@by_link
def shared_results(token: str) -> flask.typing.ResponseReturnValue:
    opened = _opened(token)
    if not promise.shared(opened.wave):
        return pages.go("surveys.invitation", **opened.here)
    results, wave = promise.for_respondents(store.results(pages.db(), opened.wave), opened.wave)
    return _show(replace(opened, wave=wave), "results", results=results)


def _opened(token: str) -> Opened:
    """What the link opens, in its recipient's language. Raises NotFound."""
    db = pages.db()
    found = actions.invitation_of(db, pages.config(), token)
    wave, person = store.get_wave(db, found.wave_id), people_store.get(db, found.person_id)
    if wave.opened_at is None:
        raise NotFound("wave")
    pages.speak(person.language or pages.company().language)
    return Opened(token, found, wave, person, store.asked(db, wave))


def _ended(opened: Opened, key: str = "") -> str:
    """The page for a link that takes no answer any more; '' while it does, or when the form of that key is sent again."""
    used = opened.invitation.used
    if used and key == opened.invitation.answer_key:
        return ""
    if not opened.wave.accepts(pages.now()):
        return "closed"
    return "used" if used else ""


def _sheet(content: Questionnaire) -> Sheet:
    flask.request.max_content_length = MOST_SENT
    form = flask.request.form
    if sum(1 for _field in form.items(multi=True)) > MOST_FIELDS:
        flask.abort(413)
    key = form.get("_key", "")
    if not re.fullmatch("[0-9a-f]{32}", key):
        key = secrets.token_hex(16)
    return Sheet(key, {field: form.get(field, "") for question in content.questions for field in question.fields}, "_reviewed" in form)


def _first_wrong(content: Questionnaire, sheet: Sheet, before: int) -> tuple[int, Mapping[str, Refused]]:
    """The first page before that one with something wrong, and what; or that one, and nothing."""
    found = filled(content, sheet.given)
    for number, page in enumerate(content.pages[:before]):
        wrong = {question.id: found.wrong[question.id] for question in page.questions if question.id in found.wrong}
        if wrong:
            return number, wrong
    return before, {}


def _page(opened: Opened, sheet: Sheet, number: int, wrong: Mapping[str, Refused]) -> flask.typing.ResponseReturnValue:
    first = 1 + sum(len(page.questions) for page in opened.content.pages[:number])
    errors = {name: pages.sentence(refused) for name, refused in wrong.items()}
    return _show(opened, "page", 422 if errors else 200, sheet=sheet, number=number, page=opened.content.pages[number], first=first, errors=errors)


def _check(opened: Opened, sheet: Sheet, refused: Refused | None = None) -> flask.typing.ResponseReturnValue:
    return _show(opened, "check", 422 if refused else 200, sheet=sheet, error=pages.sentence(refused) if refused else "")


def _show(opened: Opened, name: str, code: int = 200, **context: Any) -> flask.typing.ResponseReturnValue:
    context |= {"wave": opened.wave, "content": opened.content, "person": opened.person, "company": pages.company(), "here": opened.here, "language": pages.language()}
    shared = promise.shared(opened.wave)
    return flask.render_template(f"surveys/answer/{name}.html", failed=code == 422, shared=shared, now=pages.now(), **context), code
