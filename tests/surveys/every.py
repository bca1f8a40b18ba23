"""A questionnaire with every kind of question, rules within a page and across pages, a pipe, and two whole languages."""

from datetime import date

from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option, Texts
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
from surveys.rules import ALL, ANSWERED, ANY, AT_LEAST, IS, Condition, Rule


def both(en: str, sv: str) -> Texts:
    return {"en": en, "sv": sv}


def when(part: str, test: str, *values: str) -> Rule:
    return Rule(ALL, (Condition(part, test, values),))


AGREE = both("Strongly disagree", "Instämmer inte alls"), both("Strongly agree", "Instämmer helt")

WORK = Page(both("Your work", "Ditt arbete"), (
    Note("hello", both("First a little about how you work with {system}.", "Först lite om hur du arbetar med {system}."), hint=both("It takes two minutes.", "Det tar två minuter.")),
    Choice("where", both("Where do you use it most?", "Var använder du det mest?"), required=True, shuffle=True, options=(
        Option("desk", both("At my desk", "Vid skrivbordet")), Option("road", both("On the road", "På väg")), Option("home", both("At home", "Hemma")),
        Option("other", both("Somewhere else", "Någon annanstans"), last=True, namely=True),
    )),
    YesNo("phone", both("Do you use it on a phone?", "Använder du det i telefonen?"), required=True, show_if=when("where", IS, "road")),
    Choices("tasks", both("What do you do with it?", "Vad gör du med det?"), required=True, most=2, options=(
        Option("look", both("Look things up", "Slår upp saker")), Option("write", both("Write things down", "Skriver ner saker")), Option("plan", both("Plan my week", "Planerar veckan")),
        Option("else", both("Something else", "Något annat"), last=True, namely=True),
    )),
))
VIEWS = Page(both("Your views", "Vad du tycker"), (
    Rating("easy", both("It is easy to use.", "Det är lätt att använda."), required=True, high=7, low_label=AGREE[0], high_label=AGREE[1]),
    Scale("recommend", both("Would you recommend it to a colleague?", "Skulle du rekommendera det till en kollega?"), low_label=both("Not at all", "Inte alls"), high_label=both("At once", "Genast")),
    Matrix("worries", both("How true is this for you?", "Hur väl stämmer det här?"), required=True, low_label=AGREE[0], high_label=AGREE[1], statements=(
        Option("time", both("It takes too much time.", "Det tar för mycket tid.")), Option("watched", both("I feel watched.", "Jag känner mig övervakad.")),
    )),
    Text("why_time", both("What takes the time?", "Vad tar tid?"), most=500, show_if=when("worries.time", AT_LEAST, "4")),
    Ranking("order", both("What would help you most?", "Vad skulle hjälpa dig mest?"), required=True, options=(
        Option("fewer", both("Fewer fields", "Färre fält")), Option("course", both("A short course", "En kort kurs")), Option("friend", both("A colleague to ask", "En kollega att fråga")),
    )),
))
PHONE = Page(both("On the phone", "I telefonen"), (
    Line("model", both("Which phone do you have?", "Vilken telefon har du?"), show_if=when("phone", IS, "yes")),
))
LAST = Page(both("Last of all", "Allra sist"), (
    Number("hours", both("How many hours a week do you use it, mostly {answer:where}?", "Hur många timmar i veckan använder du det, mest {answer:where}?"), required=True, high=60, decimals=1, unit=both("hours a week", "timmar i veckan")),
    Day("since", both("Since when?", "Sedan när?"), earliest=date(2020, 1, 1), latest=date(2026, 12, 31)),
    Text("more", both("Is there anything else?", "Är det något mer?"), show_if=Rule(ANY, (Condition("since", ANSWERED), Condition("hours", AT_LEAST, ("10",))))),
))

EVERY = Questionnaire((WORK, VIEWS, PHONE, LAST))

# what somebody fills in on each page
AT_WORK = {"where": "desk", "tasks.look": "1"}
VIEWED = {"easy": "6", "recommend": "9", "worries.time": "2", "worries.watched": "-", "order.fewer": "2", "order.course": "3", "order.friend": "1"}
AT_LAST = {"hours": "7,5", "since": "2024-05-01", "more": "مرحبا 👋"}
