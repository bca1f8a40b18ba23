"""How people stand to the change: the change pulse and the three worries, in our own wording."""

from errors import N_
from surveys.library.parts import AGREE, Template, both, content, option, page, with_words
from surveys.questionnaire import Score
from surveys.questions.matrix import Matrix
from surveys.questions.text import Text

_PULSE = Matrix(
    "pulse", both("How far do you agree?", "Hur väl instämmer du?"), required=True, locked=True, low_label=AGREE[0], high_label=AGREE[1],
    statements=(
        option("why", "I understand why we are changing to {system}.", "Jag förstår varför vi byter till {system}."),
        option("want", "I want to contribute to making it work.", "Jag vill bidra till att det fungerar."),
        option("how", "I know how to do my tasks in {system}.", "Jag vet hur jag gör mina uppgifter i {system}."),
        option("can", "I can do it in my daily work.", "Jag kan göra det i mitt dagliga arbete."),
        option("support", "I get the support I need to keep going.", "Jag får det stöd jag behöver för att hålla i det."),
    ),
)
_WORRIES = Matrix(
    "worries", both("When you think of {system}: how much does each of these worry you?", "När du tänker på {system}: hur mycket oroar vart och ett av följande dig?"), required=True, locked=True,
    low_label=both("Not at all", "Inte alls"), high_label=both("Very much", "Väldigt mycket"),
    statements=(
        option("unknown", "The unknown: not knowing what is coming", "Det okända: att inte veta vad som väntar"),
        option("more_work", "More work: that it takes more time than today", "Mer arbete: att det tar mer tid än i dag"),
        option("routines", "Changed routines: doing familiar things in a new way", "Ändrade rutiner: att göra invanda saker på ett nytt sätt"),
    ),
)

PULSE = Template(
    "change-pulse", N_("Change pulse"), N_("Five steps towards working in the new way, in order. The result names the first one to help with."),
    content(page(("The change to {system}", "Bytet till {system}"), _PULSE), score=Score("change_pulse", tuple(part.id for part in _PULSE.parts()))),
)
PULSE_TEMPLATE = Template("change-pulse", N_("Change pulse with an open question"), PULSE.about, with_words(PULSE.questionnaire, Text("next_step", both("What would help you to take the next step?", "Vad skulle hjälpa dig att ta nästa steg?"))))

WORRIES = Template(
    "worries", N_("The three worries"), N_("How much the unknown, more work and changed routines worry people, from 1 to 5 each."),
    content(page(("Before {system}", "Inför {system}"), _WORRIES), score=Score("worries", tuple(part.id for part in _WORRIES.parts()))),
)
WORRIES_TEMPLATE = Template("worries", N_("The three worries with an open question"), WORRIES.about, with_words(WORRIES.questionnaire, Text("easier", both("What would make it easier for you?", "Vad skulle göra det lättare för dig?"))))
