"""The house rules of docs/structure.md, read off the syntax trees. There is no list of exceptions: mend the code, or change the picture."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOT_OURS = {"tests", "benchmarks", "docs", "static", "templates", "translations", "data", "screenshots"}

LONGEST_FILE, LONGEST_FUNCTION = 250, 40

# Who may import whom: a bare name is a whole module or feature, a dotted one only that file of it.
FOUNDATION = {"errors", "config", "walltime", "tables", "storage", "pages"}
FEATURES = ("mail", "people", "surveys", "workshops", "outcomes", "documents", "feeds")
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "config": {"errors"},
    "walltime": {"errors"},
    "tables": {"errors"},
    "storage": {"config", "errors"},
    "pages": {"config", "errors", "walltime", "storage"},
    "mail": FOUNDATION,
    "people": FOUNDATION | {"mail"},
    "surveys": FOUNDATION | {"mail", "people"},
    "workshops": FOUNDATION | {"mail", "people"},
    "outcomes": FOUNDATION | {"mail", "people"} | {f"{feature}.{file}" for feature in ("surveys", "workshops") for file in ("model", "store", "actions")},
    "documents": FOUNDATION | {f"{feature}.{file}" for feature in ("mail", "people", "surveys", "workshops", "outcomes") for file in ("model", "store")} | {"surveys.figures", "surveys.questions"},
    "feeds": FOUNDATION | {"mail", "people", "workshops.actions", "workshops.invite"} | {f"{feature}.{file}" for feature in ("surveys", "workshops", "outcomes") for file in ("model", "store")},
    "home": FOUNDATION | {f"{feature}.{file}" for feature in FEATURES for file in ("model", "store")},
    "privacy": FOUNDATION | set(FEATURES),
    "jobs": FOUNDATION | set(FEATURES) | {"privacy"},
    "demo": FOUNDATION | set(FEATURES) | {"jobs", "cli"},
    "cli": FOUNDATION | set(FEATURES) | {"privacy", "jobs", "demo"},
    "app": FOUNDATION | set(FEATURES) | {"home", "privacy", "jobs", "demo", "cli"},
}

# What each file of a feature may import: of the foundation, and of its own feature and those below.
# "thing" is a module named after a real thing, such as surveys/sealing.py.
FILES: dict[str, tuple[set[str], set[str]]] = {
    "__init__": (set(), set()),
    "model": ({"errors", "walltime"}, {"model", "thing"}),
    "migrations": (set(), set()),
    "store": ({"errors", "storage"}, {"model", "store", "thing"}),
    "mails": ({"errors", "config", "walltime", "pages"}, {"model", "thing"}),
    "actions": ({"errors", "config", "walltime", "tables", "storage"}, {"model", "store", "actions", "mails", "thing"}),
    "forms": ({"errors", "config", "walltime", "pages"}, {"model", "thing"}),
    "views": ({"errors", "config", "walltime", "tables", "storage", "pages"}, {"model", "store", "actions", "forms", "mails", "views", "thing"}),
    "jobs": ({"errors", "config", "walltime", "storage"}, {"model", "store", "actions", "thing"}),
    "thing": (FOUNDATION, {"model", "store", "actions", "mails", "thing"}),
}
PURE = {"model", "questions", "scores", "disclosure", "figures", "versions", "comments", "invite", "store"}
WEB = {"flask", "wtforms", "werkzeug", "flask_wtf", "flask_babel", "flask_limiter"}

SQL = re.compile(r"\s*(select\s.+\sfrom\s|insert\s+(or \w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(table|index|trigger|view)\s|alter\s+table\s|drop\s+table\s|pragma\s|with\s+\w+\s+as\s*\()", re.S)
ASKS = {"execute", "executemany", "executescript", "query"}
MAY_READ_THE_CLOCK = {"app", "demo", "jobs", "home", "privacy", "pages.asking"}


class Module:
    """One file of ours: its path from the root, its dotted name and its tree."""

    def __init__(self, path: str, source: str) -> None:
        self.path, self.source, self.tree = path, source, ast.parse(source)
        self.parts = tuple(path.removesuffix(".py").removesuffix("/__init__").split("/"))
        self.name = ".".join(self.parts)
        self.feature = self.parts[0]

    @property
    def file(self) -> str:
        """The file of the feature, as FILES and PURE name it: store, also for people/store/groups.py."""
        return self.parts[1] if len(self.parts) > 1 else "__init__"


def ours() -> list[Module]:
    files = [*ROOT.glob("*.py"), *(file for folder in ROOT.iterdir() if (folder / "__init__.py").exists() and folder.name not in NOT_OURS for file in folder.rglob("*.py"))]
    return [Module(str(file.relative_to(ROOT)), file.read_text()) for file in sorted(files)]


MODULES = ours()
NAMES = {module.name for module in MODULES}


def imports(module: Module, names: set[str] = NAMES) -> Iterator[str]:
    """The dotted names of the modules that a module imports, wherever in the file."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" if f"{node.module}.{alias.name}" in names else str(node.module) for alias in node.names)


def wrong_imports(module: Module, names: set[str] = NAMES) -> list[str]:
    return sorted({f"{module.path} imports {target}" for target in imports(module, names) if _own(target) and not (_by_feature(module, target) and _by_file(module, target))})


def _own(target: str) -> bool:
    return target.startswith(".") or target.split(".")[0] in MAY_IMPORT


def _by_feature(module: Module, target: str) -> bool:
    """No file imports from a feature that is not below its own."""
    feature, file = target.split(".")[0], ".".join(target.split(".")[:2])
    return not target.startswith(".") and (feature == module.feature or bool({feature, file} & MAY_IMPORT.get(module.feature, set())))


def _by_file(module: Module, target: str) -> bool:
    """No file of a feature imports what its kind of file may not."""
    if module.feature not in FEATURES:
        return True
    foundation, files = FILES[_kind(module.file)]
    feature, *rest = target.split(".")
    if feature in FOUNDATION:
        return feature in foundation
    return (feature == module.feature and rest[:1] == [module.file]) or bool(rest and _kind(rest[0]) in files)


def _kind(file: str) -> str:
    return file if file in FILES else "thing"


def web_imports(module: Module) -> list[str]:
    pure = module.feature in FEATURES and module.file in PURE
    return [f"{module.path} imports {target}" for target in imports(module) if pure and target.split(".")[0] in WEB]


def sql(module: Module) -> list[str]:
    """Where a module that is no store speaks SQL."""
    if module.feature == "storage" or module.file in ("store", "migrations"):
        return []
    said = [node for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)]
    asked = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKS]
    return [f"{module.path}:{node.lineno} speaks SQL" for node in (*said, *asked)]


def clocks(module: Module) -> list[str]:
    """Where a module reads the clock that should be told the time."""
    if {module.feature, module.name} & MAY_READ_THE_CLOCK or (module.feature in FEATURES and module.file == "views"):
        return []
    return [f"{module.path}:{node.lineno} reads the clock" for node in ast.walk(module.tree) if isinstance(node, ast.Call) and _reads_the_clock(node)]


def _reads_the_clock(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in ("now", "utcnow")
    if not isinstance(call.func, ast.Attribute):
        return False
    of = call.func.value.id if isinstance(call.func.value, ast.Name) else getattr(call.func.value, "attr", "")
    return call.func.attr in ("now", "utcnow", "today") or (of, call.func.attr) in (("time", "time"), ("time", "time_ns"))


def cycles(graph: dict[str, set[str]]) -> list[str]:
    """Modules that lead back to themselves."""
    found, done = [], set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            found.append(" → ".join((*trail[trail.index(name):], name)))
        elif name not in done:
            for target in sorted(graph.get(name, ())):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())
    return found


def too_long(module: Module) -> list[str]:
    lines = module.source.count("\n")
    functions = [node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    found = [f"{module.path}:{node.lineno} {node.name} has {_length(node)} lines" for node in functions if _length(node) > LONGEST_FUNCTION]
    return [*found, *([f"{module.path} has {lines} lines"] if lines > LONGEST_FILE else [])]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code: a text, such as a table's definition, counts as one."""
    texts = [part for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return (node.end_lineno or 0) - node.lineno + 1 - sum((text.end_lineno or 0) - text.lineno for text in texts)


def shadows(names: Iterable[str]) -> list[str]:
    return sorted(set(names) & sys.stdlib_module_names)


def without_words(module: Module) -> list[str]:
    return [] if ast.get_docstring(module.tree) else [f"{module.path} does not say what it is"]


CHECKS = {"imports": wrong_imports, "web": web_imports, "sql": sql, "clock": clocks, "length": too_long, "docstring": without_words}


@pytest.mark.parametrize("check", CHECKS)
def test_house(check: str) -> None:
    assert [problem for module in MODULES for problem in CHECKS[check](module)] == []


def test_no_circle() -> None:
    assert cycles({module.name: {target for target in imports(module) if target in NAMES and target != module.name} for module in MODULES}) == []


def test_no_module_shadows_the_standard_library() -> None:
    assert shadows(module.feature for module in MODULES) == []


def test_every_top_level_module_has_its_place() -> None:
    assert {module.feature for module in MODULES} - set(MAY_IMPORT) == set()


HOUSE = {f"{feature}.{file}" for feature in FEATURES for file in FILES}  # what the snippets below import

BROKEN = [
    ("imports", "surveys/views.py", "from workshops import store"),
    ("imports", "mail/views.py", "import people.model"),
    ("imports", "outcomes/actions.py", "from surveys import forms"),
    ("imports", "documents/views.py", "from surveys import actions"),
    ("imports", "people/model.py", "import storage"),
    ("imports", "people/model.py", "from people import store"),
    ("imports", "people/store/groups.py", "from people import actions"),
    ("imports", "people/actions/company.py", "import pages"),
    ("imports", "people/views/people.py", "from people import migrations"),
    ("imports", "people/forms.py", "from people import store"),
    ("imports", "people/migrations.py", "from people.model import Person"),
    ("imports", "people/__init__.py", "from people import store"),
    ("imports", "people/store/__init__.py", "from . import people"),
    ("imports", "errors.py", "def f():\n    import config"),
    ("imports", "jobs.py", "import app"),
    ("web", "surveys/disclosure/gate.py", "import flask"),
    ("web", "people/store/groups.py", "from werkzeug.exceptions import NotFound"),
    ("web", "people/model.py", "from flask_babel import gettext"),
    ("sql", "people/views/people.py", "x = 'select name from person'"),
    ("sql", "people/actions/people.py", "db.query(words)"),
    ("sql", "home.py", "x = f'update person set name = {name}'"),
    ("clock", "people/actions/people.py", "x = datetime.now(UTC)"),
    ("clock", "people/model.py", "x = date.today()"),
    ("clock", "mail/store.py", "x = pages.now()"),
    ("clock", "storage/backups.py", "x = time.time()"),
    ("length", "people/model.py", "x = 1\n" * 251),
    ("length", "people/model.py", "def f():\n" + "    x = 1\n" * 40),
    ("docstring", "people/model.py", "x = 1"),
]


@pytest.mark.parametrize(("check", "path", "source"), BROKEN)
def test_each_check_sees_what_it_is_for(check: str, path: str, source: str) -> None:
    module = Module(path, source)
    assert wrong_imports(module, NAMES | HOUSE) if check == "imports" else CHECKS[check](module)


ALLOWED = [
    ("imports", "surveys/actions.py", "from people import store as people_store\nfrom mail import actions as mail_actions\nimport storage"),
    ("imports", "outcomes/views.py", "import pages\nfrom outcomes import actions, store"),
    ("sql", "people/views/people.py", "_('Select one from the list'); x = 'update the list'"),
    ("clock", "people/views/people.py", "x = pages.now()"),
]


@pytest.mark.parametrize(("check", "path", "source"), ALLOWED)
def test_no_check_sees_more(check: str, path: str, source: str) -> None:
    module = Module(path, source)
    assert (wrong_imports(module, NAMES | HOUSE) if check == "imports" else CHECKS[check](module)) == []


def test_circles_and_shadows_are_seen() -> None:
    assert cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a → b → c → a"]
    assert shadows(["people", "email", "calendar"]) == ["calendar", "email"]
