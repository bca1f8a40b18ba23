"""A life of a workshop, however it goes: what a calendar gets is one stream, which never goes back and ends with what is planned."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from errors import Refused
from people import store as people_store
from tests import factories
from tests.workshops import cast, parsers
from workshops import actions, store
from workshops.model import ANSWERS

STEPS = st.lists(st.sampled_from(["time", "place", "purpose", "back", "nothing", "answer", "again", "remove", "invite", "wait", "address"]), max_size=12)


class Calendar:
    """One person's, as RFC 5546 wants it: the newest revision of a UID counts; a cancellation takes the event away."""

    def __init__(self) -> None:
        self.revisions: dict[tuple[int, datetime], tuple[str, object]] = {}

    def receive(self, mail) -> None:
        event = parsers.event(mail.ics)
        revision = int(event.sequence.value), event.dtstamp.value
        assert revision not in self.revisions, "ignored as already processed"
        self.revisions[revision] = mail.method, event

    def shows(self):
        method, event = self.revisions[max(self.revisions)]
        return None if method == "CANCEL" else event


@given(steps=STEPS, cancelled=st.booleans(), backwards=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_calendar_ends_with_what_is_planned(db, config, clock, steps, cancelled, backwards):
    mails, kept, kim = live(db, config, clock, steps, cancelled)
    stream = [parsers.event(mail.ics) for mail in mails]
    assert {(event.uid.value, event.organizer.value) for event in stream} == {(kept.uid, f"mailto:{kept.organizer_email}")}
    assert [len(event.contents["attendee"]) for event in stream] == [1] * len(stream)
    assert [event.attendee.value for event in stream] == [f"mailto:{mail.to_email}" for mail in mails]
    sequences, stamps = [int(event.sequence.value) for event in stream], [event.dtstamp.value for event in stream]
    assert sequences == sorted(sequences)
    assert stamps == sorted(set(stamps))
    calendar = Calendar()
    for mail in reversed(mails) if backwards else mails:  # mails overtake one another
        calendar.receive(mail)
    shown = calendar.shows()
    assert (shown is not None) == (kim.invited and not cancelled)
    if shown:
        assert (shown.dtstart.value, shown.location.value, shown.summary.value) == (kept.starts_at, kept.where, kept.title)


def live(db, config, clock, steps, cancelled):
    """Go through it. The mails about it, the workshop as it is kept, and the invitation."""
    number = (people_store.find_by_email(db, "kim.berg@nordverk.example.com") or people_store.get(db, factories.person(db, "Kim Berg"))).id
    workshop = cast.planned(db, config, clock, number)
    for step in steps:
        try:
            take(db, clock, step, workshop.id, cast.invitation(db, workshop, number))
        except Refused:
            assert step in ("answer", "again")  # of who is not invited
    if cancelled:
        actions.cancel(db, workshop.id, clock())
    people_store.update(db, number, "Kim Berg", "kim.berg@nordverk.example.com", None)
    return cast.mails(db, workshop), store.get(db, workshop.id), cast.invitation(db, workshop, number)


def take(db, clock, step, workshop, kim) -> None:
    now, plan = clock(), store.get(db, workshop)
    changes = {
        "time": {"starts": plan.starts + timedelta(hours=1), "ends": plan.ends + timedelta(hours=1)}, "place": {"place": f"{plan.place} B"}, "purpose": {"purpose": f"{plan.purpose}!"},
        "back": {name: getattr(cast.PLAN, name) for name in ("starts", "ends", "place", "purpose")}, "nothing": {},
    }
    if step in changes:
        actions.change(db, workshop, replace(cast.PLAN, **{name: getattr(plan, name) for name in ("starts", "ends", "place", "purpose")} | changes[step]), now)
    elif step == "answer":
        actions.answer(db, kim.id, ANSWERS[kim.sequence % 3], now)
    elif step == "again":
        actions.send_again(db, kim.id, now)
    elif step == "remove":
        actions.remove(db, kim.id, now)
    elif step == "invite":
        actions.invite(db, workshop, [kim.person_id], now)
    elif step == "address":
        people_store.update(db, kim.person_id, "Kim Berg", f"kim{kim.sequence}@nordverk.example.com", None)
    else:
        clock.turn(seconds=7)


