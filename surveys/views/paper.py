"""Answers on paper: the form to print, and the page on which papers are typed in."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import flask
from flask_babel import gettext as _

import pages
from errors import Refused
from people import store as people_store
from surveys import actions, conditions, paper, preview, store
from surveys.model import Wave
from surveys.questionnaire import ANSWER, Questionnaire, worded
from surveys.questions import Answers, Question, Texts, in_language
from surveys.views.blueprint import blueprint

MOST_SHOWN = 20_000  # characters of one field that are shown again for mending
GROUP, NO_GROUP = "group:", "none"  # how the field of the ticked group says which it is, and that none is


@blueprint.get("/waves/<int:number>/paper")
def paper_form(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    wave = store.get_wave(db, number)
    content = preview.questionnaire(db, wave, people_store.get_company(db))
    return pages.show(
        "surveys/paper.html", wave=wave, promise=preview.promise(db, wave), groups=_groups(wave), lettered=paper.lettered, asker=wave.asker_name or pages.me().name,
        open=wave.accepts(pages.now()), rule=_rule(content), next_number=_next_number(content), **_worded(content),
    )


@blueprint.route("/waves/<int:number>/papers", methods=["GET", "POST"])
def papers(number: int) -> flask.typing.ResponseReturnValue:
    """The page on which papers are typed in, one after the other."""
    wave = store.get_wave(pages.db(), number)
    content = worded(store.asked(pages.db(), wave), wave.system or pages.company().crm)
    if flask.request.method == "GET":
        return _typing(wave, content) if wave.accepts(pages.now()) else _not_open(wave)
    typed = {box.name: flask.request.form.get(f"p.{box.name}", "") for question in content.questions for box in paper.boxes(question)}
    found = paper.read(content, typed)
    wrong = {name: pages.sentence(refused) for name, refused in found.wrong.items()}
    try:
        whose = _whose(wave)
        slip = None if wrong else _entered(wave, whose, found.answers)
    except Refused as refused:
        wrong = {refused.field or "": pages.sentence(refused)} | wrong
    if wrong:
        return _typing(wave, content, typed, wrong)
    if slip:
        flask.session["slip"] = asdict(slip)
    return pages.go("surveys.papers", number=number)


@blueprint.post("/waves/<int:number>/papers/removal")
def paper_removal(number: int) -> flask.typing.ResponseReturnValue:
    """Take the paper that was typed last out again."""
    slip = _last(number)
    flask.session.pop("slip", None)
    if slip is None:
        pages.told(_("There is no paper to take back: only the one typed last can be, in the browser it was typed in."))
    else:
        actions.take_back(pages.db(), pages.config(), slip, pages.now())
        pages.told(_("The paper typed last is taken back and does not count. Type it in again if it should."))
    return pages.go("surveys.papers", number=number)


def _whose(wave: Wave) -> str:
    """What the form says of who wrote the paper: the number of an invitation, or a group ('' for none)."""
    if not wave.sealed:
        person: str = flask.request.form.get("_person", "")
        if person not in {str(one.id) for one in store.invitations(pages.db(), wave.id)}:
            raise Refused("Choose whose paper this is.", field="_person")
        return person
    group: str = flask.request.form.get("_group", "") if _groups(wave) else NO_GROUP
    if group != NO_GROUP and not group.startswith(GROUP):
        raise Refused("Choose the group that is ticked on the paper, or that none is.", field="_group")
    return "" if group == NO_GROUP else group.removeprefix(GROUP)


def _entered(wave: Wave, whose: str, answers: Answers) -> actions.Slip | None:
    db, config, key, now = pages.db(), pages.config(), _key(), pages.now()
    if wave.sealed:
        return actions.enter_paper(db, config, wave.id, whose, answers, key, now)
    return actions.enter_named_paper(db, config, wave.id, int(whose), answers, key, now)


def _typing(wave: Wave, content: Questionnaire, typed: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None) -> flask.typing.ResponseReturnValue:
    form = flask.request.form
    return flask.render_template(
        "surveys/papers.html", failed=bool(wrong), wave=wave, turnout=store.rate(pages.db(), wave.id), last=_last(wave.id), wrong=wrong or {}, boxes=paper.boxes, key=_key(),
        typed={name: raw[:MOST_SHOWN] for name, raw in (typed or {}).items()}, groups=_groups(wave), group=form.get("_group", ""), people=_waiting(wave), person=form.get("_person", ""), **_worded(content),
    ), 422 if wrong else 200


def _not_open(wave: Wave) -> flask.typing.ResponseReturnValue:
    return flask.render_template("surveys/papers_not_open.html", failed=False, wave=wave), 409


def _last(number: int) -> actions.Slip | None:
    """The paper that this browser typed last, if into this round."""
    kept = flask.session.get("slip")
    slip = actions.Slip(**kept) if kept else None
    return slip if slip and slip.wave_id == number else None


def _key() -> str:
    """The form's own, which tells a second sending of it from another paper."""
    offered: str = flask.request.form.get("_key", "")
    return offered if re.fullmatch("[0-9a-f]{32}", offered) else secrets.token_hex(16)


def _groups(wave: Wave) -> list[str]:
    """The groups that can be ticked: those of everybody invited, in alphabetical order."""
    if not (wave.sealed and wave.dimension):
        return []
    return sorted((name for name in store.group_sizes(pages.db(), wave.id) if name), key=str.casefold)


def _waiting(wave: Wave) -> list[tuple[int, str]]:
    """Of a named round, who has not answered: the invitation's number and the name."""
    if wave.sealed:
        return []
    names = {person.id: person.name for person in people_store.everybody(pages.db())}
    return sorted(((one.id, names[one.person_id]) for one in store.invitations(pages.db(), wave.id) if not one.used), key=lambda one: one[1].casefold())


def _worded(content: Questionnaire) -> dict[str, Any]:
    """A questionnaire and how it reads on paper: where the screen repeats an earlier answer, paper names its question."""
    numbers, language = {question.id: number for number, question in enumerate(content.asking, 1)}, pages.language()

    def said(texts: Texts) -> str:
        return ANSWER.sub(lambda match: _("(your answer to question %(number)s)", number=numbers.get(match[1], "?")), in_language(texts, language))

    return {"content": content, "language": language, "numbers": numbers, "said": said}


def _rule(content: Questionnaire) -> Callable[[Question], str]:
    numbers, language = {question.id: number for number, question in enumerate(content.asking, 1)}, pages.language()
    return lambda question: conditions.sentence(content, question.show_if, numbers, language) if question.show_if else ""


def _next_number(content: Questionnaire) -> Callable[[Question], int]:
    """The question to go on with where one is left out: the first later one that does not depend on the same; 0 for none."""

    def after(question: Question) -> int:
        later = content.asking[content.asking.index(question) + 1 :] if question in content.asking else []
        return next((content.asking.index(one) + 1 for one in later if one.show_if != question.show_if), 0)

    return after
