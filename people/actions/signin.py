"""Signing in by a one-time link, and sessions that can be ended."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlite_utils import Database

import storage
from config import Config
from errors import NotFound, Refused
from mail import actions as mail_actions
from mail import links
from mail.model import Link
from people import mails, store
from people.model import LINK_LASTS, SESSION_IDLE, SESSION_LASTS, Company, Person, address


def send_link(db: Database, email: str, company: Company, now: datetime) -> None:
    """Mail a sign-in link to an ambassador. Nothing happens for another address, and nobody is told which it was.

    Raises Refused, at `email`, for what is no address.
    """
    email = address(email)
    with storage.write(db):
        person = store.find_by_email(db, email)
        if person and person.ambassador:
            number = store.insert_link(db, person.id, now + LINK_LASTS)
            mail_actions.queue(db, [mails.sign_in(person, company, number, now)], now)


def sign_in_url(db: Database, config: Config, email: str, now: datetime) -> str:
    """A one-time sign-in address for whoever runs Ombord. Raises NotFound when no ambassador has that address."""
    with storage.write(db):
        person = store.find_by_email(db, email)
        if person is None or not person.ambassador:
            raise NotFound(email)
        return links.url(config, Link("sign-in", store.insert_link(db, person.id, now + LINK_LASTS)))


def link_person(db: Database, config: Config, token: str, now: datetime) -> Person:
    """Who may sign in by a token. Raises NotFound when it is wrong, Refused when it has been used or is too old."""
    number = links.number_of(token)
    if number is None or not links.opens(config, Link("sign-in", number), token):
        raise NotFound("link")
    person_id = store.link_person(db, number, now)
    if person_id is None:
        raise Refused("This sign-in link has been used, or is older than 30 minutes. Ask for a new one.")
    return store.get(db, person_id)


def sign_in(db: Database, config: Config, token: str, now: datetime) -> str:
    """Use a link, once. Returns the new session's secret."""
    with storage.write(db):
        person = link_person(db, config, token, now)
        store.use_link(db, links.number_of(token) or 0, now)
        return start_session(db, person.id, now)


def start_session(db: Database, person_id: int, now: datetime) -> str:
    """A session for a person. Returns its secret, of which only a digest is stored."""
    secret = secrets.token_urlsafe(32)
    with storage.write(db):
        store.insert_session(db, _digest(secret), person_id, now)
    return secret


def person_of_session(db: Database, secret: str, now: datetime) -> Person | None:
    """Who is signed in by a session's secret; its age is noted at most once an hour."""
    found = store.find_session_person(db, _digest(secret), now - SESSION_LASTS, now - SESSION_IDLE)
    if found is None:
        return None
    person, seen_at = found
    if now - seen_at > timedelta(hours=1):
        with storage.write(db):
            store.touch_session(db, _digest(secret), now)
    return person


def end_session(db: Database, secret: str) -> None:
    with storage.write(db):
        store.delete_session(db, _digest(secret))


def end_all_sessions(db: Database, person_id: int) -> None:
    with storage.write(db):
        store.delete_sessions_of(db, person_id)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
