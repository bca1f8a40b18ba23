"""What came back about workshops: answers by link, by mail and by hand, other times that were proposed, and what became of each."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from workshops.model import Reply

_INSTANTS = ("at", "stamp", "proposed_starts", "proposed_ends", "settled_at")

_ADDRESSES = "(select folded(email) from person where id = :person union select folded(sent_to) from workshop_invitation where person_id = :person and sent_to <> '')"
_THEIRS = f"(invitation_id in (select id from workshop_invitation where person_id = :person) or folded(attendee) in {_ADDRESSES} or folded(sender) in {_ADDRESSES})"


def insert_reply(db: Database, reply: Reply) -> int:
    row = {field.name: getattr(reply, field.name) for field in fields(Reply) if field.name != "id"}
    row |= {name: storage.text(row[name]) for name in _INSTANTS if row[name]}
    columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(db.execute(f"insert into workshop_reply({columns}) values ({places})", row).lastrowid or 0)


def reply(db: Database, number: int) -> Reply:
    for row in db.query("select * from workshop_reply where id = ?", [number]):
        return _reply(row)
    raise NotFound("reply")


def replies(db: Database, workshop_id: int) -> list[Reply]:
    """Everything that came back about a workshop, the newest first."""
    return [_reply(row) for row in db.query("select * from workshop_reply where workshop_id = ? order by at desc, id desc", [workshop_id])]


def replies_for(db: Database, workshop_id: int, attendee: str, invitation_id: int | None) -> list[Reply]:
    """What came back about a workshop for an address, or for the invited person, the newest first."""
    found = db.query("select * from workshop_reply where workshop_id = ? and (attendee = ? or invitation_id = ?) order by at desc, id desc", [workshop_id, attendee, invitation_id])
    return [_reply(row) for row in found]


def newcomers(db: Database, workshop_id: int) -> int:
    """How many answers of people who are not invited wait for a decision."""
    [row] = db.query("select count(*) as n from workshop_reply where workshop_id = ? and outcome = 'uninvited' and settled_at is null", [workshop_id])
    return int(row["n"])


def replies_of(db: Database, invitation_id: int) -> list[Reply]:
    """Everything that came back from one invited person, the newest first."""
    return [_reply(row) for row in db.query("select * from workshop_reply where invitation_id = ? order by at desc, id desc", [invitation_id])]


def replies_from(db: Database, person_id: int) -> list[Reply]:
    """Everything that came back from a person, invited or not, or that the person sent for somebody else, in the order in which it came."""
    return [_reply(row) for row in db.query(f"select * from workshop_reply where {_THEIRS} order by id", {"person": person_id})]


def forget_replies(db: Database, person_id: int) -> None:
    """Erase what came back from a person, and the person's addresses and words in what others' answers hold. Call it while the person's invitations are there."""
    given = {"person": person_id}
    db.execute(f"update workshop_reply set sender = '', comment = '' where folded(sender) in {_ADDRESSES} and folded(attendee) not in {_ADDRESSES}", given)
    for column in ("delegate", "stands_for"):
        db.execute(f"update workshop_reply set {column} = '' where folded({column}) in {_ADDRESSES}", given)
    db.execute(f"delete from workshop_reply where {_THEIRS}", given)


def unsettled(db: Database, outcomes: tuple[str, ...]) -> list[Reply]:
    """Those of some outcomes that no ambassador has decided about, of all workshops, the oldest first."""
    places = ", ".join("?" for _ in outcomes)
    return [_reply(row) for row in db.query(f"select * from workshop_reply where settled_at is null and outcome in ({places}) order by at, id", list(outcomes))]


def settle(db: Database, number: int, now: datetime) -> None:
    db.execute("update workshop_reply set settled_at = ? where id = ? and settled_at is null", [storage.text(now), number])


def unsettle(db: Database, number: int) -> None:
    db.execute("update workshop_reply set settled_at = null where id = ?", [number])


def settle_proposals(db: Database, workshop_id: int, now: datetime) -> None:
    """A new time answers every proposal of another one."""
    db.execute("update workshop_reply set settled_at = ? where workshop_id = ? and outcome = 'proposed' and settled_at is null", [storage.text(now), workshop_id])


def _reply(row: dict[str, Any]) -> Reply:
    return Reply(**(row | {name: storage.maybe_instant(row[name]) for name in _INSTANTS}))
