"""Following a calendar's address, and renewing it."""

from sqlite_utils import Database

import storage
from config import Config
from errors import NotFound
from feeds.model import KINDS, OWN, Address
from mail import links
from people import store as people_store


def opened(db: Database, config: Config, token: str) -> Address:
    """Whose calendar an address opens. Raises NotFound when it is wrong or has ended."""
    number = links.number_of(token)
    if number is None:
        raise NotFound("calendar")
    person = people_store.get(db, number)
    for kind in KINDS:
        address = Address(person, kind)
        if address.living and links.opens(config, address.link, token):
            return address
    raise NotFound("calendar")


def renew(db: Database, person_id: int, kind: str) -> None:
    """Give a calendar a new address; the old one ends at once."""
    with storage.write(db):
        (people_store.renew_feed if kind == OWN else people_store.renew_plan)(db, person_id)
