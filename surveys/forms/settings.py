"""A round's settings, and a new closing time."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l

import walltime
from pages import Choice, Day, DayTime, Form, Number, Tick, Ticks
from surveys.forms.surveys import one_of
from surveys.model import ANONYMOUS, NAMED, USUAL_K, USUAL_KC, USUAL_KEEP_MONTHS, Settings

LEVEL_NAMES = {
    ANONYMOUS: _l("Anonymous: nobody, not even you, can see who answered what. Figures show after closing, for groups that are large enough."),
    NAMED: _l("By name: you see who answered what, at once. The mail and the first page say so."),
}


def _number(value: Any) -> int | None:
    return int(value) if value else None


class SettingsForm(Form):
    level = one_of(_l("How people answer"), list(LEVEL_NAMES.items()))
    targets = Ticks(_l("Who is asked"), coerce=int)
    dimension = Choice(_l("Break the results down by"), [], required=False, coerce=_number)
    k = Number(_l("Figures show from so many answers on"), 0, 10_000, description=_l("5 is usual and 3 the least. A smaller group is hidden, so that nobody in it can be found out."))
    kc = Number(_l("Free text shows from so many answers on"), 0, 10_000, description=_l("10 is usual. People are known by how they write, so this needs more than figures do."))
    opens = DayTime(_l("Opens"), required=False, description=_l("Leave it empty to open the survey the moment you press the button."))
    closes = DayTime(_l("Closes"))
    reminder_1 = Day(_l("First reminder"), required=False)
    reminder_2 = Day(_l("Second reminder"), required=False)
    share_results = Tick(_l("Those who were asked can see the results after closing"))
    keep_months = Number(_l("Delete the answers after so many months"), 0, 10_000)

    def settings(self, zone: str) -> Settings:
        reminders = tuple(day for day in (self.reminder_1.data, self.reminder_2.data) if day)
        return Settings(
            level=self.level.data, k=self.k.data, kc=self.kc.data, dimension_id=self.dimension.data, closes=self.closes.data, zone=zone, opens=self.opens.data,
            targets=tuple(self.targets.data or ()), reminders=reminders, share_results=self.share_results.data, keep_months=self.keep_months.data,
        )

    @staticmethod
    def filled(settings: Settings) -> dict[str, Any]:
        """Settings as the form's data."""
        first, second = (*settings.reminders, None, None)[:2]
        return {name: value for name, value in vars(settings).items() if name not in ("reminders", "zone", "dimension_id")} | {"dimension": settings.dimension_id, "reminder_1": first, "reminder_2": second}


class ClosingForm(Form):
    closes = DayTime(_l("New closing time"))


def first_settings(now: datetime, zone: str, dimension_id: int | None, last: Settings | None) -> Settings:
    """What a new round begins with: the times of an ordinary round, the rest as in the last one."""
    today = walltime.wall(now, zone)
    closes = today.replace(hour=17, minute=0) + timedelta(days=11)
    reminders = ((today + timedelta(days=3)).date(), (closes - timedelta(days=2)).date())
    usual = last or Settings(ANONYMOUS, USUAL_K, USUAL_KC, dimension_id, closes, zone, keep_months=USUAL_KEEP_MONTHS)
    return Settings(usual.level, usual.k, usual.kc, usual.dimension_id, closes, zone, None, usual.targets, reminders, usual.share_results, usual.keep_months)
