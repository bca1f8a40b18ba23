"""When a survey asks by the rollout's phases."""

import re
from datetime import time
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from errors import Refused
from pages import Day, Form, Line, Number, Ticks, Time
from pages.forms import as_choices
from surveys.budget import Budget
from surveys.phases import MOST_DAYS, NAMES, Plan

USUAL_DAYS, USUAL_REMINDERS = 11, (3, 9)


class PhasesForm(Form):
    go_live = Day(_l("Go-live"), description=_l("The day on which people begin to work in the CRM."))
    phases = Ticks(_l("Ask in these phases"))
    hour = Time(_l("Each round opens at"))
    days = Number(_l("and is open for so many days"), 1, MOST_DAYS, description=_l("It closes at five in the afternoon of the last one."))
    reminders = Line(_l("Remind so many days after the opening"), required=False, most=40, description=_l("Days with commas between, such as 3, 9. Leave it empty for no reminder."))
    shown = wtforms.HiddenField()  # which preview the confirmation is for

    def plan(self) -> Plan:
        """Raises Refused when the reminders' days cannot be read."""
        return Plan(self.go_live.data, tuple(self.phases.data or ()), self.hour.data, self.days.data, _days(self.reminders.data))

    @staticmethod
    def filled(plan: Plan | None, budget: Budget) -> dict[str, Any]:
        """The form's data: as it was planned last, or the usual."""
        if plan is None:
            usual = USUAL_REMINDERS[: min(budget.most_reminders, 2 if budget.gap_days <= 6 else 1)]
            return {"phases": list(NAMES), "hour": time(8), "days": USUAL_DAYS, "reminders": ", ".join(map(str, usual))}
        return {**vars(plan), "reminders": ", ".join(map(str, plan.reminders))}

    def offer(self) -> None:
        """Name the phases in the visitor's language."""
        self.phases.choices = as_choices([(phase, _(name)) for phase, name in NAMES.items()])


def _days(text: str) -> tuple[int, ...]:
    parts = [part for part in re.split(r"[\s,;]+", text) if part]
    if not all(re.fullmatch("[0-9]{1,3}", part) for part in parts):
        raise Refused("Write the days as numbers with commas between, such as 3, 9.", field="reminders")
    return tuple(int(part) for part in parts)
