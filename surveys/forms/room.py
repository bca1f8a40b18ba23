"""Asking by an open link: in the room for some minutes, or by a poster until a day."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from errors import Refused
from pages import DayTime, Form, Number, Tick
from surveys import room
from surveys.forms.surveys import one_of
from surveys.model import ANONYMOUS, LINK, USUAL_K, USUAL_KC, USUAL_KEEP_MONTHS, Settings

HERE, POSTER = "room", "poster"


class LinkForm(Form):
    how = one_of(_l("How people get the link"), [
        (HERE, _l("In the room: it stands on the screen for some minutes, and the result follows there")),
        (POSTER, _l("By a poster or a slide, until a day")),
    ])
    minutes = Number(_l("In the room: open for so many minutes"), 0, 10_000, required=False)
    closes = DayTime(_l("By a poster: open until"), required=False)
    k = Number(_l("Figures show from so many answers on"), 0, 10_000, description=_l("5 is usual and 3 the least: with fewer, everybody in the room could work out who said what."))
    kc = Number(_l("Free text shows from so many answers on"), 0, 10_000, description=_l("10 is usual. People are known by how they write, so this needs more than figures do."))
    share_results = Tick(_l("Whoever has the link can see the results after closing"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.minutes.flags.required = self.closes.flags.required = True  # each where it is chosen, so neither is called optional

    def settings(self, now: datetime, zone: str) -> Settings:
        """Raises Refused, naming the field, when the time is missing or makes no sense."""
        if self.how.data == POSTER and not self.closes.data:
            raise Refused("Say until when the poster can be answered.", field="closes")
        closes = self.closes.data if self.how.data == POSTER else room.closing(now, self.minutes.data or 0, zone)
        return Settings(ANONYMOUS, self.k.data, self.kc.data, None, closes, zone, share_results=self.share_results.data, keep_months=USUAL_KEEP_MONTHS, access=LINK)

    @staticmethod
    def usual(closes: datetime) -> dict[str, object]:
        return {"how": HERE, "minutes": room.USUAL_MINUTES, "closes": closes, "k": USUAL_K, "kc": USUAL_KC, "share_results": True}
