"""What waits for an ambassador: answers that a rule alone cannot settle."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

import pages
import walltime
from people import store as people_store
from people.model import Person
from workshops import store
from workshops.model import Invitation, Reply, Workshop


@dataclass(frozen=True)
class Waiting:
    """One of them, with whom it is about."""

    reply: Reply
    invitation: Invitation | None  # of the person whom it answers for
    newcomer: Person | None  # who has the newcomer's address, if anybody on the roster
    invited: bool  # the newcomer is, by now
    proposed: Workshop | None  # the workshop at the time that was proposed

    @property
    def guess(self) -> str:
        """The newcomer's name as the address may have it: robin.ek@… is perhaps Robin Ek."""
        words = re.split(r"[._+-]+", self.reply.newcomer.partition("@")[0])
        return " ".join(word.capitalize() for word in words if word.isalpha())


def waiting(workshop: Workshop, now: datetime) -> list[Waiting]:
    """Those about a workshop that is still to come, the oldest first."""
    if workshop.cancelled or workshop.past(now):
        return []
    return [_of(reply, workshop) for reply in reversed(store.replies(pages.db(), workshop.id)) if reply.needs_decision and not reply.settled_at]


def _of(reply: Reply, workshop: Workshop) -> Waiting:
    db = pages.db()
    person = people_store.find_by_email(db, reply.newcomer) if reply.newcomer else None
    person = person if person and person.active else None
    theirs = store.find_invitation(db, workshop.id, person.id) if person else None
    one = store.get_invitation(db, reply.invitation_id) if reply.invitation_id else None
    return Waiting(reply, one, person, bool(theirs and theirs.invited), _proposed(reply, workshop))


def _proposed(reply: Reply, workshop: Workshop) -> Workshop | None:
    """The workshop at the time that was proposed, on the workshop's own clocks."""
    if reply.proposed_starts is None or reply.proposed_ends is None:
        return None
    return replace(workshop, starts=_wall(reply.proposed_starts, workshop), ends=_wall(reply.proposed_ends, workshop))


def _wall(moment: datetime, workshop: Workshop) -> datetime:
    return walltime.wall(moment, workshop.zone).replace(second=0, microsecond=0, tzinfo=None)
