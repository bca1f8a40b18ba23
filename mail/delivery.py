"""Delivers the mails that are due: one connection for many, a lease on each, back-off after a failure."""

import contextlib
import logging
import smtplib
import ssl
import uuid
from collections.abc import Callable
from datetime import datetime

from sqlite_utils import Database

import storage
from config import LOOPBACK, Config, Server
from mail import compose, store
from mail.model import FAILED, LEASE, SENT, Mail, retry_at

log = logging.getLogger("ombord")

TIMEOUT = 30


def deliver_due(db: Database, config: Config, sender_name: str, clock: Callable[[], datetime]) -> int:
    """Send what is due and withdraw what came too late. Returns how many were sent."""
    with storage.write(db):
        store.expire(db, clock())
    if config.smtp is None:
        return 0
    with contextlib.closing(_Round(db, config, config.smtp, sender_name, clock)) as one:
        while (mail := one.claim()) and one.deliver(mail):
            pass
    return one.sent


class _Round:
    """One round of deliveries over one connection, opened when the first mail is ready."""

    def __init__(self, db: Database, config: Config, smtp: Server, sender_name: str, clock: Callable[[], datetime]) -> None:
        self.db, self.config, self.smtp, self.sender_name, self.clock = db, config, smtp, sender_name, clock
        self.by, self.sent = uuid.uuid4().hex, 0
        self.connection: smtplib.SMTP | None = None

    def claim(self) -> Mail | None:
        now = self.clock()
        with storage.write(self.db):
            return store.claim(self.db, self.by, now, now + LEASE)

    def deliver(self, mail: Mail) -> bool:
        """Send a mail, or note why not. Whether the next one is worth trying."""
        try:
            made = compose.message(mail, self.config, self.sender_name)
        except Exception as error:  # whatever is wrong with one mail, the others shall go out
            log.warning("mail %s cannot be written: %r", mail.id, error)
            self._failed(mail, str(error) or type(error).__name__, final=True)
            return True
        try:
            self.connection = self.connection or _connect(self.smtp)
            self.connection.send_message(made, from_addr=self.config.sender, to_addrs=[mail.to_email])
        except (OSError, smtplib.SMTPException, ValueError) as error:
            final, words = _verdict(error, connected=self.connection is not None)
            self._failed(mail, words, final)
            return self._usable()
        self._finish(mail, SENT, "")
        self.sent += 1
        return True

    def close(self) -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if self.connection:
                self.connection.quit()

    def _failed(self, mail: Mail, words: str, final: bool) -> None:
        now = self.clock()
        again = None if final else retry_at(mail.attempts, now)
        if again is None:
            self._finish(mail, FAILED, words)
            return
        with storage.write(self.db):
            store.postpone(self.db, mail.id, self.by, words, again)

    def _finish(self, mail: Mail, state: str, words: str) -> None:
        with storage.write(self.db):
            store.finish(self.db, mail.id, self.by, state, words, self.clock())

    def _usable(self) -> bool:
        """Whether the connection is there and can be used for another mail."""
        if self.connection is None:
            return False
        with contextlib.suppress(OSError, smtplib.SMTPException):
            return self.connection.rset()[0] == 250
        return False


def _connect(smtp: Server) -> smtplib.SMTP:
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
            connection.close()
            raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS, and a password must not travel in the clear")
    if smtp.user:
        _log_in(connection, smtp)
    return connection


def _log_in(connection: smtplib.SMTP, smtp: Server) -> None:
    try:
        connection.login(smtp.user, smtp.password)
    except smtplib.SMTPException:
        connection.close()
        raise


def _verdict(error: Exception, connected: bool) -> tuple[bool, str]:
    """Whether trying again is of no use, and the server's words.

    What is wrong with the server, the password or our own address says nothing about the mail, and is worth another try.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return code >= 500, f"{code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        ours = not connected or isinstance(error, smtplib.SMTPSenderRefused)
        return error.smtp_code >= 500 and not ours, f"{error.smtp_code} {_text(error.smtp_error)}"
    return connected and isinstance(error, ValueError | smtplib.SMTPNotSupportedError), str(error) or type(error).__name__


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
