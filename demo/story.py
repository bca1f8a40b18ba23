"""Half a year, told by turning a clock and calling the app's own actions, as people would."""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlite_utils import Database

import jobs
import storage
import walltime
from config import Config
from demo import cast, texts
from demo.answering import Answering
from demo.asking import Asking
from demo.following import Following
from demo.texts import Session
from mail import store as mail_store
from mail.model import FAILED, SENT
from outcomes import actions as outcome_actions
from outcomes import model as outcomes
from outcomes import store as outcome_store
from people import actions as people_actions
from people import store as people_store
from people.model import Company, Person
from surveys import actions as survey_actions
from surveys import store as survey_store
from surveys.budget import Budget
from surveys.model import ANONYMOUS, USUAL_K, USUAL_KC, Settings
from surveys.questions import Value
from workshops import actions as workshop_actions
from workshops import store as workshop_store
from workshops.model import MAYBE, NO, YES, Plan

ZONE = "Europe/Stockholm"
BEGINS = datetime(2026, 4, 13, 7, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SEED = 20260424

Event = tuple[datetime, Callable[[], None]]

WAVES = (  # opens, closes, how content people are with the product, how many of a hundred answer
    (datetime(2026, 6, 15, 7, tzinfo=UTC), datetime(2026, 6, 26, 17), 3.3, 80),
    (datetime(2026, 9, 14, 7, tzinfo=UTC), datetime(2026, 9, 25, 17), 3.7, 76),
    (datetime(2026, 11, 16, 8, tzinfo=UTC), datetime(2026, 11, 27, 17), 3.9, 55),
)
REMINDED = (4, 9)  # days after the opening


class Story:
    """The company as it is made: the database, the dice, and who is who."""

    def __init__(self, db: Database, config: Config, language: str) -> None:
        self.db, self.config, self.language = db, config, language
        self.dice = random.Random(SEED)
        self.now = BEGINS
        self.survey = 0
        self.unsaid: dict[tuple[int, str], list[str]] = {}
        self.following = Following(db, config, language, SEED, ZONE)

    def tell(self) -> None:
        """Everything up to TODAY, in order of time."""
        self.begin()
        events = [event for session in texts.SESSIONS for event in self.workshop(session)] + [event for number in range(len(WAVES)) for event in self.wave(number)]
        events += [event for told in (Asking, Answering) for event in told(self.db, self.config, self.language, SEED, ZONE).events()] + self.following.events()
        for moment, happens in sorted(events, key=lambda event: event[0]):
            self.turn(moment)
            happens()
            if moment < TODAY - timedelta(days=1):
                self.deliver()
        self.turn(TODAY)

    def turn(self, moment: datetime) -> None:
        """Turn the clock, and let the timetable do what is due."""
        self.now = moment
        jobs.run_due(self.db, self.config, lambda: moment)

    def deliver(self) -> None:
        """The mails go out as if there were a server; it does not know one of the addresses."""
        with storage.write(self.db):
            while mail := mail_store.claim(self.db, "demo", self.now, self.now + timedelta(minutes=5)):
                wrong = mail.to_email == cast.WRONG_ADDRESS
                mail_store.finish(self.db, mail.id, "demo", FAILED if wrong else SENT, "550 5.1.1 no such mailbox here" if wrong else "", self.now)

    def begin(self) -> None:
        company = Company(texts.COMPANY[self.language], "SuperOffice CRM", self.language, ZONE)
        code = people_actions.new_setup_code(self.db) or ""
        people_actions.set_up(self.db, code, company, *cast.AMBASSADOR, self.language)
        people_actions.import_people(self.db, "people.csv", cast.roster(self.language), groups=[texts.HEADINGS[self.language].split(",")[-1]])
        survey_actions.set_budget(self.db, Budget(most_mails=6))

    # Workshops

    def workshop(self, session: Session) -> list[Event]:
        begins = self.plan_of(session).starts_at
        planned = datetime.fromisoformat(session.planned).replace(tzinfo=UTC)
        numbers: list[int] = []
        events: list[Event] = [(planned, lambda: numbers.append(self.plan(session))), (planned + timedelta(days=2), lambda: self.reply(numbers[0], session))]
        if session.cancelled:
            events.append((begins - timedelta(days=2), lambda: self.cancel(numbers[0])))
        elif begins < TODAY and session.summary:
            events.append((begins + timedelta(minutes=session.minutes + 30), lambda: self.record(numbers[0], session)))
            events += [(datetime.fromisoformat(due).replace(hour=14, tzinfo=UTC) - timedelta(days=2), self.finish(numbers, place)) for place, (_text, _owner, due, done) in enumerate(session.actions) if done]
        return [event for event in events if event[0] < TODAY]

    def plan_of(self, session: Session) -> Plan:
        starts = datetime.fromisoformat(session.starts)
        return Plan(title=session.title[self.language], purpose=session.purpose[self.language], place=session.place, link=session.link, starts=starts, ends=starts + timedelta(minutes=session.minutes), zone=ZONE, seats=session.seats)

    def plan(self, session: Session) -> int:
        wanted = [person for place in session.groups for person in self.following.group(place)[: 60 if len(session.groups) == 1 else 12]]
        if session.seats and len(session.groups) > 2:
            wanted = self.dice.sample(wanted, min(len(wanted), session.seats + 6))
        people = {person.id for person in wanted} | {self.ambassador().id}
        ticket = str(uuid.UUID(int=self.dice.getrandbits(128), version=4))
        need, need_from = self.following.need(texts.GROUPS[session.groups[0]][0][self.language]) if session.needed else ("", "")
        plan = replace(self.plan_of(session), need=need, need_from=need_from)
        return workshop_actions.plan(self.db, self.config, self.ambassador(), plan, sorted(people), self.now, ticket)

    def reply(self, number: int, session: Session) -> None:
        """Some answer; a workshop whose seats are few is full. Karin always leaves hers open, for whoever tries the demo."""
        full = session.seats == 8
        for one in workshop_store.invitations(self.db, number):
            if one.email == cast.PARTICIPANT:
                continue
            given = self.dice.choices((YES, MAYBE, NO, ""), (60, 8, 14, 18))[0]
            if full:
                given = YES if workshop_store.seats_taken(self.db, number) < 8 else NO
            if given:
                workshop_actions.answer(self.db, one.id, given, self.now)

    def cancel(self, number: int) -> None:
        workshop_actions.cancel(self.db, number, self.now)

    def record(self, number: int, session: Session) -> None:
        came = [one.person_id for one in workshop_store.invitations(self.db, number) if one.answer == YES and self.dice.random() < 0.9]
        workshop_actions.note_attendance(self.db, number, came, self.now)
        people = people_store.people(self.db)
        for kind, found in ((outcomes.DECISION, session.decisions), (outcomes.BEST_PRACTICE, session.practices), (outcomes.QUESTION, session.questions)):
            for words in found:
                outcome_actions.add(self.db, number, outcomes.Draft(kind=kind, text=words[self.language]), self.now)
        for words, owner, due, _done in session.actions:
            outcome_actions.add(self.db, number, outcomes.Draft(kind=outcomes.ACTION, text=words[self.language], owner_id=people[owner].id, due=date.fromisoformat(due)), self.now)
        outcome_actions.keep_record(self.db, number, (session.summary or {})[self.language], self.now)

    def finish(self, numbers: list[int], place: int) -> Callable[[], None]:
        return lambda: outcome_actions.set_done(self.db, self.actions_of(numbers[0])[place], True, self.now)

    def actions_of(self, number: int) -> list[int]:
        return sorted(one.id for one in outcome_store.of_workshop(self.db, number) if one.kind == outcomes.ACTION)

    # Surveys

    def wave(self, number: int) -> list[Event]:
        opens, closes, mood, share = WAVES[number]
        numbers: list[int] = []
        events: list[Event] = [(opens, lambda: numbers.append(self.open(closes)))]
        for day in range(1, 8):
            events.append((opens + timedelta(days=day, hours=2), lambda day=day: self.answers(numbers[0], mood, share, day)))  # type: ignore[misc]
        closing = walltime.instant(closes, ZONE)
        ticks = [opens + timedelta(days=after, hours=1) for after in REMINDED] + [closing]
        return [event for event in [*events, *((moment, self.rest) for moment in ticks)] if event[0] < TODAY]

    def rest(self) -> None:
        """Nothing but the timetable."""

    def open(self, closes: datetime) -> int:
        self.survey = self.survey or survey_actions.new_survey(self.db, "sus", texts.SURVEY[self.language], self.now)
        days = tuple((self.now + timedelta(days=after)).date() for after in REMINDED)
        dimension = people_store.dimensions(self.db)[0]
        settings = Settings(ANONYMOUS, USUAL_K, USUAL_KC, dimension.id, closes, ZONE, reminders=days, share_results=True)
        wave_id = survey_actions.save_wave(self.db, self.survey, None, settings, self.now)
        survey_actions.start(self.db, wave_id, self.ambassador(), self.company(), self.now)
        return wave_id

    def answers(self, wave_id: int, mood: float, share: int, day: int) -> None:
        """One day's answers: everybody has a day of their own, or none."""
        moods = {name[self.language]: change for name, _size, change in texts.GROUPS}
        for one in survey_store.invitations(self.db, wave_id):
            person = people_store.get(self.db, one.person_id)
            own = random.Random(f"{SEED}:{wave_id}:{person.email}")
            if own.random() * 100 < share and own.randint(1, 7) == day and person.email not in (cast.PARTICIPANT, cast.WRONG_ADDRESS):
                given = self.opinion(own, mood + moods.get(one.group, 0.0), wave_id)
                survey_actions.answer(self.db, self.config, one.id, given, uuid.UUID(int=own.getrandbits(128)).hex, self.now)

    def opinion(self, own: random.Random, mood: float, wave_id: int) -> dict[str, Value]:
        tone = own.gauss(mood, 0.45)
        ratings = {f"sus{item}": min(5, max(1, round(own.gauss(tone if item % 2 else 6 - tone, 0.7)))) for item in range(1, 11)}
        words = {name: self.words(name, found, wave_id) for name, found in (("works", texts.WORKS), ("change", texts.CHANGE)) if own.random() < 0.2}
        return {**ratings, **{name: said for name, said in words.items() if said}}

    def words(self, name: str, found: Sequence[texts.Words], wave_id: int) -> str:
        """What nobody has said yet in this round; nothing when all has been said."""
        left = self.unsaid.setdefault((wave_id, name), [words[self.language] for words in found])
        return left.pop(self.dice.randrange(len(left))) if left else ""

    # Who is who

    def company(self) -> Company:
        company = people_store.find_company(self.db)
        assert company is not None
        return company

    def ambassador(self) -> Person:
        return people_store.ambassadors(self.db)[0]
