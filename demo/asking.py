"""The company's other surveys: one that repeats by the rollout's phases, a room, a poster, and words that are answered without a name."""

import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

import walltime
from demo import cast, questions
from demo.teller import Event, Teller
from people import store as people_store
from surveys import actions, phrases, room, store
from surveys.model import LINK, Wave
from surveys.phases import Plan
from surveys.questionnaire import Questionnaire
from surveys.questions import Answers, Texts

PLANNED = datetime(2026, 6, 22, 8, tzinfo=UTC)
GO_LIVE = date(2026, 6, 2)
PHASES = ("week 4", "month 3", "month 6")  # of these the last lies ahead
ANSWERED = (datetime(2026, 6, 30, 6, tzinfo=UTC), datetime(2026, 9, 2, 6, tzinfo=UTC))
ASKED_BACK, REPLIED = datetime(2026, 11, 19, 9, tzinfo=UTC), datetime(2026, 11, 20, 14, tzinfo=UTC)
SHARE = 70  # how many of a hundred answer
IN_THE_ROOM = datetime(2026, 9, 30, 13, 5, tzinfo=UTC)
ON_THE_WALL = datetime(2026, 11, 20, 9, tzinfo=UTC)
TAKEN_DOWN = datetime(2026, 12, 4, 17)


class Asking(Teller):
    survey = 0

    def events(self) -> list[Event]:
        days = [first + timedelta(days=day) for first in ANSWERED for day in range(6)]
        return [
            (PLANNED, lambda: self.plan(PLANNED)),
            *((moment, lambda moment=moment: self.answers(moment)) for moment in days),
            *((moment, lambda: None) for moment in (ANSWERED[0] + timedelta(days=10, hours=9), ANSWERED[1] + timedelta(days=10, hours=9))),  # the rounds close
            (ASKED_BACK, lambda: self.ask_back(ASKED_BACK)),
            (REPLIED, lambda: actions.reply(self.db, self.config, cast.PHRASE, "more", self.said(questions.REPLY), REPLIED)),
            (IN_THE_ROOM, lambda: self.in_the_room(IN_THE_ROOM)),
            (IN_THE_ROOM + timedelta(minutes=11), lambda: None),
            (ON_THE_WALL, lambda: self.on_the_wall(ON_THE_WALL)),
        ]

    # By the rollout's phases

    def plan(self, now: datetime) -> None:
        self.survey = actions.new_survey(self.db, "open", self.said(questions.TITLE), now)
        actions.adjust(self.db, self.survey, questions.DAYS)
        usual = self.settings(closes=datetime.combine(now.date(), time(17)) + timedelta(days=30), dimension_id=people_store.dimensions(self.db)[0].id)
        actions.plan_phases(self.db, self.survey, Plan(GO_LIVE, PHASES, time(8), 10, (5,)), usual, self.asker, self.company, now)

    def answers(self, now: datetime) -> None:
        """One day's answers: everybody has a day of their own, or none; who writes something does so on the first."""
        wave = next(wave for wave in store.waves_of(self.db, self.survey) if wave.accepts(now))
        day = (now.date() - walltime.wall(wave.opened_at or now, self.zone).date()).days
        for one in store.invitations(self.db, wave.id):
            email = people_store.get(self.db, one.person_id).email
            own = random.Random(f"{self.seed}:days:{wave.id}:{email}")
            if email == cast.WRITER:
                self.write(wave, one.id, own, now)
            elif own.random() * 100 < SHARE and own.randint(0, 5) == day and email not in (cast.PARTICIPANT, cast.WRONG_ADDRESS):
                actions.answer(self.db, self.config, one.id, self.opinion(own), uuid.UUID(int=own.getrandbits(128)).hex, now)

    def write(self, wave: Wave, invitation: int, own: random.Random, now: datetime) -> None:
        if str(wave.id) == cast.PHRASE.split()[0]:
            given = self.checked({"where": "desk", "easy": "3", "more": self.said(questions.COMMENT)}, questions.DAYS)
            actions.answer(self.db, self.config, invitation, given, uuid.UUID(int=own.getrandbits(128)).hex, now, phrase=phrases.typed(cast.PHRASE))

    def opinion(self, own: random.Random) -> Answers:
        where, order = own.choice(("desk", "desk", "road", "home")), own.sample(("1", "2", "3"), 3)
        given = {"where": where, "phone": own.choice(("yes", "no")), "easy": str(own.randint(2, 5)), "hours": str(own.randint(1, 30)), "since": f"2026-{own.randint(4, 6):02}-{own.randint(1, 28):02}"}
        given |= {f"tasks.{task}": "1" for task in own.sample(("look", "note", "sales", "cases"), own.randint(1, 3))}
        given |= {"recommend": str(own.randint(3, 10)), **{f"worries.{worry}": str(own.randint(1, 5)) for worry in ("time", "watched", "able")}}
        given |= {f"help.{help}": place for help, place in zip(("fields", "course", "friend"), order, strict=True)}
        if own.random() < 0.5:
            given["word"] = self.said(own.choice(questions.WORDS))
        return self.checked(given, questions.DAYS)

    # Without a name

    def ask_back(self, now: datetime) -> None:
        wave, [comment] = actions.by_phrase(self.db, self.config, cast.PHRASE, now)
        actions.write_about(self.db, wave.id, comment.id, self.said(questions.ASKED_BACK), sure=False)

    # By an open link

    def in_the_room(self, now: datetime) -> None:
        wave = self.by_link("evaluation", questions.ROOM, room.closing(now, 10, self.zone), now)
        for number in range(9):
            own = random.Random(f"{self.seed}:room:{number}")
            given = {name: str(own.randint(3, 5)) for name in ("relevance", "clarity", "time", "recommend")}
            self.by_device(wave, own, given, now + timedelta(minutes=number))

    def on_the_wall(self, now: datetime) -> None:
        wave = self.by_link("open", questions.POSTER, TAKEN_DOWN, now, questions.PRACTICE)
        for number, wish in enumerate(questions.WISHES):
            self.by_device(wave, random.Random(f"{self.seed}:wall:{number}"), {"wish": self.said(wish)}, now + timedelta(hours=number))

    def by_link(self, template: str, title: Texts, closes: datetime, now: datetime, content: Questionnaire | None = None) -> Wave:
        survey = actions.new_survey(self.db, template, self.said(title), now)
        if content:
            actions.adjust(self.db, survey, content)
        return actions.ask_by_link(self.db, survey, self.settings(closes=closes, access=LINK), self.asker, self.company, now)

    def by_device(self, wave: Wave, own: random.Random, given: dict[str, str], now: datetime) -> None:
        answers = self.checked(given, store.questionnaire(self.db, wave.questionnaire_id))
        actions.answer_by_link(self.db, self.config, wave.id, answers, uuid.UUID(int=own.getrandbits(128)).hex, now)
