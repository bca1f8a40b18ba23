"""Invitations: what was sent to whom, the answers, the seats, and who came."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from workshops.model import NONE, TIME, Invitation, Tally

_SELECT = "select i.*, person.name, person.email, person.language, person.archived_at is not null as archived from workshop_invitation i join person on person.id = i.person_id"
_TALLY = """
    select workshop_id,
        sum(stamp is not null) as invited,
        sum(answer = 'yes') as yes, sum(answer = 'maybe') as maybe, sum(answer = 'no') as no,
        sum(stamp is not null and answer = 'none') as unanswered,
        sum(coalesce(attended, 0)) as came
    from workshop_invitation where removed_at is null"""


def get_invitation(db: Database, number: int) -> Invitation:
    for row in db.query(f"{_SELECT} where i.id = ?", [number]):
        return _invitation(row)
    raise NotFound("invitation")


def find_invitation(db: Database, workshop_id: int, person_id: int) -> Invitation | None:
    for row in db.query(f"{_SELECT} where i.workshop_id = ? and i.person_id = ?", [workshop_id, person_id]):
        return _invitation(row)
    return None


def invitation_to(db: Database, workshop_id: int, address: str) -> Invitation | None:
    """The invitation that was sent to an address, in small letters, else that of the person who has it now."""
    order = "folded(i.sent_to) = :address desc, i.removed_at is not null, i.id"
    for row in db.query(f"{_SELECT} where i.workshop_id = :workshop and :address in (folded(i.sent_to), folded(person.email)) order by {order}", {"workshop": workshop_id, "address": address}):
        return _invitation(row)
    return None


def invitations(db: Database, workshop_id: int) -> list[Invitation]:
    """Everybody who is invited or came, by name; not those who were taken off the list."""
    return [_invitation(row) for row in db.query(f"{_SELECT} where i.workshop_id = ? and i.removed_at is null order by person.name collate nocase, i.id", [workshop_id])]


def invitations_of(db: Database, person_id: int) -> list[Invitation]:
    """All of one person's, those taken back too, in the order in which they were made."""
    return [_invitation(row) for row in db.query(f"{_SELECT} where i.person_id = ? order by i.id", [person_id])]


def seats_taken(db: Database, workshop_id: int, but: int = 0) -> int:
    """How many said yes, leaving one invitation out."""
    [row] = db.query("select count(*) as n from workshop_invitation where workshop_id = ? and answer = 'yes' and removed_at is null and id <> ?", [workshop_id, but])
    return int(row["n"])


def tally(db: Database, workshop_id: int) -> Tally:
    return next((_tally(row) for row in db.query(f"{_TALLY} and workshop_id = ? group by workshop_id", [workshop_id])), Tally())


def tallies(db: Database) -> dict[int, Tally]:
    """The tally of every workshop to which anybody is invited, by its number."""
    return {row["workshop_id"]: _tally(row) for row in db.query(f"{_TALLY} group by workshop_id")}


def versions(db: Database) -> dict[int, tuple[int, datetime]]:
    """Of every workshop with invitations: the highest sequence that anybody was sent, and when something about an invitation last changed."""
    latest = "max(coalesce(stamp, ''), coalesce(answered_at, ''), coalesce(removed_at, ''))"
    found = db.query(f"select workshop_id, max(sequence) as sequence, max({latest}) as changed_at from workshop_invitation group by workshop_id having changed_at <> ''")
    return {row["workshop_id"]: (row["sequence"], storage.instant(row["changed_at"])) for row in found}


def insert_invitation(db: Database, workshop_id: int, person_id: int) -> int:
    return int(db.execute("insert into workshop_invitation(workshop_id, person_id) values (?, ?)", [workshop_id, person_id]).lastrowid or 0)


def reopen_invitation(db: Database, number: int) -> None:
    """Invite somebody anew who had been taken off the list: nothing said before counts."""
    db.execute("update workshop_invitation set removed_at = null, answer = 'none', answered_at = null, answered_by = '', changed_since = '', time_sequence = sequence + 1, attended = null where id = ?", [number])


def remove_invitation(db: Database, number: int, now: datetime) -> None:
    db.execute("update workshop_invitation set removed_at = ? where id = ?", [storage.text(now), number])


def save_sent(db: Database, invitation: Invitation) -> None:
    """Note what a person has now been sent: sequence, stamp, address and the link's version."""
    stamp = storage.text(invitation.stamp) if invitation.stamp else None
    db.execute(
        "update workshop_invitation set sequence = ?, stamp = ?, sent_to = ?, link_version = ? where id = ?",
        [invitation.sequence, stamp, invitation.sent_to, invitation.link_version, invitation.id],
    )


def note_change(db: Database, workshop_id: int, change: str) -> None:
    """Mark the answers given as older than a change; a changed time outlasts changed details. Call it before the mails about it raise the sequence."""
    if change == TIME:
        db.execute("update workshop_invitation set time_sequence = sequence + 1 where workshop_id = ? and stamp is not null and removed_at is null", [workshop_id])
    db.execute("update workshop_invitation set changed_since = ? where workshop_id = ? and answer <> 'none' and changed_since <> 'time'", [change, workshop_id])


def save_answer(db: Database, number: int, answer: str, by: str, now: datetime, changed_since: str = "") -> None:
    """An answer that came by LINK, MAIL or HAND; NONE takes the one before back."""
    at = None if answer == NONE else storage.text(now)
    db.execute("update workshop_invitation set answer = ?, answered_at = ?, answered_by = ?, changed_since = ? where id = ?", [answer, at, by if at else "", changed_since if at else "", number])


def note_attendance(db: Database, workshop_id: int, person_ids: Iterable[int]) -> None:
    """Those people came and the others on the list did not."""
    wanted = list(person_ids)
    places = ", ".join("?" for _ in wanted)
    db.execute(f"update workshop_invitation set attended = person_id in ({places}) where workshop_id = ? and removed_at is null", [*wanted, workshop_id])


def delete_invitations_of(db: Database, person_id: int) -> int:
    return int(db.execute("delete from workshop_invitation where person_id = ?", [person_id]).rowcount)


def _tally(row: dict[str, Any]) -> Tally:
    return Tally(**{name: row[name] for name in Tally.__dataclass_fields__})


def _invitation(row: dict[str, Any]) -> Invitation:
    instants = {name: storage.maybe_instant(row[name]) for name in ("stamp", "answered_at", "removed_at")}
    attended = None if row["attended"] is None else bool(row["attended"])
    return Invitation(**(row | instants | {"archived": bool(row["archived"]), "attended": attended}))
