"""A closed anonymous round that has every kind of chart: every kind of question, scores and a profile, four groups of which two are too small to show."""

import random
from datetime import datetime

from sqlite_utils import Database

from config import Config
from surveys import actions, library, store
from surveys.model import ANONYMOUS, Wave
from surveys.questionnaire import Questionnaire
from surveys.questions import Value
from tests.surveys import rounds
from tests.surveys.answering import round_of
from tests.surveys.whole import WHOLE, answers

GROUPS = {"Sales": 12, "Support": 9, "Board": 3, "Office": 2}
BLOCKS = [library.in_bank(key).questionnaire for key in ("sus", "recommendation", "satisfaction", "change-pulse")]
CHARTED = Questionnaire((*WHOLE.pages, *(page for block in BLOCKS for page in block.pages)), tuple(score for block in BLOCKS for score in block.scores))

# what there is a picture of
KEYS = (
    "score-sus", "score-recommendation", "score-satisfaction", "profile-change_pulse", "question-mobile", "question-reach", "question-place", "question-easy", "question-app",
    "question-parts", "question-first", "question-hours", "question-since", "groups-easy",
)


def charted_round(db: Database, config: Config, now: datetime, level: str = ANONYMOUS) -> Wave:
    people = [person for group in rounds.company(db, **GROUPS).values() for person in group]
    wave = round_of(db, now, CHARTED, level, share_results=True)
    for n, person in enumerate(people):
        rounds.give(db, config, wave, person, now, **given(n))
    actions.close_wave(db, config, wave.id, now)
    return store.get_wave(db, wave.id)


def given(n: int) -> dict[str, Value]:
    """What person number n answers to all of it."""
    chance = random.Random(n)
    sus = {f"sus{item}": chance.randint(3, 5) if item % 2 else chance.randint(1, 4) for item in range(1, 11)}
    pulse = {f"pulse.{step}": chance.randint(*between) for step, between in (("why", (3, 5)), ("want", (2, 5)), ("how", (1, 4)), ("can", (1, 4)), ("support", (2, 5)))}
    return answers(n) | sus | pulse | {"recommend_system": chance.randint(0, 10), "satisfaction": chance.randint(1, 5)}
