"""A workshop that has been held, with all that can come of one."""

from datetime import date, datetime

from sqlite_utils import Database

from config import Config
from outcomes import actions as outcomes_actions
from outcomes.model import ACTION, BEST_PRACTICE, DECISION, QUESTION, Draft
from tests import factories
from tests.workshops.cast import planned
from workshops import actions as workshops_actions
from workshops.model import Workshop


def held(db: Database, config: Config, clock, title: str = "Pipeline in practice") -> Workshop:
    """Planned for 1 December; Berit and Carl are invited, Berit comes. The clock stands at 5 December afterwards."""
    berit, carl = factories.person(db, "Berit Ek"), factories.person(db, "Carl Dahl")
    workshop = planned(db, config, clock, berit, carl, title=title, starts=datetime(2026, 12, 1, 14), ends=datetime(2026, 12, 1, 15, 30))
    clock.turn(days=12)
    workshops_actions.note_attendance(db, workshop.id, [berit], clock())
    for draft in (
        Draft(kind=DECISION, text="Every sale gets a next step"),
        Draft(kind=ACTION, text="Clean the list", owner_id=carl, due=date(2026, 12, 4)),
        Draft(kind=BEST_PRACTICE, text="Write the note before you hang up"),
        Draft(kind=QUESTION, text="Who owns a shared customer?"),
    ):
        outcomes_actions.add(db, workshop.id, draft, clock())
    outcomes_actions.keep_record(db, workshop.id, "All moved a sale.\nTwo need help.", clock())
    return workshop
