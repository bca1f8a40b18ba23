"""Invitations to a wave, and the groups of those invited as they were then."""

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from errors import NotFound
from surveys.model import Invitation, Rate
from surveys.store.counting import count_named

_OPEN = "select survey_invitation.* from survey_invitation join person on person.id = person_id where archived_at is null"


def get_invitation(db: Database, number: int) -> Invitation:
    """An invitation of somebody who is not archived: an archived person's have lapsed."""
    for row in db.query(f"{_OPEN} and survey_invitation.id = ?", [number]):
        return _invitation(row)
    raise NotFound("invitation")


def invitations(db: Database, wave_id: int) -> list[Invitation]:
    """All invitations to a wave, without those that lapsed."""
    return [_invitation(row) for row in db.query(f"{_OPEN} and wave_id = ? order by survey_invitation.id", [wave_id])]


def every_invitation(db: Database, wave_id: int) -> list[Invitation]:
    """All invitations to a wave, also those that lapsed."""
    return [_invitation(row) for row in db.query("select * from survey_invitation where wave_id = ? order by id", [wave_id])]


def invited_people(db: Database, wave_id: int) -> set[int]:
    return {row["person_id"] for row in db.query("select person_id from survey_invitation where wave_id = ?", [wave_id])}


def somebody_is_missing(db: Database, wave_id: int) -> bool:
    """Whether there is anybody in a wave's groups, or anybody at all where it names none, without an invitation."""
    among = "not exists (select 1 from wave_target where wave_id = :wave) or id in (select person_id from membership join wave_target using (group_id) where wave_id = :wave)"
    return any(db.query(f"select 1 from person where archived_at is null and ({among}) and not exists (select 1 from survey_invitation where wave_id = :wave and person_id = person.id) limit 1", {"wave": wave_id}))


def group_sizes(db: Database, wave_id: int) -> dict[str, int]:
    """How many of each group were invited."""
    return {row["group_name"]: row["invited"] for row in db.query("select group_name, invited from invited_count where wave_id = ?", [wave_id])}


def invited(db: Database, wave_id: int) -> int:
    return sum(group_sizes(db, wave_id).values())


def insert_invitation(db: Database, wave_id: int, person_id: int, group: str, groups: Mapping[str, str]) -> int:
    """`groups` are the person's in every dimension, by the dimension's name."""
    number = int(db.execute("insert into survey_invitation(wave_id, person_id, group_name) values (?, ?, ?)", [wave_id, person_id, group]).lastrowid or 0)
    for dimension, name in groups.items():
        db.execute("insert into invitation_group(invitation_id, dimension, group_name) values (?, ?, ?)", [number, dimension, name])
    return number


def use_invitation(db: Database, number: int, answer_key: str) -> None:
    """Mark an invitation as used by the form of that key. No time is kept."""
    db.execute("update survey_invitation set used = 1, answer_key = ? where id = ?", [answer_key, number])


def free_invitation(db: Database, number: int) -> None:
    """Whoever it is for can answer again."""
    db.execute("update survey_invitation set used = 0, answer_key = null where id = ?", [number])


def forget_who_answered(db: Database, wave_id: int, after: int, most: int) -> int:
    """Once a sealed wave is counted nothing needs to know who answered. So many people at most, those with numbers after one; returns the last one's, 0 for nobody."""
    people = [row["person_id"] for row in db.query("select person_id from survey_invitation where wave_id = ? and person_id > ? order by person_id limit ?", [wave_id, after, most])]
    if people:
        db.execute("update survey_invitation set used = 0, answer_key = null where wave_id = ? and person_id between ? and ? and used", [wave_id, people[0], people[-1]])
    return people[-1] if people else 0


def raise_link_version(db: Database, number: int) -> None:
    db.execute("update survey_invitation set link_version = link_version + 1 where id = ?", [number])


def rate(db: Database, wave_id: int) -> Rate:
    """How many were asked, and have answered while a wave is open.

    The answers are counted, not the invitations: erasing somebody must not tell whether they had answered a sealed one.
    Nobody is invited to an open link. Papers do not say who wrote them, so more may answer than were invited.
    """
    [row] = db.query(
        "select (select count(*) from sealed where wave_id = :wave) as sealed,"
        " (select count(*) from link_answer where wave_id = :wave and substr(form, 1, 5) = cast('paper' as blob)) as papers", {"wave": wave_id},
    )
    return Rate(invited(db, wave_id), row["sealed"] + count_named(db, wave_id), row["papers"])


def of_person(db: Database, person_id: int) -> list[dict[str, Any]]:
    """What a person was invited to: for the person's own copy of their data. Whether they answered is told of named waves only, since others prepare the copy."""
    return list(db.query(
        "select title, wave.number, level, group_name, case level when 'named' then used end as used from survey_invitation join wave on wave.id = wave_id join survey on survey.id = survey_id where person_id = ? order by wave.id", [person_id],
    ))


def numbers_of_person(db: Database, person_id: int) -> list[int]:
    """The numbers of a person's invitations, which are those of the links in their mails."""
    return [row["id"] for row in db.query("select id from survey_invitation where person_id = ?", [person_id])]


def delete_of_person(db: Database, person_id: int) -> int:
    return db.execute("delete from survey_invitation where person_id = ?", [person_id]).rowcount


def _invitation(row: dict[str, Any]) -> Invitation:
    return Invitation(row["id"], row["wave_id"], row["person_id"], row["group_name"], bool(row["used"]), row["answer_key"], row["link_version"])
