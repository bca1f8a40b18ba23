"""The invented company of the demo: told once, and served as often as needed, each time as a copy of its own."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Page

import demo.serving
import pages
from app import create_app
from config import Config, from_environment
from tests.servers import free_port


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The whole story in a folder that nobody changes."""
    real = from_environment({"OMBORD_DATA": str(tmp_path_factory.mktemp("real")), "OMBORD_KEY": "a key that only the tests know, ever"})
    config = real.for_demo(tmp_path_factory.mktemp("told"))
    demo.serving.build(create_app, config, "en")
    return config


@contextmanager
def served(told: Config, folder: Path) -> Iterator[str]:
    """A copy of the story, served in this process: its address."""
    shutil.copytree(told.data, folder, dirs_exist_ok=True)
    port = free_port()
    config = replace(told, data=folder, port=port, url=f"http://127.0.0.1:{port}")
    app = create_app(config, demo.serving.clock())
    with app.app_context():
        pages.limiter.reset()
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield config.url
    server.close()
    server.task_dispatcher.shutdown()


@pytest.fixture()
def url(told: Config, tmp_path: Path) -> Iterator[str]:
    with served(told, tmp_path / "copy") as address:
        yield address


def be(page: Page, url: str, who: str) -> None:
    """Look at the demo as the ambassador, a participant or a stranger."""
    page.goto(url + "/demo/")
    page.get_by_role("main").get_by_role("button", name=f"Be {'the' if who == 'ambassador' else 'a'} {who}").click()
