"""Outcomes and records, and their rules."""

from dataclasses import dataclass
from datetime import date, datetime

from errors import Refused

DECISION, ACTION, BEST_PRACTICE, QUESTION = "decision", "action", "best practice", "open question"
KINDS = (DECISION, ACTION, BEST_PRACTICE, QUESTION)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written down. The owner and the day it is due are an action's only."""

    kind: str
    text: str
    owner_id: int | None = None
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome(Draft):
    id: int
    workshop_id: int
    workshop_title: str
    created_at: datetime
    changed_at: datetime  # text, owner or day; that it is done changes nothing about it
    moves: int = 0  # how often the day was moved
    owner: str = ""  # the owner's name; empty when there is none, or when that person has been erased
    owner_archived: bool = False
    done_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.kind == ACTION and self.done_at is None

    def overdue(self, today: date) -> bool:
        return self.open and self.due is not None and self.due < today


@dataclass(frozen=True)
class Record:
    workshop_id: int
    summary: str
    kept_at: datetime


def check(draft: Draft) -> None:
    """Raises Refused, at the field, when an outcome says too little or too much."""
    if draft.kind not in KINDS:
        raise Refused("An outcome is a decision, an action, a best practice or an open question.")
    if not draft.text:
        raise Refused("This is needed.", field="text")
    if draft.kind != ACTION:
        if draft.owner_id is not None or draft.due is not None:
            raise Refused("Only an action has an owner and a day it is due.", field="text")
        return
    if draft.owner_id is None:
        raise Refused("An action needs one person who sees to it.", field="owner")
    if draft.due is None:
        raise Refused("An action needs a day by which it is done.", field="due")
    if not 2000 <= draft.due.year <= 2100:
        raise Refused("The year must be between 2000 and 2100.", field="due")
