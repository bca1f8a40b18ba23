"""What was last planned for a survey by the rollout's phases."""

import json
from datetime import date, time

from sqlite_utils import Database

from surveys.phases import Plan


def plan(db: Database, survey_id: int) -> Plan | None:
    for row in db.query("select phases from survey where id = ? and phases is not null", [survey_id]):
        found = json.loads(row["phases"])
        return Plan(date.fromisoformat(found["go_live"]), tuple(found["phases"]), time.fromisoformat(found["hour"]), found["days"], tuple(found["reminders"]))
    return None


def save_plan(db: Database, survey_id: int, chosen: Plan) -> None:
    kept = {"go_live": chosen.go_live.isoformat(), "phases": chosen.phases, "hour": f"{chosen.hour:%H:%M}", "days": chosen.days, "reminders": chosen.reminders}
    db.execute("update survey set phases = ? where id = ?", [json.dumps(kept), survey_id])
