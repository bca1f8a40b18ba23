"""Answers that a real program wrote: Thunderbird 153, to an invite that Ombord had sent it (`make interop JUDGES=Thunderbird`)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mail.model import REPLY
from tests import factories
from tests.workshops import cast, mailed
from workshops.model import MAIL, MAYBE, NO, YES


@pytest.mark.parametrize(("name", "answer"), [("thunderbird-real", YES), ("thunderbird-real-maybe", MAYBE), ("thunderbird-real-no", NO)])
def test_what_thunderbird_sends_is_counted_once(db, config, clock, name, answer):
    kim = factories.person(db, "Kim Berg")
    workshop = mailed.invited(db, replace(config, url="http://localhost"), clock, kim)
    clock.moment = datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert mailed.take(db, clock, name) == mailed.take(db, clock, name) == REPLY
    invitation = cast.invitation(db, workshop, kim)
    assert (invitation.answer, invitation.answered_by) == (answer, MAIL)
