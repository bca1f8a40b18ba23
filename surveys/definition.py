"""Definitions as plain JSON values: dataclasses out, and back in with every mistake named by its place. Pure."""

import dataclasses
import functools
import types
import typing
from datetime import date
from typing import Any, TypeVar

from errors import Refused

MOST_WORDS = 2000  # characters of any one text
T = TypeVar("T")


def plain(thing: Any) -> Any:
    """A dataclass as a dict of the fields that differ from their defaults; tuples as lists, days as ISO 8601."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {field.name: plain(getattr(thing, field.name)) for field in dataclasses.fields(thing) if getattr(thing, field.name) != _default(field)}
    if isinstance(thing, tuple):
        return [plain(one) for one in thing]
    return thing.isoformat() if isinstance(thing, date) else thing


def read(kind: type[T], found: Any, where: str) -> T:
    """A dataclass from what `plain` wrote. Raises Refused, naming the place, for anything else."""
    if not isinstance(found, dict):
        raise Refused("%(where)s: a JSON object is needed here.", where=where)
    hints = _hints(kind)  # type: ignore[arg-type]
    if unknown := sorted(str(name) for name in found if name not in hints):
        raise Refused("%(where)s: “%(name)s” is not known here. Known are: %(known)s.", where=where, name=unknown[0][:60], known=", ".join(hints))
    if missing := [field.name for field in dataclasses.fields(kind) if field.name not in found and _default(field) is dataclasses.MISSING]:  # type: ignore[arg-type]
        raise Refused("%(where)s: “%(name)s” is missing.", where=where, name=missing[0])
    return kind(**{name: _value(hints[name], value, f"{where}.{name}") for name, value in found.items()})


def _value(hint: Any, found: Any, where: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return None if found is None else _value(next(one for one in inner if one is not types.NoneType), found, where)
    if origin is tuple:
        return tuple(_value(inner[0], one, f"{where}[{place}]") for place, one in enumerate(_typed(list, found, where)))
    if origin is dict:
        return {_text(language, where): _text(text, f"{where}.{language}") for language, text in _typed(dict, found, where).items()}
    if dataclasses.is_dataclass(hint):
        return read(hint, found, where)  # type: ignore[arg-type]
    if hint is date:
        return _day(found, where)
    return _text(found, where) if hint is str else _typed(hint, found, where)


def _typed(kind: type, found: Any, where: str) -> Any:
    names = {list: "a list", dict: "a JSON object", bool: "true or false", int: "a whole number", float: "a number"}
    fits = isinstance(found, kind) or (kind is float and isinstance(found, int))
    if not fits or (kind is not bool and isinstance(found, bool)) or (isinstance(found, int | float) and abs(found) > 10**15):
        raise Refused("%(where)s: %(kind)s is needed here.", where=where, kind=names[kind])
    return found


def _text(found: Any, where: str) -> str:
    if not isinstance(found, str) or len(found) > MOST_WORDS or any((ord(c) < 32 and c not in "\n\t") or 0xD800 <= ord(c) <= 0xDFFF or ord(c) == 127 for c in found):
        raise Refused("%(where)s: a text of at most %(most)s characters is needed here, without control characters.", where=where, most=MOST_WORDS)
    return found


def _day(found: Any, where: str) -> date:
    try:
        return date.fromisoformat(found)
    except (TypeError, ValueError):
        raise Refused("%(where)s: a day is needed here, written like 2026-12-04.", where=where) from None


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    known = {field.name for field in dataclasses.fields(kind)}
    return {name: hint for name, hint in typing.get_type_hints(kind).items() if name in known}


def _default(field: "dataclasses.Field[Any]") -> Any:
    return field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
