"""UMUX-Lite: Lewis, J. R., Utesch, B. S. & Maher, D. E. (2013), UMUX-LITE: when there's no time for the SUS."""

from errors import N_
from surveys.library.parts import Template, both, content, page, rating
from surveys.questionnaire import Score
from surveys.questions.text import Text

_ITEMS = (
    rating("umux1", ("{system}'s capabilities meet my requirements.", "Det som {system} kan uppfyller mina behov."), high=7, locked=True),
    rating("umux2", ("{system} is easy to use.", "{system} är lätt att använda."), high=7, locked=True),
)
_TODAY = ("{system} today", "{system} i dag")
_SCORE = Score("umux_lite", ("umux1", "umux2"))
_SOURCE = N_("Lewis, Utesch & Maher, 2013. The Swedish wording is ours.")
_WHY = Text("why", both("What is the most important reason for your answers?", "Vilken är den viktigaste anledningen till dina svar?"))

BLOCK = Template("umux-lite", N_("UMUX-Lite"), N_("Two statements that give a score from 0 to 100, for asking often."), content(page(_TODAY, *_ITEMS), score=_SCORE), _SOURCE)
TEMPLATE = Template("umux-lite", N_("Pulse: UMUX-Lite"), N_("Two statements and one open question, for asking often."), content(page(_TODAY, *_ITEMS, _WHY), score=_SCORE), _SOURCE)
