"""`make interop`: every judge looks at every mail; a table of what was right and wrong. Ends with 1 if anything was wrong.

`make interop JUDGES="khal libical"` asks only those. Thunderbird is asked only by name: it takes two minutes, and a lot of disk;
so is Dovecot, which is no judge of invites but a mailbox that answers are read from.
"""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.interop import cases, dovecot, installing
from tests.interop.cases import FEED, KINDS, Case
from tests.interop.judges import JUDGES, Judge

ORGANIZER, ATTENDEE = "mailto:ombord@nordverk.example.com", "mailto:kalle.angstrom@nordverk.example.com"

FEW = 3  # faults told of one judge: they are much the same


def main(names: Iterable[str]) -> int:
    if "Dovecot" in names:
        return dovecot.main()
    wanted = [judge for judge in JUDGES if judge.name in names or not (names or judge.heavy)]
    with tempfile.TemporaryDirectory() as folder:
        judged = cases.delivered(Path(folder))
        print(f"{len(judged)} entries, of {len(judged) // len(KINDS)} workshops in mails and as many in a feed, in {len(cases.DAYS)} zones.\n\n| Judge | {' | '.join(KINDS)} | also seen |\n|{'---|' * (len(KINDS) + 2)}")
        wrong = [_row(judge, judged) for judge in wanted]  # every judge is heard
        return int(any(wrong))


def _row(judge: Judge, judged: list[Case]) -> bool:
    """Print a judge's row. Whether anything was wrong."""
    if absent := installing.missing(judge.needs):
        print(f"| {judge.name} | {' | '.join('–' for _kind in KINDS)} | not asked: {', '.join(absent)} could not be installed |", flush=True)
        return False
    asked = [case for case in judged if case.kind != FEED or judge.feeds]
    said = judge.hear(list(dict.fromkeys(case.file for case in asked)))
    faults = {case: _faults(case, said.get(str(case.file), said.get("", {"error": "nothing was said"}))) for case in asked}
    right = [_share([not wrong for case, wrong in faults.items() if case.kind == kind]) for kind in KINDS]
    print(f"| {judge.of_version()} | {' | '.join(right)} | {_notes(said.values())} |", flush=True)
    for case in [case for case, wrong in faults.items() if wrong][:FEW]:
        print(f"    {case.name}: {'; '.join(faults[case])}")
    return any(faults.values())


def _share(right: list[bool]) -> str:
    return f"{sum(right)}/{len(right)}" if right else "–"


def _faults(case: Case, said: dict[str, Any]) -> list[str]:
    if "error" in said:
        return [said["error"]]
    found = [event for event in said["events"] if event.get("uid", case.uid) == case.uid]
    if len(found) != 1 and not (case.kind == FEED and len(found) == len(said["events"])):  # who knows no UID tells all of a feed's alike
        return [f"{len(found)} events"]
    return min((_differences(case, event) for event in found), key=len)


def _differences(case: Case, event: dict[str, Any]) -> list[str]:
    expected = {
        "start": case.start.timestamp(), "end": case.end.timestamp(), "title": case.title, "cancelled": case.cancelled,
        "organizer": ORGANIZER, "attendees": [] if case.kind == FEED else [ATTENDEE],
    }
    return [f"{name} is {event[name]!r}, not {value!r}" for name, value in expected.items() if name in event and event[name] != value]


def _notes(said: Iterable[dict[str, Any]]) -> str:
    """What the judges complain of though they understood, each complaint once, and what libical's check of iTIP says."""
    answers = list(said)
    remarks = sorted({complaint.split(" at ")[0] for one in answers for complaint in one.get("remarks", ())})
    valid = [one["valid"] for one in answers if "valid" in one]
    return "; ".join([*remarks, *([f"valid by its own rules: {sum(valid)}/{len(valid)}"] if valid else [])]).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
