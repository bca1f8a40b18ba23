"""Whether a questionnaire can be asked: its questions, its languages, its rules without loops or dead ends, its pipes. Pure."""

import re
from collections.abc import Iterable
from dataclasses import replace

from errors import Refused
from surveys.questionnaire import ANSWER, SYSTEM, Page, Questionnaire, texts_of, written_in
from surveys.questions import Part, Question, in_language
from surveys.questions.base import ID
from surveys.rules import ALL, ANSWERED, AT_LEAST, COMPARING, IS, IS_NOT, MODES, NOT_ANSWERED, TESTS, Condition, Rule
from surveys.scores import FORMULAS

MOST_QUESTIONS, MOST_PARTS, MOST_CONDITIONS, MOST_WAYS = 60, 400, 10, 60
MOST_LANGUAGES = 30
BRACES = re.compile(r"\{[^{}]*\}")

Ways = list[dict[str, frozenset[str]]]  # ways of answering, each as the values that a part may have


def checked(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire without empty pages and with the scores that still have all their items. Raises Refused when it cannot be asked."""
    slim = replace(questionnaire, pages=tuple(page for page in questionnaire.pages if page.questions))
    if not slim.asking:
        raise Refused("A survey needs at least one question.")
    if len(slim.questions) > MOST_QUESTIONS:
        raise Refused("A survey has at most %(most)s questions; this one has %(n)s.", most=MOST_QUESTIONS, n=len(slim.questions))
    if len(slim.parts) > MOST_PARTS:
        raise Refused("A survey has at most %(most)s things to fill in; this one has %(n)s.", most=MOST_PARTS, n=len(slim.parts))
    if len(found := written_in(slim)) > MOST_LANGUAGES:
        raise Refused("A survey has at most %(most)s languages; this one has %(n)s.", most=MOST_LANGUAGES, n=len(found))
    _check_questions(slim)
    _check_rules(slim)
    _check_pipes(slim)
    ids = {part.id for _question, part in slim.parts}
    slim = replace(slim, scores=tuple(score for score in slim.scores if set(score.items) <= ids))
    _check_scores(slim)
    return slim


def may_open(questionnaire: Questionnaire) -> None:
    """Raises Refused when there is no language in which every text is written."""
    if not questionnaire.languages:
        raise Refused("In no language is every text written. Complete one of them before people are asked.")


def _check_questions(content: Questionnaire) -> None:
    seen: set[str] = set()
    for question in content.questions:
        if not ID.fullmatch(question.id) or question.id in seen:
            raise Refused("Each question needs an id of its own, of small letters, digits and underscores; “%(id)s” is none.", field=question.id, id=question.id[:40])
        seen.add(question.id)
        if not in_language(question.text, "en"):
            raise Refused("Every question needs a text.", field=question.id)
        question.faults()


def _check_scores(content: Questionnaire) -> None:
    """Each formula once, and of answers that it can be made of."""
    parts = {part.id: part for _question, part in content.parts}
    if len({score.formula for score in content.scores}) < len(content.scores):
        raise Refused("A survey has each score once.")
    for score in content.scores:
        formula = FORMULAS.get(score.formula)
        if formula is None:
            raise Refused("The score “%(formula)s” is not known. Known are: %(known)s.", formula=score.formula[:40], known=", ".join(FORMULAS))
        values = tuple(str(value) for value in range(formula.scale[0], formula.scale[1] + 1))
        if len(set(score.items)) != formula.items or len(score.items) != formula.items or any(parts[item].values != values for item in score.items):
            raise Refused("The score “%(formula)s” is made of %(n)s different answers on a scale from %(low)s to %(high)s.", formula=score.formula, n=formula.items, low=formula.scale[0], high=formula.scale[1])


def _check_rules(content: Questionnaire) -> None:
    """A rule asks for earlier questions only, so there is no loop; and it can come true, so there is no dead end."""
    before: dict[str, tuple[Question, Part]] = {}
    ways: dict[str, Ways] = {}
    for question in content.questions:
        if question.show_if:
            _check_rule(question, question.show_if, before, {part.id for _question, part in content.parts})
        ways[question.id] = _ways(question.show_if, before, ways)
        if not ways[question.id]:
            raise _fault(question, "“%(text)s” could never be shown: what its rule asks for cannot all be answered.")
        before |= {part.id: (question, part) for part in question.parts()}


def _check_rule(question: Question, rule: Rule, before: dict[str, tuple[Question, Part]], every: set[str]) -> None:
    if rule.mode not in MODES or not 1 <= len(rule.conditions) <= MOST_CONDITIONS:
        raise _fault(question, "The rule of “%(text)s” needs “all” or “any” of 1 to %(most)s conditions.", most=MOST_CONDITIONS)
    for condition in rule.conditions:
        if condition.part not in before:
            raise _fault(question, "“%(text)s” depends on a question that comes later, or on itself." if condition.part in every else "“%(text)s” depends on a question that is not there.")
        if condition.test not in TESTS:
            raise _fault(question, "The rule of “%(text)s” has a test that is not known: %(test)s.", test=condition.test[:40])
        _check_values(question, condition, *before[condition.part])


def _check_values(question: Question, condition: Condition, asked: Question, part: Part) -> None:
    if condition.test in (ANSWERED, NOT_ANSWERED):
        return
    if not condition.values or (condition.test in COMPARING and len(condition.values) != 1):
        raise _fault(question, "A condition of “%(text)s” needs a value to compare with.")
    if part.words or (condition.test in COMPARING and not (part.numeric or asked.classed)):
        raise _fault(question, "A condition of “%(text)s” compares what cannot be compared: of words one can only tell whether there are any.")
    for value in condition.values:
        try:
            asked.value(part, value)
        except Refused:
            raise _fault(question, "“%(text)s” waits for “%(value)s”, which is no answer to “%(asked)s”.", value=value[:40], asked=in_language(asked.text, "en")[:60]) from None


def _ways(rule: Rule | None, before: dict[str, tuple[Question, Part]], ways: dict[str, Ways]) -> Ways:
    """The ways of answering earlier questions in which a question is shown; none for a dead end.

    More than MOST_WAYS count as one in which anything may be answered: listing them all would take for ever.
    """
    if rule is None:
        return [{}]
    single = [_met(condition, *before[condition.part], ways) for condition in rule.conditions]
    if rule.mode != ALL:
        return _listed(way for one in single for way in one)
    found: Ways = [{}]
    for one in single:
        found = _listed(both for way in found for other in one if (both := _both(way, other)) is not None)
    return found


def _listed(ways: Iterable[dict[str, frozenset[str]]]) -> Ways:
    found: dict[frozenset[tuple[str, frozenset[str]]], dict[str, frozenset[str]]] = {}
    for way in ways:
        found[frozenset(way.items())] = way
        if len(found) > MOST_WAYS:
            return [{}]
    return list(found.values())


def _met(condition: Condition, asked: Question, part: Part, ways: dict[str, Ways]) -> Ways:
    """The ways in which one condition is met: its question is shown, and is answered so."""
    if condition.test == NOT_ANSWERED:
        return [{part.id: frozenset()}]
    if not part.values or asked.classed:  # more values than can be listed
        return [way for way in ways[asked.id] if way.get(part.id) != frozenset()]
    if condition.test in COMPARING:
        limit = float(condition.values[0])
        allowed = frozenset(value for value in part.values if (float(value) >= limit if condition.test == AT_LEAST else float(value) <= limit))
    else:
        wanted = frozenset(condition.values)
        allowed = {IS: wanted, IS_NOT: frozenset(part.values) - wanted}.get(condition.test, frozenset(part.values))
    return [both for way in ways[asked.id] if allowed and (both := _both(way, {part.id: allowed})) is not None]


def _both(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> dict[str, frozenset[str]] | None:
    """Two ways at once; None where a part would have to be two things. An empty set means that it is not answered."""
    joint = dict(one)
    for part, values in other.items():
        if part in joint and not (joint[part] == values or joint[part] & values):
            return None
        joint[part] = joint[part] & values if part in joint else values
    return joint


def _check_pipes(content: Questionnaire) -> None:
    """Only answers on earlier pages are known when a page is shown."""
    earlier: set[str] = set()
    for page in content.pages:
        for question in (None, *page.questions):
            _check_braces(page, question, earlier)
        earlier |= {question.id for question in page.questions if question.parts()}


def _check_braces(page: Page, question: Question | None, earlier: set[str]) -> None:
    for texts in texts_of(question) if question else (page.title,):
        for braces in (found for text in texts.values() for found in BRACES.findall(text) if found != SYSTEM):
            answer = ANSWER.fullmatch(braces)
            if answer is None:
                raise Refused("“%(braces)s” cannot be filled in. {system} stands for the product's name and {answer:…} for an earlier answer; a person's name is never put in.", field=question.id if question else None, braces=braces[:40])
            if answer[1] not in earlier:
                raise Refused("“%(braces)s” is not the answer to a question on an earlier page.", field=question.id if question else None, braces=braces[:40])


def _fault(question: Question, message: str, **values: object) -> Refused:
    return Refused(message, field=question.id, text=in_language(question.text, "en")[:60], **values)
