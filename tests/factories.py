"""A small named cast, and plain functions that put things into a database."""

from sqlite_utils import Database

from people import store as people_store


def asa(db: Database) -> int:
    """Åsa Öberg, the ambassador. Made once."""
    found = people_store.find_by_email(db, "asa@nordverk.example.com")
    return found.id if found else people_store.insert(db, "Åsa Öberg", "asa@nordverk.example.com", "en", ambassador=True)


def person(db: Database, name: str, group: str | None = None, dimension: str = "Department") -> int:
    """Somebody, in a group of a dimension if one is named; the address is made of the name."""
    local = name.lower().replace(" ", ".").encode("ascii", "ignore").decode()
    number = people_store.insert(db, name, f"{local}@nordverk.example.com")
    if group:
        dimension_id = people_store.ensure_dimension(db, dimension)
        people_store.set_group(db, number, dimension_id, people_store.ensure_group(db, dimension_id, group))
    return number


def people(db: Database, group: str, count: int, dimension: str = "Department") -> list[int]:
    """That many people of one group, called Sales 1, Sales 2, …"""
    return [person(db, f"{group} {i}", group, dimension) for i in range(1, count + 1)]
