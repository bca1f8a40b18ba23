"""The mailbox over the wire: IMAP by TLS, never a password in the clear, and nothing touched that is not asked for.

Only single mails are marked and moved, by their UID. A plain EXPUNGE, which imap-tools sends after flagging and deleting, would
also take away what people have marked as deleted.
"""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxLoginError, UnexpectedCommandStatusError

from config import LOOPBACK, Server
from mail.model import BROKEN, CERTIFICATE, IN_THE_CLEAR, PASSWORD, UNREACHABLE

TIMEOUT = 10
HEADERS = 64 * 1024  # of a mail that is too big to fetch

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_THE_PASSWORD = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[CONTACTADMIN]", "[SERVERBUG]")


class Trouble(Exception):
    """The mailbox cannot be read: one of model.TROUBLES, and the server's words."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(words)
        self.kind, self.words = kind, words


class No(Exception):
    """The server refused one command; others may work. Its text is the server's words."""


class Inbox:
    """A mailbox that has been opened."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._client = client
        self.uid_validity, self.uid_next = (self._number(name) for name in ("UIDVALIDITY", "UIDNEXT"))
        self._can = b" ".join(found for found in client.capability()[1] if found).decode().upper().split()
        self._prefix = self._namespace() if "NAMESPACE" in self._can else ""

    def uids(self, after: int, since: date | None = None) -> list[int]:
        """The mails with a higher UID, in order; only those that came since a day."""
        day = ("SINCE", f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}") if since else ()
        found = self._ask("SEARCH", "UID", f"{after + 1}:*", *day)
        return sorted(uid for uid in map(int, b" ".join(line for line in found if isinstance(line, bytes)).split()) if uid > after)  # n:* always holds the last one

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """How many bytes each mail has."""
        lines = self._ask("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)") if uids else []
        pairs = [(re.search(rb"UID (\d+)", line), re.search(rb"RFC822\.SIZE (\d+)", line)) for line in lines if isinstance(line, bytes)]
        return {int(uid[1]): int(size[1]) for uid, size in pairs if uid and size}

    def whole(self, uid: int) -> bytes:
        """A mail; it stays unread. Empty when it has gone meanwhile."""
        return _literal(self._ask("FETCH", str(uid), "(BODY.PEEK[])"))

    def outline(self, uid: int) -> tuple[bytes, bytes]:
        """A mail's headers, and its BODYSTRUCTURE."""
        headers = self._ask("FETCH", str(uid), f"(BODY.PEEK[HEADER]<0.{HEADERS}>)")
        structure = self._ask("FETCH", str(uid), "(BODYSTRUCTURE)")
        return _literal(headers), b" ".join(b" ".join(one) if isinstance(one, tuple) else one for one in structure if one)

    def move(self, uid: int, folder: str) -> None:
        """Mark a mail as read and move it, making the folder when it is missing. Raises No when that is refused."""
        name = f'"{self._prefix}{folder}"'
        self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
        by = "MOVE" if "MOVE" in self._can else "COPY"
        try:
            self._ask(by, str(uid), name)
        except No:
            self._make(name)
            self._ask(by, str(uid), name)
        if by == "COPY":
            self._ask("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
            if "UIDPLUS" in self._can:
                self._ask("EXPUNGE", str(uid))

    def _make(self, name: str) -> None:
        with contextlib.suppress(imaplib.IMAP4.error):
            self._client.create(name)
            self._client.subscribe(name)  # most programs show only folders that are subscribed to

    def _namespace(self) -> str:
        """What names of folders begin with on this server, as "INBOX." (RFC 2342)."""
        found = re.match(rb'\(\("([^"\\]*)"', self._client.namespace()[1][0] or b"")
        return found[1].decode() if found else ""

    def _number(self, name: str) -> int:
        found = self._client.response(name)[1]
        return int(found[0]) if found and found[0] else 0

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        try:
            status, found = self._client.uid(command, *arguments)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise No(str(error)) from error
        if status != "OK":
            raise No(_text(found))
        return found


@contextlib.contextmanager
def opened(server: Server) -> Iterator[Inbox]:
    """The mailbox's INBOX. Raises Trouble when it cannot be opened, or the connection breaks."""
    box: BaseMailBox | None = None
    try:
        box = _connected(server)
        _log_in(box, server)
        yield Inbox(box.client)
        with contextlib.suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.logout()
    except (OSError, ValueError, imaplib.IMAP4.error, ImapToolsError, No) as error:
        raise _trouble(error) from error
    finally:
        if box:
            with contextlib.suppress(OSError):
                box.client.shutdown()


def _connected(server: Server) -> BaseMailBox:
    context = ssl.create_default_context()
    if server.implicit_tls:
        return MailBox(server.host, server.port, timeout=TIMEOUT, ssl_context=context)
    box = MailBoxUnencrypted(server.host, server.port, timeout=TIMEOUT)
    if "STARTTLS" in box.client.capabilities:
        box.client.starttls(context)
    elif server.host not in LOOPBACK:
        box.client.shutdown()
        raise Trouble(IN_THE_CLEAR, "the server offers no STARTTLS, and a password must not travel in the clear")
    return box


def _log_in(box: BaseMailBox, server: Server) -> None:
    ascii_only = (server.user + server.password).isascii()
    try:
        (box.login if ascii_only else box.login_utf8)(server.user, server.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        words = _words(error)
        raise Trouble(BROKEN if any(code in words for code in _NOT_THE_PASSWORD) else PASSWORD, words) from error
    box.folder.set("INBOX")


def _words(error: Exception) -> str:
    """The server's, or those of what went wrong."""
    return _text(error.command_result[1]) if isinstance(error, UnexpectedCommandStatusError) else str(error) or type(error).__name__


def _trouble(error: Exception) -> Trouble:
    words = _words(error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble(CERTIFICATE, words)
    if isinstance(error, OSError | imaplib.IMAP4.abort) and not isinstance(error, ssl.SSLError | imaplib.IMAP4.readonly):
        return Trouble(UNREACHABLE, words)
    return Trouble(BROKEN, words)


def _literal(found: list[Any]) -> bytes:
    return next((bytes(one[1]) for one in found if isinstance(one, tuple)), b"")


def _text(found: Any) -> str:
    return " ".join(line.decode("utf-8", "replace") for line in found if isinstance(line, bytes))
