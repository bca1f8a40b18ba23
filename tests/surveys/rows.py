"""A small survey that is asked again and again, for tests of what its rounds say together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from config import Config
from people import store as people_store
from surveys import actions, editing, store
from surveys.model import Wave
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option, Question
from surveys.questions.choice import Choice
from surveys.questions.rating import Rating
from tests import factories
from tests.conftest import Clock
from tests.surveys import rounds

TOOLS = (Option("mail", {"en": "Mail"}), Option("sheet", {"en": "A spreadsheet"}))
EASY = Rating("easy", {"en": "How easy is it to find a customer?"}, low_label={"en": "Hard"}, high_label={"en": "Easy"})
TOOL = Choice("tool", {"en": "What do you use today?"}, options=(*TOOLS, Option("none", {"en": "Nothing"})))

LOW, HIGH = (1, 2, 2, 1, 2, 3, 1, 2), (5, 4, 4, 5, 4, 3, 5, 4)  # eight people's ratings


class Rows:
    """`asks` holds a round: each group's ratings, by people who are made as they are needed."""

    def __init__(self, db: Database, config: Config, clock: Clock) -> None:
        self.db, self.config, self.clock = db, config, clock
        self.survey = actions.new_survey(db, "open", "Follow-up", clock())
        actions.adjust(db, self.survey, Questionnaire((Page({}, (EASY, TOOL)),)))
        self.people: dict[str, list[int]] = {}
        self.easy = "easy"

    def opens(self, **chosen: object) -> Wave:
        closes = (self.clock() + timedelta(days=20)).replace(tzinfo=None)
        usual = {"dimension_id": rounds.department(self.db), "closes": closes}
        return rounds.start(self.db, actions.save_wave(self.db, self.survey, None, rounds.settings(**(usual | chosen)), self.clock()), self.clock())

    def asks(self, ratings: Mapping[str, Sequence[int]], tools: Sequence[str] = ("mail", "none"), **chosen: object) -> Wave:
        for group, given in ratings.items():
            self.there(group, len(given))
        wave = self.opens(**chosen)
        for group, given in ratings.items():
            for place, (person, rating) in enumerate(zip(self.people[group], given, strict=False)):
                rounds.give(self.db, self.config, wave, person, self.clock(), **{self.easy: rating, "tool": tools[place % len(tools)]})
        return self.closes(wave)

    def there(self, group: str, size: int) -> list[int]:
        """So many people of a group at least."""
        own = self.people.setdefault(group, [])
        own += [factories.person(self.db, f"{group} {number}", group) for number in range(len(own) + 1, size + 1)]
        return own

    def closes(self, wave: Wave) -> Wave:
        actions.close_wave(self.db, self.config, wave.id, self.clock())
        self.clock.turn(days=30)
        return store.get_wave(self.db, wave.id)

    def changes(self, question: Question, **told: str) -> None:
        """Change a question for the rounds to come; `told` says whether another wording means the same."""
        number, _version, _sent = store.latest_questionnaire(self.db, self.survey)
        content = store.questionnaire(self.db, number)
        place = next(one for one in content.asking if one.kind == question.kind)
        actions.adjust(self.db, self.survey, editing.changed(content, replace(question, id=place.id, origin=place.origin)), told)
        number, _version, _sent = store.latest_questionnaire(self.db, self.survey)
        self.easy = next(one.id for one in store.questionnaire(self.db, number).asking if one.kind == EASY.kind)

    def moves(self, person: int, group: str) -> None:
        dimension = rounds.department(self.db)
        people_store.set_group(self.db, person, dimension, people_store.ensure_group(self.db, dimension, group))
