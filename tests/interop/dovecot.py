"""Dovecot, the mail server: Thunderbird's real answers are read from it by Ombord's mailbox, with each way in which it names and moves folders."""

import imaplib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

import storage
from app import create_app
from config import Config, from_environment
from mail import mailbox
from people import store as people_store
from people.model import Company
from tests import factories
from tests.interop import installing
from tests.servers import free_port, wait_for
from tests.workshops import cast, mailed
from workshops import actions, store

USER, PASSWORD = "ombord@nordverk.example.com", "s3cret"
PRIVATE = b"From: Bo <bo@elsewhere.example.com>\r\nTo: ombord@nordverk.example.com\r\nSubject: Lunch?\r\nMessage-ID: <lunch@elsewhere.example.com>\r\n\r\nAt twelve?\r\n"
SETTINGS = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
first_valid_uid = 1
mail_uid = mail
mail_gid = mail
mail_location = maildir:{folder}/mail/%u
mail_plugins = quota
protocol imap {{
  mail_plugins = quota imap_quota
}}
{more}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
"""


@dataclass(frozen=True)
class Variant:
    name: str
    separator: str = "/"
    prefix: str = ""
    more: str = ""


QUOTA = "plugin {\n  quota = count:User quota\n  quota_vsizes = yes\n  quota_rule = *:storage=8K\n  quota_grace = 0\n}"
VARIANTS = (
    Variant("folders by /"),
    Variant("folders by .", separator="."),
    Variant("folders by ., below INBOX.", separator=".", prefix="INBOX."),
    Variant("without MOVE", more="imap_capability = IMAP4rev1 LITERAL+ UIDPLUS NAMESPACE"),
    Variant("without MOVE and UIDPLUS", more="imap_capability = IMAP4rev1 LITERAL+ NAMESPACE"),
    Variant("quota over full", more=QUOTA),
    Variant("quota over full, without MOVE", more=f"{QUOTA}\nimap_capability = IMAP4rev1 LITERAL+ UIDPLUS NAMESPACE"),
)
CLOCKS = (lambda: datetime(2026, 11, 23, 23, tzinfo=UTC), lambda: datetime(2026, 11, 23, 23, 5, tzinfo=UTC))  # the second time nothing may change


def main() -> int:
    if installing.missing(("dovecot",)) or os.geteuid():
        print("Dovecot was not asked: it could not be installed, or whoever asks is not root.")
        return 0
    print("| Dovecot | answers | processed | left in the inbox | in the mailbox's own words |\n|---|---|---|---|---|")
    return max([_row(variant) for variant in VARIANTS])


def _row(variant: Variant) -> int:
    with tempfile.TemporaryDirectory() as name, _ombord(Path(name)) as (db, config), _dovecot(Path(name), variant) as port:
        config = replace(config, imap=from_environment({"OMBORD_DATA": name, "OMBORD_IMAP": f"imap://{USER.replace('@', '%40')}:{PASSWORD}@127.0.0.1:{port}", "OMBORD_SENDER": USER}).imap)
        for clock in CLOCKS:
            mailbox.read_due(db, config, actions.take, clock)
        answers = [one.answer for workshop in store.workshops(db) for one in store.invitations(db, workshop.id)]
        kept = list(db.query("select outcome from received"))
        known = next(iter(db.query("select * from mailbox")))
        folders = _folders(port, variant)
    print(f"| {variant.name} | {', '.join(answers)}; {len(kept)} noted | {folders['Processed']} | {folders['INBOX']}, {folders['unread']} unread | {known['trouble']} {known['words']} {known['stuck']} |", flush=True)
    return int((answers, len(kept), folders["unread"]) != (["no"], 3, 1))


@contextmanager
def _ombord(folder: Path) -> Iterator[tuple[Database, Config]]:
    """Ombord with the one workshop that the answers are about."""
    config = from_environment({"OMBORD_DATA": str(folder / "data"), "OMBORD_URL": "http://localhost:8000", "OMBORD_SENDER": USER})
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with create_app(config, lambda: now).app_context(), storage.opened(config.database) as db:
        people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "sv", "Europe/Stockholm"))
        asa = people_store.get(db, factories.asa(db))
        actions.plan(db, config, asa, cast.PLAN, [factories.person(db, "Kim Berg")], now, mailed.TICKET)
        yield db, config


@contextmanager
def _dovecot(folder: Path, variant: Variant) -> Iterator[int]:
    """A mailbox with three answers and a private mail; the port on which it is read."""
    port = free_port()
    inbox = folder / "mail" / USER / "new"
    for part in ("new", "cur", "tmp"):
        (inbox.parent / part).mkdir(parents=True)
    for number, content in enumerate((PRIVATE, *(mailed.file(name) for name in ("thunderbird-real", "thunderbird-real-maybe", "thunderbird-real-no")))):
        (inbox / f"{number}.eml").write_bytes(content)
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    (folder / "dovecot.conf").write_text(SETTINGS.format(folder=folder, port=port, separator=variant.separator, prefix=variant.prefix, more=variant.more))
    folder.chmod(0o755)
    for path in (folder / "mail", *(folder / "mail").rglob("*")):
        shutil.chown(path, "mail", "mail")
    process = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")])
    try:
        wait_for(lambda: _answers(port))
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        imaplib.IMAP4("127.0.0.1", port).logout()
    except (OSError, imaplib.IMAP4.error):
        return False
    return True


def _folders(port: int, variant: Variant) -> dict[str, int]:
    """How many mails are in each folder, and how many of those in the inbox are unread."""
    client = imaplib.IMAP4("127.0.0.1", port)
    client.login(USER, PASSWORD)
    counts = {"INBOX": int((client.select("INBOX", readonly=True)[1][0] or b"0").decode())}
    counts["unread"] = len(client.search(None, "UNSEEN")[1][0].split())
    status, found = client.select(f'"{variant.prefix}Processed"', readonly=True)
    counts["Processed"] = int((found[0] or b"0").decode()) if status == "OK" else 0
    client.logout()
    return counts
