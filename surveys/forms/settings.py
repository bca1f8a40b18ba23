"""A round's settings, and a new closing time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

import walltime
from pages import Choice, Day, DayTime, Form, Number, Tick, Ticks
from surveys.budget import Budget
from surveys.forms.surveys import one_of
from surveys.model import ANONYMOUS, CONFIDENTIAL, INVITED, NAMED, USUAL_K, USUAL_KC, USUAL_KEEP_MONTHS, Settings

LEVEL_NAMES = {
    ANONYMOUS: _l("Anonymous: nobody, not even you, can see who answered what. Figures show after closing, for groups that are large enough."),
    CONFIDENTIAL: _l("Confidential: no human, not even you, can see who answered what. But the computer can tell which answers to two rounds come from the same person, so you learn how much the same people have changed."),
    NAMED: _l("By name: you see who answered what, at once. The mail and the first page say so."),
}


def _number(value: Any) -> int | None:
    return int(value) if value else None


class SettingsForm(Form):
    level = one_of(_l("How people answer"), list(LEVEL_NAMES.items()))
    targets = Ticks(_l("Who is asked"), coerce=int)
    sample = Number(_l("Ask only so many of them"), 1, 100_000, required=False, description=_l("They are drawn by chance when the round opens, first from those of whom not too much is asked already. Leave it empty to ask all."))
    dimension = Choice(_l("Break the results down by"), [], required=False, coerce=_number)
    k = Number(_l("Figures show from so many answers on"), 0, 10_000, description=_l("5 is usual and 3 the least. A smaller group is hidden, so that nobody in it can be found out."))
    kc = Number(_l("Free text shows from so many answers on"), 0, 10_000, description=_l("10 is usual. People are known by how they write, so this needs more than figures do."))
    opens = DayTime(_l("Opens"), required=False, description=_l("Leave it empty to open the survey the moment you press the button."))
    closes = DayTime(_l("Closes"))
    reminder_1 = Day(_l("First reminder"), required=False)
    reminder_2 = Day(_l("Second reminder"), required=False)
    reminder_3 = Day(_l("Third reminder"), required=False)
    reminder_4 = Day(_l("Fourth reminder"), required=False)
    reminder_5 = Day(_l("Fifth reminder"), required=False)
    share_results = Tick(_l("Those who were asked can see the results after closing"))
    keep_months = Number(_l("Delete the answers after so many months"), 0, 10_000)

    @property
    def reminders(self) -> list[Any]:
        """The fields of the reminders' days."""
        return [field for field in self if field.name.startswith("reminder_")]

    def allow(self, reminders: int) -> None:
        """Leave the fields of so many reminders."""
        for field in self.reminders[reminders:]:
            del self[field.name]

    def settings(self, before: Settings) -> Settings:
        """What was chosen; what the form does not ask stays as it was before."""
        return replace(
            before, level=self.level.data, k=self.k.data, kc=self.kc.data, dimension_id=self.dimension.data, closes=self.closes.data, opens=self.opens.data, targets=tuple(self.targets.data or ()),
            reminders=tuple(field.data for field in self.reminders if field.data), share_results=self.share_results.data, keep_months=self.keep_months.data, sample=self.sample.data,
        )

    @staticmethod
    def filled(settings: Settings) -> dict[str, Any]:
        """Settings as the form's data."""
        days = {f"reminder_{number}": day for number, day in enumerate(settings.reminders, 1)}
        return {name: value for name, value in vars(settings).items() if name not in ("reminders", "zone", "dimension_id")} | {"dimension": settings.dimension_id} | days


class ClosingForm(Form):
    closes = DayTime(_l("New closing time"))


def first_settings(now: datetime, zone: str, dimension_id: int | None, last: Settings | None, budget: Budget) -> Settings:
    """What a new round begins with: the times of an ordinary round, the rest as in the last one."""
    today = walltime.wall(now, zone)
    closes = today.replace(hour=17, minute=0) + timedelta(days=11)
    reminders = ((today + timedelta(days=3)).date(), (closes - timedelta(days=2)).date())[: min(budget.most_reminders, 2 if budget.gap_days <= 6 else 1)]
    usual = last or Settings(ANONYMOUS, USUAL_K, USUAL_KC, dimension_id, closes, zone, keep_months=USUAL_KEEP_MONTHS)
    return replace(usual, closes=closes, zone=zone, opens=None, reminders=reminders, access=INVITED, phase="")
