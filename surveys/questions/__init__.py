"""The kinds of question, one file and one class each: check an answer, say what is counted, show it, read and write the definition.

A file put into this folder is a kind of question. Nothing else needs to know of it, as long as it is drawn by a widget
that there is: a new widget has places in the templates, on paper and in the results, too.
"""

import importlib
import pkgutil
from typing import Any

from errors import Refused
from surveys import definition
from surveys.questions.base import DECLINED, KINDS, Answers, Given, Option, Part, Question, Setting, Texts, Value, in_language, shuffled

__all__ = ["DECLINED", "KINDS", "Answers", "Given", "Option", "Part", "Question", "Setting", "Texts", "Value", "in_language", "kinds", "question_of", "shuffled"]

for _file in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_file.name}")


def kinds() -> list[type[Question]]:
    """All kinds in the order in which they are offered."""
    return sorted(KINDS.values(), key=lambda kind: (kind.order, kind.kind))


def question_of(found: Any, where: str = "question") -> Question:
    """The question that a definition describes. Raises Refused, naming the place, for one that describes none."""
    if not isinstance(found, dict) or not isinstance(found.get("kind"), str) or found["kind"] not in KINDS:
        raise Refused("%(where)s: “kind” must be one of %(kinds)s.", where=where, kinds=", ".join(kind.kind for kind in kinds()))
    return definition.read(KINDS[found["kind"]], {name: value for name, value in found.items() if name != "kind"}, where)
