"""Following a calendar's address, and renewing it."""

from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config
from errors import NotFound, Refused
from feeds import mails
from feeds.model import KINDS, OWN, Address
from mail import actions as mail_actions
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


def send(db: Database, person_id: int, kind: str, now: datetime) -> None:
    """Mail somebody the way into their calendar; only to their own mailbox, since whoever has it sees everything in it. Raises Refused for who is archived."""
    with storage.write(db):
        address = Address(people_store.get(db, person_id), kind)
        if not address.living:
            raise Refused("%(name)s is archived and gets no mail. Bring that person back first.", name=address.person.name)
        mail_actions.queue(db, [mails.address(address, people_store.get_company(db), now)], now)
