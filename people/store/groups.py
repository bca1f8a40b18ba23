"""Dimensions, groups, and who belongs to which."""

from collections.abc import Iterable

from sqlite_utils import Database

from errors import NotFound
from people.model import Dimension, Group, Person
from people.store.people import person_of

_SIZE = "(select count(*) from membership join person on person.id = person_id where group_id = groups.id and archived_at is null) as size"


def dimensions(db: Database) -> list[Dimension]:
    return [Dimension(**row) for row in db.query("select id, name, key from dimension order by id")]


def find_dimension(db: Database, number: int | None) -> Dimension | None:
    for row in db.query("select id, name, key from dimension where id = ?", [number]):
        return Dimension(**row)
    return None


def ensure_dimension(db: Database, name: str, key: str | None = None) -> int:
    """The dimension of that key, or else of that name; made when there is none."""
    for row in db.query("select id from dimension where key = :key or name = :name order by key is :key desc", {"key": key, "name": name}):
        return int(row["id"])
    return int(db.execute("insert into dimension(name, key) values (?, ?)", [name, key]).lastrowid or 0)


def get_dimension(db: Database, number: int) -> Dimension:
    found = find_dimension(db, number)
    if found is None:
        raise NotFound("dimension")
    return found


def dimension_called(db: Database, name: str) -> Dimension | None:
    for row in db.query("select id, name, key from dimension where name = ?", [name]):
        return Dimension(**row)
    return None


def rename_dimension(db: Database, number: int, name: str) -> None:
    db.execute("update dimension set name = ? where id = ?", [name, number])


def group_called(db: Database, dimension_id: int, name: str) -> Group | None:
    for row in db.query(f"select id, dimension_id, name, {_SIZE} from groups where dimension_id = ? and name = ?", [dimension_id, name]):
        return Group(**row)
    return None


def rename_group(db: Database, number: int, name: str) -> None:
    db.execute("update groups set name = ? where id = ?", [name, number])


def groups(db: Database, dimension_id: int | None = None) -> list[Group]:
    """The groups of one dimension, or of all, in alphabetical order, with their sizes."""
    return [Group(**row) for row in db.query(f"select id, dimension_id, name, {_SIZE} from groups where ?1 is null or dimension_id = ?1 order by dimension_id, name", [dimension_id])]


def get_group(db: Database, number: int) -> Group:
    for row in db.query(f"select id, dimension_id, name, {_SIZE} from groups where id = ?", [number]):
        return Group(**row)
    raise NotFound("group")


def ensure_group(db: Database, dimension_id: int, name: str) -> int:
    for row in db.query("select id from groups where dimension_id = ? and name = ?", [dimension_id, name]):
        return int(row["id"])
    return int(db.execute("insert into groups(dimension_id, name) values (?, ?)", [dimension_id, name]).lastrowid or 0)


def set_group(db: Database, person_id: int, dimension_id: int, group_id: int | None) -> None:
    """Put a person into a group of a dimension, or into none."""
    if group_id is None:
        db.execute("delete from membership where person_id = ? and dimension_id = ?", [person_id, dimension_id])
        return
    db.execute(
        "insert into membership(person_id, dimension_id, group_id) values (?, ?, ?) on conflict(person_id, dimension_id) do update set group_id = excluded.group_id",
        [person_id, dimension_id, group_id],
    )


def groups_of(db: Database, person_id: int) -> dict[int, Group]:
    """A person's group in each dimension, by the dimension's number."""
    found = db.query("select groups.id, groups.dimension_id, groups.name from membership join groups on groups.id = group_id where person_id = ?", [person_id])
    return {row["dimension_id"]: Group(**row) for row in found}


def membership(db: Database) -> dict[int, dict[int, str]]:
    """Everybody's groups: person → dimension → the group's name. One query, for lists and snapshots."""
    found: dict[int, dict[int, str]] = {}
    for row in db.query("select person_id, membership.dimension_id, groups.name from membership join groups on groups.id = group_id"):
        found.setdefault(row["person_id"], {})[row["dimension_id"]] = row["name"]
    return found


def in_groups(db: Database, group_ids: Iterable[int]) -> list[Person]:
    """The active people in any of the groups, by name; everybody when no group is named."""
    wanted = list(group_ids)
    places = ", ".join("?" for _ in wanted)
    where = f" and id in (select person_id from membership where group_id in ({places}))" if wanted else ""
    return [person_of(row) for row in db.query(f"select * from person where archived_at is null{where} order by name collate nocase, id", wanted)]
