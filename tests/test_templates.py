"""Templates: each compiles, none has what the policy forbids, and every text has its Swedish."""

import re
from pathlib import Path

import flask
import jinja2
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
PAGES = [path for path in TEMPLATES if path.suffix == ".html" and path != ROOT / "templates" / "mail" / "message.html"]  # a mail has no stylesheet: there, style stands in the tags
SWEDISH = ROOT / "translations" / "sv" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None, "N_": None, "Refused": None, "pgettext": ((1, "c"), 2)}
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\[\[\w+\]\]")

FORBIDDEN = {
    "an inline style": r"<[^>]*\sstyle\s*=|<style\b",
    "an inline script": r"<script(?![^>]*\ssrc=)",
    "a handler in a tag": r"<[^>]*\son[a-z]+\s*=",
    "a javascript: address": r"javascript:",
    "something from elsewhere": r"(?:src|href|action|srcset|poster|data)\s*=\s*[\"']?\s*(?:https?:)?//",
    "text that is not escaped": r"\|\s*safe\b|autoescape\s+false",
}


def faults(source: str) -> list[str]:
    """What a template has that it must not; but for escaping, only its HTML is read, not what Jinja does."""
    html = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", source, flags=re.S)
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source if what == "text that is not escaped" else html, re.I)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_has_nothing_that_the_policy_forbids(path: Path) -> None:
    assert faults(path.read_text()) == []


@pytest.mark.parametrize("source", [
    '<p style="color:red">', "<style>p {}</style>", "<script>alert(1)</script>", '<a onclick="x()">', '<a href="javascript:x()">', '<img src="https://example.com/x.png">', '<img src=//example.com/x.png>',
    '<link href="http://example.com/a.css">', "{{ text|safe }}", "{% autoescape false %}",
])
def test_what_is_forbidden_is_seen(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize("source", ['<script src="{{ url_for(\'static\', filename=\'js/ombord.js\') }}" defer></script>', '<a href="{{ link }}">', "<p>on Monday = the style of it</p>", '<input name="one" value="on">', '<option{% if one == state %} selected{% endif %}>'])
def test_what_is_fine_is_left_alone(source: str) -> None:
    assert faults(source) == []


def test_every_template_compiles(app: flask.Flask) -> None:
    wrong = {}
    for path in TEMPLATES:
        try:
            app.jinja_env.get_template(str(path.relative_to(ROOT / "templates")))
        except jinja2.TemplateError as error:
            wrong[path.name] = str(error)
    assert wrong == {}


def test_every_file_that_a_template_names_is_there() -> None:
    named = {name for path in TEMPLATES for name in re.findall(r"url_for\('static',\s*filename='([^']+)'\)", path.read_text())}
    assert sorted(name for name in named if not (ROOT / "static" / name).is_file()) == []


def test_every_stylesheet_is_in_the_layout_or_loaded_by_its_page_and_there() -> None:
    [listed] = re.findall(r"{% for sheet in \(([^)]+)\) %}", (ROOT / "templates" / "layout.html").read_text())
    own = {sheet for path in TEMPLATES for sheet in re.findall(r"filename='css/([\w-]+)\.css'", path.read_text())}
    assert sorted({*re.findall(r"'([\w-]+)'", listed), *own}) == sorted(path.stem for path in (ROOT / "static" / "css").glob("*.css"))


def test_every_template_that_another_includes_is_there() -> None:
    named = {name for path in TEMPLATES for name in re.findall(r"{%-?\s*(?:include|import|extends|from)\s+'([^']+)'", path.read_text())}
    assert sorted(name for name in named if not (ROOT / "templates" / name).is_file()) == []


def test_no_file_of_ours_asks_elsewhere() -> None:
    files = [path for path in (ROOT / "static").rglob("*") if path.suffix in (".css", ".js", ".svg")]
    assert [(path.name, found) for path in files for found in re.findall(r"(?:url\(|import\s|src=|href=)[\"']?\s*(?:https?:)?//[^\s\"')]+", path.read_text())] == []


# ------------------------------------------------------------------ Swedish


def extracted() -> Catalog:
    """Every text that a person may see, as `make translations` finds them."""
    methods = [(".venv/**", "ignore"), ("tests/**", "ignore"), ("benchmarks/**", "ignore"), ("**.py", "python"), ("templates/**", "jinja2")]
    found = Catalog()
    for file, line, said, comments, context in extract_from_dir(str(ROOT), methods, {"**": {"encoding": "utf-8"}}, KEYWORDS):
        found.add(said, None, [(file, line)], auto_comments=comments, context=context)
    return found


def kept_places(message: Message) -> bool:
    """Whether a translation fills in the same things; a plural may leave its number out."""
    asked = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string)
    if len(asked) == 1:
        return sorted(PLACES.findall(said[0])) == sorted(PLACES.findall(asked[0]))
    return all(set(PLACES.findall(one)) <= set(PLACES.findall(asked[1])) for one in said)


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv")


def test_every_text_has_its_swedish(swedish: Catalog) -> None:
    known = {message.id: message for message in swedish if message.id}
    missing = []
    for message in extracted():
        translated = known.get(message.id)
        strings = [] if translated is None else [translated.string] if isinstance(translated.string, str) else list(translated.string)
        if message.id and (translated is None or translated.fuzzy or not strings or not all(strings)):
            missing.append(f"{message.locations[0][0]}:{message.locations[0][1]} {message.id!r}")
    assert missing == [], f"{len(missing)} texts: run `make translations`, then translate them"


def test_every_translation_fills_in_the_same(swedish: Catalog) -> None:
    assert [message.id for message in swedish if message.id and not kept_places(message)] == []


def test_a_lost_place_is_seen() -> None:
    assert not kept_places(Message("%(n)s of %(all)s", "%(n)s av alla"))
    assert kept_places(Message("%(n)s of %(all)s", "av %(all)s har %(n)s svarat"))
    assert kept_places(Message(("%(num)d thing", "%(num)d things"), ("en sak", "%(num)d saker")))


def test_texts_are_found_in_code_and_in_templates() -> None:
    found = {message.id for message in extracted()}
    assert {"Sign out", "Too many tries in a short time. Wait a few minutes and try again.", "Only a mail that failed can be sent again."} <= found
