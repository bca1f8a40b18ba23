"""The one company that Ombord serves."""

from sqlite_utils import Database

from errors import NotFound
from people.model import Company


def find_company(db: Database) -> Company | None:
    for row in db.query("select name, crm, language, zone from company"):
        return Company(**row)
    return None


def get_company(db: Database) -> Company:
    found = find_company(db)
    if found is None:
        raise NotFound("company")
    return found


def save_company(db: Database, company: Company) -> None:
    db.execute(
        "insert into company(id, name, crm, language, zone) values (1, :name, :crm, :language, :zone)"
        " on conflict(id) do update set name = :name, crm = :crm, language = :language, zone = :zone",
        vars(company),
    )
