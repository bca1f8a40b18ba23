"""Thunderbird with a mailbox of given mails, driven by Marionette, the remote control that is built into it."""

import json
import os
import socket
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.servers import free_port, wait_for

SCRIPTS = Path(__file__).parent / "judges" / "thunderbird.js"
DISPLAY = ":77"
CALENDAR = "calendar.registry.11111111-1111-4111-8111-111111111111"
SETTINGS: dict[str, str | int | bool] = {
    "mail.accountmanager.accounts": "account1", "mail.accountmanager.localfoldersserver": "server1", "mail.accountmanager.defaultaccount": "account1",
    "mail.account.account1.server": "server1", "mail.account.account1.identities": "id1",
    "mail.server.server1.type": "none", "mail.server.server1.hostname": "Local Folders", "mail.server.server1.userName": "nobody", "mail.server.server1.name": "Local Folders",
    "mail.server.server1.directory-rel": "[ProfD]Mail/Local Folders", "mail.server.server1.storeContractID": "@mozilla.org/msgstore/berkeleystore;1",
    "mail.identity.id1.smtpServer": "smtp1", "mail.identity.id1.valid": True, "mail.identity.id1.doFcc": False,
    "mail.smtpservers": "smtp1", "mail.smtp.defaultserver": "smtp1", "mail.smtpserver.smtp1.hostname": "127.0.0.1", "mail.smtpserver.smtp1.authMethod": 1, "mail.smtpserver.smtp1.try_ssl": 0,
    f"{CALENDAR}.type": "storage", f"{CALENDAR}.uri": "moz-storage-calendar://", f"{CALENDAR}.name": "Work", f"{CALENDAR}.imip.identity.key": "id1", "calendar.list.sortOrder": CALENDAR.rpartition(".")[2],
    "calendar.timezone.local": "Europe/Stockholm", "calendar.timezone.useSystemTimezone": False,
    "mail.provider.suppress_dialog_on_startup": True, "mail.rights.version": 1, "mailnews.start_page.enabled": False, "mail.shell.checkDefaultClient": False, "mail.inappnotifications.enabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True, "datareporting.healthreport.uploadEnabled": False, "toolkit.telemetry.enabled": False, "app.update.enabled": False,
    "extensions.update.enabled": False, "extensions.systemAddon.update.enabled": False, "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False, "services.settings.server": "data:,",
}


@contextmanager
def thunderbird(folder: Path, name: str, address: str, mails: Iterable[bytes], smtp_port: int) -> Iterator["Marionette"]:
    """Thunderbird of a person with that address, those mails in the inbox; what it sends goes to a mail server on that port."""
    port = free_port()
    _write_profile(folder, {"mail.identity.id1.useremail": address, "mail.identity.id1.fullName": name, "mail.smtpserver.smtp1.port": smtp_port, "marionette.port": port})
    inbox = b"".join(b"From - Mon Nov 23 09:00:00 2026\n" + mail.replace(b"\r\n", b"\n") + b"\n" for mail in mails)
    (folder / "Mail" / "Local Folders" / "Inbox").write_bytes(inbox)
    environment = {"PATH": os.environ["PATH"], "DISPLAY": DISPLAY, "HOME": str(folder), "TZ": "Europe/Stockholm", "LC_ALL": "C.UTF-8", "MOZ_CRASHREPORTER_DISABLE": "1"}
    program = ["dbus-run-session", "thunderbird", "--profile", str(folder), "--marionette", "-remote-allow-system-access", "--no-remote"]
    with (folder / "log").open("w") as log, _running(["Xvfb", DISPLAY, "-screen", "0", "1400x900x24"], log), _running(program, log, **environment):
        yield Marionette(port)


def _write_profile(folder: Path, more: dict[str, str | int]) -> None:
    (folder / "Mail" / "Local Folders").mkdir(parents=True)
    lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in {**SETTINGS, **more}.items()]
    (folder / "user.js").write_text("".join(lines))


@contextmanager
def _running(command: list[str], log: Any, **environment: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment or None)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


class Marionette:
    """Runs the functions of judges/thunderbird.js inside Thunderbird. Questions that it asks in a window are answered with yes."""

    def __init__(self, port: int) -> None:
        self.asked = 0
        wait_for(lambda: self._connects(port), 60)
        self._read()
        self._ask("WebDriver:NewSession", {"unhandledPromptBehavior": "accept"})
        self._ask("Marionette:SetContext", {"value": "chrome"})

    def call(self, function: str, *given: Any) -> Any:
        script = f"{SCRIPTS.read_text()}\nconst done = arguments[arguments.length - 1]; {function}(...[...arguments].slice(0, -1)).then(done, (error) => done({{ error: String(error) }}));"
        said = self._ask("WebDriver:ExecuteAsyncScript", {"script": script, "args": list(given), "scriptTimeout": 30000, "newSandbox": True, "sandbox": "system"})["value"]
        if isinstance(said, dict) and "error" in said:
            raise RuntimeError(said["error"])
        return said

    def _connects(self, port: int) -> bool:
        try:
            self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            return False
        self.file = self.socket.makefile("rb")
        return True

    def _ask(self, command: str, given: dict[str, Any]) -> Any:
        self.asked += 1
        message = json.dumps([0, self.asked, command, given]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _number, error, said = self._read()
        if error:
            raise RuntimeError(error["message"])
        return said

    def _read(self) -> Any:
        length = b""
        while (character := self.file.read(1)) != b":":
            length += character
        return json.loads(self.file.read(int(length)))
