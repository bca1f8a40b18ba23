"""Every text a person may see has its Swedish, with the same places to fill; and Swedish is what a Swede gets."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.conftest import Client

ROOT = Path(__file__).parent.parent
SWEDISH = ROOT / "translations/sv/LC_MESSAGES/messages.po"
MARKS = {"_", "_l", "N_", "gettext", "lazy_gettext", "ngettext", "Refused"}
PLACE = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What is marked for translation now, found as `make translations` finds it."""
    found = tmp_path_factory.mktemp("texts") / "messages.pot"
    [line] = [line for line in (ROOT / "Makefile").read_text().splitlines() if "pybabel -q extract" in line]
    words = ["-o" if word == "-o" else str(found) if word.endswith(".pot") else word for word in line.split()[2:]]
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", *words], cwd=ROOT, check=True)
    return read_po(BytesIO(found.read_bytes()))


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    return read_po(BytesIO(SWEDISH.read_bytes()), locale="sv")


def texts(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def test_every_text_has_its_swedish(source, swedish):
    known = {message.id: message for message in texts(swedish)}
    assert [message.id for message in texts(source) if message.id not in known or not all(forms(known[message.id].string))] == []


def test_the_catalogue_holds_nothing_guessed_and_nothing_old(source, swedish):
    wanted = {message.id for message in texts(source)}
    assert [message.id for message in texts(swedish) if message.fuzzy or message.id not in wanted] == []
    assert not swedish.obsolete


def test_every_place_to_fill_is_in_the_swedish_too(swedish):
    assert [message.id for message in texts(swedish) for one, other in zip(forms(message.id), forms(message.string), strict=True) if set(PLACE.findall(one)) != set(PLACE.findall(other))] == []


def test_swedish_has_its_own_quotation_marks(swedish):
    assert [text for message in texts(swedish) for text in forms(message.string) if set('“"') & set(text)] == []


@pytest.mark.parametrize(("english", "swedish_word"), [("anonym", "anonym"), ("confidential", "konfidentiell")])
def test_what_is_promised_has_the_same_word_in_both_languages(swedish, english, swedish_word):
    """A confidential round that is called anonymous in Swedish would promise what is not kept."""
    assert [message.id for message in texts(swedish) if (english in " ".join(forms(message.id)).lower()) != (swedish_word in " ".join(forms(message.string)).lower())] == []


def test_no_marked_text_escapes_the_extraction(source):
    """As one inside an f-string, or one of two in a condition, would."""
    wanted = {forms(message.id)[0] for message in texts(source)}
    assert [text for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in (".venv", "tests", "benchmarks") for text in marked(path) if text not in wanted] == []


def marked(path: Path) -> Iterator[str]:
    """The texts that a module marks: every string that stands in a mark's first argument."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
            first = node.args[0]
            written = [first] if isinstance(first, ast.Constant) else [first.body, first.orelse] if isinstance(first, ast.IfExp) else []
            yield from (one.value for one in written if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_the_catalogue_compiles(swedish):
    assert [error for message, errors in swedish.check() for error in errors] == []
    write_mo(BytesIO(), swedish)


def test_what_a_field_says_by_itself_is_swedish_on_a_swedish_page(ambassador: Client):
    page = ambassador.send("/settings/company?lang=sv", {"name": "Nordverk", "crm": "CRM", "language": "xx", "zone": "Europe/Stockholm"})
    assert page.status_code == 422
    assert "Inte ett giltigt val" in page.text
    assert "Not a valid choice" not in page.text
