"""Good single questions of our own."""

from errors import N_
from surveys.library.parts import Template, both, content, option, page, rating
from surveys.questions import Question
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.line import Line
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo


def _single(name: str, about: str, question: Question) -> Template:
    return Template(question.id.replace("_", "-"), name, about, content(page(None, question)))


QUESTIONS = (
    _single(N_("Add-ins"), N_("Finds out who has not got the add-ins, or has them and does not use them."), Choice(
        "addins", both("Are the add-ins of {system} for mail and calendar on your computer?", "Finns tilläggen från {system} för e-post och kalender på din dator?"), required=True,
        options=(
            option("used", "Yes, and I use them", "Ja, och jag använder dem"), option("unused", "Yes, but I do not use them", "Ja, men jag använder dem inte"),
            option("missing", "No", "Nej"), option("unsure", "I do not know", "Jag vet inte"),
        ),
    )),
    _single(N_("Time for training"), N_("Whether people get the time that learning takes."), Choice(
        "training_time", both("Do you get enough time to learn {system}?", "Får du tillräckligt med tid för att lära dig {system}?"), required=True,
        options=(option("plenty", "More than enough", "Mer än tillräckligt"), option("enough", "Enough", "Tillräckligt"), option("little", "Too little", "För lite"), option("none", "None at all", "Ingen alls")),
    )),
    _single(N_("What holds people back"), N_("The obstacles, to be removed one by one."), Choices(
        "obstacles", both("What keeps you from using {system} more?", "Vad hindrar dig från att använda {system} mer?"), required=True, shuffle=True,
        options=(
            option("time", "I lack the time", "Jag har inte tid"), option("how", "I do not know how", "Jag vet inte hur man gör"), option("data", "The data is missing or wrong", "Uppgifterna saknas eller är fel"),
            option("slow", "It is slow", "Det är långsamt"), option("use", "I do not see the use", "Jag ser inte nyttan"), option("nothing", "Nothing", "Ingenting", last=True), option("other", "Something else, namely", "Något annat, nämligen", last=True, namely=True),
        ),
    )),
    _single(N_("How people like to learn"), N_("What to offer more of, in order."), Ranking(
        "learning", both("How do you like best to learn something new in {system}?", "Hur lär du dig helst något nytt i {system}?"), shuffle=True,
        options=(
            option("workshop", "In a workshop", "I en workshop"), option("colleague", "With a colleague at my side", "Med en kollega vid min sida"),
            option("film", "From a short film", "Av en kort film"), option("guide", "From written instructions", "Av en skriven instruktion"),
        ),
    )),
    _single(N_("Whom to ask"), N_("Whether people know where help is."), YesNo("whom_to_ask", both("Do you know whom to ask when you are stuck in {system}?", "Vet du vem du kan fråga när du kör fast i {system}?"), required=True)),
    _single(N_("The managers’ example"), N_("Whether those who lead use it themselves."), rating("example", ("My manager uses {system} and expects me to.", "Min chef använder {system} och förväntar sig att jag gör det."))),
    _single(N_("Use in the daily work"), N_("Whether it helps with what people are there for."), rating("useful", ("{system} helps me in my daily work.", "{system} hjälper mig i mitt dagliga arbete."))),
    _single(N_("Hours a week"), N_("How much it is used, as people see it themselves."), Number(
        "hours", both("About how many hours a week do you work in {system}?", "Ungefär hur många timmar i veckan arbetar du i {system}?"), required=True, low=0, high=40, unit=both("hours a week", "timmar i veckan"),
    )),
    _single(N_("What to change first"), N_("One wish from everybody."), Text("change_first", both("What would you change first in {system}?", "Vad skulle du ändra först i {system}?"))),
    _single(N_("Routines that work"), N_("Finds what others could do as well."), Text("routine_works", both("Which routine in {system} works so well that others should have it?", "Vilken rutin i {system} fungerar så bra att andra borde ha den?"))),
    _single(N_("In one word"), N_("A quick picture of the mood, for the start of a meeting."), Line("one_word", both("What is {system} to you, in one word?", "Vad är {system} för dig, med ett ord?"), most=40)),
)
