"""What the invented company asks: about its days with the CRM, with a question of every kind, about the steps into it, and who can help; and what people say."""

from dataclasses import replace
from datetime import date

from surveys import library
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

# Confidentially, three times

STEPS_TITLE = both("On our way into the CRM", "På väg in i CRM-systemet")
FIND = Rating("find", both("I quickly find what I need to know about a customer.", "Jag hittar snabbt det jag behöver veta om en kund."), low_label=AGREE[0], high_label=AGREE[1])
TRUST = Rating("trust", both("I trust what stands there about our customers.", "Jag litar på det som står där om våra kunder."), low_label=AGREE[0], high_label=AGREE[1])
STUCK = Rating("stuck", both("I get help when I am stuck.", "Jag får hjälp när jag kör fast."), low_label=AGREE[0], high_label=AGREE[1])
STUCK_LATER = replace(STUCK, id="stuck_today", text=both("When I am stuck, I get help the same day.", "När jag kör fast får jag hjälp samma dag."), origin="stuck")


def steps(stuck: Rating) -> Questionnaire:
    """The change pulse, three things of our own, and words; the last of the three was asked in another way later."""
    pulse, words = library.template("change-pulse").questionnaire.pages
    return replace(library.template("change-pulse").questionnaire, pages=(pulse, Page(both("In your work", "I ditt arbete"), (FIND, TRUST, stuck)), words))


NEXT = (
    both("An hour a week with somebody beside me.", "En timme i veckan med någon bredvid mig."),
    both("Björn showed me once how he plans his week. More of that!", "Björn visade mig en gång hur han planerar sin vecka. Mer sånt!"),
    both("Fewer fields to fill in after a call.", "Färre fält att fylla i efter ett samtal."),
    both("We have no reception at many customers. What do we do then?", "Vi har ingen täckning hos många kunder. Hur gör vi då?"),
    both("Time to practise, without the phone ringing.", "Tid att öva, utan att telefonen ringer."),
    both("A short list: what must be written down, and what need not.", "En kort lista: vad som måste skrivas ner och vad som inte behöver det."),
    both("That somebody cleans up the duplicates.", "Att någon städar bland dubbletterna."),
    both("Practise with our own cases, not with invented ones.", "Öva med våra egna ärenden, inte med påhittade."),
    both("Ask Petra in Projects how she keeps her contacts in order.", "Fråga Petra på Projekt hur hon håller ordning på sina kontakter."),
    both("Somebody to call when I am out and it does not work.", "Någon att ringa när jag är ute och det inte fungerar."),
    both("More practice in small groups.", "Mer övning i små grupper."),
    both("Let us stop keeping the old spreadsheet beside it.", "Låt oss sluta med det gamla kalkylarket vid sidan av."),
)
PRACTISE, TO_PRACTISE = both("practice", "övning"), (0, 4, 7, 10)  # a tag, and the comments that it stands beside
FIELDS, LESS = both("less to fill in", "mindre att fylla i"), (2, 5)
NAMED, FOLLOWED = 1, 3  # the comment that a name is edited out of, and the one to follow up
NAMELESS = both("[…] showed me once how he plans his week. More of that!", "[…] visade mig en gång hur han planerar sin vecka. Mer sånt!")

# By name

HELP_TITLE = both("Who would like to help others?", "Vem vill hjälpa andra?")
HELP = Questionnaire((Page({}, (
    YesNo("willing", both("May colleagues ask you about {system} now and then?", "Får kollegor fråga dig om {system} då och då?"), required=True),
    Choices("about", both("About what, most of all?", "Om vad, helst?"), options=(
        Option("search", both("Searching", "Sökning")), Option("diary", both("The diary", "Dagboken")), Option("sales", both("Sales", "Försäljningar")), Option("mail", both("Mail templates", "Mejlmallar")),
    )),
    Text("need", both("What would you need for that?", "Vad skulle du behöva för det?")),
)),))
NEEDED = (both("An hour a week that is set aside for it.", "En timme i veckan som är avsatt för det."), both("That my manager agrees.", "Att min chef är med på det."), both("To be shown the new search first.", "Att själv få se den nya sökningen först."))
NEED = both("“%(survey)s”, round %(round)s: the first step that %(group)s has not taken is “%(step)s” (mean %(mean)s of %(n)s answers, 95 %% interval %(low)s–%(high)s).", "”%(survey)s”, omgång %(round)s: det första steget som %(group)s inte har tagit är ”%(step)s” (medelvärde %(mean)s av %(n)s svar, 95 %%-intervall %(low)s–%(high)s).")
