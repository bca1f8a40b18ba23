"""calcurse, a calendar in the terminal: imports each file into a calendar of its own, and lists it.

It knows no UID and no cancelling, and keeps times by the clock of the machine: by one that is changed twice a year it cannot tell the doubled hours apart.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator

import reading

ENVIRONMENT = {**os.environ, "TZ": "Asia/Yangon", "LC_ALL": "C.UTF-8"}


def run(folder: str, *words: str, text: str = "") -> str:
    return subprocess.run(["calcurse", "-D", folder, *words], input=text, capture_output=True, text=True, timeout=20, env=ENVIRONMENT, check=False).stdout


def read(text: str) -> Iterator[reading.Event]:
    with tempfile.TemporaryDirectory() as folder:
        run(folder, "-q", "-i", "-", text=text)
        listed = run(folder, "-Q", "--input-datefmt", "4", "--from", "2027-01-01", "--days", "365", "--format-apt", "%(start:epoch)|%(end:epoch)|%m\n")
    for line in (line for line in listed.splitlines() if "|" in line):
        start, end, title = line.split("|", 2)
        yield {"start": int(start), "end": int(end), "title": title}


reading.say(read)
