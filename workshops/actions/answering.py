"""Answering an invitation by its secret link."""

from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config
from mail import links
from workshops import model, store
from workshops.model import COUNTED, LINK, Invitation, Reply


def invitation_of(db: Database, config: Config, token: str) -> Invitation:
    """The invitation that a link opens. Raises NotFound for a wrong or an outdated one."""
    return links.followed(config, "workshop", token, lambda number: store.get_invitation(db, number))


def answer(db: Database, invitation_id: int, given: str, now: datetime) -> None:
    """Answer YES, MAYBE or NO; the last answer counts. Raises Refused when it is too late or the seats are taken."""
    with storage.write(db):  # the seats are counted inside the transaction: two last seats are never one
        invitation = store.get_invitation(db, invitation_id)
        workshop = store.get(db, invitation.workshop_id)
        model.check_answer(workshop, invitation, given, store.seats_taken(db, workshop.id, but=invitation_id), now)
        store.save_answer(db, invitation_id, given, LINK, now)
        said = Reply(workshop_id=workshop.id, invitation_id=invitation_id, at=now, via=LINK, attendee=invitation.email, answer=given, sequence=invitation.sequence, outcome=COUNTED, was=invitation.answer)
        store.insert_reply(db, said)
