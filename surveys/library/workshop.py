"""After a workshop: how it was, and what it did for people's confidence."""

from errors import N_
from surveys.library.parts import Template, both, content, page, rating
from surveys.questionnaire import Score
from surveys.questions.text import Text

_WORKSHOP = ("The workshop", "Workshoppen")
_CONFIDENT = (both("Not at all confident", "Inte alls säker"), both("Very confident", "Mycket säker"))

TEMPLATE = Template(
    "evaluation", N_("Workshop evaluation"), N_("Four ratings and what people will do differently."),
    content(page(
        _WORKSHOP,
        rating("relevance", ("The workshop was relevant to my work.", "Workshoppen var relevant för mitt arbete.")),
        rating("clarity", ("What was shown was clear.", "Det som visades var tydligt.")),
        rating("time", ("The time was well used.", "Tiden användes väl.")),
        rating("recommend", ("I would recommend the workshop to a colleague.", "Jag skulle rekommendera workshoppen till en kollega.")),
        Text("differently", both("What will you do differently from now on?", "Vad kommer du att göra annorlunda från och med nu?")),
    )),
)
CONFIDENCE = Template(
    "confidence", N_("Confidence before and after a workshop"), N_("Two ratings after the workshop, which give the gain in confidence, of each person by themselves."),
    content(page(
        _WORKSHOP,
        rating("confidence_before", ("Thinking back: how confident were you about using {system} before the workshop?", "När du tänker tillbaka: hur säker kände du dig på att använda {system} före workshoppen?"), _CONFIDENT, locked=True),
        rating("confidence_after", ("How confident are you about using {system} now?", "Hur säker känner du dig på att använda {system} nu?"), _CONFIDENT, locked=True),
    ), score=Score("confidence", ("confidence_before", "confidence_after"))),
)
