"""`make interop`: every judge looks at every mail; a table of what was right and wrong. Ends with 1 if anything was wrong.

`make interop JUDGES="khal libical"` asks only those. Thunderbird is asked only by name: it takes a minute, and a lot of disk.
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.interop import cases, installing
from tests.interop.cases import KINDS, Case
from tests.interop.judges import JUDGES, Judge

ORGANIZER, ATTENDEE = "mailto:ombord@nordverk.example.com", "mailto:kalle.angstrom@nordverk.example.com"

FEW = 6  # faults told of one judge: they are much the same


def main(names: Iterable[str]) -> int:
    wanted = [judge for judge in JUDGES if judge.name in names or not (names or judge.heavy)]
    with tempfile.TemporaryDirectory() as folder:
        judged = cases.delivered(Path(folder))
        print(f"{len(judged)} mails, of {len(judged) // len(KINDS)} workshops in {len(cases.DAYS)} zones.\n\n| Judge | {' | '.join(KINDS)} | also seen |\n|{'---|' * (len(KINDS) + 2)}")
        wrong = [_row(judge, judged) for judge in wanted]  # every judge is heard
        return int(any(wrong))


def _row(judge: Judge, judged: list[Case]) -> bool:
    """Print a judge's row. Whether anything was wrong."""
    if absent := installing.missing(judge.needs):
        print(f"| {judge.name} | {' | '.join('–' for _kind in KINDS)} | not asked: {', '.join(absent)} could not be installed |", flush=True)
        return False
    said = judge.hear([case.file for case in judged])
    faults = {case: _faults(case, said.get(str(case.file), said.get("", {"error": "nothing was said"}))) for case in judged}
    right = [f"{sum(not faults[case] for case in judged if case.kind == kind)}/{sum(case.kind == kind for case in judged)}" for kind in KINDS]
    print(f"| {judge.of_version()} | {' | '.join(right)} | {_notes(said.values())} |", flush=True)
    for case in [case for case in judged if faults[case]][:FEW]:
        print(f"    {case.name}: {'; '.join(faults[case])}")
    return any(faults.values())


def _faults(case: Case, said: dict[str, Any]) -> list[str]:
    if "error" in said:
        return [said["error"]]
    events = said["events"]
    if len(events) != 1:
        return [f"{len(events)} events"]
    expected = {
        "uid": case.uid, "start": case.start.timestamp(), "end": case.end.timestamp(), "title": case.title, "cancelled": case.cancelled,
        "organizer": ORGANIZER, "attendees": [ATTENDEE],
    }
    [event] = events
    return [f"{name} is {event[name]!r}, not {value!r}" for name, value in expected.items() if name in event and event[name] != value]


def _notes(said: Iterable[dict[str, Any]]) -> str:
    """What the judges complain of though they understood, each complaint once, and what libical's check of iTIP says."""
    answers = list(said)
    remarks = sorted({complaint.split(" at ")[0] for one in answers for complaint in one.get("remarks", ())})
    valid = [one["valid"] for one in answers if "valid" in one]
    return "; ".join([*remarks, *([f"valid by its own rules: {sum(valid)}/{len(valid)}"] if valid else [])]).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
