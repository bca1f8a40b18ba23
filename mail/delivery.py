"""Delivers the mails that are due: one connection for many, a lease on each, back-off after a failure."""

import smtplib
import ssl
import uuid
from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

import storage
from config import Config, Smtp
from mail import compose, store
from mail.model import FAILED, LEASE, SENT, Mail, retry_at

TIMEOUT = 30
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def deliver_due(db: Database, config: Config, sender_name: str, clock: Callable[[], datetime]) -> int:
    """Send what is due and withdraw what came too late. Returns how many were sent."""
    with storage.write(db):
        store.expire(db, clock())
    if config.smtp is None:
        return 0
    by = uuid.uuid4().hex
    sent, connection = 0, None
    try:
        while mail := _claim(db, by, clock()):
            try:
                connection = connection or _connect(config.smtp)
                _send(connection, mail, config, sender_name)
            except (OSError, smtplib.SMTPException, ValueError) as error:
                _failed(db, mail, by, error, clock())
                if not isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused | ValueError):
                    break  # the server is not there: the rest can wait for the next round
                connection = _reset(connection)
            else:
                sent += 1
                with storage.write(db):
                    store.finish(db, mail.id, by, SENT, "", clock())
    finally:
        _quit(connection)
    return sent


def _claim(db: Database, by: str, now: datetime) -> Mail | None:
    with storage.write(db):
        return store.claim(db, by, now, now + LEASE)


def _connect(smtp: Smtp) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if smtp.implicit_tls:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=TIMEOUT, context=context)
    else:
        connection = smtplib.SMTP(smtp.host, smtp.port, timeout=TIMEOUT)
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
        elif smtp.user and smtp.host not in LOOPBACK:
            raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS, and a password must not travel in the clear")
    if smtp.user:
        connection.login(smtp.user, smtp.password)
    return connection


def _send(connection: smtplib.SMTP, mail: Mail, config: Config, sender_name: str) -> None:
    connection.send_message(compose.message(mail, config, sender_name), from_addr=config.sender, to_addrs=[mail.to_email])


def _failed(db: Database, mail: Mail, by: str, error: Exception, now: datetime) -> None:
    words, final = _words(error)
    again = None if final else retry_at(mail.attempts, now)
    with storage.write(db):
        if again is None:
            store.finish(db, mail.id, by, FAILED, words, now)
        else:
            store.postpone(db, mail.id, by, words, again)


def _words(error: Exception) -> tuple[str, bool]:
    """The server's words, and whether trying again is of no use."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"{code} {_text(said)}", code >= 500
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{error.smtp_code} {_text(error.smtp_error)}", False
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}", error.smtp_code >= 500
    return str(error) or type(error).__name__, isinstance(error, ValueError | smtplib.SMTPNotSupportedError)


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _reset(connection: smtplib.SMTP | None) -> smtplib.SMTP | None:
    try:
        if connection:
            connection.rset()
        return connection
    except (OSError, smtplib.SMTPException):
        return None


def _quit(connection: smtplib.SMTP | None) -> None:
    try:
        if connection:
            connection.quit()
    except (OSError, smtplib.SMTPException):
        pass
