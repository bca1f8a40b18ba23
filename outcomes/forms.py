"""The forms about outcomes: the shape of what is typed, not the rules."""

from flask_babel import lazy_gettext as _l

import pages
from outcomes.model import ACTION, Draft


class OutcomeForm(pages.Form):
    text = pages.Lines(_l("What"), required=True, most=2000, render_kw={"rows": 2})

    def draft(self, kind: str) -> Draft:
        return Draft(kind=kind, text=self.text.data)


class ActionForm(OutcomeForm):
    owner = pages.Choice(_l("Who sees to it"), coerce=int)
    due = pages.Day(_l("Done by"))

    def draft(self, kind: str) -> Draft:
        return Draft(kind=kind, text=self.text.data, owner_id=self.owner.data or None, due=self.due.data)


class RecordForm(pages.Form):
    summary = pages.Lines(_l("In short"), most=4000, description=_l("What happened, in a few sentences, for those who were not there."))


def form_of(kind: str) -> type[OutcomeForm]:
    return ActionForm if kind == ACTION else OutcomeForm
