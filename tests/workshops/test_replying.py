"""What an answer from a calendar changes, and what it must not: every outcome, with the mails as programs write them."""

import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import storage
from app import create_app
from config import Config
from mail.model import CROWDED, NOT_A_REPLY, REPLY, UNKNOWN, UNREADABLE, WINMAIL
from people import actions as people_actions
from people import store as people_store
from tests import factories
from tests.workshops import cast, mailed, parsers
from workshops import actions, store
from workshops.model import BEFORE, CLOSED, COUNTED, DELEGATED, FULL, HAND, LINK, MAIL, MAYBE, NO, NONE, OLDER, PROPOSED, SAME, STRANGER, UNINVITED, YES

TEN, ELEVEN, TWELVE = (f"20261123T{hour}0000Z" for hour in (10, 11, 12))
LATER = replace(cast.PLAN, seats=1, starts=datetime(2026, 12, 2, 14), ends=datetime(2026, 12, 2, 16))
ROBIN = mailed.ROBIN


@pytest.fixture()
def workshop(db, config, clock, kim, robin):
    found = mailed.invited(db, config, clock, kim, robin, seats=1)
    clock.turn(hours=4)
    return found


def answer(db, workshop, person) -> tuple[str, str, str]:
    one = cast.invitation(db, workshop, person)
    return one.answer, one.answered_by, one.changed_since


@pytest.mark.parametrize(("name", "said"), [
    ("thunderbird", YES), ("exchange", YES), ("google", NO), ("apple", MAYBE), ("latin-1", YES), ("utf-16", YES), ("quoted-printable", YES), ("folded-anywhere", YES), ("several", YES), ("series", YES), ("single-date", YES),
])
def test_the_buttons_of_a_calendar_answer_the_invitation(db, clock, workshop, kim, robin, name, said):
    assert mailed.take(db, clock, name) == REPLY
    assert answer(db, workshop, kim) == (said, MAIL, "")
    assert cast.invitation(db, workshop, kim).answered_at == clock()
    assert answer(db, workshop, robin) == (NONE, "", "")
    counted = [reply for reply in store.replies(db, workshop.id) if reply.outcome == COUNTED]
    assert [(reply.via, reply.answer, reply.was, reply.at) for reply in counted] == [(MAIL, said, NONE, clock())]


@pytest.mark.parametrize(("name", "code"), [
    ("winmail", WINMAIL), ("request", NOT_A_REPLY), ("not-yet", NOT_A_REPLY), ("other-uid", UNKNOWN), ("another-date", UNREADABLE), ("plain", ""), ("attached", ""),
    *((name, UNREADABLE) for name in ("cut-off", "no-colon", "two-attendees", "no-attendee", "no-address", "path", "empty")),
])
def test_what_is_no_answer_changes_nothing_and_says_why(db, clock, workshop, kim, name, code):
    assert mailed.take(db, clock, name) == code
    assert store.replies(db, workshop.id) == []
    assert answer(db, workshop, kim) == (NONE, "", "")


@pytest.mark.parametrize(("name", "sender"), [("assistant", "pat.lind@nordverk.example.com"), ("another-address", "kim.at.home@private.example.com")])
def test_a_mail_from_another_address_is_shown_and_changes_nothing(db, clock, workshop, kim, name, sender):
    mailed.take(db, clock, name)
    reply = mailed.last(db, workshop)
    assert (reply.outcome, reply.sender, reply.attendee, reply.answer) == (STRANGER, sender, mailed.KIM, YES)
    assert reply.invitation_id == cast.invitation(db, workshop, kim).id
    assert answer(db, workshop, kim) == (NONE, "", "")


@pytest.mark.parametrize("sender", [
    "{kim} <somebody@elsewhere.example>", "<{kim}> <somebody@elsewhere.example>", "{kim}, somebody@elsewhere.example", "{kim}\r\nFrom: {kim}\r\nFrom: somebody@elsewhere.example",
    "{kim}," + " " * 3000 + "somebody@elsewhere.example",
])
def test_who_names_somebody_elses_address_beside_their_own_does_not_answer_for_them(db, clock, workshop, kim, sender):
    raw = mailed.mail(mailed.calendar()).replace(f"Somebody <{mailed.KIM}>".encode(), sender.format(kim=mailed.KIM).encode())
    assert actions.take(db, mailed.letter(raw), clock()) == REPLY
    assert [reply.outcome for reply in store.replies(db, workshop.id)] == [STRANGER]
    assert answer(db, workshop, kim) == (NONE, "", "")


@pytest.mark.parametrize("sender", ["{kim} <{kim}>", "Berg, Kim <{kim}>", "Kim Berg [AB] <{kim}>"])
def test_a_name_written_carelessly_does_not_make_its_owner_a_stranger(db, clock, workshop, kim, sender):
    actions.take(db, mailed.letter(mailed.mail(mailed.calendar()).replace(f"Somebody <{mailed.KIM}>".encode(), sender.format(kim=mailed.KIM).encode())), clock())
    assert answer(db, workshop, kim) == (YES, MAIL, "")


def test_who_is_not_invited_wants_to_come_and_takes_no_seat(db, clock, workshop):
    mailed.take(db, clock, "thunderbird-uninvited")
    reply = mailed.last(db, workshop)
    assert (reply.outcome, reply.attendee, reply.invitation_id, reply.settled_at) == (UNINVITED, "lo.sand@elsewhere.example.com", None, None)
    assert store.seats_taken(db, workshop.id) == 0
    mailed.send(db, clock, "DECLINED", sender="nils@elsewhere.example.com")
    assert mailed.last(db, workshop).settled_at == clock()  # nobody need decide about those who stay away


def test_made_up_newcomers_do_not_bury_the_real_ones_nor_the_answers_of_those_invited(db, clock, workshop, kim):
    codes = [mailed.send(db, clock, sender=f"somebody{n}@elsewhere.example.com") for n in range(102)]
    assert (codes[99:], len(store.replies(db, workshop.id))) == ([REPLY, CROWDED, CROWDED], 100)
    assert mailed.send(db, clock) == REPLY
    assert answer(db, workshop, kim) == (YES, MAIL, "")
    actions.settle(db, store.replies(db, workshop.id)[-1].id, clock())
    assert mailed.send(db, clock, sender="lo@elsewhere.example.com") == REPLY


def test_the_address_that_was_written_to_counts_and_so_does_the_new_one(db, clock, workshop, kim):
    people_store.update(db, kim, "Kim Berg", "Kim@Nordverk.example.com", None)
    mailed.send(db, clock, "DECLINED")
    assert answer(db, workshop, kim)[0] == NO
    mailed.send(db, clock, "TENTATIVE", sender="kim@nordverk.example.com", at=ELEVEN)
    assert answer(db, workshop, kim)[0] == MAYBE


def test_the_same_once_more_changes_nothing(db, clock, workshop, kim):
    mailed.take(db, clock, "thunderbird")
    actions.answer(db, cast.invitation(db, workshop, kim).id, NO, clock())
    mailed.take(db, clock, "thunderbird")
    assert mailed.outcomes(db, workshop) == [COUNTED, COUNTED, SAME]
    assert answer(db, workshop, kim) == (NO, LINK, "")


def test_an_older_answer_that_comes_late_changes_nothing(db, clock, workshop, kim):
    mailed.send(db, clock, "DECLINED", at=ELEVEN)
    mailed.send(db, clock, "ACCEPTED", at=TEN)
    assert mailed.outcomes(db, workshop) == [COUNTED, OLDER]
    assert answer(db, workshop, kim)[0] == NO
    mailed.send(db, clock, "TENTATIVE", at=TWELVE)
    assert answer(db, workshop, kim)[0] == MAYBE


@pytest.mark.parametrize("by", [LINK, HAND])
def test_what_was_said_since_by_link_or_by_phone_counts(db, clock, workshop, kim, by):
    number = cast.invitation(db, workshop, kim).id
    (actions.answer if by == LINK else actions.answer_by_hand)(db, number, NO, clock())  # at 13:00
    mailed.send(db, clock, "ACCEPTED", at=TWELVE)
    assert mailed.last(db, workshop).outcome == OLDER
    assert answer(db, workshop, kim) == (NO, by, "")
    clock.turn(hours=1)
    mailed.send(db, clock, "ACCEPTED", at="20261123T133000Z")
    assert answer(db, workshop, kim) == (YES, MAIL, "")


def test_a_clock_that_is_ahead_does_not_silence_its_owner(db, clock, workshop, kim):
    mailed.send(db, clock, "ACCEPTED", at="20991123T100000Z", sequence=1000)
    clock.turn(hours=1)
    mailed.send(db, clock, "DECLINED", at="20261123T133000Z")
    assert answer(db, workshop, kim)[0] == NO


def test_an_answer_to_the_old_time_is_marked_as_one(db, clock, workshop, kim):
    mailed.send(db, clock, "ACCEPTED")
    actions.change(db, workshop.id, LATER, clock())
    mailed.send(db, clock, "TENTATIVE", at=ELEVEN)  # sent before the change was read
    assert mailed.outcomes(db, workshop) == [COUNTED, BEFORE]
    assert answer(db, workshop, kim) == (MAYBE, MAIL, "time")
    mailed.send(db, clock, "ACCEPTED", at=TWELVE, sequence=1)
    assert answer(db, workshop, kim) == (YES, MAIL, "")
    mailed.send(db, clock, "DECLINED", at=TWELVE)
    assert answer(db, workshop, kim) == (YES, MAIL, "")


def test_an_answer_to_the_old_time_does_not_touch_one_to_the_new(db, clock, workshop, kim):
    actions.change(db, workshop.id, LATER, clock())
    actions.answer(db, cast.invitation(db, workshop, kim).id, YES, clock())
    clock.turn(hours=1)
    mailed.send(db, clock, "DECLINED", at="20261123T133000Z")  # by the entry that a calendar had not updated
    assert mailed.last(db, workshop).outcome == BEFORE
    assert answer(db, workshop, kim) == (YES, LINK, "")


def test_a_yes_to_the_old_time_takes_no_seat_from_those_who_answer_the_new_one(db, clock, workshop, kim, robin):
    actions.change(db, workshop.id, LATER, clock())
    mailed.send(db, clock, "ACCEPTED")
    assert mailed.last(db, workshop).outcome == BEFORE
    assert answer(db, workshop, kim) == (NONE, "", "")
    mailed.send(db, clock, "ACCEPTED", sender=ROBIN, at=ELEVEN, sequence=1)
    assert answer(db, workshop, robin) == (YES, MAIL, "")


def test_an_answer_to_the_old_place_counts_and_says_so(db, clock, workshop, kim):
    actions.change(db, workshop.id, replace(cast.PLAN, seats=1, place="Room Winga"), clock())
    mailed.send(db, clock, "ACCEPTED")
    assert answer(db, workshop, kim) == (YES, MAIL, "details")


def test_a_yes_after_the_last_seat_is_told_so_once_and_calendar_and_list_agree(db, clock, workshop, kim, robin):
    mailed.send(db, clock, "ACCEPTED", sender=ROBIN)
    mailed.send(db, clock, "TENTATIVE", at=TEN)
    before = len(cast.mails(db, workshop))
    mailed.send(db, clock, "ACCEPTED", at=ELEVEN)
    assert answer(db, workshop, kim) == (MAYBE, MAIL, "")
    assert mailed.last(db, workshop).outcome == FULL
    mailed.send(db, clock, "ACCEPTED", at=TWELVE)  # a calendar that says yes by itself
    [mail] = cast.mails(db, workshop)[before:]
    assert (mail.to_name, mail.method) == ("Kim Berg", "REQUEST")
    assert "there is no seat for you" in mail.body
    assert "Your answer is still “maybe”" in mail.body
    event = parsers.event(mail.ics)
    assert (event.attendee.params["PARTSTAT"], event.sequence.value) == (["TENTATIVE"], "0")


def test_a_yes_without_a_seat_is_not_answered_when_nobody_is_left_to_write_from(db, clock, workshop, robin):
    mailed.send(db, clock, "ACCEPTED", sender=ROBIN)
    with storage.write(db):
        store.forget_organizer(db, factories.asa(db))
    before = len(cast.mails(db, workshop))
    mailed.send(db, clock, "ACCEPTED")
    assert (mailed.last(db, workshop).outcome, len(cast.mails(db, workshop))) == (FULL, before)


def test_an_address_that_was_passed_on_answers_for_whom_the_invite_was_sent_to(db, clock, workshop, kim, robin):
    people_actions.change_person(db, robin, "Robin Ek", "robin.ny@nordverk.example.com")
    people_actions.change_person(db, kim, "Kim Berg", ROBIN)
    mailed.send(db, clock, "ACCEPTED", sender=ROBIN)
    assert (answer(db, workshop, kim)[0], answer(db, workshop, robin)[0]) == (NONE, YES)


def test_a_no_from_a_calendar_frees_the_seat(db, clock, workshop, kim, robin):
    mailed.send(db, clock, "ACCEPTED")
    mailed.send(db, clock, "DECLINED", at=ELEVEN)
    mailed.send(db, clock, "ACCEPTED", sender=ROBIN, at=TWELVE)
    assert answer(db, workshop, robin)[0] == YES
    assert store.seats_taken(db, workshop.id) == 1


def cancelled(db, clock, workshop, kim):
    actions.cancel(db, workshop.id, clock())


def removed(db, clock, workshop, kim):
    actions.remove(db, cast.invitation(db, workshop, kim).id, clock())


def archived(db, clock, workshop, kim):
    people_store.archive(db, kim, clock())


def held(db, clock, workshop, kim):
    clock.turn(days=30)


@pytest.mark.parametrize("happened", [cancelled, removed, archived, held])
def test_when_it_is_over_an_answer_is_kept_and_changes_nothing(db, clock, workshop, kim, happened):
    happened(db, clock, workshop, kim)
    before = len(cast.mails(db, workshop))
    assert mailed.take(db, clock, "thunderbird") == REPLY
    assert mailed.last(db, workshop).outcome == CLOSED
    assert answer(db, workshop, kim) == (NONE, "", "")
    assert len(cast.mails(db, workshop)) == before


def test_who_is_invited_anew_does_not_come_by_an_answer_to_the_first_invite(db, clock, workshop, kim):
    removed(db, clock, workshop, kim)
    actions.invite(db, workshop.id, [kim], clock())
    mailed.take(db, clock, "thunderbird")
    assert mailed.last(db, workshop).outcome == BEFORE
    assert answer(db, workshop, kim) == (NONE, "", "")


@pytest.mark.parametrize(("name", "starts", "ends"), [
    ("outlook-counter", datetime(2027, 6, 15, 7, tzinfo=UTC), datetime(2027, 6, 15, 8, 30, tzinfo=UTC)),
    ("google-counter", datetime(2026, 12, 2, 8, tzinfo=UTC), datetime(2026, 12, 2, 9, 30, tzinfo=UTC)),
])
def test_another_time_is_proposed_and_the_answer_stays(db, clock, workshop, kim, name, starts, ends):
    mailed.take(db, clock, name)
    reply = mailed.last(db, workshop)
    assert (reply.outcome, reply.proposed_starts, reply.proposed_ends) == (PROPOSED, starts, ends)
    assert reply.comment
    assert answer(db, workshop, kim) == (NONE, "", "")


def test_a_proposal_without_zone_and_end_is_meant_as_the_workshop_is_planned(db, clock, workshop):
    mailed.send(db, clock, "TENTATIVE", method="COUNTER", more="DTSTART:20270615T090000")
    reply = mailed.last(db, workshop)
    assert (reply.proposed_starts, reply.proposed_ends) == (datetime(2027, 6, 15, 7, tzinfo=UTC), datetime(2027, 6, 15, 8, 30, tzinfo=UTC))


def test_who_sends_somebody_else_frees_the_seat_and_the_other_is_for_the_ambassador(db, clock, workshop, kim):
    mailed.send(db, clock, "ACCEPTED", at="20261123T093000Z")
    mailed.take(db, clock, "delegation")
    reply = mailed.last(db, workshop)
    assert (reply.outcome, reply.delegate, reply.was) == (DELEGATED, ROBIN, YES)
    assert answer(db, workshop, kim) == (NO, MAIL, "")
    mailed.take(db, clock, "delegate")
    reply = mailed.last(db, workshop)
    assert (reply.outcome, reply.attendee, reply.stands_for) == (UNINVITED, "lo.sand@elsewhere.example.com", mailed.KIM)
    assert store.seats_taken(db, workshop.id) == 0


def test_a_spoiled_mail_changes_its_senders_own_answer_or_nothing(db, clock, workshop, robin):
    actions.answer(db, cast.invitation(db, workshop, robin).id, MAYBE, clock())
    before, chance = cast.invitation(db, workshop, robin), random.Random(5)
    for name in sorted(path.stem for path in mailed.FILES.glob("*.eml")) * 4:
        raw = bytearray(mailed.file(name))
        for _spoil in range(chance.randrange(1, 5)):
            place = chance.randrange(len(raw))
            raw[place : place + chance.randrange(6)] = chance.choice([b"", b"\r\n", b":", b'"', b"\xff", b"9" * 30, b";PARTSTAT=ACCEPTED", b"ATTENDEE:mailto:robin.ek@nordverk.example.com\r\n"])
        assert actions.take(db, mailed.letter(bytes(raw)), clock()) in ("", REPLY, UNKNOWN, UNREADABLE, NOT_A_REPLY, WINMAIL)
    assert cast.invitation(db, workshop, robin) == before
    assert {reply.outcome for reply in store.replies(db, workshop.id) if reply.invitation_id == before.id and reply.via == MAIL} <= {STRANGER, OLDER, SAME}


def say_yes(config: Config, people: list[str], now: datetime) -> None:
    """Each in a thread of their own; some think better of it and say yes again."""

    def say(partstat: str, address: str, hour: int) -> None:
        with app.app_context(), storage.opened(Path(config.database)) as db:
            mailed.send(db, lambda: now, partstat, sender=address, at=f"20261123T{hour}0000Z")

    app = create_app(config, lambda: now)
    with ThreadPoolExecutor(4) as threads:
        for partstat, some, hour in (("ACCEPTED", people, 10), ("DECLINED", people[::4], 11), ("ACCEPTED", people, 12)):
            list(threads.map(lambda address, said=(partstat, hour): say(said[0], address, said[1]), some))


def test_many_mails_at_once_on_few_seats_through_several_processes(db, config, clock):
    people = factories.people(db, "Sales", 12)
    workshop = mailed.invited(db, config, clock, *people, seats=3)
    clock.turn(hours=4)
    addresses = [one.email for one in store.invitations(db, workshop.id)]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as processes:
        for done in [processes.submit(say_yes, config, addresses[i::2], clock()) for i in range(2)]:
            done.result(timeout=120)
    assert store.seats_taken(db, workshop.id) == 3
    assert len(store.replies(db, workshop.id)) == 12 * 2 + 4
