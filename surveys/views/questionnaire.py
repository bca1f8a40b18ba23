"""The page on which a questionnaire is built, and how people will see it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import flask
from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

import pages
from config import LANGUAGES
from errors import NotFound, Refused
from surveys import actions, editing, figures, store
from surveys.editing import Change
from surveys.forms import language_name
from surveys.questionnaire import Questionnaire, missing, worded
from surveys.views import weighing
from surveys.views.blueprint import blueprint


@blueprint.get("/surveys/<int:number>/questionnaire")
def questionnaire(number: int) -> flask.typing.ResponseReturnValue:
    return shown(number)


@blueprint.get("/surveys/<int:number>/questionnaire/preview")
@pages.framed
def questionnaire_preview(number: int) -> flask.typing.ResponseReturnValue:
    content = latest(number)
    return pages.show("surveys/preview.html", survey=store.get_survey(pages.db(), number), content=worded(content, pages.company().crm), numbers=numbers(content), language=pages.language())


def latest(survey_id: int) -> Questionnaire:
    number, _version, _sent = store.latest_questionnaire(pages.db(), survey_id)
    return store.questionnaire(pages.db(), number)


def change(survey_id: int, change: Change, meanings: Mapping[str, str] | None = None) -> None:
    """Every change to what a questionnaire says or how it is arranged goes through here; what is removed, through actions.remove_questions."""
    actions.change_questionnaire(pages.db(), survey_id, change, meanings)


def pressed(survey_id: int, act: Callable[[], Any], says: Callable[[], str], beside: str = "") -> flask.typing.ResponseReturnValue:
    """Do what a button of the builder asks for: back to it with a word on what happened, or the builder with the reason why not."""
    before = latest(survey_id)
    try:
        act()
    except (Refused, NotFound) as no:
        page, _status = shown(survey_id, pages.sentence(no) if isinstance(no, Refused) else _("Somebody has removed this meanwhile, so nothing was changed. This is how it stands now."))
        return page, 409
    pages.told(" ".join(filter(None, [says(), weighing.afterwards(survey_id, before)])))
    return pages.go("surveys.questionnaire", number=survey_id, _anchor=f"card-{beside}" if beside else None)


def shown(survey_id: int, refused: str = "") -> tuple[Any, int]:
    survey = store.get_survey(pages.db(), survey_id)
    number, version, sent = store.latest_questionnaire(pages.db(), survey_id)
    content = store.questionnaire(pages.db(), number)
    lost = {question.id: [figures.NAMES[score.formula] for score in editing.scores_of(content, [question.id])] for question in content.questions}
    page = flask.render_template(
        "surveys/questionnaire.html", survey=survey, content=content, version=version, sent=sent, lost=lost, refused=refused, failed=bool(refused), removed=store.removed(pages.db(), survey_id),
        numbers=numbers(content), lacking=lacking(content), language=pages.language(), names=names(), names_of=_names_of, editing=editing,
        known=store.known(pages.db(), survey_id),
    )
    return page, 200


def numbers(content: Questionnaire) -> dict[str, int]:
    """The numbers of what is asked, by the question's id; texts that ask nothing have none."""
    return {question.id: number for number, question in enumerate(content.asking, 1)}


def names() -> dict[str, str]:
    """What each language is called in the visitor's."""
    return {language: language_name(language) for language in LANGUAGES}


def lacking(content: Questionnaire) -> dict[str, list[str]]:
    """Where a text is missing, by language."""
    return {language: missing(content, language) for language in LANGUAGES}


def _names_of(codes: Sequence[str]) -> str:
    return str(format_list([language_name(code) for code in codes], locale=get_locale()))
