"""A mail server for the tests, in a process of its own: `python tests/smtp_server.py FOLDER [tls | password]`.

It prints its port, writes each mail it accepts to FOLDER/NNNN.eml and each connection as a line of FOLDER/connections.
What it answers depends on the name of the recipient:

    unknown@…   550, no such mailbox          drop@…   hangs up in the middle of the mail
    later@…     451, try again later          spam@…   554 after the mail has been read

With `tls` it offers STARTTLS with the certificate FOLDER/cert.pem (key.pem); with `password` it wants me/secret.
"""

import ssl
import sys
import threading
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

ANSWERS = {"unknown": "550 5.1.1 No such mailbox here", "later": "451 4.7.1 Greylisted, try again later"}


class Handler:
    def __init__(self, folder: Path) -> None:
        self.folder, self.accepted = folder, 0

    async def handle_EHLO(self, server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:
        with (self.folder / "connections").open("a") as file:
            file.write(f"{hostname}{' tls' if session.ssl else ''}\n")
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        envelope.rcpt_tos.append(address)
        return ANSWERS.get(address.split("@")[0], "250 OK")

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "drop":
            server.transport.abort()
            return "421 gone"
        if name == "spam":
            return "554 5.7.1 That looks like spam"
        self.accepted += 1
        fresh = self.folder / "incoming"
        fresh.write_bytes(f"X-Envelope: {envelope.mail_from} {' '.join(envelope.rcpt_tos)}\r\n".encode() + (envelope.original_content or b""))
        fresh.rename(self.folder / f"{self.accepted:04}.eml")
        return "250 kept"


def check_password(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    right = data.login == b"me" and data.password == b"secret"
    return AuthResult(success=right, handled=right)


def options(folder: Path, mode: str) -> dict[str, Any]:
    if mode == "tls":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        return {"tls_context": context}
    if mode == "password":
        return {"authenticator": check_password, "auth_require_tls": False, "auth_required": True}
    return {}


class AnyPort(Controller):
    """The port is chosen by the system, and known once it listens."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def main(folder: Path, mode: str = "") -> None:
    controller = AnyPort(Handler(folder), hostname="127.0.0.1", port=0, enable_SMTPUTF8=False, **options(folder, mode))
    controller.start()
    print(controller.port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
