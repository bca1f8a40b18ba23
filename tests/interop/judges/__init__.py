"""The judges: each is a command that is told files and says, in a line of JSON a file, what it sees in it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.interop.installing import HOME, NODE, PYTHON

HERE = Path(__file__).parent
FAR_AWAY = {"TZ": "America/New_York"}  # no zone of the cases' own: a time without a zone shows


@dataclass(frozen=True)
class Judge:
    name: str
    needs: tuple[str, ...]  # names of tests.interop.installing.PARTS
    command: tuple[str, ...]
    version: tuple[str, ...]  # a command whose first line says it
    feeds: bool = True  # whether it can be asked about a feed
    heavy: bool = False  # asked only by name

    def hear(self, files: Iterable[Path]) -> dict[str, dict[str, Any]]:
        """What it says of each file, by the file's name."""
        done = _run(*self.command, *map(str, files), **FAR_AWAY)
        said = {one["file"]: one for line in done.stdout.splitlines() if (one := json.loads(line))}
        return said or {"": {"error": done.stderr[-300:]}}

    def of_version(self) -> str:
        return _run(*self.version).stdout.strip().split("\n")[0]


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=600, env={**os.environ, "NODE_MODULES": str(NODE), **environment}, check=False)


def _python(name: str, package: str, script: str, *more: str, feeds: bool = True) -> Judge:
    version = f"import importlib.metadata; print('{name}', importlib.metadata.version('{package}'))"
    return Judge(name, ("python",), (str(PYTHON), str(HERE / script), *more), (str(PYTHON), "-c", version), feeds)


def _node(name: str, script: str) -> Judge:
    version = f"console.log('{name}', JSON.parse(require('fs').readFileSync('{NODE}/{name}/package.json')).version)"
    return Judge(name, ("node",), ("node", str(HERE / script)), ("node", "-e", version))


JUDGES = (
    _node("ical.js", "icaljs.mjs"),
    _node("node-ical", "nodeical.mjs"),
    Judge("libical", ("libical",), (str(HOME / "libical"),), ("sh", "-c", "echo libical $(pkg-config --modversion libical)")),
    _python("vobject", "vobject", "read_vobject.py"),
    _python("ical", "ical", "read_ical.py"),
    _python("recurring-ical-events", "recurring-ical-events", "read_recurring.py"),
    _python("ics.py", "ics", "read_ics.py"),
    Judge("Data::ICal", ("perl",), ("perl", str(HERE / "perl.pl")), ("perl", "-MData::ICal", "-e", "print \"Data::ICal $Data::ICal::VERSION\"")),
    Judge("khal", ("python", "khal"), (str(PYTHON), str(HERE / "use_khal.py")), ("khal", "--version")),
    Judge("calcurse", ("python", "calcurse"), (str(PYTHON), str(HERE / "use_calcurse.py")), ("calcurse", "--version")),
    _python("Radicale", "radicale", "use_caldav.py", "radicale", feeds=False),
    _python("Xandikos", "xandikos", "use_caldav.py", "xandikos", feeds=False),
    Judge("Thunderbird", ("thunderbird", "Xvfb", "dbus"), (sys.executable, "-m", "tests.interop.judges.use_thunderbird"), ("sh", "-c", "thunderbird --version"), heavy=True),
)
