"""The browser that the journeys are driven in: one that is installed, else playwright's own, else the system's package.

`python tests/browser.py` sees to it that there is one, and says in a sentence when there is none.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "No Chromium was found or could be installed, so the browser tests are skipped: install chromium, or run `python -m playwright install chromium`."


def find() -> str | None:
    """Where a Chromium is, if anywhere."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def required() -> bool:
    return os.environ.get("OMBORD_REQUIRE_BROWSER") == "1"


def by_playwright() -> None:
    _run(sys.executable, "-m", "playwright", "install", "chromium")


def by_system() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "-qq", "update")
        _run("apt-get", "-qq", "install", "--yes", "--no-install-recommends", "chromium")


def main() -> int:
    ways: tuple[Callable[[], None], ...] = (by_playwright, by_system)
    for way in ways:
        if find():
            return 0
        print("Looking for a browser for the tests …", flush=True)
        way()
    if find():
        return 0
    print(MISSING)
    return int(required())


def _run(*command: str) -> None:
    """Run a command for its effect: whether it helped shows in whether there is a browser afterwards."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, timeout=600, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


if __name__ == "__main__":
    sys.exit(main())
