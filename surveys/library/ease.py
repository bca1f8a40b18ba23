"""How difficult or easy a task was: one rating a task, after J. Sauro and J. S. Dumas (2009). It has no score: its mean says it."""

from errors import N_
from surveys.library.parts import Template, both, content, page, rating, with_words
from surveys.questions.text import Text

_QUESTION = rating(
    "ease", ("On the whole, how difficult or easy was it to register a new contact in {system}?", "På det hela taget, hur svårt eller lätt var det att registrera en ny kontakt i {system}?"),
    (both("Very difficult", "Mycket svårt"), both("Very easy", "Mycket lätt")), high=7,
)
_SOURCE = N_("After the Single Ease Question, J. Sauro and J. S. Dumas, 2009. The wording is ours.")

BLOCK = Template("ease", N_("Ease of a task"), N_("One rating from 1 to 7 of one task. Put your own task in its place, and add it again for another one."), content(page(("A task in {system}", "En uppgift i {system}"), _QUESTION)), _SOURCE)
TEMPLATE = Template("ease", N_("Ease of a task"), N_("One rating from 1 to 7 of one task, and what was difficult. Put your own task in its place."), with_words(BLOCK.questionnaire, Text("ease_why", both("What made it difficult or easy?", "Vad gjorde det svårt eller lätt?"))), _SOURCE)
