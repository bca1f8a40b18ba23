"""The same people, asked confidentially before the first day, in late summer and in autumn; what became of it; and a round by name."""

import random
import uuid
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from config import Config
from demo import cast, questions, texts
from demo.teller import Event, Teller
from people import store as people_store
from surveys import actions, figures, store
from surveys.model import CONFIDENTIAL, NAMED, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import Answers, in_language

ROUNDS = (  # opens, closes, and how things are: the mean that each question is drawn around
    (datetime(2026, 5, 18, 7, tzinfo=UTC), datetime(2026, 5, 29, 17), {"why": 3.5, "want": 3.4, "how": 2.6, "can": 2.4, "support": 3.3, "find": 2.4, "trust": 3.3, "stuck": 3.1}),
    (datetime(2026, 8, 24, 7, tzinfo=UTC), datetime(2026, 9, 4, 17), {"why": 4.0, "want": 3.8, "how": 3.3, "can": 3.2, "support": 3.5, "find": 3.2, "trust": 3.4, "stuck": 3.6}),
    (datetime(2026, 10, 12, 7, tzinfo=UTC), datetime(2026, 10, 23, 17), {"why": 4.2, "want": 4.0, "how": 3.9, "can": 3.6, "support": 3.7, "find": 4.0, "trust": 3.4, "stuck_today": 2.9}),
)
DAYS, SHARE = 5, 84  # within how many days people answer, and how many of a hundred do
BEHIND = {"Service": {"how": (-0.2, -0.8, -0.1), "can": (-0.2, -0.4, -1.0)}}  # a group that is slower at some steps, round by round
READ = datetime(2026, 10, 26, 9, tzinfo=UTC)
ASKED, TAKEN_IN = datetime(2026, 11, 16, 9, tzinfo=UTC), datetime(2026, 12, 1, 17)
WILLING = (1, 2, 3, 5, 7, 8, 11)  # places in the list of those who are asked


class Following(Teller):
    def __init__(self, db: Database, config: Config, language: str, seed: int, zone: str) -> None:
        super().__init__(db, config, language, seed, zone)
        self.survey = 0
        self.unsaid = [iter(()), iter(questions.NEXT), iter(questions.NEXT)]  # nobody in a round says what somebody else has said

    def events(self) -> list[Event]:
        found: list[Event] = [(READ, self.read), (ASKED, lambda: self.by_name(ASKED))]
        for number, (opens, closes, _means) in enumerate(ROUNDS):
            found.append((opens, lambda number=number: self.ask(number)))  # type: ignore[misc]
            found += [(moment, lambda number=number, moment=moment: self.answers(number, moment)) for moment in (opens + timedelta(days=day, hours=3) for day in range(1, DAYS + 1))]  # type: ignore[misc]
            found.append((closes.replace(tzinfo=UTC), lambda: None))  # it closes by itself
        return found

    # Three rounds of the same people

    def ask(self, number: int) -> None:
        opens, closes, means = ROUNDS[number]
        self.survey = self.survey or actions.new_survey(self.db, "change-pulse", self.said(questions.STEPS_TITLE), opens)
        actions.adjust(self.db, self.survey, questions.steps(questions.STUCK if "stuck" in means else questions.STUCK_LATER))
        self.start(self.survey, closes, opens, level=CONFIDENTIAL, dimension_id=people_store.dimensions(self.db)[0].id)

    def answers(self, number: int, now: datetime) -> None:
        """One day's answers: everybody has a day of their own in each round, or none, and a temper of their own in all."""
        wave = self.rounds[0]
        content = store.questionnaire(self.db, wave.questionnaire_id)
        for one in store.invitations(self.db, wave.id):
            email = people_store.get(self.db, one.person_id).email
            own = random.Random(f"{self.seed}:steps:{number}:{email}")
            if own.random() * 100 < SHARE and own.randint(1, DAYS) == (now - ROUNDS[number][0]).days and email not in (cast.PARTICIPANT, cast.WRONG_ADDRESS):
                self.answer(one.id, self.opinion(content, number, one.group, email, own), own, now)

    def opinion(self, content: Questionnaire, number: int, group: str, email: str, own: random.Random) -> Answers:
        temper = random.Random(f"{self.seed}:temper:{email}").gauss(0, 0.6)
        behind = next((items for name, _size, _mood in texts.GROUPS if name[self.language] == group for items in [BEHIND.get(name["en"], {})]), {})
        drawn = {name: own.gauss(mean + temper + behind.get(name, (0, 0, 0))[number], 0.7) for name, mean in ROUNDS[number][2].items()}
        given = {name if content.find(name) else f"pulse.{name}": str(min(5, max(1, round(value)))) for name, value in drawn.items()}
        if own.random() < 0.4 and (said := next(self.unsaid[number], None)):
            given["next_step"] = self.said(said)
        return self.checked(given, content)

    # What became of it

    def read(self) -> None:
        """The ambassador reads what was written: tags it, marks something for follow-up and edits a name out."""
        wave = self.rounds[0]
        found = {one.text: one.id for one in store.comments(self.db, wave.id, "next_step")}
        said = [found.get(self.said(words), "") for words in questions.NEXT]
        for tag, places in ((questions.PRACTISE, questions.TO_PRACTISE), (questions.FIELDS, questions.LESS)):
            actions.tag_comments(self.db, self.survey, [said[place] for place in places], self.said(tag))
        actions.follow_up(self.db, self.survey, [said[questions.FOLLOWED]], True)
        actions.edit(self.db, wave.id, said[questions.NAMED], self.said(questions.NAMELESS))

    def need(self, group: str) -> tuple[str, str]:
        """The first step that a group has not taken, with its figures, and the page that shows it."""
        wave = next(one for one in self.rounds if one.readable)
        step = next(one.step for one in figures.barriers_of(store.results(self.db, wave)) if one.group and one.group.name == group)
        assert step
        assert step.mean
        known = {"mean": step.mean.mean, "low": step.mean.low or 0, "high": step.mean.high or 0}
        words = {name: f"{value:.1f}".replace(".", {"en": ".", "sv": ","}[self.language]) for name, value in known.items()}
        said = self.said(questions.NEED) % {"survey": wave.title, "round": wave.number, "group": group, "step": in_language(step.part.text, self.language).replace("{system}", wave.system), "n": step.n, **words}
        return said, f"/waves/{wave.id}/results"

    @property
    def rounds(self) -> list[Wave]:
        """The newest first."""
        return store.waves_of(self.db, self.survey)

    # By name

    def by_name(self, now: datetime) -> None:
        survey = actions.new_survey(self.db, "open", self.said(questions.HELP_TITLE), now)
        actions.adjust(self.db, survey, questions.HELP)
        asked = tuple(group.id for group in people_store.groups(self.db) if group.name in (texts.GROUPS[0][0][self.language], texts.GROUPS[4][0][self.language]))
        wave = self.start(survey, TAKEN_IN, now, level=NAMED, targets=asked)
        for place, one in enumerate(store.invitations(self.db, wave.id)):
            own = random.Random(f"{self.seed}:help:{place}")
            if place in WILLING and people_store.get(self.db, one.person_id).email != cast.PARTICIPANT:
                given = {"willing": "yes", **{f"about.{name}": "1" for name in own.sample(("search", "diary", "sales", "mail"), own.randint(1, 2))}}
                given |= {"need": self.said(questions.NEEDED[place % 3])} if own.random() < 0.6 else {}
                self.answer(one.id, self.checked(given if own.random() < 0.8 else {"willing": "no"}, questions.HELP), own, now)

    # What both need

    def start(self, survey: int, closes: datetime, now: datetime, **chosen: object) -> Wave:
        wave = actions.save_wave(self.db, survey, None, self.settings(closes, **chosen), now)
        return actions.start(self.db, wave, self.asker, self.company, now)

    def answer(self, invitation: int, answers: Answers, own: random.Random, now: datetime) -> None:
        actions.answer(self.db, self.config, invitation, answers, uuid.UUID(int=own.getrandbits(128)).hex, now)
