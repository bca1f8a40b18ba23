"""What people receive, word for word. A wanted change: run the tests with OMBORD_SNAPSHOTS=write and look at the difference."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from mail.model import PLACEHOLDER
from people import store as people_store
from tests import factories
from tests.workshops import cast, mailed
from workshops import actions, store
from workshops.model import YES

SNAPSHOTS = Path(__file__).parent / "snapshots"
TICKET = "6f1c1f3e-0000-4000-8000-000000000001"


@pytest.fixture()
def mails(db, config, clock):
    """One workshop's life: planned, answered, moved, one person taken off the list, cancelled."""
    asa = people_store.get(db, factories.asa(db))
    kim, robin = factories.person(db, "Kim Berg"), factories.person(db, "Robin Ek")
    workshop = store.get(db, actions.plan(db, config, asa, cast.PLAN, [kim, robin], clock(), TICKET))
    actions.answer(db, cast.invitation(db, workshop, kim).id, YES, clock())
    clock.turn(hours=1)
    moved = replace(cast.PLAN, title="Pipeline, in practice", starts=datetime(2026, 12, 3, 22), ends=datetime(2026, 12, 4, 1), place="", purpose="")
    actions.change(db, workshop.id, moved, clock())
    clock.turn(hours=1)
    actions.remove(db, cast.invitation(db, workshop, robin).id, clock())
    actions.cancel(db, workshop.id, clock())
    return cast.mails(db, workshop)


def compare(name: str, mail) -> None:
    text = f"To: {mail.to_name} <{mail.to_email}>\nSubject: {mail.subject}\n\n{mail.body}\n{mail.ics.replace(chr(13), '')}"
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("OMBORD_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_mails_of_a_workshops_life_read_as_they_should(mails):
    invited, _robins, changed, robins_change, removed, cancelled = mails
    compare("invited", invited)
    compare("changed_after_answer", changed)
    compare("changed", robins_change)
    compare("removed", removed)
    compare("cancelled", cancelled)


def test_a_yes_that_came_too_late_is_answered_kindly(db, config, clock):
    kim, robin = factories.person(db, "Kim Berg"), factories.person(db, "Robin Ek")
    workshop = mailed.invited(db, config, clock, kim, robin, seats=1)
    actions.answer(db, cast.invitation(db, workshop, robin).id, YES, clock())
    clock.turn(hours=2)
    mailed.send(db, clock, "ACCEPTED")
    compare("full", cast.mails(db, workshop)[-1])


def test_only_a_mail_that_asks_has_a_link(mails):
    assert [PLACEHOLDER in mail.body for mail in mails] == [True, True, True, True, False, False]


def test_everybody_is_written_to_in_their_own_language(db, config, clock):
    kim = factories.person(db, "Kim Berg")
    people_store.update(db, kim, "Kim Berg", "kim@nordverk.example.com", "sv")
    [mail] = cast.mails(db, cast.planned(db, config, clock, kim))
    assert "tisdag 1 december 2026" in mail.subject
