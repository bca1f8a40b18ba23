"""A workshop that people answer from wherever they are: by their calendar's buttons, by the link in the mail, in the corridor."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import storage
from demo import mails, texts
from demo.teller import Event, Teller
from mail import letters, mailbox
from mail import store as mail_store
from workshops import actions, store
from workshops.model import HAND, LINK, MAIL, MAYBE, NO, YES, Invitation, Plan, Workshop

PLANNED, ANSWERED = datetime(2026, 11, 10, 9, tzinfo=UTC), datetime(2026, 11, 11, 7, tzinfo=UTC)
MOVED, ANSWERED_AGAIN = datetime(2026, 11, 18, 14, tzinfo=UTC), datetime(2026, 11, 19, 7, tzinfo=UTC)
BOUNCED, ASKED, PROPOSED, READ = (datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in ((18, 15), (20, 9), (20, 12), (24, 8)))
FIRST_TIME, NEW_TIME, OTHER_TIME = datetime(2026, 12, 1, 9), datetime(2026, 12, 2, 13), datetime(2026, 12, 3, 13)
HOW_LONG = timedelta(minutes=75)
SUPPORT, FINANCE, SERVICE = 2, 5, 1  # places among the groups
WOULD_LIKE_TO_COME = 9  # place among the people of Service

# Who answers how, by place in the list of those who are invited.
FIRST = {0: (MAIL, YES), 1: (LINK, YES), 2: (MAIL, MAYBE), 3: (MAIL, NO), 4: (LINK, YES), 6: (MAIL, YES), 7: (HAND, YES), 8: (LINK, MAYBE), 10: (MAIL, YES)}
AGAIN = {0: (MAIL, YES), 1: (LINK, YES), 2: (MAIL, YES), 6: (MAIL, NO), 7: (HAND, YES), 8: (LINK, YES), 9: (MAIL, YES)}
FULL_MAILBOX, PROPOSES = 5, 14


class Answering(Teller):
    number = 0

    def events(self) -> list[Event]:
        def at(moment: datetime, happens: Callable[[datetime], None]) -> Event:
            return moment, partial(happens, moment)

        answers = [at(began + timedelta(hours=place), partial(self.answer, place, how)) for began, how in ((ANSWERED, FIRST), (ANSWERED_AGAIN, AGAIN)) for place in how]
        return [*answers, at(PLANNED, self.plan), at(MOVED, self.move), at(BOUNCED, self.bounce), at(ASKED, self.ask_to_come), at(PROPOSED, self.propose), at(READ, self.read)]

    def plan(self, now: datetime) -> None:
        wanted = [person.id for place in (SUPPORT, FINANCE) for person in self.group(place)]
        plan = Plan(title=self.said(texts.CARDS), purpose=self.said(texts.CARDS_FOR), place="Luleå, Norrsken", starts=FIRST_TIME, ends=FIRST_TIME + HOW_LONG, zone=self.zone, seats=16)
        self.number = actions.plan(self.db, self.config, self.asker, plan, wanted, now, str(uuid.UUID(int=self.seed, version=4)))

    def answer(self, place: int, how: Mapping[int, tuple[str, str]], now: datetime) -> None:
        (by, given), one = how[place], self.invited[place]
        if by == LINK:
            actions.answer(self.db, one.id, given, now)
        elif by == HAND:
            actions.answer_by_hand(self.db, one.id, given, now)
        else:
            self.arrives(mails.reply(self.workshop, one.email, given, one.sequence, now), now)

    def move(self, now: datetime) -> None:
        actions.change(self.db, self.number, replace(self.workshop, starts=NEW_TIME, ends=NEW_TIME + HOW_LONG), now)

    def bounce(self, now: datetime) -> None:
        """A mailbox is full."""
        one = self.invited[FULL_MAILBOX]
        mail = mail_store.latest(self.db, "workshop", f"workshop:{self.number}")[one.id]
        self.arrives(mails.bounce(mail, "552 5.2.2 mailbox is full", now), now)

    def ask_to_come(self, now: datetime) -> None:
        """Somebody to whom the invite was passed on."""
        self.arrives(mails.reply(self.workshop, self.group(SERVICE)[WOULD_LIKE_TO_COME].email, YES, 1, now, self.said(texts.MAY_I_COME)), now)

    def propose(self, now: datetime) -> None:
        one = self.invited[PROPOSES]
        self.arrives(mails.counter(self.workshop, one.email, one.sequence, now, OTHER_TIME, self.said(texts.ANOTHER_DAY)), now)

    def arrives(self, raw: bytes, now: datetime) -> None:
        mailbox.receive(self.db, letters.read(raw, now), actions.take, now)

    def read(self, now: datetime) -> None:
        """As if there were a mailbox, with nothing new in it."""
        with storage.write(self.db):
            mail_store.fine(self.db, now)

    @property
    def workshop(self) -> Workshop:
        return store.get(self.db, self.number)

    @property
    def invited(self) -> list[Invitation]:
        return store.invitations(self.db, self.number)
