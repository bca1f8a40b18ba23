"""A real IMAP server for the tests, in a process of its own: one mailbox, me/secret, into which mails are put as they would arrive."""

import imaplib
import re
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.servers import _parsed, _stop, free_port, wait_for

USER, PASSWORD = "me", "secret"


@dataclass(frozen=True)
class Kept:
    """A mail in a folder of the mailbox."""

    uid: int
    flags: str
    content: EmailMessage

    @property
    def seen(self) -> bool:
        return "\\Seen" in self.flags


class ImapServer:
    """With a folder that holds cert.pem and key.pem it offers STARTTLS and takes no password without."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.port = free_port()
        tls = ["--cert", str(certificate / "cert.pem"), "--key", str(certificate / "key.pem")] if certificate else ["--no-tls"]
        self.process = subprocess.Popen(
            [str(Path(sys.executable).parent / "pymap"), "--host", "127.0.0.1", "--port", str(self.port), *tls, "dict", "--demo-user", USER, "--demo-password", PASSWORD],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        wait_for(self._listens)

    def _listens(self) -> bool:
        with socket.socket() as tried:
            return tried.connect_ex(("127.0.0.1", self.port)) == 0

    @property
    def url(self) -> str:
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}"

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        """Somebody's mail program."""
        opened = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        opened.login(USER, PASSWORD)
        try:
            yield opened
        finally:
            opened.logout()

    def deliver(self, *mails: EmailMessage | bytes, folder: str = "INBOX") -> None:
        with self.client() as client:
            for mail in mails:
                status, said = client.append(folder, "", "", mail if isinstance(mail, bytes) else mail.as_bytes())
                assert status == "OK", said

    def mails(self, folder: str = "INBOX") -> list[Kept]:
        """What is in a folder; nothing when there is no such folder."""
        with self.client() as client:
            if client.select(folder, readonly=True)[0] != "OK":
                return []
            _status, found = client.uid("FETCH", "1:*", "(UID FLAGS BODY.PEEK[])")
            return [_kept(*one) for one in found if isinstance(one, tuple)]

    def subjects(self, folder: str = "INBOX") -> list[str]:
        return [str(mail.content["Subject"]) for mail in self.mails(folder)]

    def read_and_mark(self, flags: str = "\\Seen") -> None:
        """What a person, or a phone, does with every mail in the inbox."""
        with self.client() as client:
            client.select("INBOX")
            client.uid("STORE", "1:*", "+FLAGS", f"({flags})")

    def folders(self) -> list[str]:
        with self.client() as client:
            return [line.decode().rsplit(" ", 1)[1].strip('"') for line in client.list()[1] if isinstance(line, bytes)]

    def empty(self) -> None:
        """As it was at the start, but for the UIDs, which go on."""
        self.read_and_mark("\\Deleted")
        with self.client() as client:
            client.select("INBOX")
            client.expunge()
            client.close()
            for folder in client.list()[1]:
                if isinstance(folder, bytes) and not folder.endswith(b"INBOX"):
                    client.delete(folder.decode().rsplit(" ", 1)[1])

    def stop(self) -> None:
        _stop(self.process)


class ScriptedImap(socketserver.ThreadingTCPServer):
    """What a real server says only on a bad day, or another one says always: one mail in the inbox, and the words given for some commands."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, mail: bytes, capabilities: str = "IMAP4rev1 UIDPLUS MOVE", **says: str) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mail, self.capabilities, self.says = mail, capabilities, says
        self.heard: list[str] = []
        self.port = int(self.server_address[1])

    @contextmanager
    def running(self) -> Iterator["ScriptedImap"]:
        thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            thread.join(20)


class _Conversation(socketserver.StreamRequestHandler):
    server: ScriptedImap

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, command = line.decode().strip().partition(" ")
            self.server.heard.append(command)
            words = command.split()
            name = words[1] if words[0] == "UID" else words[0]
            if name == "FETCH" and "BODY" in command and "FETCH" not in self.server.says:
                self.wfile.write(b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%s)\r\n" % (len(self.server.mail), self.server.mail))
            else:
                self.wfile.write("".join(f"* {one}\r\n" for one in self._untagged(name)).encode())
            self.wfile.write(f"{tag} {self.server.says.get(name, 'OK')} done\r\n".encode())
            if name == "LOGOUT":
                return

    def _untagged(self, name: str) -> list[str]:
        return {
            "CAPABILITY": [f"CAPABILITY {self.server.capabilities}"], "NAMESPACE": ['NAMESPACE (("INBOX." ".")) NIL NIL'], "SELECT": ["1 EXISTS", "OK [UIDVALIDITY 7] valid", "OK [UIDNEXT 2] next"],
            "SEARCH": ["SEARCH 1"], "FETCH": [f"1 FETCH (UID 1 RFC822.SIZE {len(self.server.mail)})"] if "FETCH" not in self.server.says else [], "LOGOUT": ["BYE"],
        }.get(name, [])


def _kept(about: bytes, content: bytes) -> Kept:
    uid, flags = re.search(rb"UID (\d+)", about), re.search(rb"FLAGS \(([^)]*)\)", about)
    return Kept(int(uid[1]) if uid else 0, flags[1].decode() if flags else "", _parsed(content))


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    running = ImapServer()
    yield running
    running.stop()


@pytest.fixture()
def imap(imap_server: ImapServer) -> ImapServer:
    """An empty mailbox on a server that is started once for all tests."""
    imap_server.empty()
    return imap_server
