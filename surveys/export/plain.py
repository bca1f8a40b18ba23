"""The figures of a survey's rounds as plain values, for programs. The shape is told in docs/files.md and has a number."""

import json
from collections.abc import Iterable
from typing import Any

from surveys import figures
from surveys.export.about import day
from surveys.export.figures import why
from surveys.figures import Results
from surveys.model import Wave

FORMAT, VERSION = "ombord results", 1


def as_json(title: str, rounds: Iterable[tuple[Wave, Results]], language: str) -> bytes:
    """Rounds of one survey; questions in a language."""
    plain = {"format": FORMAT, "version": VERSION, "survey": title, "rounds": [_round(wave) | _figures(wave, found, language) for wave, found in rounds]}
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8", "replace")


def _round(wave: Wave) -> dict[str, Any]:
    return {
        "round": wave.number, "state": wave.state, "opened": day(wave.opened_at, wave.zone) or None, "closed": day(wave.closed_at, wave.zone) or None, "imported": wave.imported,
        "level": wave.level, "k": wave.k if wave.sealed else None, "kc": wave.kc if wave.sealed else None, "dimension": wave.dimension,
    }


def _figures(wave: Wave, found: Results, language: str) -> dict[str, Any]:
    plain = figures.as_dict(found, language)
    groups = [group | ({"reason": why(state, wave)} if state.n is None else {}) for group, state in zip(plain["groups"], found.groups, strict=True)]
    return plain | {"groups": groups}
