"""What the invented company asks about its days with the CRM: a question of every kind, and what people say."""

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
from surveys.rules import ALL, AT_LEAST, IS, Condition, Rule


def both(en: str, sv: str) -> Texts:
    return {"en": en, "sv": sv}


AGREE = (both("Not true at all", "Stämmer inte alls"), both("Completely true", "Stämmer helt"))

WORK = Page(both("Your days", "Dina dagar"), (
    Note("hello", both("First, a little about where {system} is in your days.", "Först lite om var {system} finns i dina dagar.")),
    Choice("where", both("Where do you use it most?", "Var använder du det mest?"), required=True, options=(
        Option("desk", both("At my desk", "Vid skrivbordet")), Option("road", both("At customers", "Ute hos kund")), Option("home", both("At home", "Hemma")),
        Option("other", both("Somewhere else", "Någon annanstans"), last=True, namely=True),
    )),
    YesNo("phone", both("Does it work well on your phone?", "Fungerar det bra i mobilen?"), show_if=Rule(ALL, (Condition("where", IS, ("road",)),))),
    Choices("tasks", both("What do you do with it?", "Vad gör du med det?"), options=(
        Option("look", both("Look up customers", "Slår upp kunder")), Option("note", both("Write notes", "Skriver anteckningar")), Option("sales", both("Follow sales", "Följer försäljningar")), Option("cases", both("Answer cases", "Besvarar ärenden")),
    )),
    Number("hours", both("How many hours a week do you use it?", "Hur många timmar i veckan använder du det?"), high=40, unit=both("hours a week", "timmar i veckan")),
    Day("since", both("When did you first use it for a customer?", "När använde du det första gången för en kund?"), earliest=date(2026, 4, 1), latest=date(2026, 12, 31)),
))
VIEWS = Page(both("Your views", "Vad du tycker"), (
    Rating("easy", both("It is easy to find what I look for.", "Det är lätt att hitta det jag söker."), required=True, low_label=AGREE[0], high_label=AGREE[1]),
    Scale("recommend", both("Would you recommend it to a colleague?", "Skulle du rekommendera det till en kollega?"), low_label=both("Not at all", "Inte alls"), high_label=both("At once", "Genast")),
    Matrix("worries", both("How true is this for you?", "Hur väl stämmer det här?"), low_label=AGREE[0], high_label=AGREE[1], statements=(
        Option("time", both("It takes too much time.", "Det tar för mycket tid.")), Option("watched", both("I feel watched.", "Jag känner mig övervakad.")), Option("able", both("I am afraid of doing something wrong.", "Jag är rädd att göra fel.")),
    )),
    Text("takes", both("What takes the time?", "Vad tar tid?"), show_if=Rule(ALL, (Condition("worries.time", AT_LEAST, ("4",)),))),
    Ranking("help", both("What would help you most?", "Vad skulle hjälpa dig mest?"), options=(
        Option("fields", both("Fewer fields", "Färre fält")), Option("course", both("A practice hour", "En övningstimme")), Option("friend", both("A colleague to ask", "En kollega att fråga")),
    )),
    Line("word", both("{system} in one word:", "{system} med ett ord:")),
    Text("more", both("What else should we know?", "Vad borde vi mer veta?")),
))
DAYS = Questionnaire((WORK, VIEWS))

TITLE = both("Your days with the CRM", "Dina dagar med CRM-systemet")
WORDS = (both("useful", "nyttigt"), both("slow", "långsamt"), both("tidy", "prydligt"), both("many fields", "många fält"), both("together", "tillsammans"))

ROOM = both("The routine for cases: how was today?", "Rutinen för ärenden: hur var det i dag?")
POSTER = both("What should the next practice hours be about?", "Vad ska nästa övningstimmar handla om?")
PRACTICE = Questionnaire((Page({}, (Text("wish", both("What would you like to practise?", "Vad skulle du vilja öva på?")),)),))
WISHES = (both("Searching", "Sökning"), both("Mail templates", "Mejlmallar"), both("The diary on the phone", "Dagboken i mobilen"))

COMMENT = both("The weekly list of calls takes me an hour, and nobody reads it.", "Den veckovisa samtalslistan tar mig en timme, och ingen läser den.")
ASKED_BACK = both("Thank you. Would it do to have the list once a month, or should it go altogether?", "Tack. Räcker det med listan en gång i månaden, eller ska den bort helt?")
REPLY = both("Once a month is fine, if the search shows the rest.", "En gång i månaden går bra, om sökningen visar resten.")
