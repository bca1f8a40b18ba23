"""What whoever tells a part of the story needs: the database, the dice's seed, the company, and words in its language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from config import Config
from demo.texts import GROUPS
from people import store as people_store
from people.model import Company, Person
from surveys.model import ANONYMOUS, USUAL_K, USUAL_KC, Settings
from surveys.questionnaire import Questionnaire, filled
from surveys.questions import Answers, Texts

Event = tuple[datetime, Callable[[], None]]


class Teller:
    def __init__(self, db: Database, config: Config, language: str, seed: int, zone: str) -> None:
        self.db, self.config, self.language, self.seed, self.zone = db, config, language, seed, zone

    def settings(self, closes: datetime, **chosen: Any) -> Settings:
        return replace(Settings(ANONYMOUS, USUAL_K, USUAL_KC, None, closes, self.zone, share_results=True), **chosen)

    def checked(self, given: dict[str, str], content: Questionnaire) -> Answers:
        found = filled(content, given, complete=False)
        assert not found.wrong, found.wrong
        return found.answers

    def said(self, texts: Texts) -> str:
        return texts[self.language]

    def group(self, place: int) -> list[Person]:
        """The people of one of the invented groups."""
        name = self.said(GROUPS[place][0])
        found = next(group for group in people_store.groups(self.db, people_store.dimensions(self.db)[0].id) if group.name == name)
        return people_store.in_groups(self.db, [found.id])

    @property
    def asker(self) -> Person:
        return people_store.ambassadors(self.db)[0]

    @property
    def company(self) -> Company:
        return people_store.get_company(self.db)
