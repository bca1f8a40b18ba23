"""What an edit does to the answers there are, and what changed from one version to the next. Pure."""

import hashlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from surveys.questionnaire import Questionnaire, as_json
from surveys.questions import Question
from surveys.versions.comparing import BREAKING, COMPARABLE, COSMETIC, OTHER, SAME, Difference, compared, heaviest
from surveys.versions.places import moved, retitled
from surveys.versions.settling import asked_before, follows, homes_of, renamed, settled, verdicts


@dataclass(frozen=True)
class Known:
    """What may be known of the answers so far: of anonymous rounds what was released at closing, and of open ones only how many have answered."""

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # by part and value
    texts: Mapping[str, int] = field(default_factory=dict)  # by part
    sealed: int = 0  # people who have answered in open anonymous rounds
    open: tuple[int, ...] = ()  # numbers of the rounds that are open

    def answers(self, question: Question) -> int:
        """How many are known to have answered a question."""
        return max((max(sum(self.counts.get(part.id, {}).values()), self.texts.get(part.id, 0)) for part in question.parts()), default=0)

    def chose(self, question: Question, option: str) -> int:
        """How many are known to have chosen an option, or rated a statement."""
        if question.id in self.counts:
            return self.counts[question.id].get(option, 0)
        found = self.counts.get(f"{question.id}.{option}", {})
        return found.get("1", 0) if question.widget == "ticks" else sum(found.values())


@dataclass(frozen=True)
class Change:
    """What happens to one question. `before` is how it was sent last; None for one that never was."""

    question: Question  # as it will be asked; as it was, of one that is no longer
    before: Question | None
    differences: tuple[Difference, ...]
    meaning: str = ""  # SAME or OTHER, told or proposed, where only a person can tell; '' where there is nothing to tell

    @property
    def weight(self) -> str:
        return heaviest(one.weight for one in self.differences)

    @property
    def removed(self) -> bool:
        return any(one.code == "removed" for one in self.differences)


@dataclass(frozen=True)
class Effects:
    """What an edit does. `mark` belongs to exactly this edit of exactly this version."""

    changes: tuple[Change, ...]
    scores: tuple[str, ...] = ()  # formulas that fall away
    titles: tuple[int, ...] = ()  # pages, from 1, that are headed differently
    mark: str = ""

    @property
    def weight(self) -> str:
        return heaviest(one for one in (*(change.weight for change in self.changes), BREAKING if self.scores else "", COSMETIC if self.titles else "") if one)

    @property
    def told(self) -> bool:
        """Whether somebody has to tell what a new wording means."""
        return any(change.meaning for change in self.changes)

    @property
    def followers(self) -> list[Question]:
        """The questions that begin anew because another does, whose answers decide who is asked them."""
        return [change.question for change in self.changes if any(one.code == "follows" for one in change.differences)]

    @property
    def asks(self) -> bool:
        """Whether it has to be said before it is stored: it touches what was sent."""
        return any(change.before and change.differences for change in self.changes) or bool(self.scores)


@dataclass(frozen=True)
class Version:
    id: int
    number: int
    content: Questionnaire
    sent: datetime | None  # when its first round opened
    rounds: tuple[int, ...]  # that were opened with it


def effects(sent: Sequence[Questionnaire], draft: Questionnaire, edited: Questionnaire, meanings: Mapping[str, str]) -> Effects:
    """What storing `edited` in place of `draft`, the newest version, would do; nothing while no version was sent.

    `sent` are the versions that were, in order. `meanings` as for `settled`.
    """
    mark = hashlib.sha256((as_json(draft) + as_json(edited)).encode()).hexdigest()[:16]
    if not sent:
        return Effects((), mark=mark)
    names = (f"new_{number}" for number in itertools.count())
    after = settled(sent, draft, edited, meanings, lambda: next(names))
    known = asked_before(sent)
    lost = tuple(score.formula for score in draft.scores if score not in after.scores and score in sent[-1].scores)
    return Effects(_changes(known, draft, after, verdicts(known, draft, edited, meanings)), lost, retitled(draft, after), mark)


def between(sent: Sequence[Questionnaire], before: Questionnaire, after: Questionnaire) -> Effects:
    """What changed from one stored version to another, as it was decided then. `sent` are the versions that were sent until then."""
    known = asked_before(sent)
    told = {question.origin: OTHER for question in after.questions if question.id not in known} | dict.fromkeys(known.keys() & {one.id for one in after.questions}, SAME)
    lost = tuple(score.formula for score in before.scores if score not in after.scores)
    return Effects(_changes(known, before, after, told), lost, retitled(before, after))


def _changes(known: Mapping[str, Question], draft: Questionnaire, after: Questionnaire, told: Mapping[str, str]) -> tuple[Change, ...]:
    """Question by question. Both sides are compared under the ids that the questions were sent with last."""
    mine, homes = homes_of(known, draft), homes_of(known, after)
    before, now = renamed(draft, mine), renamed(after, homes)
    places = moved(before, now)
    found = []
    for question, plain in zip(after.questions, now.questions, strict=True):
        follower = question.id in homes and follows(plain, homes.values())
        touched = before.find(plain.id) != plain or (question.id in homes) != (plain.id in mine.values())
        change = _change(known.get(plain.id), question, plain, told.get(plain.id, ""), follower) if touched else Change(question, known.get(plain.id), ())
        found.append(Change(question, change.before, (*change.differences, *([places[plain.id]] if plain.id in places else [])), change.meaning))
    removed = [Change(one, known.get(one.id), (Difference("removed", BREAKING if one.parts() and one.id in known else COSMETIC),)) for one in before.questions if not now.find(one.id)]
    return (*(change for change in found if change.differences), *removed)


def _change(asked: Question | None, question: Question, plain: Question, meaning: str, follower: bool) -> Change:
    """What editing one question does; one that was never sent before is new, whatever it was in a draft."""
    if asked is None:
        return Change(question, None, (Difference("added", COMPARABLE if question.parts() else COSMETIC),))
    found = compared(asked, plain, meaning)
    sure = follower or any(one.weight == BREAKING and not one.open for one in found)
    extra = (Difference("follows", BREAKING),) if follower else ()
    return Change(question, asked, (*found, *extra), meaning if any(one.open for one in found) and not sure else "")
