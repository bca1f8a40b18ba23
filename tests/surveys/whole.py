"""One questionnaire with a question of every kind, a rule, a pipe and other-namely words, and people who answer it."""

from datetime import date

from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option, Value
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.date import Day
from surveys.questions.line import Line
from surveys.questions.matrix import Matrix
from surveys.questions.note import Note
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.scale import Scale
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo
from surveys.rules import ALL, IS, Condition, Rule


def options(*texts: str, namely: bool = False) -> tuple[Option, ...]:
    return tuple(Option(text.split()[0].lower(), {"en": text, "sv": f"{text} (sv)"}, namely=namely and text == texts[-1]) for text in texts)


def says(english: str) -> dict[str, str]:
    return {"en": english, "sv": f"{english} (sv)"}


MOBILE_ONLY = Rule(ALL, (Condition("mobile", IS, ("yes",)),))

WHOLE = Questionnaire((
    Page(says("How you work"), (
        Note("hello", says("This is about {system}.")),
        YesNo("mobile", says("Do you use {system} on your phone?")),
        Choices("reach", says("How do customers reach you?"), options=options("Mail", "Phone", "Visits", "Something else", namely=True)),
        Choice("place", says("Where do you mostly work?"), options=options("Office", "Home", "Elsewhere", namely=True)),
        Rating("easy", says("{system} is easy to use."), low_label=says("Not at all"), high_label=says("Very")),
    )),
    Page(says("On the phone"), (
        Scale("app", says("How likely are you to recommend the app?"), show_if=MOBILE_ONLY, low_label=says("Not at all likely"), high_label=says("Very likely")),
        Text("missing", says("You said {answer:mobile}. What is missing in the app?"), show_if=MOBILE_ONLY),
    )),
    Page(says("In detail"), (
        Matrix("parts", says("How well do these parts work?"), statements=options("Sales", "Calendar", "Reports"), low_label=says("Badly"), high_label=says("Well")),
        Ranking("first", says("What should be mended first?"), options=options("Search", "Speed", "Screens")),
        Number("hours", says("How many hours a week do you use it?"), low=-5, high=40, unit=says("hours")),
        Day("since", says("Since when?"), earliest=date(2025, 1, 1), latest=date(2026, 11, 30)),
        Line("word", says("{system} in one word")),
        Text("why", says("What else?")),
    )),
))


def answers(n: int) -> dict[str, Value]:
    """What person number n answers: everything fits together, and everybody differs a little."""
    mobile = n % 4 != 0
    given: dict[str, Value] = {"mobile": "yes" if mobile else "no", "place": ("office", "home", "elsewhere")[n % 3], "easy": 1 + n % 5, "hours": (n * 7) % 45 - 5, "since": f"2026-{1 + n % 9:02}-0{1 + n % 9}", "word": f"word {n}"}
    given |= {"reach.mail": 1, "reach.phone": n % 2, "reach.visits": int(n % 3 == 0), "reach.something": int(n % 5 == 0)} | ({"reach.-words": f"pigeon {n}"} if n % 5 == 0 else {})
    given |= {"place.-words": f"train {n}"} if n % 3 == 2 else {}
    given |= {"parts.sales": 1 + n % 5, "parts.calendar": 5 - n % 3, "parts.reports": 1 + n % 2}
    given |= {f"first.{option}": 1 + (place + n) % 3 for place, option in enumerate(("search", "speed", "screens"))}
    return given | ({"app": (n * 3) % 11, "missing": f"=wish {n}"} if mobile else {}) | ({"why": f"Line one\nline {n}"} if n % 2 else {})
