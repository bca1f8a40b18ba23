"""What templates are made of."""

from dataclasses import dataclass

from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Option, Question, Texts
from surveys.questions.rating import Rating
from surveys.questions.text import Text

AGREE: tuple[Texts, Texts] = ({"en": "Strongly disagree", "sv": "Instämmer inte alls"}, {"en": "Strongly agree", "sv": "Instämmer helt"})
OWN_WORDS: Texts = {"en": "In your own words", "sv": "Med dina egna ord"}


@dataclass(frozen=True)
class Template:
    """Something ready to be asked: to begin a survey with, or to add to one. `source` is where its items come from; '' for our own."""

    key: str
    name: str
    about: str
    questionnaire: Questionnaire
    source: str = ""


def both(en: str, sv: str) -> Texts:
    return {"en": en, "sv": sv}


def option(key: str, en: str, sv: str, last: bool = False, namely: bool = False) -> Option:
    return Option(key, both(en, sv), last, namely)


def rating(key: str, texts: tuple[str, str], ends: tuple[Texts, Texts] = AGREE, high: int = 5, locked: bool = False) -> Rating:
    return Rating(key, both(*texts), required=True, locked=locked, low=1, high=high, low_label=ends[0], high_label=ends[1])


def page(title: tuple[str, str] | None, *questions: Question) -> Page:
    return Page(both(*title) if title else {}, questions)


def content(*pages: Page, score: Score | None = None) -> Questionnaire:
    return Questionnaire(pages, (score,) if score else ())


def with_words(block: Questionnaire, *words: Text) -> Questionnaire:
    """A block with open questions on a page of their own behind it: a whole survey."""
    return Questionnaire((*block.pages, Page(OWN_WORDS, words)), block.scores)
