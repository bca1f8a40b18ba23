"""A workshop's record, gathered from what workshops and outcomes keep."""

from dataclasses import dataclass

from sqlite_utils import Database

from outcomes import store as outcomes_store
from outcomes.model import ACTION, BEST_PRACTICE, DECISION, QUESTION, Outcome, Record
from workshops import store as workshops_store
from workshops.model import Workshop


@dataclass(frozen=True)
class WorkshopRecord:
    """`came` has the names; it is None while nobody has noted who came."""

    workshop: Workshop
    kept: Record | None
    invited: int
    came: tuple[str, ...] | None
    outcomes: tuple[Outcome, ...]

    @property
    def decisions(self) -> list[Outcome]:
        return of_kind(self.outcomes, DECISION)

    @property
    def actions(self) -> list[Outcome]:
        return of_kind(self.outcomes, ACTION)

    @property
    def best_practices(self) -> list[Outcome]:
        return of_kind(self.outcomes, BEST_PRACTICE)

    @property
    def questions(self) -> list[Outcome]:
        return of_kind(self.outcomes, QUESTION)


def record(db: Database, number: int) -> WorkshopRecord:
    """Raises NotFound when there is no such workshop."""
    workshop = workshops_store.get(db, number)
    listed = workshops_store.invitations(db, number)
    noted = any(one.attended is not None for one in listed)
    came = tuple(one.name for one in listed if one.attended) if noted else None
    return WorkshopRecord(workshop, outcomes_store.record_of(db, number), sum(one.invited for one in listed), came, tuple(outcomes_store.of_workshop(db, number)))


def of_kind(outcomes: tuple[Outcome, ...], kind: str) -> list[Outcome]:
    return [one for one in outcomes if one.kind == kind]
