"""What the judges need, put into a folder of its own, .interop/; system packages where apt-get may be used."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / ".interop"
NODE = HOME / "node" / "node_modules"
PYTHON = HOME / "python" / "bin" / "python"

NPM = ("ical.js@2.2.1", "node-ical@0.26.1")
PIP = ("vobject==0.9.9", "ics==0.7.3", "ical==14.3.1", "recurring-ical-events==3.8.2", "icalendar==7.3.0", "radicale==3.9.0", "xandikos==0.4.10")


@dataclass(frozen=True)
class Part:
    there: Callable[[], bool]
    install: Callable[[], None]


def missing(names: tuple[str, ...]) -> list[str]:
    """Those of the parts that are not there and could not be installed."""
    HOME.mkdir(exist_ok=True)
    return [name for name in names if not _ready(PARTS[name])]


def _ready(part: Part) -> bool:
    if not part.there():
        part.install()
    return part.there()


def _run(*command: str) -> None:
    if shutil.which(command[0]):
        with (HOME / "installing.log").open("a") as log:
            subprocess.run(command, stdout=log, stderr=log, check=False)


def _apt(*packages: str) -> Callable[[], None]:
    def install() -> None:
        if os.geteuid() == 0:
            _run("apt-get", "-o", "DPkg::Lock::Timeout=500", "install", "-y", "--no-install-recommends", *packages)

    return install


def _program(name: str, *packages: str) -> Part:
    return Part(lambda: shutil.which(name) is not None, _apt(*packages))


def _python() -> None:
    _run("python3", "-m", "venv", str(PYTHON.parent.parent))
    _run(str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PIP)


def _libical() -> None:
    if not shutil.which("pkg-config") or subprocess.run(["pkg-config", "--exists", "libical"], check=False).returncode:
        _apt("libical-dev", "gcc", "pkg-config")()
    _run("sh", "-c", f"gcc '{ROOT}/tests/interop/judges/libical.c' -o '{HOME}/libical' $(pkg-config --cflags --libs libical)")


def _perl() -> bool:
    return bool(shutil.which("perl")) and not subprocess.run(["perl", "-MData::ICal", "-e1"], capture_output=True, check=False).returncode


PARTS = {
    "node": Part(lambda: all((NODE / name.split("@")[0]).exists() for name in NPM), lambda: _run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(NODE.parent), *NPM)),
    "python": Part(lambda: (PYTHON.parent / "radicale").exists(), _python),
    "libical": Part(lambda: (HOME / "libical").exists(), _libical),
    "perl": Part(_perl, _apt("libdata-ical-perl")),
    "khal": _program("khal", "khal"),
    "calcurse": _program("calcurse", "calcurse"),
    "dovecot": _program("dovecot", "dovecot-imapd"),
    "thunderbird": _program("thunderbird", "thunderbird"),
    "Xvfb": _program("Xvfb", "xvfb"),
    "dbus": _program("dbus-run-session", "dbus-x11"),
}
