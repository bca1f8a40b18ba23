"""Setting up the company and changing its settings."""

import hashlib
import hmac
import secrets

from sqlite_utils import Database

import storage
import walltime
from errors import Refused
from people import model, store
from people.model import Company


def new_setup_code(db: Database) -> str | None:
    """A fresh one-time code for the first ambassador; None when there is one already. Older codes end."""
    code = secrets.token_urlsafe(16)
    with storage.write(db):
        if store.ambassadors(db):
            return None
        store.save_setup_code(db, _digest(code))
    return code


def setup_allowed(db: Database, code: str) -> bool:
    kept = store.setup_code(db)
    return kept is not None and not store.ambassadors(db) and hmac.compare_digest(kept, _digest(code))


def set_up(db: Database, code: str, company: Company, name: str, email: str, language: str) -> int:
    """The first visit: the company and its first ambassador. Returns the ambassador's number.

    Raises Refused when the code is wrong or somebody was first.
    """
    name, email = model.name(name), model.address(email)
    walltime.zone(company.zone)
    with storage.write(db):
        if not setup_allowed(db, code):
            raise Refused("This address was for the first start only. Sign in instead, or look at the terminal for a new one.")
        store.save_company(db, company)
        store.save_setup_code(db, None)
        return store.insert(db, name, email, language, ambassador=True)


def change_company(db: Database, company: Company) -> None:
    walltime.zone(company.zone)
    with storage.write(db):
        store.save_company(db, company)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
