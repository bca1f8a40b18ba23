"""A survey's definition as a file: JSON of a known format and version, out, and back in through the same checks as the page.

What it may hold is told in docs/definitions.md. Pure.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, NoReturn, TypeVar

from errors import Refused
from surveys import definition, library
from surveys.checking import checked
from surveys.questionnaire import Questionnaire, as_dict, missing, of_dict

FORMAT, VERSION = "ombord survey", 1
MOST_BYTES = 1_000_000
T = TypeVar("T")


@dataclass(frozen=True)
class Heading:
    """What stands in the file beside the questionnaire. `languages` are those in which nothing is missing."""

    format: str
    version: int
    title: str
    languages: tuple[str, ...] = ()


def written(title: str, content: Questionnaire) -> str:
    heading = Heading(FORMAT, VERSION, title, tuple(content.languages))
    return json.dumps({**asdict(heading), "questionnaire": as_dict(content)}, ensure_ascii=False, indent=2) + "\n"


def read(raw: bytes) -> tuple[str, Questionnaire]:
    """The title and the questionnaire of a file. Raises Refused, naming the place in the file, when it cannot be asked as it is."""
    found = _known(_object(text_of(raw)))
    heading = definition.read(Heading, {name: value for name, value in found.items() if name != "questionnaire"}, "file")
    whole = found.get("questionnaire")
    if not isinstance(whole, dict) or set(whole) - {"pages", "scores"}:
        raise Refused("%(where)s: an object with “pages” and “scores” is needed here.", where="questionnaire")
    content = of_dict(whole)
    kept = _placed(content, lambda: checked(content))
    if len(kept.scores) < len(content.scores):
        lost = next(score for score in content.scores if score not in kept.scores)
        raise Refused("%(where)s: the questionnaire does not ask everything that this score is made of.", where=f"questionnaire.scores[{content.scores.index(lost)}]")
    _placed(content, lambda: library.check_genuine(kept))
    _check_languages(heading, kept)
    return heading.title, without_origins(kept)


def text_of(raw: bytes) -> str:
    """What a file says, in whichever form of Unicode. Raises Refused when it is too large or no text."""
    if len(raw) > MOST_BYTES:
        raise Refused("The file is larger than %(most)s MB. A survey is never that large.", field="file", most=MOST_BYTES // 1_000_000)
    try:
        return raw.decode(json.detect_encoding(raw))
    except UnicodeDecodeError:
        raise Refused("The file is no text that can be read. Save it as UTF-8.", field="file") from None


def without_origins(content: Questionnaire) -> Questionnaire:
    """For another survey: which question one once took the place of is told of one survey's versions only."""
    return replace(content, pages=tuple(replace(page, questions=tuple(replace(question, origin="") for question in page.questions)) for page in content.pages))


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Refused("This is not JSON: something is wrong at line %(line)s, character %(column)s.", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise Refused("This is not a survey's definition: lists and objects are nested far too deeply in it.") from None
    except ValueError:
        raise Refused("There is a number in it that has far too many digits.") from None
    if not isinstance(found, dict):
        raise Refused("This is not a survey's definition: it must be one JSON object, with “format”, “version”, “title” and “questionnaire”.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        raise Refused("“%(name)s” stands twice in the same object.", name=next(name for name in names if names.count(name) > 1)[:60])
    return found


def _no_number(name: str) -> NoReturn:
    raise Refused("“%(name)s” is not a number that can be used here.", name=name)


def _known(found: dict[str, Any]) -> dict[str, Any]:
    if found.get("format") != FORMAT:
        raise Refused("This is not a survey's definition: “format” must be “%(format)s”.", format=FORMAT)
    version = found.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
        raise Refused("The file has version %(version)s of the format, and this Ombord reads up to version %(known)s. Bring Ombord up to date, or save the file from the older one.", version=min(version, 10**9), known=VERSION)
    if version != VERSION or isinstance(version, bool):
        raise Refused("“version” must be %(known)s.", known=VERSION)
    return found


def _placed(content: Questionnaire, check: Callable[[], T]) -> T:
    """What a check finds wrong with a question, with the question's place before it."""
    try:
        return check()
    except Refused as refused:
        places = [f"questionnaire.pages[{page}].questions[{place}]" for page, one in enumerate(content.pages) for place, question in enumerate(one.questions) if question.id == refused.field]
        raise Refused("%(where)s: %(fault)s", where=places[-1] if places else "questionnaire", fault=refused) from None


def _check_languages(heading: Heading, content: Questionnaire) -> None:
    for place, language in enumerate(heading.languages):
        if language not in content.languages:
            lacking = missing(content, language)
            raise Refused("%(where)s: in “%(language)s” not every text is written; one is missing at “%(at)s”.", where=f"file.languages[{place}]", language=language[:40], at=lacking[0] if lacking else "questionnaire")
