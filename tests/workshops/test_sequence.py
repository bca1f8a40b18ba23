"""Who is sent what, with which SEQUENCE and DTSTAMP: the table that calendars go by."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from errors import Refused
from mail.model import WITHDRAWN
from people import store as people_store
from tests import factories
from tests.workshops import cast, parsers
from workshops import actions, store
from workshops.model import MAYBE, NO, YES

LATER = {"starts": datetime(2026, 12, 2, 14), "ends": datetime(2026, 12, 2, 16)}


def said(mail) -> tuple[str, str, int, str]:
    """To whom, how, and with what sequence and PARTSTAT."""
    event = parsers.event(mail.ics)
    return mail.to_name, mail.method, int(event.sequence.value), event.attendee.params["PARTSTAT"][0]


def stamp(mail) -> datetime:
    return parsers.event(mail.ics).dtstamp.value


def test_the_first_invite_has_sequence_nought_and_goes_to_each(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim, robin)
    assert [said(mail) for mail in cast.mails(db, workshop)] == [("Kim Berg", "REQUEST", 0, "NEEDS-ACTION"), ("Robin Ek", "REQUEST", 0, "NEEDS-ACTION")]
    assert all(stamp(mail) == clock() for mail in cast.mails(db, workshop))


def test_sending_again_keeps_the_sequence_renews_the_stamp_and_echoes_the_answer(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    one = cast.invitation(db, workshop, kim)
    actions.answer(db, one.id, MAYBE, clock())
    actions.send_again(db, one.id, clock())  # within the same second
    first, again = cast.mails(db, workshop)
    assert said(again) == ("Kim Berg", "REQUEST", 0, "TENTATIVE")
    assert stamp(again) > stamp(first)


def test_a_new_time_raises_the_sequence_and_asks_anew(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    one = cast.invitation(db, workshop, kim)
    actions.answer(db, one.id, YES, clock())
    clock.turn(hours=1)
    assert actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock()) == 1
    mail = cast.mails(db, workshop)[-1]
    assert said(mail) == ("Kim Berg", "REQUEST", 1, "NEEDS-ACTION")
    assert stamp(mail) == clock()
    assert parsers.event(mail.ics).uid.value == workshop.uid
    kept = cast.invitation(db, workshop, kim)
    assert (kept.answer, kept.changed_since) == (YES, "time")
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER, place="Room Winga"), clock())
    assert said(cast.mails(db, workshop)[-1]) == ("Kim Berg", "REQUEST", 2, "NEEDS-ACTION")  # still not answered for the new time
    actions.answer(db, one.id, YES, clock())
    assert cast.invitation(db, workshop, kim).changed_since == ""


def test_a_new_place_raises_the_sequence_and_keeps_the_answer(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    actions.answer(db, cast.invitation(db, workshop, kim).id, YES, clock())
    actions.change(db, workshop.id, replace(cast.PLAN, place="Room Winga"), clock())
    assert said(cast.mails(db, workshop)[-1]) == ("Kim Berg", "REQUEST", 1, "ACCEPTED")
    assert cast.invitation(db, workshop, kim).changed_since == "details"


def test_a_new_purpose_keeps_the_sequence_and_renews_the_stamp(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    actions.change(db, workshop.id, replace(cast.PLAN, purpose="Something better."), clock())
    first, changed = cast.mails(db, workshop)
    assert said(changed) == ("Kim Berg", "REQUEST", 0, "NEEDS-ACTION")
    assert stamp(changed) > stamp(first)


@pytest.mark.parametrize("changes", [{}, {"seats": 8}])
def test_what_concerns_nobody_sends_nothing(db, config, clock, kim, changes):
    workshop = cast.planned(db, config, clock, kim)
    assert actions.change(db, workshop.id, replace(cast.PLAN, **changes), clock()) == 0
    assert len(cast.mails(db, workshop)) == 1


def test_who_is_added_later_gets_a_first_invite_and_the_others_hear_nothing(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim)
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    assert actions.invite(db, workshop.id, [kim, robin], clock()) == 1
    assert said(cast.mails(db, workshop)[-1]) == ("Robin Ek", "REQUEST", 0, "NEEDS-ACTION")
    assert len(cast.mails(db, workshop)) == 3


def test_who_is_removed_gets_a_cancellation_alone_and_may_come_back(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim, robin)
    one = cast.invitation(db, workshop, kim)
    actions.answer(db, one.id, YES, clock())
    assert actions.remove(db, one.id, clock()) == 1
    assert actions.remove(db, one.id, clock()) == 0  # a second click
    assert said(cast.mails(db, workshop)[-1])[:3] == ("Kim Berg", "CANCEL", 1)
    assert "STATUS:CANCELLED" in cast.mails(db, workshop)[-1].ics
    assert store.tally(db, workshop.id).invited == 1
    actions.invite(db, workshop.id, [kim], clock())
    assert said(cast.mails(db, workshop)[-1]) == ("Kim Berg", "REQUEST", 2, "NEEDS-ACTION")


def test_cancelling_tells_everybody_who_is_still_invited(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim, robin)
    actions.remove(db, cast.invitation(db, workshop, robin).id, clock())
    before = len(cast.mails(db, workshop))
    assert actions.cancel(db, workshop.id, clock()) == 1
    [mail] = cast.mails(db, workshop)[before:]
    assert said(mail)[:3] == ("Kim Berg", "CANCEL", 1)
    assert "STATUS:CANCELLED" in mail.ics
    with pytest.raises(Refused):
        actions.cancel(db, workshop.id, clock())


def test_what_still_waits_is_overtaken(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    first, second = cast.mails(db, workshop)
    assert (first.state, second.state) == (WITHDRAWN, "waiting")


def test_the_organiser_gets_her_own_workshop_without_being_asked_by_herself(db, config, clock):
    asa = factories.asa(db)
    workshop = cast.planned(db, config, clock, asa)
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    actions.answer(db, cast.invitation(db, workshop, asa).id, YES, clock())
    actions.cancel(db, workshop.id, clock())
    mails = cast.mails(db, workshop)
    assert [mail.method for mail in mails] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert not any("ATTENDEE" in mail.ics for mail in mails)


def test_the_organiser_stays_the_same_when_the_settings_change(db, config, clock, kim):
    workshop = cast.planned(db, replace(config, sender="ombord@nordverk.example.com"), clock, kim)
    people_store.update(db, factories.asa(db), "Åsa Ny", "asa.ny@nordverk.example.com", "en")
    actions.cancel(db, workshop.id, clock())
    organizers = {parsers.event(mail.ics).organizer.value for mail in cast.mails(db, workshop)}
    assert organizers == {"mailto:ombord@nordverk.example.com"}


def test_a_mended_address_gets_a_new_link_and_the_old_one_ends(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    people_store.update(db, kim, "Kim Berg", "kim@nordverk.example.com", None)
    actions.send_again(db, cast.invitation(db, workshop, kim).id, clock())
    first, again = cast.mails(db, workshop)
    assert again.to_email == "kim@nordverk.example.com"
    assert (first.link.version, again.link.version) == (0, 1)


def test_who_has_left_the_company_is_not_written_to(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim, robin)
    people_store.archive(db, kim, clock())
    assert actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock()) == 1
    assert cast.mails(db, workshop)[-1].to_name == "Robin Ek"


def test_a_double_click_plans_one_workshop(db, config, clock, kim):
    asa = people_store.get(db, factories.asa(db))
    ticket = "6f1c1f3e-0000-4000-8000-000000000001"
    numbers = {actions.plan(db, config, asa, cast.PLAN, [kim], clock(), ticket) for _click in range(2)}
    assert len(numbers) == 1
    assert len(cast.mails(db, store.get(db, numbers.pop()))) == 1


def test_a_mail_that_comes_after_the_end_is_of_no_use(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    [row] = db.query("select useless_after from outbox")
    assert row["useless_after"] == "2026-12-01T14:30:00Z"
    clock.turn(days=30)
    with pytest.raises(Refused):
        actions.send_again(db, cast.invitation(db, workshop, kim).id, clock() + timedelta(days=1))


def row(mail) -> tuple[str, int, datetime, datetime]:
    """What calendars go by: METHOD, SEQUENCE, DTSTAMP and LAST-MODIFIED."""
    event = parsers.event(mail.ics)
    return mail.method, int(event.sequence.value), event.dtstamp.value, event.last_modified.value


TITLE, PLACE, LINK, PURPOSE = {"title": "Another title"}, {"place": "Room Winga"}, {"link": "https://meet.example.com/winga"}, {"purpose": "Something better."}


@pytest.mark.parametrize(("changes", "step"), [(LATER, 1), ({"zone": "Europe/Helsinki"}, 1), (TITLE, 1), (PLACE, 1), (LINK, 1), ({**TITLE, **PURPOSE}, 1), (PURPOSE, 0)])
def test_a_change_sends_each_one_update_by_the_table(db, config, clock, kim, robin, changes, step):
    workshop = cast.planned(db, config, clock, kim, robin)
    began = clock()
    clock.turn(hours=1)
    assert actions.change(db, workshop.id, replace(cast.PLAN, **changes), clock()) == 2
    first, _robins, *updates = cast.mails(db, workshop)
    assert row(first) == ("REQUEST", 0, began, began)
    assert [mail.to_name for mail in updates] == ["Kim Berg", "Robin Ek"]
    assert {row(mail) for mail in updates} == {("REQUEST", step, clock(), clock())}
    assert {parsers.event(mail.ics).uid.value for mail in (first, *updates)} == {workshop.uid}


def test_sending_again_leaves_everything_but_the_stamp(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    began = clock()
    clock.turn(hours=1)
    actions.send_again(db, cast.invitation(db, workshop, kim).id, clock())
    assert row(cast.mails(db, workshop)[-1]) == ("REQUEST", 0, clock(), began)


def test_a_cancellation_names_the_same_event_to_the_same_person(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    clock.turn(hours=1)
    actions.cancel(db, workshop.id, clock())
    changed, cancelled = cast.mails(db, workshop)[-2:]
    assert row(cancelled) == ("CANCEL", 2, clock(), clock())
    before, gone = parsers.event(changed.ics), parsers.event(cancelled.ics)
    for name in ("uid", "dtstart", "dtend", "organizer", "attendee", "created"):
        assert getattr(gone, name).value == getattr(before, name).value, name
    assert "METHOD:CANCEL" in cancelled.ics


def test_taking_one_off_the_list_touches_no_other_stream(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim, robin)
    actions.change(db, workshop.id, replace(cast.PLAN, **PLACE), clock())
    actions.remove(db, cast.invitation(db, workshop, kim).id, clock())
    actions.change(db, workshop.id, replace(cast.PLAN, **PLACE, **TITLE), clock())
    streams = {name: [row(mail)[:2] for mail in cast.mails(db, workshop) if mail.to_name == name] for name in ("Kim Berg", "Robin Ek")}
    assert streams == {"Kim Berg": [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)], "Robin Ek": [("REQUEST", 0), ("REQUEST", 1), ("REQUEST", 2)]}


def test_who_is_invited_again_is_asked_about_what_holds_now(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    one = cast.invitation(db, workshop, kim)
    actions.answer(db, one.id, YES, clock())
    actions.remove(db, one.id, clock())
    actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock())
    actions.invite(db, workshop.id, [kim], clock())
    mail = cast.mails(db, workshop)[-1]
    assert (said(mail), parsers.event(mail.ics).uid.value) == (("Kim Berg", "REQUEST", 2, "NEEDS-ACTION"), workshop.uid)
    assert parsers.event(mail.ics).dtstart.value.replace(tzinfo=None) == LATER["starts"]
    assert stamp(mail) > stamp(cast.mails(db, workshop)[-2])
    assert actions.remove(db, one.id, clock()) == 1
    assert said(cast.mails(db, workshop)[-1])[1:3] == ("CANCEL", 3)


def test_a_mended_address_is_asked_in_its_own_name(db, config, clock, kim):
    workshop = cast.planned(db, config, clock, kim)
    people_store.update(db, kim, "Kim Berg", "kim@nordverk.example.com", None)
    actions.change(db, workshop.id, replace(cast.PLAN, **PLACE), clock())
    [mail] = cast.mails(db, workshop)[1:]
    assert mail.to_email == "kim@nordverk.example.com"
    assert parsers.event(mail.ics).attendee.value == "mailto:kim@nordverk.example.com"
    assert row(mail)[:2] == ("REQUEST", 1)


@pytest.mark.parametrize(("changes", "told"), [(LATER, 2), (PLACE, 2), (TITLE, 2), (PURPOSE, 1)])
def test_who_said_no_hears_of_what_touches_the_calendar_alone(db, config, clock, ambassador, kim, robin, changes, told):
    workshop = cast.planned(db, config, clock, kim, robin)
    actions.answer(db, cast.invitation(db, workshop, kim).id, NO, clock())
    form = {"title": cast.PLAN.title, "purpose": cast.PLAN.purpose, "zone": cast.PLAN.zone, "place": cast.PLAN.place, "link": cast.PLAN.link, "starts": "2026-12-01T14:00", "ends": "2026-12-01T15:30"}
    typed = form | {name: value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value for name, value in changes.items()}
    shown = ambassador.send(f"/workshops/{workshop.id}/plan", {**typed, "press": "preview"}).text
    assert ("It goes to one person" if told == 1 else "It goes to 2 people") in shown
    assert actions.change(db, workshop.id, replace(cast.PLAN, **changes), clock()) == told
    assert cast.mails(db, workshop)[-1].to_name == "Robin Ek"
    assert actions.cancel(db, workshop.id, clock()) == 2


def test_after_a_cancellation_nothing_more_is_sent(db, config, clock, kim, robin):
    workshop = cast.planned(db, config, clock, kim)
    actions.cancel(db, workshop.id, clock())
    one = cast.invitation(db, workshop, kim).id
    for verb in (lambda: actions.change(db, workshop.id, replace(cast.PLAN, **LATER), clock()), lambda: actions.send_again(db, one, clock()), lambda: actions.remove(db, one, clock()), lambda: actions.invite(db, workshop.id, [robin], clock())):
        with pytest.raises(Refused):
            verb()
    assert len(cast.mails(db, workshop)) == 2
