"""Rules in words, for where nothing can hide a question by itself: on paper, and for whoever makes one."""

from collections.abc import Mapping

from flask_babel import gettext as _

from surveys.questionnaire import Questionnaire
from surveys.questions import in_language
from surveys.rules import ALL, ANSWERED, AT_LEAST, AT_MOST, IS, IS_NOT, NOT_ANSWERED, Condition, Rule

ONE, OTHER = ("1",), ("0",)  # a tick and none, among several options


def sentence(content: Questionnaire, rule: Rule, numbers: Mapping[str, int], language: str) -> str:
    """“Only if you answered “Yes” to question 2 and …”. `numbers` are the questions' own, by id."""
    said = [_condition(content, one, numbers, language) for one in rule.conditions]
    if not said:
        return ""
    return str(_("Only if %(conditions)s.", conditions=(_(" and ") if rule.mode == ALL else _(" or ")).join(said)))


def _condition(content: Questionnaire, condition: Condition, numbers: Mapping[str, int], language: str) -> str:
    question, part = next((question, part) for question, part in content.parts if part.id == condition.part)
    number, text = numbers[question.id], in_language(part.text, language)
    if question.widget == "ticks" and not part.words and condition.test in (IS, IS_NOT) and condition.values in (ONE, OTHER):
        ticked = (condition.test == IS) == (condition.values == ONE)
        return str(_("you ticked “%(option)s” in question %(number)s", option=text, number=number) if ticked else _("you did not tick “%(option)s” in question %(number)s", option=text, number=number))
    called = [question.said({part.id: value}, language) if question.classed else question.label(value, language) for value in condition.values]
    values = _(" or ").join(_("“%(text)s”", text=one) for one in called)
    where = _("%(number)s (“%(text)s”)", number=number, text=text) if text else str(number)
    said: dict[str, str] = {
        IS: _("you answered %(values)s to question %(where)s", values=values, where=where),
        IS_NOT: _("you answered question %(where)s, and not %(values)s", values=values, where=where),
        AT_LEAST: _("you answered %(values)s or more to question %(where)s", values=values, where=where),
        AT_MOST: _("you answered %(values)s or less to question %(where)s", values=values, where=where),
        ANSWERED: _("you answered question %(where)s", where=where),
        NOT_ANSWERED: _("you left out question %(where)s", where=where),
    }
    return said[condition.test]
