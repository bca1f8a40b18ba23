"""The attention budget's numbers."""

from flask_babel import lazy_gettext as _l

from pages import Form, Number
from surveys.budget import LIMITS, Budget


class BudgetForm(Form):
    window_days = Number(_l("Count within so many days"), *LIMITS["window_days"])
    most_mails = Number(_l("Most mails to a person"), *LIMITS["most_mails"])
    most_minutes = Number(_l("Most minutes of a person"), *LIMITS["most_minutes"])
    most_reminders = Number(_l("Most reminders in a round"), *LIMITS["most_reminders"])
    gap_days = Number(_l("Days between reminders, at least"), *LIMITS["gap_days"])

    def budget(self) -> Budget:
        return Budget(**{name: self[name].data for name in LIMITS})
