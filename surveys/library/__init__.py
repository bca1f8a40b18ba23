"""What is ready to be asked, in English and Swedish: templates that surveys begin with, and the bank they are added from."""

from dataclasses import fields, is_dataclass
from typing import Any

from errors import N_, Refused
from surveys.library import change, data, ease, recommendation, satisfaction, sus, umux_lite, workshop
from surveys.library.parts import Template, both, content, page
from surveys.library.single import QUESTIONS
from surveys.library.sus import SUS_ITEMS
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.questions.text import Text

__all__ = ["INSTRUMENTS", "QUESTIONS", "SUS_ITEMS", "TEMPLATES", "Template", "check_genuine", "in_bank", "template"]

OPEN = Template(
    "open", N_("Open questions"), N_("Starts with one open question; add your own."),
    content(page(("Your thoughts", "Dina tankar"), Text("open1", both("What is on your mind about {system}?", "Vad tänker du om {system}?")))),
)
TEMPLATES = (
    sus.TEMPLATE, umux_lite.TEMPLATE, recommendation.TEMPLATE, satisfaction.TEMPLATE, ease.TEMPLATE, change.PULSE_TEMPLATE, change.WORRIES_TEMPLATE, workshop.TEMPLATE, data.TEMPLATE, OPEN,
)
INSTRUMENTS = (sus.BLOCK, umux_lite.BLOCK, recommendation.BLOCK, satisfaction.BLOCK, ease.BLOCK, change.PULSE, change.WORRIES, workshop.TEMPLATE, workshop.CONFIDENCE, data.TEMPLATE)

FREE = {"show_if", "hint", "origin"}  # what may differ in an item without its answers meaning something else


def template(key: str) -> Template:
    """The template of that key. Raises Refused, naming those there are."""
    return _of_key(key, TEMPLATES, "template")


def in_bank(key: str) -> Template:
    """The instrument or question of that key. Raises Refused when there is none."""
    return _of_key(key, INSTRUMENTS + QUESTIONS, "entry")


def check_genuine(questionnaire: Questionnaire) -> None:
    """Raises Refused when a score is not made of its instrument's own items, or a question is locked and no such item.

    Texts in other languages than English may differ: an instrument may have several translations.
    """
    genuine = {part.id for question in questionnaire.questions if _is_item(question) for part in question.parts()}
    scores = {score for one in INSTRUMENTS for score in one.questionnaire.scores}
    for score in questionnaire.scores:
        if score not in scores or not set(score.items) <= genuine:
            raise Refused("The score “%(formula)s” needs the items of its instrument: their ids, their order, their scale and their English wording.", formula=score.formula[:40])
    for question in questionnaire.questions:
        if question.locked and not _is_item(question):
            raise Refused("“%(id)s” is locked, but it is not an item of an instrument in its own wording. Take “locked” away.", field=question.id, id=question.id)


def _of_key(key: str, among: tuple[Template, ...], field: str) -> Template:
    for one in among:
        if one.key == key:
            return one
    raise Refused("There is no template “%(key)s”; there are %(keys)s.", field=field, key=key[:60], keys=", ".join(one.key for one in among))


def _is_item(question: Question) -> bool:
    own = [one for template in INSTRUMENTS for one in template.questionnaire.questions if one.locked and one.id == question.id]
    return any(type(one) is type(question) and _core(one) == _core(question) for one in own)


def _core(thing: Any) -> Any:
    """What of a question makes its answers mean what they mean."""
    if isinstance(thing, dict):
        return thing.get("en", "")
    if isinstance(thing, tuple):
        return [_core(one) for one in thing]
    return {one.name: _core(getattr(thing, one.name)) for one in fields(thing) if one.name not in FREE} if is_dataclass(thing) else thing
