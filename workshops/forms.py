"""The forms about workshops: the shape of what is typed, not the rules."""

from flask_babel import lazy_gettext as _l

import pages
from workshops.model import Plan, Workshop


class PlanForm(pages.Form):
    title = pages.Line(_l("Title"), most=120)
    purpose = pages.Lines(_l("What it is for"), most=2000, description=_l("What people will know or be able to do afterwards. They read it in the invitation."))
    starts = pages.DayTime(_l("Starts"))
    ends = pages.DayTime(_l("Ends"))
    zone = pages.Line(_l("Time zone"), most=60, render_kw={"list": "zones", "autocomplete": "off"}, description=_l("Whose clocks the times are read on, written like Europe/Helsinki."))
    place = pages.Line(_l("Place"), required=False, description=_l("A room or an address. Give a place, an online link, or both."))
    link = pages.Line(_l("Online link"), required=False, most=500, render_kw={"type": "url", "inputmode": "url"})
    seats = pages.Number(_l("Seats"), 1, 10_000, required=False, description=_l("Leave it empty for no limit."))
    need = pages.Lines(_l("The need behind it"), most=1000, render_kw={"rows": 3}, description=_l("What shows that it is needed. Only CRM ambassadors see it; it stands in no invitation."))
    need_from = pages.Line(_l("Where the need shows"), required=False, most=100)

    def plan(self) -> Plan:
        """What was typed, to the minute."""
        starts, ends = (field.data.replace(second=0, microsecond=0) for field in (self.starts, self.ends))
        return Plan(
            title=self.title.data, purpose=self.purpose.data, starts=starts, ends=ends, zone=self.zone.data, place=self.place.data, link=self.link.data, seats=self.seats.data,
            need=self.need.data, need_from=self.need_from.data if self.need.data else "",
        )

    @classmethod
    def of(cls, workshop: Workshop) -> "PlanForm":
        """The form, filled with a workshop's plan when it is first shown."""
        return cls(obj=workshop)


class PeopleForm(pages.Form):
    groups = pages.Ticks(_l("Groups"), coerce=int)
    people = pages.Ticks(_l("People"), coerce=int)
    find = pages.Line(_l("Find a person"), required=False, most=100)


class NewForm(PlanForm, PeopleForm):
    ticket = pages.Line("", required=False, most=60)


class AttendanceForm(pages.Form):
    came = pages.Ticks(_l("Who came"), coerce=int)
    also = pages.Choice(_l("Somebody else who came"), required=False, coerce=int, description=_l("Somebody who was not invited. Save to add more than one."))
