"""What an ambassador decides about answers."""

from dataclasses import replace
from datetime import datetime

import pytest

from errors import NotFound, Refused
from tests import factories
from tests.workshops import cast, mailed
from workshops import actions, store
from workshops.model import COUNTED, HAND, MAYBE, NO, NONE, STRANGER, UNINVITED, YES

ELEVEN = "20261123T110000Z"


@pytest.fixture()
def workshop(db, config, clock, kim, robin):
    found = mailed.invited(db, config, clock, kim, robin, seats=1)
    clock.turn(hours=4)
    return found


def answer(db, workshop, person) -> tuple[str, str, str]:
    one = cast.invitation(db, workshop, person)
    return one.answer, one.answered_by, one.changed_since


def number(db, workshop, person) -> int:
    return cast.invitation(db, workshop, person).id


def test_an_answer_from_another_address_can_be_let_count(db, clock, workshop, kim):
    mailed.take(db, clock, "assistant")
    reply = mailed.last(db, workshop)
    actions.count_for(db, reply.id, number(db, workshop, kim), clock())
    assert answer(db, workshop, kim) == (YES, HAND, "")
    decided = mailed.last(db, workshop)
    assert (decided.via, decided.answer, decided.outcome, decided.was) == (HAND, YES, COUNTED, NONE)
    settled = store.reply(db, reply.id)
    assert (settled.outcome, settled.settled_at) == (STRANGER, clock())
    with pytest.raises(Refused, match="decided already"):
        actions.count_for(db, reply.id, number(db, workshop, kim), clock())


def test_who_was_not_invited_is_invited_first_and_then_counted(db, clock, workshop):
    mailed.take(db, clock, "thunderbird-uninvited")
    lo = factories.person(db, "Lo Sand")
    actions.invite(db, workshop.id, [lo], clock())
    actions.count_for(db, mailed.last(db, workshop).id, number(db, workshop, lo), clock())
    assert answer(db, workshop, lo) == (YES, HAND, "")


def test_a_late_yes_counts_once_there_is_a_seat(db, clock, workshop, kim, robin):
    mailed.send(db, clock, "ACCEPTED", sender=mailed.ROBIN)
    mailed.send(db, clock, "ACCEPTED")
    late = mailed.last(db, workshop)
    with pytest.raises(Refused, match="No seat is left"):
        actions.count_for(db, late.id, number(db, workshop, kim), clock())
    assert store.reply(db, late.id) == late
    actions.change(db, workshop.id, replace(cast.PLAN, seats=2), clock())
    actions.count_for(db, late.id, number(db, workshop, kim), clock())
    assert answer(db, workshop, kim) == (YES, HAND, "")


def test_an_answer_to_the_old_time_counts_as_one(db, clock, workshop, kim):
    mailed.take(db, clock, "assistant")
    reply = mailed.last(db, workshop)
    actions.change(db, workshop.id, replace(cast.PLAN, seats=1, starts=datetime(2026, 12, 2, 14), ends=datetime(2026, 12, 2, 16)), clock())
    actions.count_for(db, reply.id, number(db, workshop, kim), clock())
    assert answer(db, workshop, kim) == (YES, HAND, "time")


def test_only_an_answer_can_count_and_only_for_the_same_workshop(db, config, clock, workshop, kim):
    mailed.send(db, clock, "NEEDS-ACTION", method="COUNTER", more="DTSTART:20270615T090000Z")
    other = cast.planned(db, config, clock, kim)
    proposal = mailed.last(db, workshop)
    mailed.take(db, clock, "assistant")
    for reply, invitation in ((proposal.id, number(db, workshop, kim)), (mailed.last(db, workshop).id, number(db, other, kim))):
        with pytest.raises(Refused, match="no answer in it"):
            actions.count_for(db, reply, invitation, clock())
    with pytest.raises(NotFound):
        actions.count_for(db, 999, number(db, workshop, kim), clock())


def test_what_is_settled_waits_no_more(db, clock, workshop):
    mailed.take(db, clock, "thunderbird-uninvited")
    [waiting] = store.unsettled(db, (UNINVITED,))
    actions.settle(db, waiting.id, clock())
    assert store.unsettled(db, (UNINVITED,)) == []
    clock.turn(hours=1)
    actions.settle(db, waiting.id, clock())  # a second click
    assert store.reply(db, waiting.id).settled_at < clock()
    with pytest.raises(NotFound):
        actions.settle(db, 999, clock())


def test_the_latest_answer_can_be_taken_back_and_the_one_before_counts_again(db, clock, workshop, kim):
    actions.answer(db, number(db, workshop, kim), MAYBE, clock())
    clock.turn(hours=1)
    mailed.send(db, clock, "DECLINED", at="20261123T133000Z")
    first, second = reversed(store.replies(db, workshop.id))
    with pytest.raises(Refused, match="Only the latest"):
        actions.undo(db, first.id, clock())
    actions.undo(db, second.id, clock())
    assert answer(db, workshop, kim) == (MAYBE, HAND, "")
    with pytest.raises(Refused, match="Only the latest"):
        actions.undo(db, second.id, clock())  # a second click
    actions.undo(db, mailed.last(db, workshop).id, clock())  # and back again
    assert answer(db, workshop, kim) == (NO, HAND, "")


def test_of_two_that_say_the_same_the_later_is_taken_back(db, clock, workshop, kim):
    mailed.send(db, clock, "ACCEPTED")
    mailed.send(db, clock, "ACCEPTED", at=ELEVEN)
    first, second = reversed(store.replies(db, workshop.id))
    with pytest.raises(Refused, match="Only the latest"):
        actions.undo(db, first.id, clock())
    actions.undo(db, second.id, clock())
    assert answer(db, workshop, kim) == (YES, HAND, "")


def test_the_first_answer_taken_back_leaves_none_and_the_same_mail_again_does_not_undo_that(db, clock, workshop, kim):
    mailed.take(db, clock, "thunderbird")
    actions.undo(db, mailed.last(db, workshop).id, clock())
    assert answer(db, workshop, kim) == (NONE, "", "")
    mailed.take(db, clock, "thunderbird")
    assert answer(db, workshop, kim) == (NONE, "", "")


def test_an_answer_taken_back_does_not_bring_back_a_seat_that_is_gone(db, clock, workshop, kim, robin):
    mailed.send(db, clock, "ACCEPTED")
    mailed.send(db, clock, "DECLINED", at=ELEVEN)
    declined = mailed.last(db, workshop)
    mailed.send(db, clock, "ACCEPTED", sender=mailed.ROBIN)
    with pytest.raises(Refused, match="No seat is left"):
        actions.undo(db, declined.id, clock())
    assert (answer(db, workshop, kim)[0], store.seats_taken(db, workshop.id)) == (NO, 1)


def test_an_answer_before_the_new_time_counts_again_as_one(db, clock, workshop, kim):
    mailed.send(db, clock, "ACCEPTED")
    actions.change(db, workshop.id, replace(cast.PLAN, seats=1, starts=datetime(2026, 12, 2, 14), ends=datetime(2026, 12, 2, 16)), clock())
    mailed.send(db, clock, "DECLINED", at=ELEVEN, sequence=1)
    actions.undo(db, mailed.last(db, workshop).id, clock())
    assert answer(db, workshop, kim) == (YES, HAND, "time")


def test_what_was_said_to_an_earlier_invite_cannot_be_brought_back(db, clock, workshop, kim):
    mailed.send(db, clock, "ACCEPTED")
    mailed.send(db, clock, "DECLINED", at=ELEVEN)
    actions.remove(db, number(db, workshop, kim), clock())
    actions.invite(db, workshop.id, [kim], clock())
    with pytest.raises(Refused, match="Only the latest"):
        actions.undo(db, mailed.last(db, workshop).id, clock())
    assert answer(db, workshop, kim) == (NONE, "", "")


def test_what_was_said_by_phone_is_noted_by_hand(db, clock, workshop, kim, robin):
    actions.answer_by_hand(db, number(db, workshop, kim), YES, clock())
    assert answer(db, workshop, kim) == (YES, HAND, "")
    reply = mailed.last(db, workshop)
    assert (reply.via, reply.answer, reply.outcome) == (HAND, YES, COUNTED)
    for said in (YES, "perhaps", NONE, ""):
        with pytest.raises(Refused) as refused:
            actions.answer_by_hand(db, number(db, workshop, robin), said, clock())
        assert refused.value.field == "answer"
    assert answer(db, workshop, robin)[0] == NONE


def test_when_it_is_over_nothing_more_counts(db, clock, workshop, kim, robin):
    mailed.send(db, clock, "ACCEPTED")
    mailed.take(db, clock, "assistant")
    counted, waiting = reversed(store.replies(db, workshop.id))
    actions.remove(db, number(db, workshop, kim), clock())
    for refused in (lambda: actions.answer_by_hand(db, number(db, workshop, kim), NO, clock()), lambda: actions.undo(db, counted.id, clock()), lambda: actions.count_for(db, waiting.id, number(db, workshop, kim), clock())):
        with pytest.raises(Refused, match="not invited any more"):
            refused()
    actions.cancel(db, workshop.id, clock())
    with pytest.raises(Refused, match="cancelled"):
        actions.answer_by_hand(db, number(db, workshop, robin), NO, clock())
    actions.settle(db, waiting.id, clock())


def test_what_came_back_is_shown_to_whom_it_came_from_and_erased(db, clock, workshop, kim, robin):
    people = {"kim": kim, "robin": robin, "lo": factories.person(db, "Lo Sand")}
    mailed.take(db, clock, "exchange")
    mailed.take(db, clock, "delegation")  # Kim sends Robin
    mailed.send(db, clock, "ACCEPTED", sender="lo.sand@nordverk.example.com", more="COMMENT:May I come?")
    mailed.send(db, clock, "ACCEPTED", sender="lo.sand@nordverk.example.com", attendee=mailed.ROBIN, more="COMMENT:For Robin.")
    told = {name: str(actions.about_person(db, person)) for name, person in people.items()}
    assert "Jag kommer, men lite senare." in told["kim"]
    assert "May I come?" in told["lo"]
    assert "For Robin." in told["lo"]
    actions.forget_person(db, people["lo"])
    kept = str(list(db.query("select * from workshop_reply")))
    assert "lo.sand" not in kept
    assert "For Robin." not in kept
    assert mailed.ROBIN in kept
    actions.forget_person(db, robin)
    assert mailed.ROBIN not in str(list(db.query("select * from workshop_reply")))
    actions.forget_person(db, kim)
    assert list(db.query("select * from workshop_reply")) == []
