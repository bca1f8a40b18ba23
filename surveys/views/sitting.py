"""A questionnaire in front of somebody, whatever brought it there: an invitation, an open link, or an ambassador's test.

No account, no cookie, and nothing is kept before it is sent. What has been filled in so far travels in the form from
step to step. Each way in is a thin file of its own that makes a Sitting and says what becomes of the answers.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import flask

import pages
from config import LANGUAGES
from errors import Refused
from surveys import phrases
from surveys import sheet as sheets
from surveys.model import NAMED
from surveys.phrases import Phrase
from surveys.questionnaire import Questionnaire, filled, piped
from surveys.questions import Answers
from surveys.sheet import Sheet, Stop

MOST_SENT = 3_000_000  # bytes; sixty texts of nothing but emoji are half of it
MOST_FIELDS = 1000  # the largest questionnaire has 400, a few more to decline, and what goes with them

View = TypeVar("View", bound=Callable[..., Any])
Response = flask.typing.ResponseReturnValue


@dataclass(frozen=True)
class Sitting:
    """What its pages need. `name` is that of the one who answers, where it goes with the answers; '' else."""

    title: str
    content: Questionnaire
    address: str  # of the start; a step is posted to it, and the whole to its /answer
    level: str
    asker_name: str
    asker_email: str
    name: str = ""
    test: bool = False

    def at(self, place: str = "", lang: str = "") -> str:
        """The address of one of its pages, in the language that was asked for."""
        language = lang or flask.request.args.get("lang", "")
        return self.address + (f"/{place}" if place else "") + (f"?lang={language}" if language in self.languages else "")

    @property
    def sealed(self) -> bool:
        return self.level != NAMED

    @property
    def gives_phrase(self) -> bool:
        """Whether those who write something are shown a phrase by which they find it again."""
        return self.sealed and self.content.has_text and not self.test

    @property
    def languages(self) -> list[str]:
        """Those that the pages can be read in, buttons and all."""
        return [language for language in self.content.languages if language in LANGUAGES] or list(LANGUAGES)


def by_link(view: View) -> View:
    """For views that a secret link opens: open to all, without a token against forged requests, and slow to guess."""
    limited: View = pages.hard_to_guess("survey links")(view)
    pages.csrf.exempt(limited)
    return pages.open_to_all(limited)


def speak(sitting: Sitting, language: str | None) -> None:
    """Show the pages in one language throughout: this one if every text is written in it, else the first that is complete."""
    pages.speak(language or pages.company().language, sitting.languages)


def read(content: Questionnaire) -> Sheet:
    """The sheet that was sent. Answers 413 to one that is far too large."""
    flask.request.max_content_length = MOST_SENT
    form = flask.request.form
    if sum(1 for _field in form.items(multi=True)) > MOST_FIELDS:
        flask.abort(413)
    given = {field: form.get(field, "") for question in content.questions for field in question.fields}
    seen = {question.id for question in content.questions} & set(form.getlist("_seen"))
    return Sheet(_key("_key") or secrets.token_hex(16), given, frozenset(seen), "_reviewed" in form, _key("_replaces"), form.get("_phrase", ""))


def step(sitting: Sitting, sheet: Sheet) -> Response:
    """The step that was asked for, or the first page before it with something wrong."""
    wanted = min(max(flask.request.form.get("_to", 0, type=int), 0), len(sitting.content.pages))
    stop = sheets.stop(sitting.content, sheet, wanted)
    return check(sitting, sheet) if stop.number == len(sitting.content.pages) else _page(sitting, sheet, stop)


def send(sitting: Sitting, sheet: Sheet, keep: Callable[[Answers], Response]) -> Response:
    """What `keep` makes of the checked answers, or the page with something wrong; what it refuses is told at the last step."""
    stop = sheets.stop(sitting.content, sheet, len(sitting.content.pages))
    if stop.number < len(sitting.content.pages):
        return _page(sitting, sheet, stop)
    try:
        return keep(filled(sitting.content, sheet.given).answers)
    except Refused as refused:
        return check(sitting, sheet, refused)


def phrase_of(sitting: Sitting, sheet: Sheet, wave_id: int) -> Phrase | None:
    """The phrase that goes with a sheet into a wave, where one is given."""
    return phrases.made(wave_id, sheet.phrase) if sitting.gives_phrase else None


def phrase_to_show(sitting: Sitting, sheet: Sheet, phrase: Phrase | None, answers: Answers, first: bool) -> Phrase | None:
    """The phrase that the thanks show: to who wrote something, and when the sheet came before, the one that came with it."""
    return phrase if phrase and sitting.content.wrote(answers) and (first or phrase.letters == sheet.phrase) else None


def check(sitting: Sitting, sheet: Sheet, refused: Refused | None = None, saved: Answers | None = None) -> Response:
    """The last step: everything that was answered, to be sent or changed; beside it what is `saved`, where that is something else."""
    found = filled(sitting.content, sheet.given)
    sheet = replace(sheet, phrase=phrases.made(0, sheet.phrase).letters) if sitting.gives_phrase else sheet
    code = 409 if saved else 422 if refused else 200
    return show(
        sitting, "check", code, sheet=sheet, error=pages.sentence(refused) if refused else "", saved=saved, saved_sheet=sheets.again(sitting.content, saved or {}, "", ""), saved_content=piped(sitting.content, saved or {}),
        content=piped(sitting.content, found.answers), answers=found.answers, shown=found.shown,
    )


def show(sitting: Sitting, name: str, code: int = 200, **context: Any) -> Response:
    """One of the pages of templates/surveys/answer."""
    context = {"content": sitting.content, "failed": code == 422 or bool(context.get("error")), **context}
    return flask.render_template(f"surveys/answer/{name}.html", sitting=sitting, company=pages.company(), language=pages.language(), now=pages.now(), **context), code


def _page(sitting: Sitting, sheet: Sheet, stop: Stop) -> Response:
    content = piped(sitting.content, filled(sitting.content, sheet.given, complete=False).answers)
    return show(
        sitting, "page", 422 if stop.wrong else 200, content=content, page=content.pages[stop.number], sheet=sheet, number=stop.number, fresh=stop.fresh,
        errors={name: pages.sentence(refused) for name, refused in stop.wrong.items()},
        place=sheets.place(sitting.content, sheet, stop.number), shown=sheets.shown_at(sitting.content, sheet, stop), rules=sheets.rules(sitting.content, sheet, stop.number),
    )


def _key(name: str) -> str:
    found = flask.request.form.get(name, "")
    return found if re.fullmatch("[0-9a-f]{32}", found) else ""

