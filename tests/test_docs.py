"""What the documents say is so."""

import ast
import re
from pathlib import Path

import pytest

import jobs
from cli.commands import commands
from config import SETTINGS
from tests import reference

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = [path for path in DOCUMENTS if path.exists()]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_reference_is_up_to_date() -> None:
    assert reference.FILE.read_text() == reference.reference(), "run `make docs`"


def test_everything_in_it_says_what_it_is() -> None:
    assert [one for one in (*reference.settings(), *reference.described_commands(), *reference.timetable()) if not one[-1].endswith((".", ")"))] == []


def test_every_setting_that_is_read_is_in_the_table() -> None:
    read = set(re.findall(r'environ(?:\.get\(|\[)"(OMBORD_\w+)"', (ROOT / "config.py").read_text()))
    assert read == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_a_document_names_only_what_there_is(path: Path) -> None:
    text = path.read_text()
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"\b(OMBORD_[A-Z_]+)\b", text)) - {setting.name for setting in SETTINGS} - {"OMBORD_REQUIRE_BROWSER"} == set()
    assert set(re.findall(r"`make ([a-z][\w-]*)", text)) - targets == set()
    assert set(re.findall(r"app\.py ([a-z][a-z-]+)", text)) - set(commands.commands) == set()


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_its_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_picture_of_the_house_names_every_part() -> None:
    picture = (ROOT / "docs" / "structure.md").read_text()
    parts = [f"{path.name}/" for path in ROOT.iterdir() if (path / "__init__.py").exists()] + [path.name for path in ROOT.glob("*.py")]
    assert [part for part in parts if not re.search(rf"^    {re.escape(part)}\s", picture, re.M)] == []


def played() -> list[tuple[str, str, list[str]]]:
    """The attackers of docs/confidentiality.md: who, what happens when a rule is switched off, and the tests that play them."""
    lines = (ROOT / "docs" / "confidentiality.md").read_text().partition("| Who | Has |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [(row[0], row[3], re.findall(r"`(test_\w+\.py::\w+)`", row[-1])) for row in rows]


@pytest.mark.parametrize(("who", "without", "tests"), played(), ids=[one[0] for one in played()])
def test_every_attacker_is_played_by_tests_that_there_are(who: str, without: str, tests: list[str]) -> None:
    """And by one in which a rule is switched off, where the table says so."""
    named = [test.split("::") for test in tests]
    sources = {file: ast.parse((ROOT / "tests" / "surveys" / file).read_text()) for file, _name in named}
    missing = [test for test, (file, name) in zip(tests, named, strict=True) if name not in {getattr(node, "name", "") for node in sources[file].body}]
    assert tests
    assert missing == []
    if without != "–" and "friend" not in who:
        assert any(isinstance(node, ast.FunctionDef) and ("red" in node.name.split("_")) for source in sources.values() for node in ast.walk(source)), who


def test_every_job_has_a_name_of_its_own() -> None:
    names = [job.name for job in jobs.TIMETABLE]
    assert sorted(set(names)) == sorted(names)
