"""Which id each question of an edited questionnaire gets, so that one id always means one thing. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from surveys.questionnaire import ANSWER, Page, Questionnaire, texts_of
from surveys.questions import Question, Texts
from surveys.versions.comparing import BREAKING, OTHER, SAME, Difference, compared, heaviest, proposed

Fresh = Callable[[], str]


def asked_before(sent: Sequence[Questionnaire]) -> dict[str, Question]:
    """Each question that was ever sent, as it was sent last; `sent` in the order of the versions."""
    return {question.id: question for one in sent for question in one.questions}


def current(content: Questionnaire, question_id: str) -> str:
    """The id that a question goes by now: its own, or that of the one that took its place."""
    if content.find(question_id):
        return question_id
    return next((question.id for question in content.questions if question.origin == question_id), question_id)


def caught_up(content: Questionnaire) -> Questionnaire:
    """The same with rules and quoted answers that still speak of a question whose place another took meaning that one."""
    return renamed(content, {question.origin: question.id for question in content.questions if question.origin and not content.find(question.origin)})


def settled(sent: Sequence[Questionnaire], draft: Questionnaire, edited: Questionnaire, meanings: Mapping[str, str], fresh: Fresh) -> Questionnaire:
    """The edited questionnaire with a new id for each question that asks something else than when it was last sent, and the old id for what does not.

    `draft` is the newest version as it was before the edit. `meanings` says SAME or OTHER of reworded questions, by
    their ids in `edited`; what was said at an earlier edit stands, and else the proposal does.
    """
    known = asked_before(sent)
    homes = homes_of(known, edited)
    plain, forked = renamed(edited, homes), {home: fork for fork, home in homes.items()}
    told = verdicts(known, draft, edited, meanings)
    moved: dict[str, str] = {}
    for question in plain.questions:
        if question.id in known and incomparable(known[question.id], question, told[question.id], moved):
            moved[question.id] = forked.get(question.id) or _unused(fresh, known, edited)
    scores = tuple(score for score in plain.scores if not any(_question_of(item) in moved for item in score.items))
    return _with_scores(renamed(_origins(replace(plain, scores=scores), known, moved), moved), sent)


def verdicts(known: Mapping[str, Question], draft: Questionnaire, edited: Questionnaire, meanings: Mapping[str, str]) -> dict[str, str]:
    """SAME or OTHER of each question that was sent before, by the id it had then: as told now, as told at an earlier edit, or as it seems."""
    homes = homes_of(known, edited)
    earlier = homes_of(known, draft)
    plain, before_edit, forks = renamed(edited, homes), renamed(draft, earlier), {home: fork for fork, home in homes.items()}
    found = {}
    for question in plain.questions:
        if question.id in known:
            asked, name = known[question.id], forks.get(question.id, question.id)
            found[question.id] = meanings.get(name) or _told_before(asked, before_edit.find(question.id), question, question.id in forks, question.id in earlier.values()) or proposed(compared(asked, question))
    return found


def incomparable(asked: Question, edited: Question, meaning: str, moved: Mapping[str, str]) -> bool:
    """Whether the edit makes its answers incomparable: by itself, or since its rule asks for a question that has another meaning now."""
    return heaviest(one.weight for one in compared(asked, edited, meaning)) == BREAKING or (not edited.locked and follows(edited, moved))


def follows(question: Question, moved: Collection[str]) -> bool:
    """Whether one of those questions decides who is asked this one. What asks nothing is asked of nobody."""
    return bool(question.parts()) and any(_question_of(condition.part) in moved for condition in (question.show_if.conditions if question.show_if else ()))


def renamed(content: Questionnaire, names: Mapping[str, str]) -> Questionnaire:
    """The same with other ids for some questions, wherever they stand: in rules, in texts that quote an answer, in scores."""
    if not names:
        return content
    pages = tuple(Page(_quoting(page.title, names), tuple(_renamed(question, names) for question in page.questions)) for page in content.pages)
    return replace(content, pages=pages, scores=tuple(replace(score, items=tuple(_part(item, names) for item in score.items)) for score in content.scores))


def homes_of(known: Mapping[str, Question], content: Questionnaire) -> dict[str, str]:
    """The questions that took another's place and were never sent, with the id they had and may go back to."""
    found: dict[str, str] = {}
    for question in content.questions:
        if question.id not in known and question.origin in known and question.origin not in found.values() and not content.find(question.origin):
            found[question.id] = question.origin
    return found


def _told_before(asked: Question, draft: Question | None, edited: Question, forked: bool, was_forked: bool) -> str:
    """What was said of a question's wording at an earlier edit; '' when nothing was, or it has been reworded since."""
    told = _open(asked, draft) if draft else []
    if forked and (told or not was_forked):
        return OTHER
    return SAME if told and told == _open(asked, edited) else ""


def _open(asked: Question, now: Question) -> list[Difference]:
    return [one for one in compared(asked, now, SAME) if one.open]


def _origins(content: Questionnaire, known: Mapping[str, Question], moved: Mapping[str, str]) -> Questionnaire:
    """Says of each question whose place it took: that is known of what was sent, and else only just decided."""

    def placed(question: Question) -> Question:
        origin = question.id if question.id in moved else known[question.id].origin if question.id in known else ""
        return replace(question, origin=origin)

    return replace(content, pages=tuple(replace(page, questions=tuple(placed(question) for question in page.questions)) for page in content.pages))


def _with_scores(content: Questionnaire, sent: Sequence[Questionnaire]) -> Questionnaire:
    """With the scores that were sent and whose questions are all there again."""
    ids = {part.id for _question, part in content.parts}
    back = [score for score in (sent[-1].scores if sent else ()) if score not in content.scores and set(score.items) <= ids and score.formula not in [one.formula for one in content.scores]]
    found = [*content.scores, *back]
    order = list(sent[-1].scores) if sent else []
    return replace(content, scores=tuple(sorted(found, key=lambda score: order.index(score) if score in order else len(order))))


def _unused(fresh: Fresh, known: Mapping[str, Question], content: Questionnaire) -> str:
    return next(name for name in iter(fresh, "") if name not in known and not content.find(name))


def _renamed(question: Question, names: Mapping[str, str]) -> Question:
    rule = question.show_if and replace(question.show_if, conditions=tuple(replace(one, part=_part(one.part, names)) for one in question.show_if.conditions))
    found = replace(question, id=names.get(question.id, question.id), show_if=rule)
    if not any("{" in text for texts in texts_of(found) for text in texts.values()):
        return found
    return replace(found, **{name: _inside(value, names) for name, value in vars(found).items() if isinstance(value, dict | tuple)})


def _inside(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return _quoting(value, names)
    return tuple(replace(one, text=_quoting(one.text, names)) if hasattr(one, "text") else one for one in value)


def _quoting(texts: Texts, names: Mapping[str, str]) -> Texts:
    return {language: ANSWER.sub(lambda found: "{answer:" + names.get(found[1], found[1]) + "}", text) for language, text in texts.items()}


def _part(part: str, names: Mapping[str, str]) -> str:
    """A part's id begins with its question's, which has no full stop."""
    first, stop, rest = part.partition(".")
    return names.get(first, first) + stop + rest


def _question_of(part: str) -> str:
    return part.partition(".")[0]
