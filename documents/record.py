"""A workshop's record, gathered from what workshops and outcomes keep."""

from dataclasses import dataclass

from sqlite_utils import Database

from outcomes import store as outcomes_store
from outcomes.model import ACTION, BEST_PRACTICE, DECISION, QUESTION, Outcome, Record
from workshops import store as workshops_store
from workshops.model import Workshop


@dataclass(frozen=True, kw_only=True)
class WithOutcomes:
    """What has outcomes, and hands them out kind by kind."""

    outcomes: tuple[Outcome, ...]

    @property
    def decisions(self) -> list[Outcome]:
        return self._of_kind(DECISION)

    @property
    def actions(self) -> list[Outcome]:
        return self._of_kind(ACTION)

    @property
    def best_practices(self) -> list[Outcome]:
        return self._of_kind(BEST_PRACTICE)

    @property
    def questions(self) -> list[Outcome]:
        return self._of_kind(QUESTION)

    def _of_kind(self, kind: str) -> list[Outcome]:
        return [one for one in self.outcomes if one.kind == kind]


@dataclass(frozen=True, kw_only=True)
class WorkshopRecord(WithOutcomes):
    """`came` has the names; it is None while nobody has noted who came."""

    workshop: Workshop
    kept: Record | None
    invited: int
    came: tuple[str, ...] | None


def record(db: Database, number: int) -> WorkshopRecord:
    """Raises NotFound when there is no such workshop."""
    workshop = workshops_store.get(db, number)
    listed = workshops_store.invitations(db, number)
    noted = any(one.attended is not None for one in listed)
    came = tuple(one.name for one in listed if one.attended) if noted else None
    return WorkshopRecord(
        workshop=workshop,
        kept=outcomes_store.record_of(db, number),
        invited=sum(one.invited for one in listed),
        came=came,
        outcomes=tuple(outcomes_store.of_workshop(db, number)),
    )
